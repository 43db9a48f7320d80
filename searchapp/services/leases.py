"""Leases: who may write about a run or a job. Times are the database's own; fences only rise.

A lease is held by whoever raised the fence last. Every write names its fence and is made under the
row lock of the run; when the fence has moved on, the writer stops and writes nothing.
"""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.conf import settings
from django.db import transaction
from django.db.models import DateTimeField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Now

from searchapp.models import RUN_LIVE, Job, JobState, Run, RunState

Wish = Literal["go", "pause", "stop"]
"""What the run's state asks of those who work for it."""

WISHES: dict[str, Wish] = {
    RunState.PAUSING: "pause",
    RunState.PAUSED: "pause",
    RunState.STOPPING: "stop",
    RunState.STOPPED: "stop",
    RunState.FAILED: "stop",
}


class LeaseLost(Exception):
    """Somebody else holds the row now: stop, and write nothing."""


@dataclass(frozen=True)
class Lease:
    """The right to write about a run: as its coordinator, or about one of its jobs.

    The job that makes a dataset belongs to no run: `dataset_id` stands in its place.
    """

    run_id: str
    fence: int
    job_id: str | None = None
    dataset_id: str = ""

    def __str__(self) -> str:
        what = f"job {self.job_id}" if self.job_id else "the coordination"
        owner = f"run {self.run_id}" if self.run_id else f"dataset {self.dataset_id}"
        return f"{what} of {owner} under fence {self.fence}"


def this_process() -> str:
    """Return the name under which this process holds leases."""
    return f"{socket.gethostname()}:{os.getpid()}"


def from_now(seconds: float) -> Combinable:
    """Return the database's time that many seconds from now."""
    return ExpressionWrapper(Now() + timedelta(seconds=seconds), output_field=DateTimeField())


def lock_run(run_id: str) -> Run:
    """Lock the run's row until the end of the transaction and return it as it is now.

    Raises:
        LeaseLost: The run was deleted.
    """
    run = Run.objects.select_for_update().filter(pk=run_id).first()
    if run is None:
        raise LeaseLost(f"run {run_id} is no longer there")
    return run


def lock(lease: Lease) -> Run:
    """Lock the run for a write under the lease.

    Raises:
        LeaseLost: Somebody else holds it now.
    """
    run = lock_run(lease.run_id)
    if lease.job_id is None:
        is_held = run.fence == lease.fence and run.lease_owner != ""
    else:
        is_held = _leased_job(lease).exists()
    if not is_held:
        raise LeaseLost(f"{lease} is held by somebody else now")
    return run


def lock_job(lease: Lease) -> Job:
    """Lock a job that belongs to no run, for a write under the lease.

    Raises:
        LeaseLost: Somebody else holds it now.
    """
    job = _leased_job(lease).select_for_update().first()
    if job is None:
        raise LeaseLost(f"{lease} is held by somebody else now")
    return job


def extend(lease: Lease) -> Wish:
    """Prolong the lease and return what the run's state asks for.

    Raises:
        LeaseLost: Somebody else holds it now.
    """
    until = from_now(settings.NASWEB_LEASE_SECONDS)
    if lease.job_id is None:
        held = Run.objects.filter(pk=lease.run_id, fence=lease.fence).exclude(lease_owner="")
        count = held.update(lease_until=until)
    else:
        count = _leased_job(lease).update(lease_until=until, heartbeat_at=Now())
    if count == 0:
        raise LeaseLost(f"{lease} is held by somebody else now")
    if not lease.run_id:
        return "go"
    state = Run.objects.values_list("state", flat=True).filter(pk=lease.run_id).first()
    if state is None:
        raise LeaseLost(f"run {lease.run_id} is no longer there")
    return wish_of(state)


def wish_of(state: str) -> Wish:
    """Return what a run's state asks of those who work for it."""
    return WISHES.get(state, "go")


def claim_run(run_id: str) -> Lease | None:
    """Become the run's coordinator, unless it needs none or has one."""
    with transaction.atomic():
        free = Q(lease_until=None) | Q(lease_until__lt=Now())
        count = Run.objects.filter(free, pk=run_id, state__in=RUN_LIVE).update(
            fence=F("fence") + 1,
            lease_owner=this_process(),
            lease_until=from_now(settings.NASWEB_LEASE_SECONDS),
        )
        if count == 0:
            return None
        return Lease(run_id, Run.objects.values_list("fence", flat=True).get(pk=run_id))


def release_run(lease: Lease) -> None:
    """Stop being the run's coordinator; another may begin at once."""
    held = Run.objects.filter(pk=lease.run_id, fence=lease.fence)
    held.update(lease_owner="", lease_until=None)


def _leased_job(lease: Lease) -> QuerySet[Job]:
    return Job.objects.filter(pk=lease.job_id, fence=lease.fence, state=JobState.LEASED)
