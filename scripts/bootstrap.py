#!/usr/bin/env python3
"""From a fresh clone to a running or a tested nasweb: what `make up` and `make test` call.

Standard library only; scripts/environment.py installs and builds what is missing.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from types import FrameType
from typing import NamedTuple, NoReturn

from environment import FRONTEND, PYTHON, ROOT, VENV, Failed, node_tool, outcome, prepare, run, say

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FOR_TESTS = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""Two test processes share two cores: threads of torch would only wait for each other."""


class Step(NamedTuple):
    """One independent check: its name and the command that must end with 0."""

    name: str
    command: list[str]
    cwd: Path = ROOT
    tells: bool = False
    """It is several checks, and prints a line for each by itself."""


def python_step(name: str, *arguments: str) -> Step:
    return Step(name, [PYTHON, *arguments])


def tool(program: str, *arguments: str) -> list[str]:
    """Return the command of a program that the tests' packages bring."""
    return [str(VENV / "bin" / program), *arguments]


def check_steps() -> list[Step]:
    """The rules of the house, slowest first."""
    compose = "docker/compose.yaml"
    schema = ("--builtin-schema", "vendor.compose-spec")
    strictly = ("--quiet", "--fail-on", "low", "--config", "docker/compose-lint.yml")
    return [
        python_step("mypy", "-m", "mypy"),
        python_step(
            "sizes and processes",
            "-m",
            "pytest",
            "-q",
            "tests/test_sizes.py",
            "tests/test_process_rules.py",
        ),
        Step("tsc", [node_tool("tsc"), "--noEmit"], FRONTEND),
        Step("imports go down", tool("lint-imports", "--no-logo")),
        python_step("ruff check", "-m", "ruff", "check", "--output-format=concise", "."),
        python_step("ruff format", "-m", "ruff", "format", "--check", "."),
        Step("biome", [node_tool("biome"), "ci", "--colors=off", "."], FRONTEND),
        python_step("Django", "scripts/django_checks.py")._replace(tells=True),
        Step("compose schema", tool("check-jsonschema", *schema, compose)),
        Step("compose-lint", tool("compose-lint", *strictly, compose)),
        Step("hadolint", tool("hadolint", "docker/Dockerfile")),
    ]


def report(step: Step) -> tuple[bool, str]:
    """Run a step; return whether it holds and the lines to print: output only when it does not."""
    start = time.monotonic()
    try:
        output = run(step.command, step.cwd)
    except Failed as error:
        return False, f"{outcome(False, step.name, start)}\n{error}"
    return True, output.rstrip() if step.tells else outcome(True, step.name, start)


def check() -> bool:
    """Run every check, two at a time."""
    results = []
    with ThreadPoolExecutor(2) as pool:
        for done in as_completed([pool.submit(report, step) for step in check_steps()]):
            holds, lines = done.result()
            results.append(holds)
            say(lines)
    return all(results)


# Tests --------------------------------------------------------------------------------------------
def install_browser() -> str:
    """Install Debian's Chromium if allowed; return why browser tests cannot run, or ""."""
    if any(shutil.which(name) for name in BROWSERS):
        return ""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return "no Chromium on the PATH, and only root with apt-get can install one"
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "chromium"]
    try:
        run(["apt-get", "update", "--quiet"], env=environment)
        run(install, env=environment)
    except Failed as error:
        return f"Chromium could not be installed: {error}"
    return ""


def reach_postgres() -> str:
    """Return a PostgreSQL address for the tests: the one named, else a local one that answers."""
    named = os.environ.get("NASWEB_TEST_POSTGRES", "")
    address = named or "postgresql://127.0.0.1:5432/postgres"
    ask = "import psycopg, sys; psycopg.connect(sys.argv[1], connect_timeout=3).close()"
    try:
        run([PYTHON, "-c", ask, address])
    except Failed as error:
        if named:
            raise Failed(
                f"NASWEB_TEST_POSTGRES must name a server that answers, but:\n{error}"
            ) from None
        return ""
    # The tests make a database of their own beside the one named here, called test_<name>.
    return f"{address.rpartition('/')[0]}/nasweb_{os.getpid()}"


def environment_for(database_url: str) -> dict[str, str]:
    chosen = {"NASWEB_DATABASE_URL": database_url} if database_url else {}
    return {**os.environ, **FOR_TESTS, **chosen}


class Lane(NamedTuple):
    """A part of the tests: its name, its command, and the database if not the usual one.

    One that `stands_back` leaves the processor to others, as the product's evaluator does: else it
    would take it from an evaluator that a test beside it is waiting for.
    """

    name: str
    command: list[str]
    cwd: Path = ROOT
    database_url: str = ""
    stands_back: bool = False


def stream(lane: Lane) -> bool:
    """Run a lane with its output shown as it comes."""
    say(f"\n== {lane.name}")
    start = time.monotonic()
    code = subprocess.call(lane.command, cwd=lane.cwd, env=environment_for(lane.database_url))
    return told(lane.name, code, start)


def told(name: str, code: int, start: float) -> bool:
    outcome = "passed" if code == 0 else f"FAILED ({code})"
    say(f"== {name}: {outcome} in {time.monotonic() - start:.0f} s")
    return code == 0


class Beside:
    """Lanes that run two at a time; the output of each is shown once it has ended."""

    def __init__(self) -> None:
        self._parts: set[subprocess.Popen[str]] = set()
        self._turn = threading.Lock()
        self._is_over = False

    def run(self, lanes: Sequence[Lane]) -> bool:
        """Run them in their order; whatever ends this ends them."""
        with ThreadPoolExecutor(2) as pool:
            done = [pool.submit(self._run, lane) for lane in lanes]
            try:
                passed = [each.result() for each in as_completed(done)]
            except BaseException:
                self._end()
                raise
        return all(passed)

    def _run(self, lane: Lane) -> bool:
        start = time.monotonic()
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
            with self._turn:
                if self._is_over:
                    return False
                part = subprocess.Popen(
                    [*(("nice", "-n", "10") if lane.stands_back else ()), *lane.command],
                    cwd=lane.cwd,
                    env=environment_for(lane.database_url),
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    text=True,
                )
                self._parts.add(part)
            say(f"\n== {lane.name}: its output is shown when it has ended")
            code = part.wait()
            output.seek(0)
            with self._turn:
                say(f"\n== {lane.name}\n{output.read()}")
                return told(lane.name, code, start)

    def _end(self) -> None:
        with self._turn:
            self._is_over = True
            for part in self._parts:
                part.terminate()


def pytest(*arguments: str) -> list[str]:
    return [PYTHON, "-m", "pytest", "-q", *arguments]


def run_tests() -> bool:
    """Run everything once; a test that fails is never tried again."""
    without_browser = install_browser()
    if without_browser:
        say(f"browser tests are skipped: {without_browser}")
    apart = [
        "--ignore=tests/e2e",
        "--ignore=tests/fault",
        "--deselect=tests/test_sizes.py",
        "--deselect=tests/test_process_rules.py",
    ]
    postgres = reach_postgres()
    lanes = [
        Lane("browser", pytest("tests/e2e")),
        Lane("kills", pytest("tests/fault")),
        Lane("TypeScript", [node_tool("vitest"), "run"], FRONTEND, stands_back=True),
    ]
    if postgres:
        again = pytest("-n2", "--only-database", "tests/integration")
        lanes.insert(1, Lane("PostgreSQL", again, database_url=postgres, stands_back=True))
    else:
        say("PostgreSQL: none at 127.0.0.1:5432; name a server in NASWEB_TEST_POSTGRES")
    passed = [
        stream(Lane("Python", pytest("-n2", "--dist=worksteal", *apart))),
        # What starts processes and browsers waits for them often: the other lane works meanwhile.
        Beside().run(lanes),
    ]
    return all(passed)


# Commands -----------------------------------------------------------------------------------------
def command_up(options: argparse.Namespace) -> int:
    prepare()
    chosen = [f"--{name}={value}" for name in ("host", "port") if (value := getattr(options, name))]
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execv(PYTHON, [PYTHON, "-m", "nasweb", "up", *chosen])


def command_check(_: argparse.Namespace) -> int:
    prepare(with_dev=True)
    return 0 if check() else 1


def command_link(_: argparse.Namespace) -> int:
    if not Path(PYTHON).exists():
        raise Failed("nasweb must be installed before anybody can sign in: start it with make up")
    return subprocess.call([PYTHON, "-m", "nasweb", "link"], cwd=ROOT)


def command_test(_: argparse.Namespace) -> int:
    prepare(with_dev=True)
    holds = check()
    passed = run_tests()
    say(f"\nchecks {'hold' if holds else 'FAIL'}, tests {'pass' if passed else 'FAIL'}")
    return 0 if holds and passed else 1


def command_test_long(_: argparse.Namespace) -> int:
    prepare(with_dev=True)
    properties = ("-m", "hypothesis", "--hypothesis-profile=long")
    return 0 if stream(Lane("properties", pytest("-n2", *properties, "tests"))) else 1


def command_test_gpu(_: argparse.Namespace) -> int:
    """Run the engine's device tests with a Python that has torch, numpy, pydantic and pytest."""
    python = PYTHON if Path(PYTHON).exists() else sys.executable
    folder = "tests/gpu"
    arguments = ["-c", f"{folder}/pytest.ini", "--rootdir", ".", f"--confcutdir={folder}", folder]
    return subprocess.call([python, "-m", "pytest", *arguments], cwd=ROOT)


def command_format(_: argparse.Namespace) -> int:
    prepare(with_dev=True)
    run([PYTHON, "-m", "ruff", "check", "--fix-only", "--quiet", "."])
    say(run([PYTHON, "-m", "ruff", "format", "."]).strip())
    say(run([node_tool("biome"), "check", "--write", "--colors=off", "."], FRONTEND).strip())
    return 0


COMMANDS = {
    "up": command_up,
    "link": command_link,
    "test": command_test,
    "check": command_check,
    "test-long": command_test_long,
    "test-gpu": command_test_gpu,
    "format": command_format,
}


def end(_number: int, _frame: FrameType | None) -> NoReturn:
    """End what runs as well: `subprocess` kills the program it waits for when this is raised."""
    sys.exit(128 + signal.SIGTERM)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bootstrap.py", description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--host", help="address that `up` listens on (loopback when left out)")
    parser.add_argument("--port", help="port that `up` listens on")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, end)
    # Some machines forbid Python to keep what it compiles: hundreds of processes would compile
    # Django and torch anew. What is kept is ours, in .venv and in ignored folders beside the code.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        return COMMANDS[options.command](options)
    except Failed as error:
        print(f"nasweb: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
