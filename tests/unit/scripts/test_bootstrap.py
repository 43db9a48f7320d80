"""The command line behind `make`: what it starts, what it answers, how it fails."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import bootstrap
import pytest
from bootstrap import Lane, Step
from environment import Failed

from tests.waiting import until

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "prepare", lambda with_dev=False: None)


def _step(name: str, code: int, prints: str = "") -> Step:
    return Step(name, [sys.executable, "-c", f"print({prints!r}); raise SystemExit({code})"])


@pytest.mark.parametrize(
    ("given", "passed_on"),
    [([], []), (["--port", "8123", "--host", "0.0.0.0"], ["--host=0.0.0.0", "--port=8123"])],
)
def test_up_becomes_the_product(
    given: list[str], passed_on: list[str], prepared: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _, command: started.append(command[1:]))
    monkeypatch.setattr(os, "chdir", lambda _: None)
    bootstrap.main(["up", *given])

    assert started == [["-m", "nasweb", "up", *passed_on]]


def test_output_is_shown_only_of_a_check_that_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = [_step("calm", 0, "never shown"), _step("broken", 1, "line 7 is wrong")]
    monkeypatch.setattr(bootstrap, "check_steps", lambda: steps)

    assert bootstrap.check() is False
    printed = capsys.readouterr().out
    assert re.search(r"^ok +calm +\d", printed, re.MULTILINE)
    assert re.search(r"^FAIL +broken +\d", printed, re.MULTILINE)
    assert "line 7 is wrong" in printed
    assert "never shown" not in printed


@pytest.mark.parametrize(
    ("holds", "passes", "code"), [(True, True, 0), (False, True, 1), (True, False, 1)]
)
def test_the_exit_code_is_honest(
    holds: bool, passes: bool, code: int, prepared: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "check", lambda: holds)
    monkeypatch.setattr(bootstrap, "run_tests", lambda: passes)

    assert bootstrap.main(["test"]) == code


def test_a_failure_is_one_message_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(with_dev: bool = False) -> None:
        raise Failed("the disk must have room")

    monkeypatch.setattr(bootstrap, "prepare", fail)

    assert bootstrap.main(["check"]) == 1
    assert capsys.readouterr().err == "nasweb: the disk must have room\n"


def test_what_it_starts_keeps_what_it_compiles(
    prepared: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ask = [sys.executable, "-c", "import sys; print('keeps', not sys.dont_write_bytecode)"]
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    told = [Step("compiled", ask, tells=True)]
    monkeypatch.setattr(bootstrap, "check_steps", lambda: told)

    assert bootstrap.main(["check"]) == 0
    assert capsys.readouterr().out == "keeps True\n"


def test_without_root_no_browser_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert "only root" in bootstrap.install_browser()


def test_a_browser_that_is_there_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")

    assert bootstrap.install_browser() == ""


def test_tests_get_a_database_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NASWEB_TEST_POSTGRES", "postgresql://ada@db.example:5433/postgres")
    monkeypatch.setattr(bootstrap, "run", lambda _: "")

    expected = f"postgresql://ada@db.example:5433/nasweb_{os.getpid()}"
    assert bootstrap.reach_postgres() == expected


def test_a_named_server_that_does_not_answer_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: list[str]) -> str:
        raise Failed("connection refused")

    monkeypatch.setattr(bootstrap, "run", refuse)
    monkeypatch.delenv("NASWEB_TEST_POSTGRES", raising=False)
    assert bootstrap.reach_postgres() == ""

    monkeypatch.setenv("NASWEB_TEST_POSTGRES", "postgresql://db.example/postgres")
    with pytest.raises(Failed, match="must name a server that answers"):
        bootstrap.reach_postgres()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (["up"], "up"),
        (["up", "PORT=81", "HOST=::1"], "up --host=::1 --port=81"),
        (["test"], "test"),
        (["check"], "check"),
    ],
)
def test_make_passes_on_what_its_command_line_says(line: list[str], expected: str) -> None:
    environment = {**os.environ, "HOST": "exported-by-the-shell", "PORT": "1"}
    done = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", "PYTHON=python3", *line],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.replace('"', "").split() == [
        "exec",
        "python3",
        "scripts/bootstrap.py",
        *expected.split(),
    ]


WAITING = """#!{python}
import signal, sys

def end(number, frame):
    print("told", flush=True)
    sys.exit(0)

signal.signal(signal.SIGTERM, end)
print("waiting", flush=True)
signal.pause()
"""


@pytest.mark.parametrize("target", ["up", "test"])
def test_what_make_is_told_to_end_is_told_too(target: str, tmp_path: Path) -> None:
    program = tmp_path / "python"
    program.write_text(WAITING.format(python=sys.executable))
    program.chmod(0o755)
    # `make test` runs this test: an inner make must not take itself for a part of the outer one.
    environment = {name: text for name, text in os.environ.items() if not name.startswith("MAKE")}
    made = subprocess.Popen(
        ["make", f"PYTHON={program}", target],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert made.stdout is not None
    assert made.stdout.readline() == "waiting\n"

    made.terminate()

    assert made.stdout.readline() == "told\n"
    made.wait(30)


ENDED = """
import subprocess, sys, bootstrap

def wait_for_another(options):
    inner = "print(1, flush=True); import time; time.sleep(60)"
    return subprocess.call([sys.executable, "-c", inner])

bootstrap.COMMANDS["check"] = wait_for_another
sys.exit(bootstrap.main(["check"]))
"""


def test_when_told_to_end_it_ends_what_it_started() -> None:
    outer = subprocess.Popen(
        [sys.executable, "-c", ENDED],
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert outer.stdout is not None
    assert outer.stdout.readline() == "1\n"

    outer.terminate()

    assert outer.stdout.read() == ""  # ends only when the inner one has let go of it, too
    assert outer.wait(30) == 143


LOCKS = (
    "requirements.lock", "requirements-web.lock", "requirements-onnx.lock", "requirements-dev.lock",
    "requirements-torch.txt",
)  # fmt: skip


def test_what_the_web_needs_is_part_of_what_a_worker_needs() -> None:
    web, worker = (
        set((ROOT / name).read_text().splitlines())
        for name in ("requirements-web.lock", "requirements.lock")
    )
    assert web < worker


def test_what_is_installed_together_is_locked_to_one_version() -> None:
    worker, onnx, dev = (
        dict(line.split(" ; ")[0].split("==") for line in (ROOT / name).read_text().splitlines())
        for name in ("requirements.lock", "requirements-onnx.lock", "requirements-dev.lock")
    )
    assert "onnxruntime" in onnx
    for one, other in ((worker, onnx), (worker, dev), (onnx, dev)):
        assert {name: one[name] for name in one.keys() & other} == {
            name: other[name] for name in one.keys() & other
        }


def test_the_locks_name_no_host_and_no_file() -> None:
    for name in LOCKS:
        for line in (ROOT / name).read_text().splitlines():
            assert re.fullmatch(r"[a-z0-9._-]+==[0-9a-z.]+( ; .+)?", line), line


def test_the_front_end_lock_names_no_registry() -> None:
    assert '"resolved"' not in (ROOT / "frontend/package-lock.json").read_text()


def _lane(name: str, *code: str) -> Lane:
    return Lane(name, [sys.executable, "-c", *code])


def test_lanes_beside_each_other_tell_their_ends_and_their_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    failing = _lane("failing", "print('seen'); raise SystemExit(3)")
    assert not bootstrap.Beside().run([failing, _lane("calm", "print('calm words')")])
    told = capsys.readouterr().out
    assert "seen" in told
    assert "failing: FAILED (3)" in told
    assert "calm words" in told
    assert "calm: passed" in told
    assert bootstrap.Beside().run([_lane("calm", "pass")])


def test_a_lane_that_stands_back_leaves_the_processor_to_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lane = _lane("calm", "import os; print('niceness', os.nice(0))")
    assert bootstrap.Beside().run([lane._replace(stands_back=True)])
    assert f"niceness {min(os.nice(0) + 10, 19)}\n" in capsys.readouterr().out


def test_two_lanes_run_at_a_time(tmp_path: Path) -> None:
    """Each ends once the other is there."""
    meet = "import sys, time, pathlib as p; p.Path(sys.argv[1]).touch()\n"
    meet += "while not p.Path(sys.argv[2]).exists(): time.sleep(0.01)"
    one, two = str(tmp_path / "one"), str(tmp_path / "two")
    assert bootstrap.Beside().run([_lane("one", meet, one, two), _lane("two", meet, two, one)])


ENDED_LANES = """
import sys, bootstrap

def wait(options):
    inner = "import os, sys, time; os.symlink(str(os.getpid()), sys.argv[1]); time.sleep(60)"
    lanes = [bootstrap.Lane(note, [sys.executable, "-c", inner, note]) for note in sys.argv[1:]]
    bootstrap.Beside().run(lanes)

bootstrap.COMMANDS["check"] = wait
sys.exit(bootstrap.main(["check"]))
"""


def test_lanes_are_ended_with_what_runs_them(tmp_path: Path) -> None:
    notes = [tmp_path / "one", tmp_path / "two"]
    never = tmp_path / "never"
    outer = subprocess.Popen(
        [sys.executable, "-c", ENDED_LANES, *map(str, notes), str(never)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
    )
    until(lambda: all(note.is_symlink() for note in notes))

    outer.terminate()

    assert outer.wait(30) == 143
    for note in notes:
        with pytest.raises(ProcessLookupError):
            os.kill(int(str(note.readlink())), 0)
    assert not never.is_symlink()
