"""What a run that should move waits for, from who is there and which jobs are open, as of now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from searchapp.models import JOB_OPEN, RUN_LIVE, Job, JobKind, JobState, Run, RunState
from searchapp.selectors.workers import alive
from searchapp.wire import queue
from searchapp.wire.forms import Waiting

PATIENCE = timedelta(seconds=30)
"""How long a run that waits for a worker is not yet called stalled."""


@dataclass(frozen=True)
class OpenJob:
    """A job that waits or is being done."""

    run: str
    kind: str
    device: str
    is_taken: bool
    place: tuple[datetime, int]
    """What waiting jobs are taken by, the least first."""


@dataclass(frozen=True)
class Workshop:
    """Who is there, and what is to be done: it tells of any run what it waits for."""

    now: datetime
    crew: tuple[tuple[list[str], list[str]], ...]
    """Queues and devices of each living worker."""
    jobs: tuple[OpenJob, ...]

    @property
    def has_conductor(self) -> bool:
        """Tell whether somebody conducts runs."""
        return any(queue.RUNS in queues for queues, _ in self.crew)

    @property
    def is_manned(self) -> bool:
        """Tell whether runs can go on: somebody conducts, and somebody trains."""
        return self.has_conductor and self.slots > 0

    @property
    def slots(self) -> int:
        """Count the candidates that can be trained at once: one by each worker with a device."""
        return sum(bool(devices) for _, devices in self.crew)

    @property
    def is_warming_up(self) -> bool:
        """Tell whether a worker that will train does not know its device yet."""
        return any(
            not devices and any(name in queue.EVALUATIONS for name in queues)
            for queues, devices in self.crew
        )

    def trainers(self, device: str) -> int:
        """Count the workers that train on the device."""
        return sum(device in devices for _, devices in self.crew)

    def rivals(self, device: str) -> list[OpenJob]:
        """Return the jobs that workers of the device do: one with a GPU does those for CPUs too."""
        served = {name for _, devices in self.crew if device in devices for name in devices}
        return [job for job in self.jobs if job.device in served]


def workshop(now: datetime | None = None) -> Workshop:
    """Read who is there and which jobs are open: a run has no more than it trains at once."""
    now = now or timezone.now()
    rows = Job.objects.filter(state__in=JOB_OPEN).values_list(
        "run_id", "kind", "device", "state", "created_at", "candidate__index", "run__state"
    )
    jobs = tuple(
        OpenJob(run, kind, device, state == JobState.LEASED, (created_at, index or 0))
        for run, kind, device, state, created_at, index, run_state in rows
        if state == JobState.LEASED or kind != JobKind.EVALUATE or run_state == RunState.RUNNING
    )
    return Workshop(now, tuple(alive(now).values_list("queues", "devices")), jobs)


def is_stalled(run: Run, shop: Workshop) -> bool:
    """Tell whether a run should move but no worker was heard of."""
    if run.state not in RUN_LIVE or shop.is_manned:
        return False
    since = run.progress_at or run.started_at or run.created_at
    return shop.now - since > PATIENCE


def waiting_of(run: Run, shop: Workshop) -> Waiting | None:
    """Return what a run waits for; None if it moves, is about to, rests or has ended."""
    if run.state not in RUN_LIVE:
        return None
    if not shop.has_conductor:
        return Waiting(reason="no_conductor")
    if run.lease_until is None or run.lease_until < shop.now:
        return Waiting(reason="conductor")
    return _waiting_for_trainer(run, shop)


def _waiting_for_trainer(run: Run, shop: Workshop) -> Waiting | None:
    mine = [job for job in shop.jobs if job.run == run.pk]
    if not mine or any(job.is_taken for job in mine):
        return None
    first = min(mine, key=lambda job: job.place)
    device: Any = first.device
    trainers = shop.trainers(device)
    if trainers == 0:
        return Waiting(reason="warm_up" if shop.is_warming_up else "no_trainer", device=device)
    rivals = shop.rivals(device)
    if trainers > sum(job.is_taken for job in rivals):
        return None  # one is free, and will take it within moments
    ahead = [job for job in rivals if job.is_taken or job.place < first.place]
    runs = {job.run for job in ahead} - {run.pk}
    return Waiting(reason="turn", device=device, runs_ahead=len(runs), jobs_ahead=len(ahead))
