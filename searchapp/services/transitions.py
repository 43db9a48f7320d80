"""Moves of a run from state to state, each with its event in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from searchapp.models import (
    CANDIDATE_ENDED,
    RUN_ENDED,
    RUN_MOVES,
    Job,
    JobKind,
    JobState,
    Run,
    RunState,
    Verb,
)
from searchapp.nas.events import CandidateFailed, Event, SearchFinished
from searchapp.services import activity, exports, leases, pokes, recording
from searchapp.wire.errors import Conflict
from searchapp.wire.messages import Logged

Action = Literal["start", "pause", "resume", "stop"]

ACTIONS: dict[str, dict[str, RunState]] = {
    "start": {RunState.DRAFT: RunState.QUEUED},
    "pause": {RunState.QUEUED: RunState.PAUSED, RunState.RUNNING: RunState.PAUSING},
    "resume": {RunState.PAUSED: RunState.QUEUED, RunState.PAUSING: RunState.QUEUED},
    "stop": {
        RunState.QUEUED: RunState.STOPPED,
        RunState.RUNNING: RunState.STOPPING,
        RunState.PAUSING: RunState.STOPPING,
        RunState.PAUSED: RunState.STOPPED,
    },
}
"""What each action makes of a state; from all others it is illegal."""


TOLD: dict[str, Verb] = {"start": Verb.STARTED, "stop": Verb.STOPPED}
"""What the team's story tells of that is asked of a run."""
ENDS: dict[str, Verb] = {RunState.FINISHED: Verb.FINISHED, RunState.FAILED: Verb.FAILED}
"""Ends that nobody asked for."""


def request(run: Run, action: Action, by: User | None = None) -> Run:
    """Carry out what a user asks of a run, and wake whoever has to act on it.

    Returns:
        The run as it is now.

    Raises:
        Conflict: Code `illegal_transition`: not from the state the run is in.
    """
    with transaction.atomic():
        locked = leases.lock_run(run.pk)
        after = ACTIONS[action].get(locked.state)
        if after is None:
            raise Conflict(
                "illegal_transition",
                f"to {action} a run it must be {_one_of(ACTIONS[action])}, "
                f"but it is {locked.state}",
            )
        if after == RunState.STOPPED:
            cancelled = end_open_work(locked)
            # A run that was waiting goes to its end without a coordinator, unless it was resumed
            # or taken back so lately that candidates are still being evaluated.
            if is_evaluating(locked):
                move(locked, RunState.STOPPING, cancelled)
            else:
                end_stopped(locked, cancelled)
        else:
            move(locked, after)
        if action in TOLD:
            activity.tell(by, TOLD[action], locked)
        pokes.poke_coordinator(run.pk)
    return locked


def move(run: Run, after: RunState, before: tuple[recording.Body, ...] = ()) -> None:
    """Give a run that this transaction has locked its next state.

    Args:
        run: The locked run.
        after: Its next state.
        before: Events that are recorded before the one that tells of the state.

    Raises:
        Conflict: The move is not legal.
    """
    if after not in RUN_MOVES[run.state]:
        raise Conflict(
            "illegal_transition",
            f"a run that is {run.state} can become {_one_of(RUN_MOVES[run.state])}, "
            f"but not {after}",
        )
    recording.write(run, (*before, *_lines(run.state, after)))
    now = timezone.now()
    if run.paused_at is not None:
        run.paused_seconds += (now - run.paused_at).total_seconds()
    run.paused_at = now if after == RunState.PAUSED and run.started_at is not None else None
    run.state = after
    if after == RunState.RUNNING and run.started_at is None:
        run.started_at = now
    if after in RUN_ENDED:
        run.ended_at = now
    if after in ENDS:
        activity.tell(None, ENDS[after], run)
    recording.append(run, [recording.run_changed(run)])


def _lines(before: str, after: RunState) -> tuple[Logged, ...]:
    """Return what the log says of a pause and of its end; other moves have events of their own."""
    if after == RunState.PAUSED:
        return (Logged(level="info", text="The run is paused."),)
    if before in (RunState.PAUSED, RunState.PAUSING) and after == RunState.QUEUED:
        return (Logged(level="info", text="The run is resumed."),)
    return ()


def end_stopped(run: Run, cancelled: tuple[Event, ...]) -> None:
    """End a locked run that was stopped; its best candidate is tested and exported all the same.

    Args:
        run: The locked run, of which nothing is evaluated any more.
        cancelled: Events that tell of the candidates that were cut short.
    """
    best = run.best_candidate
    last = SearchFinished(reason="stopped", best=None if best is None else best.index)
    move(run, RunState.STOPPED, (*cancelled, last))
    exports.take_away_best(run)


def end_open_work(run: Run) -> tuple[Event, ...]:
    """End what nobody works on in a locked run; return the events that tell of it."""
    waiting = Job.objects.filter(run=run, kind=JobKind.EVALUATE, state=JobState.QUEUED)
    waiting.update(state=JobState.CANCELLED, ended_at=timezone.now())
    idle = run.candidates.exclude(state__in=CANDIDATE_ENDED).exclude(
        pk__in=_evaluations(run).values("candidate_id")
    )
    return tuple(
        CandidateFailed(index=index, reason="cancelled", message="the run was stopped")
        for index in idle.order_by("index").values_list("index", flat=True)
    )


def is_evaluating(run: Run) -> bool:
    """Tell whether a worker holds a candidate of the run."""
    return _evaluations(run).exists()


def _evaluations(run: Run) -> QuerySet[Job]:
    return Job.objects.filter(run=run, kind=JobKind.EVALUATE, state=JobState.LEASED)


def _one_of(states: Iterable[str]) -> str:
    return " or ".join(sorted(str(state) for state in states)) or "nothing else"
