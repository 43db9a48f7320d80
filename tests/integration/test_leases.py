"""Leases: the fence and the holder must both be right, and a run that is gone is nobody's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from searchapp.models import RUN_LIVE, Job, Project, Run, RunState
from searchapp.services import jobs, leases
from searchapp.services.leases import Lease, LeaseLost
from tests import builders
from tests.integration.test_jobs import claimed, running

pytestmark = pytest.mark.django_db

ASKS: dict[str, Callable[[Lease], Any]] = {"lock": leases.lock, "extend": leases.extend}


@pytest.fixture
def run(project: Project) -> Run:
    """A running run with two candidates queued; the test's own process coordinates it."""
    return running(project)


def held(run: Run) -> Lease:
    """Return the lease under which the run is coordinated."""
    run.refresh_from_db()
    return Lease(run.pk, run.fence)


def test_the_holder_may_write_and_go_on(run: Run) -> None:
    lease = held(run)
    before = run.lease_until
    assert leases.lock(lease) == run
    assert leases.extend(lease) == "go"
    run.refresh_from_db()
    assert before is not None
    assert run.lease_until is not None
    assert run.lease_until > before
    assert (run.fence, run.lease_owner) == (lease.fence, leases.this_process())


@pytest.mark.parametrize("ask", ASKS)
@pytest.mark.parametrize("fence", [-1, 1])
def test_another_fence_is_refused_though_the_run_is_held(run: Run, ask: str, fence: int) -> None:
    lease = held(run)
    with pytest.raises(LeaseLost, match="held by somebody else"):
        ASKS[ask](Lease(run.pk, lease.fence + fence))


@pytest.mark.parametrize("ask", ASKS)
def test_the_right_fence_is_refused_once_the_run_was_released(run: Run, ask: str) -> None:
    lease = held(run)
    leases.release_run(lease)
    with pytest.raises(LeaseLost, match=f"under fence {lease.fence}"):
        ASKS[ask](lease)


@pytest.mark.parametrize("ask", ASKS)
@pytest.mark.parametrize("state", ["queued", "done", "failed", "cancelled"])
def test_the_right_fence_of_a_job_that_is_not_leased_is_refused(
    run: Run, ask: str, state: str
) -> None:
    claim = claimed()
    Job.objects.filter(pk=claim.job.pk).update(state=state)
    with pytest.raises(LeaseLost, match=f"job {claim.job.pk}"):
        ASKS[ask](claim.lease)


@pytest.mark.parametrize("ask", ASKS)
def test_a_lease_of_one_job_is_none_of_another(run: Run, ask: str) -> None:
    first, second = claimed(), claimed()
    assert first.lease.fence == second.lease.fence
    Job.objects.filter(pk=second.job.pk).update(state="queued", lease_until=None)
    ASKS[ask](first.lease)
    with pytest.raises(LeaseLost):
        ASKS[ask](second.lease)


@pytest.mark.parametrize("ask", ASKS)
@pytest.mark.parametrize("of", ["run", "job"])
def test_a_deleted_run_has_no_leases(run: Run, ask: str, of: str) -> None:
    lease = held(run) if of == "run" else claimed().lease
    Run.objects.filter(pk=run.pk).delete()
    with pytest.raises(LeaseLost):
        ASKS[ask](lease)


def test_a_run_that_is_gone_while_its_job_goes_on_is_told_as_gone(run: Run) -> None:
    claim = claimed()
    orphan = Lease("0" * 16, claim.lease.fence, claim.lease.job_id)
    with pytest.raises(LeaseLost, match="no longer there"):
        leases.extend(orphan)


@pytest.mark.parametrize("state", RunState.values)
def test_the_state_says_what_is_wished(run: Run, state: str) -> None:
    lease = held(run)
    run = builders.a_run(run.version, state=state, fence=lease.fence, lease_owner="me")
    wish = {
        "pausing": "pause", "paused": "pause",
        "stopping": "stop", "stopped": "stop", "failed": "stop",
    }.get(state, "go")  # fmt: skip
    assert leases.extend(Lease(run.pk, lease.fence)) == wish


def test_extending_counts_from_now_and_touches_only_its_own_row(run: Run, settings: Any) -> None:
    settings.NASWEB_LEASE_SECONDS = 500
    other = builders.a_run(run.version, state="running", lease_owner="me", fence=run.fence)
    before = timezone.now()
    leases.extend(held(run))
    run.refresh_from_db()
    other.refresh_from_db()
    assert run.lease_until is not None
    assert timedelta(seconds=499) < run.lease_until - before < timedelta(seconds=510)
    assert other.lease_until is None


@pytest.mark.parametrize("state", RunState.values)
def test_only_a_run_that_needs_a_coordinator_is_claimed(run: Run, state: str) -> None:
    fresh = builders.a_run(run.version, state=state)
    lease = leases.claim_run(fresh.pk)
    assert (lease is not None) == (state in RUN_LIVE)
    fresh.refresh_from_db()
    assert fresh.fence == (1 if lease else 0)


@pytest.mark.parametrize(
    ("age", "is_free"), [(None, True), (timedelta(seconds=5), True), (-timedelta(hours=1), False)]
)
def test_a_run_is_claimed_when_its_lease_is_over(
    run: Run, age: timedelta | None, is_free: bool
) -> None:
    before = held(run)
    until = None if age is None else timezone.now() - age
    Run.objects.filter(pk=run.pk).update(lease_until=until)
    lease = leases.claim_run(run.pk)
    assert lease == (Lease(run.pk, before.fence + 1) if is_free else None)


def test_who_lost_the_run_does_not_release_it_for_the_one_who_has_it(run: Run) -> None:
    late = held(run)
    leases.release_run(late)
    newer = leases.claim_run(run.pk)
    assert newer is not None
    leases.release_run(late)
    assert leases.extend(newer) == "go"
    assert leases.claim_run(run.pk) is None


def test_a_claim_raises_the_fence_of_its_own_run_alone(run: Run) -> None:
    other = builders.a_run(run.version, state="queued", fence=7)
    leases.claim_run(other.pk)
    other.refresh_from_db()
    assert (other.fence, other.lease_owner) == (8, leases.this_process())
    assert held(run).fence == 1


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 20), (2, 100), (3, 600), (4, 600), (9, 600)])
def test_the_wait_before_the_next_try_is_a_30th_a_6th_then_a_whole_lease(
    run: Run, settings: Any, attempt: int, seconds: int
) -> None:
    settings.NASWEB_LEASE_SECONDS = 600
    claim = claimed()
    Job.objects.filter(pk=claim.job.pk).update(attempts=attempt, fence=attempt)
    before = timezone.now()
    jobs.requeue(Lease(run.pk, attempt, claim.job.pk), "the process fell over")
    job = Job.objects.get(pk=claim.job.pk)
    assert job.not_before is not None
    assert (job.not_before - before).total_seconds() == pytest.approx(seconds, abs=5)
    assert (job.state, job.attempts, job.error) == ("queued", attempt, "the process fell over")


def test_a_job_that_has_to_wait_is_passed_over_until_it_is_due(run: Run) -> None:
    first = claimed()
    jobs.requeue(first.lease, "the process fell over")
    second = claimed()
    assert second.job.pk != first.job.pk
    assert jobs.claim(["cpu"]) is None
    Job.objects.filter(pk=first.job.pk).update(not_before=timezone.now() - timedelta(seconds=1))
    assert claimed().job.pk == first.job.pk


def test_a_job_given_back_blamelessly_may_begin_at_once(run: Run) -> None:
    claim = claimed()
    jobs.requeue(claim.lease, "its worker was stopped", is_blameless=True)
    job = Job.objects.get(pk=claim.job.pk)
    assert (job.attempts, job.not_before, job.lease_owner) == (0, None, "")


def test_of_a_run_that_is_to_stop_no_lost_job_is_tried_again(run: Run) -> None:
    claim = claimed()
    Run.objects.filter(pk=run.pk).update(state="stopping")
    past = timezone.now() - timedelta(seconds=1)
    Job.objects.filter(pk=claim.job.pk).update(lease_until=past)
    assert jobs.sweep() == 1
    assert Job.objects.get(pk=claim.job.pk).state == "failed"
    assert run.candidates.get(index=0).failure == "worker_lost"


def test_a_lost_export_says_so_and_leaves_the_candidate_as_it_was(run: Run) -> None:
    candidate = run.candidates.get(index=0)
    job = builders.a_job(run, candidate, kind="export", state="leased", fence=3, attempts=3)
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert jobs.sweep() == 1
    last = run.events.order_by("-seq").filter(kind="candidate_exported").first()
    assert last is not None
    assert (last.body["archive"], last.body["index"]) == ("failed", 0)
    assert "was lost in attempt 3" in last.body["message"]
    assert run.candidates.get(index=0).state == "proposed"
