"""Jobs: the only rows that workers claim. Every change is made under the run's row lock.

Lock order is run, then job, everywhere; so a claim first looks for a job without locking, then
locks its run and takes the job only if it still waits. On SQLite every transaction is IMMEDIATE.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from searchapp.models import (
    JOB_OPEN,
    Candidate,
    Dataset,
    DataState,
    Job,
    JobKind,
    JobState,
    Run,
    RunState,
)
from searchapp.nas.errors import Issue
from searchapp.nas.events import CandidateFailed
from searchapp.selectors.workers import alive
from searchapp.services import leases, pokes, recording
from searchapp.services.leases import Lease, LeaseLost
from searchapp.services.recording import Body
from searchapp.wire.errors import Conflict, NotFound
from searchapp.wire.messages import CandidateExported
from searchapp.wire.queue import Device

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
BACKOFF = (1 / 30, 1 / 6, 1)
"""Delay before attempt 2, 3, … as a share of the length of a lease."""


@dataclass(frozen=True)
class Claim:
    """A job that this process may work on."""

    job: Job
    lease: Lease


def enqueue(
    run: Run, candidate: Candidate, kind: JobKind, device: Device, **assignment: Any
) -> bool:
    """Make a job about a candidate of a locked run, unless one is open; wake a worker."""
    if is_open(candidate, kind):
        return False
    Job.objects.create(
        run=run, candidate=candidate, kind=kind, device=device, assignment=assignment
    )
    pokes.poke_evaluator(device)
    return True


def is_open(candidate: Candidate | None, kind: JobKind) -> bool:
    """Tell whether a job of the kind waits or is being done for the candidate."""
    return Job.objects.filter(candidate=candidate, kind=kind, state__in=JOB_OPEN).exists()


def waiting(devices: Iterable[str]) -> QuerySet[Job]:
    """Return the jobs that could begin now, oldest first.

    Evaluations begin only while their run is running, exports at any time.
    """
    is_due = Q(not_before=None) | Q(not_before__lte=Now())
    may_begin = ~Q(kind=JobKind.EVALUATE) | Q(run__state=RunState.RUNNING)
    jobs = Job.objects.filter(is_due, may_begin, state=JobState.QUEUED, device__in=list(devices))
    return jobs.order_by("created_at", "candidate__index")


def claim(devices: Sequence[str]) -> Claim | None:
    """Take the oldest job that waits for one of the devices, or return None if there is none."""
    while True:
        found = waiting(devices).values_list("pk", "run_id", "dataset_id").first()
        if found is None:
            return None
        taken = _take(*found)
        if taken is not None:
            return taken


def _take(job_id: str, run_id: str | None, dataset_id: str | None) -> Claim | None:
    """Take the job, unless another was faster or the run no longer wants it."""
    with transaction.atomic():
        wanted = Job.objects.filter(pk=job_id, state=JobState.QUEUED)
        if run_id is not None:
            try:
                run = leases.lock_run(run_id)
            except LeaseLost:
                return None
            if run.state != RunState.RUNNING:
                wanted = wanted.exclude(kind=JobKind.EVALUATE)
        count = wanted.update(
            state=JobState.LEASED,
            fence=F("fence") + 1,
            attempts=F("attempts") + 1,
            lease_owner=leases.this_process(),
            lease_until=leases.from_now(settings.NASWEB_LEASE_SECONDS),
            heartbeat_at=Now(),
        )
        if count == 0:
            return None
        known = Job.objects.select_related("run__version", "run__dataset", "candidate", "dataset")
        job = known.get(pk=job_id)
    return Claim(job, Lease(run_id or "", job.fence, job_id, dataset_id or ""))


def finish(lease: Lease, events: Sequence[Body], result: dict[str, Any], **columns: Any) -> None:
    """End a job well: its events, its result and columns of its candidate in one transaction.

    Raises:
        LeaseLost: Somebody else holds it now; nothing was written.
    """

    def end(_run: Run, _candidates: dict[int, Candidate]) -> None:
        if columns:
            Candidate.objects.filter(jobs=lease.job_id).update(**columns)
        _end(lease, JobState.DONE, result=result)

    recording.record(lease, events, end)


def fail(lease: Lease, events: Sequence[Body], error: str) -> None:
    """End a job that came to nothing; that is a result too.

    Raises:
        LeaseLost: Somebody else holds it now; nothing was written.
    """
    recording.record(
        lease, events, lambda _run, _candidates: _end(lease, JobState.FAILED, error=error)
    )


def _end(lease: Lease, state: JobState, **columns: Any) -> None:
    Job.objects.filter(pk=lease.job_id).update(
        state=state, ended_at=timezone.now(), lease_owner="", lease_until=None, **columns
    )


def requeue(lease: Lease, error: str, *, is_blameless: bool = False) -> None:
    """Give a job back, to be tried again by anyone.

    Args:
        lease: What the worker holds.
        error: Why it gives the job back.
        is_blameless: The worker was told to end: the try does not count, and there is no delay.

    Raises:
        LeaseLost: Somebody else holds it now; nothing was written.
    """
    with transaction.atomic():
        if lease.run_id:
            leases.lock(lease)
        job = Job.objects.get(pk=lease.job_id) if lease.run_id else leases.lock_job(lease)
        _requeue(job, error, is_blameless=is_blameless)


def _requeue(job: Job, error: str, *, is_blameless: bool = False) -> None:
    delay = BACKOFF[min(job.attempts, len(BACKOFF)) - 1] * settings.NASWEB_LEASE_SECONDS
    Job.objects.filter(pk=job.pk).update(
        state=JobState.QUEUED,
        attempts=job.attempts - (1 if is_blameless else 0),
        not_before=None if is_blameless else leases.from_now(delay),
        lease_owner="",
        lease_until=None,
        error=error,
    )
    pokes.poke_evaluator(job.device)  # type: ignore[arg-type]


def take_back(job_id: str) -> None:
    """Give an open job back to its queue at once; whoever holds it writes nothing more about it.

    Raises:
        NotFound: There is no such job any more.
        Conflict: `job_ended`: what has ended is not done again.
    """
    with transaction.atomic():
        run_id = Job.objects.filter(pk=job_id).values_list("run_id", flat=True).first()
        if run_id is not None:
            leases.lock_run(run_id)
        job = Job.objects.select_for_update(of=("self",)).filter(pk=job_id).first()
        if job is None:
            raise NotFound("job")
        if job.state not in JOB_OPEN:
            raise Conflict("job_ended", f"a job must be open to be requeued, but it is {job.state}")
        if job.state == JobState.LEASED:
            _requeue(job, f"taken back from {job.lease_owner}", is_blameless=True)
        else:
            Job.objects.filter(pk=job_id).update(not_before=None)
            pokes.poke_evaluator(job.device)  # type: ignore[arg-type]


def sweep() -> int:
    """Take back jobs whose lease has run out; return how many."""
    expired = Job.objects.filter(state=JobState.LEASED, lease_until__lt=Now())
    return sum(_take_back(*found) for found in expired.values_list("pk", "run_id"))


def _take_back(job_id: str, run_id: str | None) -> bool:
    with transaction.atomic():
        try:
            run = None if run_id is None else leases.lock_run(run_id)
        except LeaseLost:
            return False
        expired = Job.objects.filter(pk=job_id, state=JobState.LEASED, lease_until__lt=Now())
        job = expired.select_for_update(of=("self",)).select_related("candidate").first()
        if job is None:
            return False
        error = f"its worker {job.lease_owner} was lost in attempt {job.attempts}"
        logger.warning("%s: %s", job, error)
        is_wanted = run is None or run.state != RunState.STOPPING
        if job.attempts < MOST_ATTEMPTS and is_wanted:
            _requeue(job, error)
        elif run is None:
            end_import(job, JobState.FAILED, error=error)
        else:
            _give_up(run, job, error)
    return True


def end_import(job: Job, outcome: JobState, error: str = "", **columns: Any) -> None:
    """End the locked job of a dataset, together with columns of the dataset.

    Args:
        job: Makes a dataset.
        outcome: How it ended; a dataset that came to nothing has the error as an issue.
        error: Why it came to nothing.
        columns: Of the dataset.
    """
    if outcome == JobState.FAILED:
        issue = Issue(path=(), code="not_checked", message=error).model_dump(mode="json")
        columns = {"state": DataState.FAILED, "issues": [issue], **columns}
    Dataset.objects.filter(pk=job.dataset_id).update(**columns)
    _end(Lease("", job.fence, job.pk), outcome, error=error)


def _give_up(run: Run, job: Job, error: str) -> None:
    event = failure_of(job, "worker_lost", error)
    recording.write(run, [event])
    lease = Lease(run.pk, job.fence, job.pk)
    _end(lease, JobState.FAILED, error=error)
    pokes.poke_coordinator(run.pk)


def failure_of(job: Job, reason: Any, message: str, seconds: float = 0.0) -> Body:
    """Return the event that tells how a job came to nothing."""
    index = index_of(job)
    if job.kind == JobKind.EXPORT:
        return CandidateExported(index=index, archive="failed", message=message)
    return CandidateFailed(index=index, reason=reason, message=message, seconds=seconds)


def index_of(job: Job) -> int:
    """Return the index of the candidate that the job is about."""
    if job.candidate is None:
        raise ValueError(f"{job} must be about a candidate, but is about none")
    return job.candidate.index


def device_for(run: Run) -> Device:
    """Return the kind of device the run's jobs wait for; `auto` is a GPU if some worker has one."""
    wanted = run.request.get("device", "auto")
    if wanted != "auto":
        return "cpu" if wanted == "cpu" else "gpu"
    found = alive().values_list("devices", flat=True)
    return "gpu" if any("gpu" in devices for devices in found) else "cpu"
