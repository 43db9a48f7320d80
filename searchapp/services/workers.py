"""A worker: what this process does for runs and jobs, its warm process, and its sweep.

Any number of workers may run on any machines; none of them leads. What one of them does not do,
because a poke was lost or it was killed, another finds in its sweep.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from django.conf import settings
from django.db import close_old_connections
from django.db.models import Q
from django.db.models.functions import Now
from django.db.utils import DatabaseError, InterfaceError
from django.utils import timezone

from searchapp.models import RUN_LIVE, Dataset, Job, JobKind, Run, Worker
from searchapp.nas import protocol
from searchapp.selectors.datasets import engine_name
from searchapp.services import artifacts, evaluations, jobs, leases, pokes
from searchapp.services.evaluation_process import (
    EvaluationProcess,
    ProcessLost,
    default_command,
    light_command,
)
from searchapp.services.keeper import keeper
from searchapp.services.leases import LeaseLost
from searchapp.wire import queue

logger = logging.getLogger(__name__)

WARM_UP = 300.0
"""Seconds within which an evaluation process must be ready."""
SHIFT = 60.0
"""Seconds after which an `evaluate` task hands over to the next, so that none runs for ever."""
FIRST_DATA = "digits"
"""Of the template that the start page offers first."""
TIDY = 600.0
"""Seconds between two looks through the artifact store for what nobody needs."""
LAST_SWEEP = 2.0
"""Seconds that a sweep under way gets when the worker ends."""


class ThisWorker:
    """This process as a worker."""

    def __init__(self) -> None:
        self.is_stopping = False
        self.queues: tuple[str, ...] = ()
        self._slot = Slot(self)
        self._ended = threading.Event()
        self._sweeper: threading.Thread | None = None
        self._tidy_at = time.monotonic()

    @property
    def evaluates(self) -> bool:
        """Tell whether it does jobs."""
        return any(name in queue.EVALUATIONS for name in self.queues)

    def start(self, queues: Sequence[str]) -> None:
        """Begin: report, warm up, and sweep from now on."""
        self.queues = tuple(queues)
        self.report()
        if self.evaluates:
            threading.Thread(target=self._slot.begin, name="warm-up", daemon=True).start()
        self._sweeper = threading.Thread(target=self._sweep, name="sweep", daemon=True)
        self._sweeper.start()

    def stop(self) -> None:
        """End: work under way is given back, the evaluation process is killed."""
        self.is_stopping = True
        self._ended.set()
        self._slot.discard()
        if self._sweeper is not None:
            self._sweeper.join(LAST_SWEEP)
        Worker.objects.filter(pk=leases.this_process()).delete()

    def drain(self) -> None:
        """Do waiting jobs for a while, unless a thread of this worker is at it."""
        self._slot.drain()

    def report(self) -> None:
        """Say that this worker is alive, and what it does."""
        now = timezone.now()
        Worker.objects.update_or_create(
            id=leases.this_process(),
            defaults={
                "host": socket.gethostname(),
                "pid": os.getpid(),
                "queues": list(self.queues),
                "devices": list(self._slot.devices) if self.evaluates else [],
                "version": settings.NASWEB_VERSION,
                "is_warm": self._slot.is_warm,
                "job": Job.objects.filter(pk=self._slot.job_id).first(),
                "seen_at": now,
            },
            create_defaults={
                "host": socket.gethostname(),
                "pid": os.getpid(),
                "queues": list(self.queues),
                "version": settings.NASWEB_VERSION,
                "started_at": now,
                "seen_at": now,
            },
        )

    def _sweep(self) -> None:
        rng = np.random.default_rng(os.getpid())
        while not self._ended.is_set():
            try:
                self.report()
                self.sweep()
            except (DatabaseError, InterfaceError, OSError) as error:
                logger.warning("this sweep was left out: %s", error)
            close_old_connections()
            self._ended.wait(settings.NASWEB_SWEEP_SECONDS * float(rng.uniform(0.75, 1.25)))

    def sweep(self) -> None:
        """Take back what dead workers hold, forget them, and poke for what nobody does."""
        jobs.sweep()
        silent = leases.from_now(-10 * settings.NASWEB_LEASE_SECONDS)
        Worker.objects.filter(seen_at__lt=silent).delete()
        if time.monotonic() >= self._tidy_at:
            self._tidy_at = time.monotonic() + TIDY
            artifacts.tidy()
        if queue.RUNS in self.queues:
            for run_id in uncoordinated():
                pokes.poke_coordinator(run_id)
        if self.evaluates and not self._slot.is_busy:
            for device in self._slot.devices:
                if jobs.waiting([device]).exists():
                    pokes.poke_evaluator(device)


def uncoordinated() -> list[str]:
    """Return the runs that need a coordinator and have none."""
    free = Q(lease_until=None) | Q(lease_until__lt=Now())
    return list(Run.objects.filter(free, state__in=RUN_LIVE).values_list("pk", flat=True))


def likely_dataset() -> str:
    """Return the dataset that the next evaluation likely needs: that of the latest run."""
    latest = Run.objects.select_related("dataset").order_by("-created_at").first()
    if latest is not None:
        return engine_name(latest.dataset)
    built_in = Dataset.objects.filter(project=None, is_installed=True, name=FIRST_DATA)
    return built_in.values_list("name", flat=True).first() or ""


class Slot:
    """The one place of a worker where jobs are done, one after the other."""

    def __init__(self, worker: ThisWorker) -> None:
        self.worker = worker
        self.devices: tuple[queue.Device, ...] = ("cpu",)
        self.job_id: str | None = None
        self._process: EvaluationProcess | None = None
        self._busy = threading.Lock()
        self._starting = threading.Lock()

    @property
    def is_busy(self) -> bool:
        """Tell whether a thread is doing jobs."""
        return self._busy.locked()

    @property
    def is_warm(self) -> bool:
        """Tell whether the process could begin a job at once."""
        return self._process is not None and self._process.ready is not None

    def begin(self) -> None:
        """Warm up ahead of the first job."""
        try:
            self.warm_up()
        except ProcessLost as lost:
            logger.warning("no evaluation process yet: %s", lost)

    def warm_up(self) -> EvaluationProcess:
        """Return a process that is ready, a new one if need be.

        Raises:
            ProcessLost: None could be started.
        """
        with self._starting:
            if self._process is not None and not self._process.is_healthy:
                self.discard()
            process = self._process
            is_new = process is None
            if process is None:
                process = EvaluationProcess(default_command(settings.NASWEB_DEVICE))
                self._process = process
            try:
                ready = process.wait_until_ready(WARM_UP, lambda: self.worker.is_stopping)
                if is_new and (dataset := likely_dataset()):
                    process.carry_out(protocol.Warm(dataset=dataset), self._goes_on)
            except ProcessLost:
                self.discard()
                raise
            self.devices = ("cpu",) if ready.device == "cpu" else queue.DEVICES
            return process

    def _goes_on(self, _told: protocol.Told | None) -> bool:
        return not self.worker.is_stopping

    def discard(self) -> None:
        """Kill the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()

    def drain(self) -> None:
        """Do jobs until none waits or the shift is over; return at once if a thread is at it."""
        if not self._busy.acquire(blocking=False):
            return
        try:
            end = time.monotonic() + SHIFT
            while not self.worker.is_stopping and time.monotonic() < end:
                process = self.warm_up()
                claim = jobs.claim(self.devices)
                if claim is None:
                    return
                self._do(claim, process)
            for device in self.devices if not self.worker.is_stopping else ():
                pokes.poke_evaluator(device)
        except ProcessLost as lost:
            logger.warning("no evaluation process: %s", lost)
        finally:
            self._busy.release()

    def _do(self, claim: jobs.Claim, process: EvaluationProcess) -> None:
        self.job_id = claim.job.pk
        is_at_rest = False
        try:
            with keeper.hold(claim.lease) as held, self._fit_for(claim, process) as fit:
                evaluations.carry_out(claim, fit, held, self.worker)
            is_at_rest = True
        except (ProcessLost, LeaseLost, evaluations.Stopping) as error:
            logger.warning("%s: %s", claim.job, error)
        finally:
            # Whatever broke off, a lost lease or an absent database, the process may be in the
            # midst of the job: asked for the next one, it would answer with this one's replies.
            if not is_at_rest:
                self.discard()
            self.job_id = None

    @contextmanager
    def _fit_for(self, claim: jobs.Claim, warm: EvaluationProcess) -> Iterator[EvaluationProcess]:
        """Lend the process that a job wants: the warm one trains, a fresh one reads an upload.

        Files of strangers may be large, or bring down what decodes them: beside torch there would
        be little room for them, and what was warm stays so.
        """
        if claim.job.kind != JobKind.IMPORT_DATA:
            yield warm
            return
        fresh = EvaluationProcess(light_command())
        try:
            fresh.wait_until_ready(WARM_UP, lambda: self.worker.is_stopping)
            yield fresh
        finally:
            fresh.kill()


this_worker = ThisWorker()
"""This process."""
