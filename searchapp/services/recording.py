"""Group commit: events with the rows they tell of, whole, under the run's row lock, then one poke.

This is the only writer of `RunEvent` and of the run's counters. What was not committed is
regenerated: a search continues from its recorded events, an evaluation begins again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import singledispatchmethod
from typing import TypeAlias, cast

from django.db import transaction
from django.utils import timezone

from searchapp.models import (
    CANDIDATE_ENDED,
    Candidate,
    CandidateMetric,
    CandidateState,
    Measurement,
    Run,
    RunEvent,
)
from searchapp.nas import events as told
from searchapp.nas.strategies.base import Objective
from searchapp.selectors.runs import best_form
from searchapp.services import leases, pokes
from searchapp.services.leases import Lease, Wish
from searchapp.wire import messages
from searchapp.wire.forms import Form, RunStateName

GROUP = 64
"""Most candidates in one commit."""

Body: TypeAlias = told.Event | Form


class BudgetSpent(Exception):
    """More candidates were proposed than the run may have."""


def record(
    lease: Lease,
    events: Sequence[Body],
    also: Callable[[Run, dict[int, Candidate]], object] | None = None,
) -> Wish:
    """Commit events with the rows they tell of.

    Args:
        lease: What the writer holds: the run, or one of its jobs.
        events: In the order in which they happened.
        also: Further writes of the same transaction; gets the locked run and the candidates that
            the events are about, by index.

    Returns:
        What the run's state asks of the writer.

    Raises:
        LeaseLost: Somebody else holds it now; nothing was written.
        BudgetSpent: A candidate too many was proposed; nothing was written.
    """
    with transaction.atomic():
        run = leases.lock(lease)
        candidates = write(run, events)
        if also is not None:
            also(run, candidates)
    return leases.wish_of(run.state)


def write(run: Run, events: Sequence[Body]) -> dict[int, Candidate]:
    """Write events with their rows about a run that this transaction has locked."""
    group = _Group(run, events)
    for event in events:
        group.take(event)
    group.write()
    return group.candidates


def objective_of(run: Run) -> Objective:
    """Return the objective by which candidates of the run are ranked."""
    return Objective(**run.request["objectives"][0])


def run_changed(run: Run) -> messages.RunChanged:
    """Return the event that tells how a run stands."""
    return messages.RunChanged(
        state=cast("RunStateName", run.state),
        n_proposed=run.n_proposed,
        n_finished=run.n_finished,
        n_failed=run.n_failed,
        n_cancelled=run.n_cancelled,
        best=best_form(run),
        error=run.error,
        started_at=run.started_at,
        paused_at=run.paused_at,
        paused_seconds=run.paused_seconds,
        ended_at=run.ended_at,
    )


def _rank(objective: Objective, value: float, candidate: Candidate) -> tuple[float, int, int]:
    return objective.quality(value), -candidate.parameters, -candidate.index


class _Group:
    """What one commit holds."""

    def __init__(self, run: Run, events: Iterable[Body]) -> None:
        self.run = run
        self.bodies: list[Body] = []
        self.new: list[Candidate] = []
        self.changed: set[int] = set()
        self.metrics: list[CandidateMetric] = []
        self.points: list[Measurement] = []
        self.has_counted = False
        indices = {event.index for event in events if hasattr(event, "index")}
        known = run.candidates.filter(index__in=indices)
        self.candidates = {candidate.index: candidate for candidate in known}
        measured = {event.index for event in events if isinstance(event, told.Measured)}
        self.steps = _known_steps(run, measured)

    @singledispatchmethod
    def take(self, event: Body) -> None:
        """Keep the event and the rows it tells of."""
        self.bodies.append(event)

    @take.register
    def _(self, event: told.CandidateProposed) -> None:
        if event.index in self.candidates:
            return
        if self.run.n_proposed >= self.run.budget_candidates:
            raise BudgetSpent(
                f"run {self.run.pk} may have {self.run.budget_candidates} candidates, "
                f"but a further one was proposed: {event.index}"
            )
        columns = event.model_dump(mode="json", exclude={"kind"})
        candidate = Candidate(run=self.run, **columns)
        self.candidates[event.index] = candidate
        self.new.append(candidate)
        self.run.n_proposed += 1
        self.has_counted = True
        self.bodies.append(event)

    @take.register
    def _(self, event: told.EvaluationStarted) -> None:
        if self._moves(event.index, CandidateState.EVALUATING):
            self.bodies.append(event)

    @take.register
    def _(self, event: told.Measured) -> None:
        candidate = self.candidates[event.index]
        known = self.steps.setdefault(event.index, set())
        fresh = [k for k, step in enumerate(event.steps) if step not in known]
        if not fresh:
            return
        known.update(event.steps)
        steps = [event.steps[k] for k in fresh]
        values = {metric: [points[k] for k in fresh] for metric, points in event.values.items()}
        self.points += [
            Measurement(candidate=candidate, metric=metric, step=step, value=value)
            for metric, points in values.items()
            for step, value in zip(steps, points, strict=True)
        ]
        self.bodies.append(event.model_copy(update={"steps": steps, "values": values}))

    @take.register
    def _(self, event: told.CandidateEvaluated) -> None:
        if not self._moves(event.index, CandidateState.FINISHED):
            return
        candidate = self.candidates[event.index]
        candidate.seconds = event.seconds
        self._score(candidate, event.scores, "validation")
        self.run.n_finished += 1
        self._compare(candidate, event.scores)
        self.bodies.append(event)

    @take.register
    def _(self, event: told.CandidateFailed) -> None:
        if not self._moves(event.index, CandidateState.FAILED):
            return
        candidate = self.candidates[event.index]
        candidate.failure, candidate.message = event.reason, event.message
        candidate.seconds = event.seconds
        if event.reason == "cancelled":
            self.run.n_cancelled += 1
        else:
            self.run.n_failed += 1
        self.bodies.append(event)

    @take.register
    def _(self, event: told.WinnerTested) -> None:
        self._score(self.candidates[event.index], event.scores, "test")
        self.bodies.append(event)

    def _moves(self, index: int, state: CandidateState) -> bool:
        """Give a candidate its state; one that has ended stays as it is."""
        candidate = self.candidates[index]
        if candidate.state in CANDIDATE_ENDED:
            return False
        candidate.state = state
        if state in CANDIDATE_ENDED:
            candidate.ended_at = timezone.now()
            self.has_counted = True
        self.changed.add(index)
        return True

    def _score(self, candidate: Candidate, scores: dict[str, float], part: str) -> None:
        self.metrics += [
            CandidateMetric(run=self.run, candidate=candidate, metric=name, part=part, value=value)
            for name, value in scores.items()
        ]

    def _compare(self, candidate: Candidate, scores: dict[str, float]) -> None:
        """Let the candidate be the run's best if it is; of equals the smaller, then the earlier."""
        objective = objective_of(self.run)
        value, best, holder = scores[objective.metric], self.run.best_score, self.run.best_candidate
        if (
            best is None
            or holder is None
            or _rank(objective, value, candidate) > _rank(objective, best, holder)
        ):
            self.run.best_candidate, self.run.best_score = candidate, value

    def write(self) -> None:
        """Write everything, the events last."""
        Candidate.objects.bulk_create(self.new)
        old = self.changed - {candidate.index for candidate in self.new}
        Candidate.objects.bulk_update(
            [self.candidates[index] for index in sorted(old)],
            ["state", "failure", "message", "seconds", "ended_at"],
        )
        Measurement.objects.bulk_create(self.points)
        CandidateMetric.objects.bulk_create(self.metrics)
        if self.has_counted:
            self.bodies.append(run_changed(self.run))
        append(self.run, self.bodies)


def _known_steps(run: Run, indices: set[int]) -> dict[int, set[int]]:
    """Return the steps of the curves that are recorded: after a retry none is told twice."""
    steps: dict[int, set[int]] = {}
    rows = Measurement.objects.filter(candidate__run=run, candidate__index__in=indices)
    for index, step in rows.values_list("candidate__index", "step").distinct() if indices else ():
        steps.setdefault(index, set()).add(step)
    return steps


def append(run: Run, bodies: Sequence[Body]) -> None:
    """Add events to the log of a run that this transaction has locked, save it, and poke."""
    now = timezone.now()
    run.progress_at = now
    plain = [body.model_dump(mode="json") for body in bodies]
    RunEvent.objects.bulk_create(
        RunEvent(run=run, seq=run.next_seq + k, kind=body["kind"], body=body, at=now)
        for k, body in enumerate(plain)
    )
    run.next_seq += len(bodies)
    run.save(update_fields=WRITTEN)
    if bodies:
        pokes.poke_watchers(run.pk, run.next_seq - 1)


WRITTEN = (
    "state", "next_seq", "progress_at", "n_proposed", "n_finished", "n_failed", "n_cancelled",
    "best_candidate", "best_score", "error", "error_detail", "started_at", "ended_at",
    "paused_at", "paused_seconds",
)  # fmt: skip
"""Columns of a run that change with its events. Lease and fence are not among them."""
