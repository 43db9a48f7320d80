"""Coordination of a run: its row becomes engine objects, `search` is iterated, its events recorded.

One worker coordinates a run under the run's lease. If it dies, another one builds everything anew,
folds the recorded events and goes on: pausing and resuming are the same as dying and taking over.
Evaluations are jobs; the workers that do them record what comes of them, and the coordinator reads
it from the log. Only instant evaluators run here.
"""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable, Iterator
from threading import Event as Flag
from typing import Any

from django.db import transaction
from django.db.utils import DatabaseError, InterfaceError
from pydantic import TypeAdapter

from searchapp.models import CANDIDATE_ENDED, Candidate, JobKind, Run, RunState
from searchapp.nas.evaluators.base import EVALUATORS, Assignment
from searchapp.nas.events import (
    CandidateProposed,
    Fidelity,
    SearchEvent,
    SearchFinished,
)
from searchapp.nas.inline import InlineExecutor
from searchapp.nas.search import Executor, SearchSettings, search
from searchapp.nas.space.reading import read_document
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.strategies.base import STRATEGIES, Objective, Strategy
from searchapp.selectors.datasets import engine_name
from searchapp.services import exports, jobs, leases, pokes, recording, transitions
from searchapp.services.keeper import Held, keeper
from searchapp.services.leases import Lease, LeaseLost
from searchapp.services.recording import GROUP
from searchapp.services.workers import this_worker
from searchapp.wire.messages import RunResumed

logger = logging.getLogger(__name__)

LOOK = 0.5
"""Seconds after which the database is looked at without a poke."""
DELAY = 0.1
"""Seconds for which events may wait for company before they are committed."""
FOLDED = ("candidate_proposed", "candidate_evaluated", "candidate_failed")
ENDINGS = ("candidate_evaluated", "candidate_failed")

_EVENT: TypeAdapter[SearchEvent] = TypeAdapter(SearchEvent)


class Interrupted(Exception):
    """The search is not to go on here: the run is to pause or stop, or this worker is to end."""


def coordinate(run_id: str) -> None:
    """Coordinate a run until it rests or ends, if it needs it and nobody else does."""
    lease = leases.claim_run(run_id)
    if lease is None:
        return
    try:
        with keeper.hold(lease) as held, pokes.watching(run_id) as poked:
            Coordinator(lease, held, poked).run()
    except LeaseLost as error:
        logger.warning("%s", error)
    except (DatabaseError, InterfaceError):
        logger.exception("run %s: the database failed; a sweep will find the run", run_id)
    finally:
        leases.release_run(lease)


class Coordinator:
    """Takes a run from state to state, each step under its lease."""

    def __init__(self, lease: Lease, held: Held, poked: Flag) -> None:
        self.lease = lease
        self.held = held
        self.poked = poked
        self._has_begun = False
        self._steps: dict[str, Callable[[], None]] = {
            RunState.QUEUED: self._begin,
            RunState.RUNNING: self._search,
            RunState.PAUSING: self._pause,
            RunState.STOPPING: self._stop,
        }

    def run(self) -> None:
        """Do what the state asks for, until it asks for nothing or this worker is to end."""
        while not this_worker.is_stopping:
            step = self._steps.get(self.state())
            if step is None:
                return
            try:
                step()
            except Interrupted:
                continue
            except (LeaseLost, DatabaseError, InterfaceError):
                raise
            except Exception as error:  # whatever breaks a search is told to its owner
                if step == self._stop:
                    raise
                logger.exception("run %s failed", self.lease.run_id)
                self._fail(str(error) or type(error).__name__, traceback.format_exc())

    def state(self) -> str:
        """Return the state that the run is in now."""
        return Run.objects.values_list("state", flat=True).get(pk=self.lease.run_id)

    def wait(self) -> None:
        """Wait until something may have happened.

        Raises:
            Interrupted: This worker is to end.
            LeaseLost: Somebody else coordinates now.
        """
        self.poked.wait(LOOK)
        self.poked.clear()
        self.check()

    def check(self) -> None:
        """Raise what `wait` raises."""
        self.held.check()
        if this_worker.is_stopping:
            raise Interrupted

    def _begin(self) -> None:
        with transaction.atomic():
            run = leases.lock(self.lease)
            if run.state == RunState.QUEUED:
                transitions.move(run, RunState.RUNNING)
                self._has_begun = True

    def _pause(self) -> None:
        """Wait until nothing is evaluated any more; candidates that wait go on waiting."""
        while True:
            with transaction.atomic():
                run = leases.lock(self.lease)
                if run.state != RunState.PAUSING:
                    return
                if not transitions.is_evaluating(run):
                    transitions.move(run, RunState.PAUSED)
                    return
            self.wait()

    def _stop(self) -> None:
        """End what waits, and the run once nothing is evaluated any more."""
        while True:
            with transaction.atomic():
                run = leases.lock(self.lease)
                cancelled = transitions.end_open_work(run)
                if not transitions.is_evaluating(run):
                    if run.error:
                        transitions.move(run, RunState.FAILED, cancelled)
                    else:
                        transitions.end_stopped(run, cancelled)
                    return
                recording.write(run, cancelled)
            self.wait()

    def _fail(self, error: str, detail: str = "", last: SearchFinished | None = None) -> None:
        """Note why the run fails, and have it end."""
        with transaction.atomic():
            run = leases.lock(self.lease)
            if run.state == RunState.STOPPING:
                return  # its owner was faster: it ends as stopped
            run.error, run.error_detail = error, detail
            before = () if last is None else (last,)
            after = RunState.FAILED if run.state == RunState.QUEUED else RunState.STOPPING
            transitions.move(run, after, before)

    def _search(self) -> None:
        """Iterate the search until it ends; raise `Interrupted` when the run is not to go on."""
        self._take_over()
        run = Run.objects.select_related("version", "dataset").get(pk=self.lease.run_id)
        history, last = _history(run)
        recorder = Recorder(self.lease, jobs.device_for(run))
        executor = _executor(run, recorder, self, last)
        space, strategy = engine_of(run)
        settings = SearchSettings(run.budget_candidates, run.seed, run.concurrency)
        for event in search(space, strategy, executor, settings, history):
            self.check()
            if isinstance(event, SearchFinished):
                recorder.flush()
                self._conclude(event)
            elif not _is_recorded(event, executor) and recorder.take(event) != "go":
                raise Interrupted

    def _take_over(self) -> None:
        """Tell that the run goes on, unless it was begun here or has been told so."""
        if self._has_begun:
            return
        with transaction.atomic():
            run = leases.lock(self.lease)
            if run.state != RunState.RUNNING:
                raise Interrupted
            n_open = run.candidates.exclude(state__in=CANDIDATE_ENDED).count()
            recording.write(run, [RunResumed(n_open=n_open)])
        self._has_begun = True

    def _conclude(self, event: SearchFinished) -> None:
        """End the run: with the first error if nothing came of it, else with a tested winner."""
        if event.best is None or event.reason == "too_many_failures":
            message = event.message or "the search ended without a single scored candidate"
            self._fail(message, last=event)
            return
        self._begin_export(event)
        while True:
            with transaction.atomic():
                run = leases.lock(self.lease)
                if run.state != RunState.RUNNING:
                    raise Interrupted
                if not jobs.is_open(run.best_candidate, JobKind.EXPORT):
                    transitions.move(run, RunState.FINISHED)
                    return
            self.wait()

    def _begin_export(self, event: SearchFinished) -> None:
        """Record that the search is over and have the winner exported, once."""
        with transaction.atomic():
            run = leases.lock(self.lease)
            if run.events.filter(kind=event.kind).exists() or run.best_candidate is None:
                return
            recording.write(run, [event])
            exports.take_away_best(run)


class Recorder:
    """Commits the coordinator's events in groups, with the jobs of the candidates they propose."""

    def __init__(self, lease: Lease, device: Any) -> None:
        self.lease = lease
        self.device = device
        self._events: list[SearchEvent] = []
        self._assigned: list[int] = []
        self._since = 0.0

    def take(self, event: SearchEvent) -> leases.Wish:
        """Keep an event and commit if it is time; return what the run's state asks for."""
        if not self._events:
            self._since = time.monotonic()
        self._events.append(event)
        proposed = sum(isinstance(event, CandidateProposed) for event in self._events)
        if proposed >= GROUP or time.monotonic() - self._since > DELAY:
            return self.flush()
        return "go"

    def assign(self, index: int) -> None:
        """Have a job made for a candidate in the same commit as its proposal."""
        self._assigned.append(index)

    def flush(self) -> leases.Wish:
        """Commit what is kept; return what the run's state asks for."""
        if not self._events and not self._assigned:
            return "go"
        events, self._events = self._events, []
        assigned, self._assigned = self._assigned, []

        def enqueue(run: Run, _candidates: dict[int, Candidate]) -> None:
            found = run.candidates.filter(index__in=assigned).exclude(state__in=CANDIDATE_ENDED)
            for candidate in found.order_by("index"):
                jobs.enqueue(run, candidate, JobKind.EVALUATE, self.device)

        return recording.record(self.lease, events, enqueue)


class QueueExecutor:
    """Evaluates by jobs: others do them and record what comes of them; this reads it in the log."""

    def __init__(self, recorder: Recorder, coordinator: Coordinator, last: int) -> None:
        self._recorder = recorder
        self._coordinator = coordinator
        self._last = last
        self.latest: SearchEvent | None = None
        """The event given last: it is in the log already."""

    def submit(self, proposal: CandidateProposed) -> None:
        """Queue the candidate, unless it is queued or being evaluated."""
        self._recorder.assign(proposal.index)

    def completions(self) -> Iterator[SearchEvent]:
        """Yield outcomes in the order of the log.

        Raises:
            Interrupted: The run is to pause or stop, or this worker is to end.
        """
        run_id = self._recorder.lease.run_id
        while True:
            self._recorder.flush()
            rows = Run(pk=run_id).events.filter(seq__gt=self._last, kind__in=ENDINGS)
            for row in rows.order_by("seq"):
                self._last = row.seq
                self.latest = _EVENT.validate_python(row.body)
                yield self.latest
            if self._coordinator.state() != RunState.RUNNING:
                raise Interrupted
            self._coordinator.wait()


def engine_of(run: Run) -> tuple[SearchSpace, Strategy]:
    """Return the space that a run searches, bound to its dataset, and its strategy, fresh."""
    request = run.request
    space = SearchSpace(read_document(run.version.document), run.dataset.card["symbols"])
    entry = STRATEGIES.get(request["strategy"]["name"])
    settings = entry.Settings.model_validate(request["strategy"].get("settings", {}))
    objectives = tuple(Objective(**objective) for objective in request["objectives"])
    fidelity = Fidelity.model_validate(request["fidelity"])
    return space, entry(settings, space, objectives, fidelity)


def _executor(run: Run, recorder: Recorder, coordinator: Coordinator, last: int) -> Executor:
    wanted = run.request.get("evaluator", {"name": "training"})
    entry = EVALUATORS.get(wanted["name"])
    if entry.cost_class != "instant":
        return QueueExecutor(recorder, coordinator, last)
    return InlineExecutor(
        Assignment(
            index=0,
            document=run.version.document,
            decisions={},
            dataset=engine_name(run.dataset),
            evaluator=wanted["name"],
            settings=wanted.get("settings", {}),
            fidelity=Fidelity.model_validate(run.request["fidelity"]),
            seed=run.seed,
        )
    )


def _history(run: Run) -> tuple[list[SearchEvent], int]:
    """Return the recorded events that a search is rebuilt from, and the seq up to which they go."""
    last = Run.objects.values_list("next_seq", flat=True).get(pk=run.pk) - 1
    rows = run.events.filter(kind__in=FOLDED, seq__lte=last).order_by("seq")
    return [_EVENT.validate_python(body) for body in rows.values_list("body", flat=True)], last


def _is_recorded(event: SearchEvent, executor: Executor) -> bool:
    return isinstance(executor, QueueExecutor) and event is executor.latest
