"""Pokes: "look at the database". Sent after a commit; whoever misses one looks by himself soon."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from celery import current_app
from channels.layers import BaseChannelLayer, get_channel_layer
from django.db import transaction
from kombu.exceptions import OperationalError

from searchapp.wire import queue

logger = logging.getLogger(__name__)


class _Loop:
    """The one event loop of this process for the channel layer, in a thread of its own.

    An `async_to_sync` per poke would open a loop and a connection each time.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None

    def run(self, work: Coroutine[Any, Any, None]) -> asyncio.Future[None]:
        """Have the loop do `work`; the answer is a future of `concurrent.futures`."""
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="pokes", daemon=True).start()
        return asyncio.run_coroutine_threadsafe(work, self._loop)  # type: ignore[return-value]


_loop = _Loop()


def _layer() -> BaseChannelLayer:
    layer = get_channel_layer()
    if layer is None:
        raise LookupError("CHANNEL_LAYERS must have a default, but has none")
    return layer


def poke_watchers(run_id: str, seq: int) -> None:
    """After the commit, tell all who watch the run that there are events up to `seq`."""
    transaction.on_commit(lambda: _loop.run(_send(run_id, seq)))


async def _send(run_id: str, seq: int) -> None:
    layer = _layer()
    try:
        await layer.group_send(queue.run_group(run_id), {"type": "poke", "seq": seq})
    except Exception as error:  # noqa: BLE001  # whatever the layer raises: a poke may be lost
        logger.warning("a poke of run %s was lost: %s", run_id, error)


def poke_coordinator(run_id: str) -> None:
    """After the commit, have some worker look whether the run needs a coordinator."""
    transaction.on_commit(partial(_enqueue, queue.COORDINATE, run_id, queue.RUNS))


def poke_evaluator(device: queue.Device) -> None:
    """After the commit, have some worker look for a job for `device`."""
    transaction.on_commit(partial(_enqueue, queue.EVALUATE, device, queue.evaluation_queue(device)))


def _enqueue(task: str, argument: str, to: str) -> None:
    try:
        current_app.send_task(
            task, args=[argument], queue=to, expires=queue.POKE_LIFETIME, retry=False
        )
    except (OperationalError, OSError) as error:
        logger.warning("a poke of %s was lost, a sweep will send another: %s", to, error)


@contextmanager
def watching(run_id: str) -> Iterator[threading.Event]:
    """Give an event that is set whenever the run is poked.

    It may miss pokes (the broker is away, the layer cannot cross threads): wait with a timeout.
    """
    event = threading.Event()
    watch = _loop.run(watch_run(run_id, event.set))
    try:
        yield event
    finally:
        watch.cancel()


async def watch_run(run_id: str, look: Callable[[], None]) -> None:
    """Call `look` at every poke of the run, until cancelled."""
    layer = _layer()
    while True:
        try:
            channel = await layer.new_channel()
            await layer.group_add(queue.run_group(run_id), channel)
            while True:
                await layer.receive(channel)
                look()
        except Exception as error:  # noqa: BLE001  # whatever the layer raises: polling goes on
            logger.warning("pokes of run %s are not heard: %s", run_id, error)
            await asyncio.sleep(1)
