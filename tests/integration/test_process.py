"""The evaluation process, spoken to over its pipes as a worker does."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from searchapp.nas import protocol
from searchapp.nas.evaluators.base import Assignment
from searchapp.nas.events import (
    CandidateEvaluated,
    CandidateProposed,
    EvaluationStarted,
    Fidelity,
    Measured,
)
from searchapp.nas.importing.profile import Options
from searchapp.nas.inline import InlineExecutor
from searchapp.nas.search import SearchSettings, search
from searchapp.nas.strategies.base import STRATEGIES, Objective
from tests.facts import SEARCH
from tests.predicting import predict_here
from tests.spaces import TINY, a_space
from tests.unit.nas.importing.uploads import folders, zip_of

pytestmark = pytest.mark.slow

ASSIGNMENT = Assignment(
    index=4,
    document=TINY,
    decisions={"stem.channels": 8, "first": "conv", "second": "keep"},
    dataset="digits",
    evaluator="training",
    settings={},
    fidelity=Fidelity(epochs=2),
    seed=1,
)


class Client:
    """Writes requests and reads replies."""

    def __init__(self, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "searchapp.nas.process", "--device", "cpu", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        ready = self.hear()
        assert isinstance(ready, protocol.Ready), ready
        self.ready = ready

    def say(self, line: protocol.Line | bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line if isinstance(line, bytes) else protocol.write(line).encode())
        self.process.stdin.flush()

    def hear(self) -> Any:
        assert self.process.stdout is not None
        return protocol.read_reply(self.process.stdout.readline())

    def hear_all(self) -> list[Any]:
        """Read replies up to the one that closes the request."""
        replies = [self.hear()]
        while isinstance(replies[-1], protocol.Told):
            replies.append(self.hear())
        return replies

    def end(self) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        code = self.process.wait(30)
        self.process.stdout.close()
        return code


@pytest.fixture(scope="module")
def started() -> Iterator[list[Client]]:
    """Those that were started: the first serves until a test ends it."""
    clients = [Client("--threads", "1")]
    yield clients
    assert clients[-1].end() == 0


@pytest.fixture
def client(started: list[Client]) -> Client:
    if started[-1].process.poll() is not None:
        started.append(Client("--threads", "1"))
    return started[-1]


def test_it_says_ready_with_its_device_and_leads_a_session_of_its_own(client: Client) -> None:
    assert client.ready.device == "cpu"
    assert client.ready.pid == client.process.pid
    assert os.getsid(client.ready.pid) == client.ready.pid


def test_a_light_one_checks_an_upload_without_torch(tmp_path: Path) -> None:
    upload = zip_of(tmp_path / "shades.zip", folders({"dark": 20, "light": 20}))
    folder = tmp_path / "data"
    folder.mkdir()
    light = Client("--light")
    light.say(
        protocol.Check(
            upload=str(upload), file_name=upload.name, folder=str(folder), options=Options()
        )
    )
    done = light.hear()
    maps = Path(f"/proc/{light.ready.pid}/maps")
    mapped = maps.read_text() if maps.exists() else ""  # elsewhere than on Linux nobody can look
    assert light.end() == 0
    assert isinstance(done.result, protocol.Imported)
    assert light.ready.torch == ""
    assert "libtorch" not in mapped


def test_it_warms_up_with_a_dataset(client: Client) -> None:
    client.say(protocol.Warm(dataset="digits"))
    done = client.hear()
    assert isinstance(done, protocol.Done)
    assert isinstance(done.result, protocol.Warmed)
    client.say(protocol.Warm(dataset="digit"))
    failed = client.hear()
    assert isinstance(failed, protocol.Failed)
    assert "did you mean 'digits'" in failed.message


def test_an_evaluation_tells_its_start_every_epoch_and_its_score(
    client: Client, tmp_path: Path
) -> None:
    client.say(protocol.Evaluate(assignment=replace(ASSIGNMENT, folder=str(tmp_path), attempt=2)))
    started, first, second, done = client.hear_all()
    assert started.event == EvaluationStarted(index=4, attempt=2, device="cpu")
    assert isinstance(first.event, Measured)
    assert (first.event.steps, second.event.steps) == ([1], [2])
    result = done.result
    assert isinstance(result, protocol.Evaluated)
    assert result.index == 4
    assert result.scores["accuracy"] == second.event.values["accuracy"][0]
    assert result.weights is not None
    assert Path(result.weights).is_file()


def test_it_scores_as_a_search_in_one_process_does(client: Client) -> None:
    space = a_space(TINY)
    entry = STRATEGIES.get("random_search")
    strategy = entry(entry.Settings(), space, (Objective("accuracy"),), ASSIGNMENT.fidelity)
    template = replace(ASSIGNMENT, device="cpu", threads=1)
    events = list(search(space, strategy, InlineExecutor(template), SearchSettings(1, seed=0)))
    (proposed,) = (event for event in events if isinstance(event, CandidateProposed))
    (evaluated,) = (event for event in events if isinstance(event, CandidateEvaluated))
    client.say(protocol.Evaluate(assignment=replace(template, decisions=proposed.decisions)))
    assert client.hear_all()[-1].result.scores == evaluated.scores


def test_a_candidate_that_fails_does_not_end_the_process(client: Client) -> None:
    client.say(protocol.Evaluate(assignment=replace(ASSIGNMENT, decisions={})))
    failed = client.hear_all()[-1]
    assert failed.reason == "invalid_architecture"
    assert not failed.is_broken
    client.say(protocol.Evaluate(assignment=ASSIGNMENT))
    assert isinstance(client.hear_all()[-1], protocol.Done)


def test_stop_ends_an_evaluation_before_its_next_epoch(client: Client) -> None:
    endless = replace(ASSIGNMENT, fidelity=Fidelity(epochs=10_000))
    client.say(protocol.Evaluate(assignment=endless))
    client.hear()
    client.hear()
    client.say(protocol.Stop())
    failed = client.hear_all()[-1]
    assert isinstance(failed, protocol.Failed)
    assert failed.reason == "cancelled"


def test_stop_with_nothing_under_way_means_nothing(client: Client) -> None:
    client.say(protocol.Stop())
    client.say(protocol.Evaluate(assignment=ASSIGNMENT))
    assert isinstance(client.hear_all()[-1], protocol.Done)


@pytest.mark.parametrize(
    "line", [b"\n", b"{\n", b'{"op":"dance"}\n', b"\xff\xfe\n", b'{"op":"evaluate"}\n', b"[]\n"]
)
def test_a_line_that_is_no_request_is_answered(line: bytes, client: Client) -> None:
    client.say(line)
    failed = client.hear()
    assert isinstance(failed, protocol.Failed)
    assert failed.reason == "protocol"


def test_an_export_tests_the_winner_and_writes_a_model_that_says_the_same(
    client: Client, tmp_path: Path
) -> None:
    assignment = replace(ASSIGNMENT, folder=str(tmp_path / "candidate"))
    client.say(protocol.Evaluate(assignment=assignment))
    weights = client.hear_all()[-1].result.weights
    exports = []
    for place, kept in (("kept", weights), ("lost", str(tmp_path / "gone.safetensors"))):
        folder = tmp_path / place
        client.say(
            protocol.Export(assignment=ASSIGNMENT, weights=kept, folder=str(folder), search=SEARCH)
        )
        exports.append(client.hear_all()[-1].result)
    first, again = exports
    assert (first.was_retrained, again.was_retrained) == (False, True)
    assert first.scores == again.scores
    with zipfile.ZipFile(first.archive) as archive:
        archive.extractall(tmp_path / "taken")
        names = {name.removeprefix("model/") for name in archive.namelist()} - {""}
        readme = archive.read("model/README.md").decode()
        card = archive.read("model/MODEL_CARD.md").decode()
    assert set(first.files) == names == set(re.findall(r"^\| `(\S+)` \|", readme, re.MULTILINE))
    assert "Search: Regularized evolution" in card
    assert f"| accuracy | {first.scores['accuracy']:.4f} |" in card
    said = predict_here(tmp_path / "taken" / "model")
    assert f"test accuracy {first.scores['accuracy']:.4f}" in said


def test_what_a_library_prints_does_not_enter_the_protocol() -> None:
    script = (
        "import os, sys\n"
        "from searchapp.nas.process import take_stdout\n"
        "replies = take_stdout()\n"
        "print('chatter', flush=True); os.write(1, b'more chatter')\n"
        "replies.write(b'the protocol'); replies.flush()\n"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert answer.stdout == b"the protocol"
    assert answer.stderr.count(b"chatter") == 2


def test_the_end_of_its_input_ends_it_in_the_midst_of_training(client: Client) -> None:
    client.say(protocol.Evaluate(assignment=replace(ASSIGNMENT, fidelity=Fidelity(epochs=10_000))))
    client.hear()
    client.hear()
    assert client.end() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's death signal is Linux's")
def test_it_dies_with_its_parent(tmp_path: Path) -> None:
    """The parent is killed; its pipe stays open in a grandchild, so only the kernel can tell."""
    script = (
        "import json, subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-m', 'searchapp.nas.process', '--device',"
        " 'cpu'], stdin=sys.stdin, stdout=subprocess.PIPE)\n"
        "print(child.stdout.readline().decode(), flush=True)\n"
        "child.wait()\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    child = json.loads(parent.stdout.readline())["pid"]
    watched = os.pidfd_open(child)
    parent.kill()
    parent.wait()
    import select

    assert select.select([watched], [], [], 30)[0] == [watched]
    os.close(watched)
    assert parent.stdin is not None
    parent.stdin.close()
    parent.stdout.close()
