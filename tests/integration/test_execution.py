"""A run from start to end: real search, real processes; pauses, stops, takeovers, failures."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from searchapp.models import Candidate, Job, Project, Run
from searchapp.nas.evaluators.base import EVALUATORS, Evaluator, Measurement, Score
from searchapp.services import execution, jobs, leases, transitions, workers
from searchapp.services.ledger import verify_ledger
from searchapp.wire.errors import Conflict
from tests import builders
from tests.spaces import a_perceptron
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)
TOY = [sys.executable, str(Path(__file__).parent.parent / "toy_process.py")]


@pytest.fixture
def short_waits(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.NASWEB_HEARTBEAT_SECONDS = 0.1
    monkeypatch.setattr(execution, "LOOK", 0.05)


@pytest.fixture
def evaluator(short_waits: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Evaluators]:
    """A worker that does jobs with toy processes, in a thread of this process."""
    monkeypatch.setattr(workers, "default_command", lambda device: TOY)
    evaluator = Evaluators()
    yield evaluator
    evaluator.stop()


class Evaluators:
    """Drains the queue for as long as it is asked to."""

    def __init__(self) -> None:
        self.worker = workers.ThisWorker()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._work)
        self.is_resting = threading.Event()

    def start(self) -> None:
        self.worker.queues = ("evaluate.cpu",)
        self._thread.start()

    def stop(self) -> None:
        self._end.set()
        if self._thread.is_alive():
            self._thread.join()
        self.worker.stop()

    def _work(self) -> None:
        while not self._end.wait(0.02):
            if not self.is_resting.is_set():
                Job.objects.update(not_before=None)
                self.worker.drain()
        connection.close()


def a_search(project: Project, candidates: int = 6, **request: Any) -> Run:
    """Make a run over one-layer networks and start it."""
    space = builders.a_space(project, a_perceptron())
    run = builders.a_run(builders.a_version(space), budget_candidates=candidates, concurrency=2)
    run.request = {**run.request, **request}
    run.save(update_fields=["request"])
    return transitions.request(run, "start")


def coordinate(run: Run) -> threading.Thread:
    """Coordinate the run in a thread, as a worker does."""

    def work() -> None:
        execution.coordinate(run.pk)
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def only_so_many(monkeypatch: pytest.MonkeyPatch, allowed: int) -> threading.Event:
    """Let the evaluators claim so many jobs and no more, until the event that is returned."""
    take, taken, is_released = jobs.claim, list[jobs.Claim](), threading.Event()

    def claim(devices: Sequence[str]) -> jobs.Claim | None:
        if len(taken) >= allowed and not is_released.is_set():
            return None
        found = take(devices)
        taken.extend([found] if found else [])
        return found

    monkeypatch.setattr(jobs, "claim", claim)
    return is_released


def proposals(run: Run) -> list[dict[str, Any]]:
    return list(run.candidates.order_by("index").values_list("decisions", flat=True))


def test_a_run_ends_finished_with_its_winner_tested(
    project: Project, evaluator: Evaluators
) -> None:
    run = a_search(project)
    evaluator.start()
    coordinate(run).join()
    run.refresh_from_db()
    assert (run.state, run.n_proposed, run.n_finished, run.error) == ("finished", 6, 6, "")
    assert run.best_candidate is not None
    assert run.best_candidate.archive != ""
    assert run.metrics.filter(part="test", candidate=run.best_candidate).exists()
    assert verify_ledger(run) == []


def test_a_run_that_is_coordinated_already_or_at_rest_is_left_alone(
    project: Project, short_waits: None
) -> None:
    run = a_search(project)
    lease = leases.claim_run(run.pk)
    execution.coordinate(run.pk)
    assert lease is not None
    assert Run.objects.get(pk=run.pk).fence == lease.fence
    leases.release_run(lease)
    transitions.request(run, "pause")
    execution.coordinate(run.pk)
    assert Run.objects.get(pk=run.pk).fence == lease.fence


def test_a_coordinator_that_dies_is_replaced_and_the_candidates_are_the_same(
    project: Project, evaluator: Evaluators, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed, disturbed = a_search(project, 20), a_search(project, 20)
    evaluator.start()
    coordinate(undisturbed).join()
    is_released = only_so_many(monkeypatch, 4)
    dying = coordinate(disturbed)
    until(lambda: Run.objects.get(pk=disturbed.pk).n_finished >= 2)
    # Another one takes the run over; the first finds out at its next write and gives up.
    leases.release_run(leases.Lease(disturbed.pk, 1))
    is_released.set()
    coordinate(disturbed).join()
    dying.join()
    disturbed.refresh_from_db()
    assert (disturbed.state, disturbed.n_finished, disturbed.fence) == ("finished", 20, 2)
    assert proposals(disturbed) == proposals(undisturbed)
    assert disturbed.events.filter(kind="run_resumed").count() == 1
    assert not undisturbed.events.filter(kind="run_resumed").exists()
    assert verify_ledger(disturbed) == []


def test_a_paused_run_rests_and_goes_on_where_it_was(
    project: Project, evaluator: Evaluators, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed, run = a_search(project, 20), a_search(project, 20)
    evaluator.start()
    coordinate(undisturbed).join()
    # However slow this thread is, the run cannot end before it is paused.
    is_released = only_so_many(monkeypatch, 3)
    work = coordinate(run)
    until(lambda: Run.objects.get(pk=run.pk).n_finished >= 1)
    transitions.request(run, "pause")
    work.join()
    run.refresh_from_db()
    assert run.state == "paused"
    assert not Job.objects.filter(run=run, state="leased").exists()
    assert verify_ledger(run) == []
    transitions.request(run, "resume")
    is_released.set()
    coordinate(run).join()
    run.refresh_from_db()
    assert (run.state, run.n_finished) == ("finished", 20)
    assert proposals(run) == proposals(undisturbed)
    assert verify_ledger(run) == []


def test_a_stopped_run_ends_what_waits_and_keeps_what_was_found(
    project: Project, evaluator: Evaluators, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = a_search(project, candidates=40)
    is_released = only_so_many(monkeypatch, 4)
    evaluator.start()
    work = coordinate(run)
    until(lambda: Run.objects.get(pk=run.pk).n_finished >= 2)
    transitions.request(run, "stop")
    is_released.set()
    work.join()
    run.refresh_from_db()
    assert run.state == "stopped"
    assert 2 <= run.n_finished < 40
    assert (run.n_finished + run.n_cancelled, run.n_failed) == (run.n_proposed, 0)
    assert set(run.candidates.filter(state="failed").values_list("failure", flat=True)) <= {
        "cancelled"
    }
    assert run.events.filter(kind="search_finished", body__reason="stopped").count() == 1
    until(lambda: run.metrics.filter(part="test", candidate=run.best_candidate).exists())
    assert Candidate.objects.get(pk=run.best_candidate_id).archive != ""
    assert verify_ledger(run) == []


def test_a_run_whose_every_candidate_fails_ends_with_the_first_error(
    project: Project, evaluator: Evaluators
) -> None:
    run = a_search(project, objectives=[{"metric": "no such score", "direction": "max"}])
    evaluator.start()
    coordinate(run).join()
    run.refresh_from_db()
    assert (run.state, run.n_finished) == ("failed", 0)
    assert "candidate 0: the objective 'no such score' is not among accuracy" in run.error
    assert verify_ledger(run) == []


def test_a_search_that_breaks_fails_the_run_with_what_broke(
    project: Project, short_waits: None
) -> None:
    run = a_search(project, strategy={"name": "regularised_evolution", "settings": {}})
    execution.coordinate(run.pk)
    run.refresh_from_db()
    assert run.state == "failed"
    assert "did you mean 'regularized_evolution'" in run.error
    assert "Traceback" in run.error_detail
    assert verify_ledger(run) == []


def test_a_search_that_breaks_while_its_owner_stops_it_ends_stopped(
    project: Project, short_waits: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = a_search(project)

    def stop_and_break(run: Run) -> Any:
        transitions.request(run, "stop")
        raise ArithmeticError("the strategy broke")

    monkeypatch.setattr(execution, "engine_of", stop_and_break)
    execution.coordinate(run.pk)
    run.refresh_from_db()
    assert (run.state, run.error) == ("stopped", "")
    assert verify_ledger(run) == []


def test_a_space_that_is_used_up_ends_the_run(project: Project, evaluator: Evaluators) -> None:
    run = a_search(project, candidates=50)
    run.version.document = json.dumps(a_perceptron(widths=3))
    version = builders.a_version(run.version.space, document=json.dumps(a_perceptron(widths=3)))
    Run.objects.filter(pk=run.pk).update(version=version)
    evaluator.start()
    coordinate(run).join()
    run.refresh_from_db()
    assert (run.state, run.n_finished) == ("finished", 3)
    assert verify_ledger(run) == []


def test_instant_evaluators_run_in_the_coordinator(
    project: Project, evaluator: Evaluators, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = a_search(project, candidates=20, evaluator={"name": "width", "settings": {}})
    evaluator.start()
    register(monkeypatch, "width", Width)
    coordinate(run).join()
    run.refresh_from_db()
    assert (run.state, run.n_finished) == ("finished", 20)
    assert list(run.jobs.values_list("kind", flat=True)) == ["export"]
    assert run.best_score == max(d["hidden.features"] for d in proposals(run))
    assert verify_ledger(run) == []


class Width(Evaluator):
    """Scores a network by its width."""

    cost_class = "instant"

    def evaluate(self, architecture: Any, assignment: Any) -> Iterator[Measurement | Score]:
        yield Score({"accuracy": architecture.decisions["hidden.features"]}, seconds=0.0)


def register(monkeypatch: pytest.MonkeyPatch, name: str, entry: Any) -> None:
    EVALUATORS.names()
    monkeypatch.setitem(EVALUATORS._entries, name, entry)


@pytest.mark.parametrize("starts", [2, 5])
def test_starts_at_once_give_one_run(project: Project, short_waits: None, starts: int) -> None:
    run = builders.a_run(builders.a_version(builders.a_space(project)))
    outcomes: list[str] = []

    def start() -> None:
        try:
            outcomes.append(transitions.request(run, "start").state)
        except Conflict as refusal:
            outcomes.append(refusal.problem.code)
        connection.close()

    threads = [threading.Thread(target=start) for _ in range(starts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["illegal_transition"] * (starts - 1) + ["queued"]
    assert run.events.count() == 1
    assert not Candidate.objects.exists()
