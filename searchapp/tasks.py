"""Celery tasks and the life of a worker. Messages are acknowledged early: leases count."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from celery.signals import celeryd_after_setup, worker_shutting_down

from searchapp.services.execution import coordinate as coordinate_run
from searchapp.services.workers import this_worker
from searchapp.wire import queue


@shared_task(name=queue.COORDINATE)
def coordinate(run_id: str) -> None:
    """Look whether the run needs a coordinator, and be it."""
    coordinate_run(run_id)


@shared_task(name=queue.EVALUATE)
def evaluate(device: str) -> None:  # noqa: ARG001  # names the queue
    """Look whether jobs wait for this worker, and do them. `device` tells which queue woke it."""
    this_worker.drain()


@celeryd_after_setup.connect
def begin(instance: Any, **_kwargs: Any) -> None:
    """Start what a worker does beside its tasks, before it connects to the broker."""
    this_worker.start(list(instance.app.amqp.queues.consume_from))


@worker_shutting_down.connect
def end(**_kwargs: Any) -> None:
    """Give back what is under way: another worker, or this one's next life, goes on with it."""
    this_worker.stop()
