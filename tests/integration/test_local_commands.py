"""`nasweb data` and `nasweb runs`: the database of the nasweb that runs here, in a terminal."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from nasweb import local
from nasweb.cli import main
from searchapp.models import Dataset, DataState, Project, Run, RunState
from tests import builders
from tests.integration.test_datasets import work

Say = Callable[..., str]
TABLE = "age,town,rich\n" + "".join(f"{n},{('Rome', 'Oslo')[n % 2]},{n % 2}\n" for n in range(60))


@pytest.fixture
def say(
    ada: User, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Say:
    monkeypatch.setenv("NASWEB_HOME", str(tmp_path))

    def said(*words: str, code: int = 0, account: str = ada.username) -> str:
        assert main([*words, "--account", account]) == code
        told = capsys.readouterr()
        return told.out + told.err

    return said


@pytest.fixture
def run(project: Project) -> Run:
    return builders.a_run(builders.a_version(builders.a_space(project)))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(TABLE)
    return path


def test_data_is_listed_with_its_state(say: Say) -> None:
    told = say("data", "list")
    assert "digits" in told
    assert "image classification" in told
    lines = [json.loads(line) for line in say("data", "list", "--json").splitlines()]
    assert {"digits", "iris"} <= {line["name"] for line in lines}


def test_a_file_that_nobody_checks_yet_waits(say: Say, table: Path) -> None:
    assert "people is checked as soon as nasweb runs" in say("data", "add", str(table))
    made = Dataset.objects.get(name="people")
    assert (made.state, made.options) == (DataState.CHECKING, {})


@pytest.mark.parametrize("target", ["rich", "wealth"])
def test_a_file_is_checked_by_a_worker_that_is_there(
    target: str, say: Say, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builders.a_worker()

    monkeypatch.setattr("nasweb.commands.data.time.sleep", lambda _seconds: work())
    is_there = target == "rich"
    told = say("data", "add", str(table), "--target", target, code=int(not is_there))
    if is_there:
        assert "people: 60 rows of " in told
    else:
        assert "there is no 'wealth'" in told
        assert "was refused" in told


def test_runs_are_listed_and_narrowed_by_state(say: Say, run: Run) -> None:
    assert run.id in say("runs", "list")
    assert run.id not in say("runs", "list", "--state", "failed")
    assert json.loads(say("runs", "list", "--json"))["id"] == run.id


def test_what_others_do_is_not_told(say: Say, run: Run, dee: User) -> None:
    assert run.id not in say("runs", "list", account=dee.username)
    told = say("runs", "watch", run.id, code=2, account=dee.username)
    assert "there is no such run" in told


def test_a_run_is_stopped_once(say: Say, run: Run) -> None:
    Run.objects.filter(pk=run.pk).update(state=RunState.QUEUED)
    assert f"{run.name} is stopped" in say("runs", "stop", "newest")
    assert "must be" in say("runs", "stop", run.id, code=2)


def test_a_run_is_watched_to_its_end(say: Say, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    builders.an_event(run, {"kind": "logged", "level": "info", "text": "It begins."})
    looks: list[float] = []

    def end(seconds: float) -> None:
        looks.append(seconds)
        Run.objects.filter(pk=run.pk).update(state=RunState.QUEUED)
        say("runs", "stop", run.id)

    monkeypatch.setattr("nasweb.commands.runs.time.sleep", end)
    assert f"{run.name} is stopped" in say("runs", "watch", run.id)
    assert len(looks) == 1
    told = [json.loads(line) for line in say("runs", "watch", run.id, "--json").splitlines()]
    assert [event["seq"] for event in told] == list(range(1, len(told) + 1))
    assert told[0]["body"]["text"] == "It begins."


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("runs", "watch", "nothing"), "there is no such run"),
        (("runs", "stop", "nothing"), "there is no such run"),
        (("data", "add", "nothing.csv"), "there is no nothing.csv"),
    ],
)
def test_a_mistake_is_told_in_a_line(words: tuple[str, ...], told: str, say: Say) -> None:
    said = say(*words, code=2)
    assert told in said
    assert said.count("\n") == 1


def test_an_account_must_be_there(say: Say) -> None:
    assert "there is no account 'nobody'" in say("runs", "list", code=2, account="nobody")


def test_nothing_is_made_before_the_first_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NASWEB_HOME", str(tmp_path / "new"))
    monkeypatch.delenv("NASWEB_DATABASE_URL", raising=False)
    assert main(["runs", "list"]) == 2
    assert "must have been started here once" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_commands_meet_the_broker_of_the_nasweb_that_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NASWEB_HOME", str(tmp_path))
    for name in ("NASWEB_BROKER_URL", "NASWEB_CHANNELS_URL"):
        monkeypatch.delenv(name, raising=False)
    assert local.meet_running() == {}
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "state.json").write_text('{"address": "http://127.0.0.1:1"}')
    local.meet_running()
    assert os.environ["NASWEB_BROKER_URL"].startswith("redis+socket://")
    assert os.environ["NASWEB_CHANNELS_URL"].startswith("unix://")


def test_a_link_leads_to_where_it_is_served(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NASWEB_HOME", str(tmp_path))
    monkeypatch.setenv("NASWEB_ORIGINS", "https://nasweb.example.org")
    assert main(["link"]) == 0
    assert capsys.readouterr().out.startswith("https://nasweb.example.org/enter/")
    assert User.objects.filter(username=local.LOCAL_USER, is_staff=True).exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("runs", "lst"),
            "nasweb runs: there is no command 'lst'; did you mean 'list'? "
            "there are list, watch, stop; "
            "`nasweb runs --help` tells more\n",
        ),
        (
            ("runs", "stop"),
            "nasweb runs stop: the following arguments are required: RUN; "
            "`nasweb runs stop --help` tells more\n",
        ),
        (("runs", "list", "--state", "liv"), "there is no state 'liv'; did you mean 'live'?"),
    ],
)
def test_a_misspelt_word_is_told_with_the_one_that_was_meant(
    words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert told in said
    assert "usage:" not in said
