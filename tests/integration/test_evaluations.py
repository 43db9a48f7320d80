"""What comes of a job in a real process: scores, failures, crashes, silence, babble."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.db.utils import OperationalError

from searchapp.models import (
    Candidate,
    CandidateMetric,
    DataState,
    Job,
    JobKind,
    Project,
    Run,
    Worker,
)
from searchapp.nas.events import SearchFinished
from searchapp.selectors.archives import store
from searchapp.selectors.candidates import candidate_get_for
from searchapp.services import (
    artifacts,
    evaluation_process,
    evaluations,
    exports,
    jobs,
    leases,
    recording,
    transitions,
    workers,
)
from searchapp.services.datasets import Upload, dataset_create
from searchapp.services.evaluation_process import EvaluationProcess, ProcessLost
from searchapp.services.keeper import Held
from searchapp.services.leases import LeaseLost
from searchapp.services.ledger import verify_ledger
from searchapp.wire.errors import Conflict
from tests.integration.test_jobs import lose, make_due, running
from tests.integration.test_recording import proposed

TOY = [sys.executable, str(Path(__file__).parent.parent / "toy_process.py")]


@pytest.fixture
def process() -> Iterator[EvaluationProcess]:
    process = EvaluationProcess(TOY)
    process.wait_until_ready(30, lambda: False)
    yield process
    process.kill()


class AWorker:
    """A worker that is not told to end."""

    is_stopping = False


def work(process: EvaluationProcess, worker: Any = AWorker) -> Job:
    """Claim the next job and carry it out."""
    make_due()
    claim = jobs.claim(["cpu"])
    assert claim is not None
    evaluations.carry_out(claim, process, Held(claim.lease), worker)
    return Job.objects.get(pk=claim.job.pk)


def run_of(project: Project, *behaviours: str) -> Run:
    """Return a running run whose candidates behave as told."""
    run = running(project, candidates=0)
    Run.objects.filter(pk=run.pk).update(budget_candidates=len(behaviours))
    lease = leases.Lease(run.pk, run_fence(run))

    def enqueue(run: Run, found: dict[int, Candidate]) -> None:
        for candidate in found.values():
            jobs.enqueue(run, candidate, JobKind.EVALUATE, "cpu")

    events = [proposed(k, decisions={"behave": how}) for k, how in enumerate(behaviours)]
    recording.record(lease, events, enqueue)
    run.refresh_from_db()
    return run


def run_fence(run: Run) -> int:
    return Run.objects.get(pk=run.pk).fence


def state_of(run: Run, index: int) -> tuple[str, str]:
    candidate = run.candidates.get(index=index)
    return candidate.state, candidate.failure


def test_scores_curve_and_weights_are_kept(project: Project, process: EvaluationProcess) -> None:
    run = run_of(project, "score")
    job = work(process)
    candidate = run.candidates.get()
    assert job.state == "done"
    assert state_of(run, 0) == ("finished", "")
    assert list(candidate.measurements.values_list("step", "value")) == [(1, 0.001), (2, 0.002)]
    assert artifacts.path_of(candidate.weights).read_bytes() == b"weights"
    assert verify_ledger(run) == []


@pytest.mark.parametrize(
    ("how", "message"),
    [("fail", "toys do not learn"), ("other score", "objective 'accuracy' is not among f1")],
)
def test_a_failing_candidate_is_a_result_and_the_process_goes_on(
    project: Project, process: EvaluationProcess, how: str, message: str
) -> None:
    run = run_of(project, how, "score")
    work(process)
    assert state_of(run, 0) == ("failed", "exception")
    assert message in run.candidates.get(index=0).message
    work(process)
    assert state_of(run, 1) == ("finished", "")
    assert verify_ledger(run) == []


@pytest.mark.parametrize(
    ("how", "reason"), [("crash", "crash"), ("babble", "crash"), ("broken", "exception")]
)
def test_a_candidate_that_brings_processes_down_is_tried_twice(
    project: Project, how: str, reason: str
) -> None:
    run = run_of(project, how)
    for attempt in (1, 2):
        process = EvaluationProcess(TOY)
        process.wait_until_ready(30, lambda: False)
        with pytest.raises(ProcessLost):
            work(process)
        process.kill()
        assert state_of(run, 0)[0] == ("evaluating" if attempt == 1 else "failed")
    assert state_of(run, 0) == ("failed", reason)
    assert verify_ledger(run) == []


def test_a_crash_that_does_not_come_again_costs_no_curve_point(project: Project) -> None:
    run = run_of(project, "crash once")
    for attempt in (1, 2):
        process = EvaluationProcess(TOY)
        process.wait_until_ready(30, lambda: False)
        fate = pytest.raises(ProcessLost, match="SIGABRT") if attempt == 1 else nullcontext()
        with fate:
            work(process)
        process.kill()
    assert state_of(run, 0) == ("finished", "")
    assert run.candidates.get().measurements.count() == 2
    assert verify_ledger(run) == []


def test_a_silent_process_is_given_up(
    project: Project, process: EvaluationProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluation_process, "LEAST_PATIENCE", 0.5)
    run_of(project, "hang")
    with pytest.raises(ProcessLost, match="silent"):
        work(process)
    assert Job.objects.get().state == "queued"


def test_a_stopped_run_ends_the_evaluation_under_way(
    project: Project, process: EvaluationProcess
) -> None:
    run = run_of(project, "wait for stop")
    claim = jobs.claim(["cpu"])
    assert claim is not None
    transitions.request(run, "stop")
    evaluations.carry_out(claim, process, Held(claim.lease), AWorker)
    assert state_of(run, 0) == ("failed", "cancelled")
    assert verify_ledger(run) == []


def test_a_worker_that_is_told_to_end_gives_its_job_back(
    project: Project, process: EvaluationProcess
) -> None:
    class Ending:
        is_stopping = True

    run_of(project, "hang")
    with pytest.raises(evaluations.Stopping):
        work(process, Ending)
    job = Job.objects.get()
    assert (job.state, job.attempts) == ("queued", 0)


def test_a_process_that_is_killed_as_its_worker_ends_is_no_crash(
    project: Project, process: EvaluationProcess
) -> None:
    class Ending:
        """Told to end, it kills its process before the evaluation hears of it."""

        asked = 0

        @property
        def is_stopping(self) -> bool:
            self.asked += 1
            if self.asked == 1:
                process.kill()
            return self.asked > 1

    run_of(project, "hang")
    with pytest.raises(evaluations.Stopping):
        work(process, Ending())
    job = Job.objects.get()
    assert (job.state, job.attempts) == ("queued", 0)


def test_a_worker_whose_lease_was_taken_writes_nothing_more(
    project: Project, process: EvaluationProcess
) -> None:
    run = run_of(project, "hang")
    claim = jobs.claim(["cpu"])
    assert claim is not None
    lose(claim.job)
    jobs.sweep()
    before = run.events.count()
    with pytest.raises(LeaseLost):
        evaluations.carry_out(claim, process, Held(claim.lease), AWorker)
    assert run.events.count() == before


def test_an_evaluation_process_gets_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NASWEB_SECRET_KEY", "NASWEB_DATABASE_URL", "AWS_SECRET_ACCESS_KEY", "PGPASSWORD"):
        monkeypatch.setenv(name, "secret")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    environment = evaluation_process.environment()
    assert "secret" not in environment.values()
    assert environment["OMP_NUM_THREADS"] == "1"


def test_killing_the_process_ends_what_it_started(process: EvaluationProcess) -> None:
    assert os.getsid(process.pid) == process.pid
    process.kill()
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    assert not process.is_healthy


def test_only_the_best_five_keep_their_weights(
    project: Project, process: EvaluationProcess
) -> None:
    run = run_of(project, *["score"] * 7)
    for _ in range(7):
        work(process)
    kept = run.candidates.exclude(weights="").order_by("index")
    assert [candidate.index for candidate in kept] == [2, 3, 4, 5, 6]
    files = sorted(store().rglob("*.safetensors"))
    assert files == sorted(artifacts.path_of(candidate.weights) for candidate in kept)


def export(run: Run, index: int, process: EvaluationProcess) -> None:
    candidate = run.candidates.get(index=index)
    exports.request_export(candidate)
    if candidate.archive == "":
        assert work(process).state == "done"


def end_search(run: Run) -> None:
    """Record that the search is over, as its coordinator does."""
    finished = SearchFinished(reason="budget", best=1)
    recording.record(leases.Lease(run.pk, run_fence(run)), [finished])


def winners(run: Run) -> list[int]:
    rows = CandidateMetric.objects.filter(run=run, part="test")
    return [metric.candidate.index for metric in rows]


def test_an_export_tests_the_winner_once_and_says_nothing_of_others(
    project: Project, process: EvaluationProcess
) -> None:
    run = run_of(project, "score", "score")
    work(process)
    work(process)
    end_search(run)
    for index in (0, 1, 1):
        export(run, index, process)
    assert winners(run) == [1]
    assert [event.body["archive"] for event in run.events.filter(kind="candidate_exported")] == [
        "queued", "ready", "queued", "ready",
    ]  # fmt: skip
    winner = run.candidates.get(index=1)
    assert artifacts.path_of(winner.archive).is_file()
    assert candidate_get_for(run.created_by, winner.id).files == ["model.py"]
    assert verify_ledger(run) == []


def test_a_model_card_is_told_how_the_search_stands(
    project: Project, process: EvaluationProcess
) -> None:
    run = run_of(project, "score", "fail", "score")
    work(process)
    first = exports.search_facts(Candidate.objects.get(run=run, index=0))
    assert (first.strategy, first.trained, first.is_over) == ("Random search", 1, False)
    assert (first.metric, first.direction, first.rank) == ("accuracy", "max", 1)
    work(process)
    work(process)
    end_search(run)
    again = exports.search_facts(Candidate.objects.get(run=run, index=0))
    assert (again.trained, again.failed, again.is_over, again.rank) == (2, 1, True, 2)
    assert again.validation == first.validation == {"accuracy": 0.002}


def test_what_is_taken_away_during_the_search_is_tested_when_it_has_won(
    project: Project, process: EvaluationProcess
) -> None:
    run = run_of(project, "score", "score")
    for index in (0, 1):  # each is the best so far
        work(process)
        export(run, index, process)
    assert winners(run) == []
    end_search(run)
    for _ in (1, 2):
        with transaction.atomic():
            exports.record_test(leases.lock_run(run.pk))
    assert winners(run) == [1]
    assert verify_ledger(run) == []


def test_a_candidate_without_weights_cannot_be_exported(project: Project) -> None:
    run = run_of(project, "score")
    with pytest.raises(Conflict, match="best 5"):
        exports.request_export(run.candidates.get())
    assert not Job.objects.filter(kind="export").exists()


@pytest.mark.django_db(transaction=True)
def test_a_process_whose_job_broke_off_is_not_asked_for_another(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "default_command", lambda device: TOY)
    run = run_of(project, "wait for stop", "score")
    worker = workers.ThisWorker()
    record = recording.record

    def fail(*_: Any) -> leases.Wish:
        monkeypatch.setattr(recording, "record", record)
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(recording, "record", fail)
    try:
        with pytest.raises(OperationalError):
            worker.drain()
        Job.objects.filter(candidate__index=0).update(state="cancelled")
        worker.drain()
        assert state_of(run, 1) == ("finished", "")
        assert state_of(run, 0)[0] == "proposed"
    finally:
        worker.stop()


@pytest.mark.django_db(transaction=True)
def test_a_worker_drains_its_queue_with_one_process_and_replaces_a_crashed_one(
    project: Project, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(workers, "default_command", lambda device: TOY)
    run = run_of(project, "score", "crash", "score", "score")
    worker = workers.ThisWorker()
    worker.start(["evaluate.cpu"])
    try:
        for _ in (1, 2):
            worker.drain()
            make_due()
        states = [state_of(run, index)[0] for index in range(4)]
        assert states == ["finished", "failed", "finished", "finished"]
        assert Worker.objects.get().queues == ["evaluate.cpu"]
    finally:
        worker.stop()
    assert not Worker.objects.exists()
    assert verify_ledger(run) == []


@pytest.mark.django_db(transaction=True)
def test_an_upload_is_read_by_a_fresh_process_and_the_warm_one_stays(
    ada: User, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A toy can check nothing: were it asked, it would never answer."""
    monkeypatch.setattr(workers, "default_command", lambda device: TOY)
    upload = Upload("people.csv", io.BytesIO(b"a,size\n" + b"1,low\n2,high\n" * 40))
    dataset = dataset_create(ada, project, upload)
    worker = workers.ThisWorker()
    try:
        warm = worker._slot.warm_up()
        worker.drain()
        assert worker._slot.warm_up() is warm
    finally:
        worker.stop()
    dataset.refresh_from_db()
    assert dataset.state == DataState.READY
