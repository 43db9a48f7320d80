"""What waits, what is being done and who is there, for those who run the place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min
from django.utils import timezone

from searchapp.models import JOB_OPEN, RUN_LIVE, Job, JobState, Run, RunState, Worker
from searchapp.selectors.workers import SILENCE

MOST_WORKERS = 100


@dataclass(frozen=True)
class Queue:
    """Open jobs of one kind for one device. `oldest` is since when the first of them waits."""

    kind: str
    device: str
    waiting: int
    taken: int
    oldest: datetime | None


@dataclass(frozen=True)
class Overview:
    """As of `now`. `silent` workers were heard of once, but not lately."""

    now: datetime
    runs: tuple[tuple[str, int], ...]
    queues: tuple[Queue, ...]
    workers: tuple[Worker, ...]
    silent: tuple[Worker, ...]


def overview() -> Overview:
    """Read open jobs, live runs and workers; tables of what has ended are not counted."""
    now = timezone.now()
    workers = tuple(Worker.objects.select_related("job").order_by("-seen_at")[:MOST_WORKERS])
    heard = [worker.seen_at >= now - SILENCE for worker in workers]
    live = Run.objects.filter(state__in=(*RUN_LIVE, RunState.PAUSED))
    counts = live.values_list("state").annotate(Count("pk")).order_by("state")
    return Overview(
        now=now,
        runs=tuple(counts),
        queues=tuple(_queues()),
        workers=tuple(w for w, is_there in zip(workers, heard, strict=True) if is_there),
        silent=tuple(w for w, is_there in zip(workers, heard, strict=True) if not is_there),
    )


def _queues() -> list[Queue]:
    rows = (
        Job.objects.filter(state__in=JOB_OPEN)
        .values_list("kind", "device", "state")
        .annotate(Count("pk"), Min("created_at"))
        .order_by("kind", "device")
    )
    found: dict[tuple[str, str], dict[str, tuple[int, datetime]]] = {}
    for kind, device, state, count, oldest in rows:
        found.setdefault((kind, device), {})[state] = (count, oldest)
    queues = []
    for (kind, device), states in found.items():
        waiting, oldest = states.get(JobState.QUEUED, (0, None))
        taken, _ = states.get(JobState.LEASED, (0, None))
        queues.append(Queue(kind, device, waiting, taken, oldest))
    return queues
