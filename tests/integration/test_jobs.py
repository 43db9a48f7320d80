"""Jobs: claimed once, kept by heartbeats, taken back from lost workers, written under the fence."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from searchapp.models import Candidate, Job, JobKind, Project, Run
from searchapp.nas.events import CandidateFailed, EvaluationStarted
from searchapp.services import jobs, leases, recording, transitions
from searchapp.services.jobs import Claim
from searchapp.services.leases import LeaseLost
from searchapp.services.ledger import verify_ledger
from tests import builders
from tests.integration.test_recording import evaluated, measured, proposed


@pytest.fixture
def run(project: Project) -> Run:
    return running(project)


def running(project: Project, candidates: int = 2) -> Run:
    """Return a running run with that many candidates queued."""
    run = builders.a_running_run(project, budget_candidates=candidates)
    lease = leases.claim_run(run.pk)
    assert lease is not None

    def enqueue(run: Run, found: dict[int, Candidate]) -> None:
        for candidate in found.values():
            jobs.enqueue(run, candidate, JobKind.EVALUATE, "cpu")

    recording.record(lease, [proposed(index) for index in range(candidates)], enqueue)
    return run


def claimed() -> Claim:
    claim = jobs.claim(["cpu"])
    assert claim is not None
    return claim


def lose(job: Job) -> None:
    """Let the job's lease run out."""
    past = timezone.now() - timedelta(seconds=1)
    Job.objects.filter(pk=job.pk).update(lease_until=past)


def make_due() -> None:
    Job.objects.update(not_before=None)


def test_jobs_are_claimed_in_order_each_once_under_a_higher_fence(run: Run) -> None:
    first, second = claimed(), claimed()
    assert [claim.job.candidate.index for claim in (first, second)] == [0, 1]  # type: ignore[union-attr]
    assert jobs.claim(["cpu"]) is None
    assert (first.job.fence, first.job.attempts, first.job.state) == (1, 1, "leased")
    assert first.job.lease_until is not None
    assert verify_ledger(run) == []


def test_a_worker_claims_only_for_devices_it_has(run: Run) -> None:
    assert jobs.claim(["gpu"]) is None
    assert jobs.claim(["cpu", "gpu"]) is not None


@pytest.mark.parametrize("state", ["pausing", "stopping"])
def test_no_evaluation_begins_once_the_run_is_to_rest(run: Run, state: str) -> None:
    transitions.request(run, "pause" if state == "pausing" else "stop")
    assert jobs.claim(["cpu"]) is None


def test_an_export_begins_whatever_the_run_does(run: Run) -> None:
    transitions.request(run, "pause")
    jobs.enqueue(run, run.candidates.get(index=0), JobKind.EXPORT, "cpu")
    assert claimed().job.kind == "export"


def test_a_second_open_job_for_a_candidate_is_not_made(run: Run) -> None:
    claimed()
    jobs.enqueue(run, run.candidates.get(index=0), JobKind.EVALUATE, "cpu")
    assert Job.objects.count() == 2


def test_a_heartbeat_prolongs_the_lease_and_brings_back_what_the_run_wants(run: Run) -> None:
    claim = claimed()
    before = Job.objects.get(pk=claim.job.pk).lease_until
    assert before is not None
    assert leases.extend(claim.lease) == "go"
    after = Job.objects.get(pk=claim.job.pk).lease_until
    assert after is not None
    assert after > before
    transitions.request(run, "pause")
    assert leases.extend(claim.lease) == "pause"
    transitions.request(run, "stop")
    assert leases.extend(claim.lease) == "stop"


def test_the_outcome_is_committed_with_the_end_of_the_job(run: Run) -> None:
    claim = claimed()
    jobs.finish(claim.lease, [evaluated(0, 0.5)], {"scores": 1}, weights="a/b")
    job = Job.objects.get(pk=claim.job.pk)
    assert (job.state, job.result, job.lease_until) == ("done", {"scores": 1}, None)
    assert run.candidates.get(index=0).weights == "a/b"
    run.refresh_from_db()
    assert run.n_finished == 1
    assert verify_ledger(run) == []


WRITES: dict[str, Callable[[Claim], Any]] = {
    "record": lambda claim: recording.record(claim.lease, [EvaluationStarted(index=0)]),
    "measure": lambda claim: recording.record(claim.lease, [measured(0, 1)]),
    "finish": lambda claim: jobs.finish(claim.lease, [evaluated(0, 0.9)], {}),
    "fail": lambda claim: jobs.fail(
        claim.lease, [CandidateFailed(index=0, reason="crash", message="late")], "late"
    ),
    "requeue": lambda claim: jobs.requeue(claim.lease, "late"),
    "give back": lambda claim: jobs.requeue(claim.lease, "late", is_blameless=True),
    "extend": lambda claim: leases.extend(claim.lease),
}


@pytest.mark.parametrize("write", WRITES)
def test_a_worker_that_lost_its_lease_can_write_nothing(run: Run, write: str) -> None:
    late = claimed()
    lose(late.job)
    assert jobs.sweep() == 1
    make_due()
    newer = claimed()
    assert newer.job.pk == late.job.pk
    assert newer.job.fence == 2
    jobs.finish(newer.lease, [evaluated(0, 0.5)], {})
    before = list(run.events.values_list("seq", "body"))
    with pytest.raises(LeaseLost):
        WRITES[write](late)
    assert list(run.events.values_list("seq", "body")) == before
    assert verify_ledger(run) == []


def test_a_lost_worker_is_forgiven_twice_with_growing_delay_then_its_candidate_fails(
    run: Run,
) -> None:
    delays = []
    for attempt in (1, 2, 3):
        claim = claimed()
        assert claim.job.attempts == attempt
        lose(claim.job)
        assert jobs.sweep() == 1
        job = Job.objects.get(pk=claim.job.pk)
        if job.not_before is not None:
            delays.append(job.not_before - timezone.now())
        make_due()
    assert job.state == "failed"
    assert delays[0] < delays[1]
    lost = run.candidates.get(index=0)
    assert (lost.state, lost.failure) == ("failed", "worker_lost")
    assert "was lost in attempt 3" in lost.message
    assert verify_ledger(run) == []


def test_sweeping_again_or_early_changes_nothing(run: Run) -> None:
    claim = claimed()
    assert jobs.sweep() == 0
    lose(claim.job)
    assert [jobs.sweep(), jobs.sweep()] == [1, 0]


def test_a_job_given_back_by_a_worker_that_ends_costs_no_attempt(run: Run) -> None:
    claim = claimed()
    jobs.requeue(claim.lease, "its worker was stopped", is_blameless=True)
    again = claimed()
    assert (again.job.pk, again.job.attempts, again.job.fence) == (claim.job.pk, 1, 2)


@pytest.mark.django_db(transaction=True)
def test_workers_that_claim_at_once_never_share_a_job(project: Project) -> None:
    run = running(project, candidates=24)
    taken: list[str] = []

    def work() -> None:
        while (claim := jobs.claim(["cpu"])) is not None:
            taken.append(claim.job.pk)
            index = claim.job.candidate.index if claim.job.candidate else -1
            jobs.finish(claim.lease, [evaluated(index, index / 100)], {})
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 24
    run.refresh_from_db()
    assert run.n_finished == 24
    assert verify_ledger(run) == []


@pytest.mark.parametrize(
    ("wanted", "workers", "device"),
    [
        ("auto", [], "cpu"),
        ("auto", [["cpu"]], "cpu"),
        ("auto", [["cpu"], ["cpu", "gpu"]], "gpu"),
        ("cpu", [["cpu", "gpu"]], "cpu"),
        ("cuda", [], "gpu"),
    ],
)
def test_jobs_wait_for_the_device_that_was_asked_for(
    run: Run, wanted: str, workers: list[list[str]], device: str
) -> None:
    for number, devices in enumerate(workers):
        builders.a_worker(id=f"box:{number}", devices=devices)
    run.request = {**run.request, "device": wanted}
    assert jobs.device_for(run) == device
