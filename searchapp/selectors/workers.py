"""Reads of workers: who was heard of lately."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from searchapp.models import Job, Run, Worker
from searchapp.selectors.permissions import Caller, visible
from searchapp.wire.forms import WorkerForm

SILENCE = timedelta(seconds=30)
"""A worker not heard of for that long counts as gone; it reports every few seconds."""


def alive(now: datetime | None = None) -> QuerySet[Worker]:
    """Return the workers that were heard of lately."""
    return Worker.objects.filter(seen_at__gte=(now or timezone.now()) - SILENCE)


def worker_list_for(user: Caller) -> list[WorkerForm]:
    """Return all workers; which job one does is told only to those who see the run."""
    oldest_alive = timezone.now() - SILENCE
    workers = list(Worker.objects.order_by("-seen_at")[:200])
    jobs = Job.objects.filter(pk__in=[worker.job_id for worker in workers if worker.job_id])
    ours = set(jobs.filter(run__in=visible(Run, user)).values_list("pk", flat=True))
    return [
        WorkerForm(
            id=worker.id,
            host=worker.host,
            queues=worker.queues,
            devices=worker.devices,
            is_warm=worker.is_warm,
            is_alive=worker.seen_at >= oldest_alive,
            seen_at=worker.seen_at,
            job=worker.job_id if worker.job_id in ours else None,
        )
        for worker in workers
    ]
