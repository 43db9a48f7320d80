"""The ledger explains itself: do a run's rows agree with one another and with its events?"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError

from searchapp.models import (
    JOB_OPEN,
    RUN_ENDED,
    RUN_MOVES,
    Candidate,
    CandidateState,
    Job,
    JobKind,
    JobState,
    Run,
    RunEvent,
    RunState,
)
from searchapp.services import recording
from searchapp.wire.messages import RunEventBody

ENDED_CANDIDATE = {
    "candidate_evaluated": CandidateState.FINISHED,
    "candidate_failed": CandidateState.FAILED,
}
_BODY: TypeAdapter[Any] = TypeAdapter(RunEventBody)


def verify_ledger(run: Run) -> list[str]:
    """Return everything about a run that does not add up; nothing if all is well."""
    ledger = _Ledger(Run.objects.select_related("best_candidate").get(pk=run.pk))
    faults = list(ledger.log())
    if faults:
        return faults  # the other checks read the log
    checks = (
        ledger.counters, ledger.tales, ledger.curves, ledger.scores, ledger.best, ledger.jobs,
        ledger.parents, ledger.states,
    )  # fmt: skip
    return [fault for check in checks for fault in check()]


class _Ledger:
    """All rows of one run, and the checks over them. Each check yields faults."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.events: list[RunEvent] = list(run.events.order_by("seq"))
        self.candidates: dict[int, Candidate] = {c.index: c for c in run.candidates.all()}
        self.work: list[Job] = list(run.jobs.select_related("candidate"))

    def told(self, *kinds: str) -> Iterator[dict[str, Any]]:
        return (event.body for event in self.events if event.kind in kinds)

    def log(self) -> Iterator[str]:
        """Sequence numbers are 1..n, the counter is n + 1, every body is an event."""
        seqs = [event.seq for event in self.events]
        if seqs != list(range(1, len(seqs) + 1)):
            yield f"event numbers must be 1..{len(seqs)}, but are {seqs}"
        if self.run.next_seq != len(seqs) + 1:
            yield f"next_seq must be {len(seqs) + 1}, but is {self.run.next_seq}"
        for event in self.events:
            try:
                read = _BODY.validate_python(event.body)
            except ValidationError as error:
                yield f"event {event.seq} is none: {error}"
            else:
                if read.kind != event.kind:
                    yield f"event {event.seq} is kept as {event.kind}, but is {read.kind}"

    def counters(self) -> Iterator[str]:
        """Counters are counts of rows; indices are 0..n-1; n is within the budget."""
        states = Counter(candidate.state for candidate in self.candidates.values())
        cancelled = sum(c.failure == "cancelled" for c in self.candidates.values())
        counts = {
            "n_proposed": len(self.candidates),
            "n_finished": states[CandidateState.FINISHED],
            "n_failed": states[CandidateState.FAILED] - cancelled,
            "n_cancelled": cancelled,
        }
        for name, count in counts.items():
            if getattr(self.run, name) != count:
                yield f"{name} must be {count}, but is {getattr(self.run, name)}"
        if sorted(self.candidates) != list(range(len(self.candidates))):
            yield f"candidates must be 0..{len(self.candidates) - 1}: {sorted(self.candidates)}"
        if len(self.candidates) > self.run.budget_candidates:
            yield f"{len(self.candidates)} candidates of {self.run.budget_candidates}"

    def tales(self) -> Iterator[str]:
        """Each candidate is proposed once, then measured, and ends as its row says."""
        states: dict[int, str] = {}
        for body in self.told(
            "candidate_proposed", "evaluation_started", "measured", *ENDED_CANDIDATE
        ):
            index, kind = body["index"], body["kind"]
            before = states.get(index)
            if kind == "candidate_proposed":
                yield from self._proposal(body, before)
            elif before is None or before in ENDED_CANDIDATE.values():
                yield f"candidate {index}: {kind} when it was {before}"
            states[index] = ENDED_CANDIDATE.get(
                kind, "evaluating" if kind == "evaluation_started" else before or "proposed"
            )
        rows = {index: candidate.state for index, candidate in self.candidates.items()}
        if states != rows:
            yield f"states by events {states} are not those of the rows {rows}"

    def _proposal(self, body: dict[str, Any], before: str | None) -> Iterator[str]:
        index = body["index"]
        if before is not None:
            yield f"candidate {index} was proposed twice"
        row = self.candidates.get(index)
        for name in set(body) - {"kind", "index"}:
            if row is None or getattr(row, name) != body[name]:
                yield f"candidate {index}: {name} is not what was proposed"

    def curves(self) -> Iterator[str]:
        """Points of events are those of the rows, none twice, without a gap from step 1."""
        points: dict[tuple[int, str, int], float] = {}
        for body in self.told("measured"):
            for metric, values in body["values"].items():
                for step, value in zip(body["steps"], values, strict=True):
                    key = (body["index"], metric, step)
                    if key in points:
                        yield f"point {key} was told twice"
                    points[key] = float(value)  # jsonb may give a whole number
        rows: dict[tuple[int, str, int], float] = {}
        for candidate in self.candidates.values():
            for point in candidate.measurements.all():
                rows[(candidate.index, point.metric, point.step)] = point.value
        if points != rows:
            yield f"points of events and rows differ: {set(points.items()) ^ set(rows.items())}"
        yield from _gaps(rows)

    def scores(self) -> Iterator[str]:
        """Scores of events are those of the rows; the test part is told of at most once."""
        told: dict[tuple[int, str, str], float] = {}
        for part, kind in (("validation", "candidate_evaluated"), ("test", "winner_tested")):
            for body in self.told(kind):
                for metric, value in body["scores"].items():
                    if (body["index"], part, metric) in told:
                        yield f"{part} {metric} of candidate {body['index']} was told twice"
                    told[(body["index"], part, metric)] = float(value)
        rows = {
            (row.candidate.index, row.part, row.metric): row.value
            for row in self.run.metrics.select_related("candidate")
        }
        if told != rows:
            yield f"scores of events and rows differ: {set(told.items()) ^ set(rows.items())}"
        if not all(math.isfinite(value) for value in rows.values()):
            yield "a score is not finite"

    def best(self) -> Iterator[str]:
        """The best is the smallest, then the first, of those with the greatest (or least) value."""
        objective = recording.objective_of(self.run)
        ranked = [
            (
                objective.quality(float(body["scores"][objective.metric])),
                -self.candidates[body["index"]].parameters,
                -body["index"],
            )
            for body in self.told("candidate_evaluated")
        ]
        best = -max(ranked)[-1] if ranked else None
        kept = self.run.best_candidate.index if self.run.best_candidate else None
        if kept != best:
            yield f"the best must be candidate {best}, but is {kept}"
        elif ranked and self.run.best_score != objective.quality(max(ranked)[0]):
            yield f"the best score must be that of {best}, but is {self.run.best_score}"

    def jobs(self) -> Iterator[str]:
        """Leases are only on leased jobs; what was scored by a job was scored by one alone."""
        done: Counter[int] = Counter()
        evaluations = [job for job in self.work if job.kind == JobKind.EVALUATE and job.candidate]
        for job in self.work:
            if (job.state == JobState.LEASED) != (job.lease_until is not None):
                yield f"{job} is {job.state} with lease until {job.lease_until}"
            if job.fence < job.attempts:
                yield f"{job} was tried {job.attempts} times under {job.fence} fences"
        for job in evaluations:
            candidate = cast("Candidate", job.candidate)
            done[candidate.index] += job.state == JobState.DONE
            is_over = candidate.state in ENDED_CANDIDATE.values()
            if is_over == (job.state in JOB_OPEN):
                yield f"{job} is {job.state}, its candidate {candidate.state}"
        for index, candidate in self.candidates.items() if evaluations else ():
            is_scored = candidate.state == CandidateState.FINISHED
            if done[index] != (is_scored and "repeats" not in candidate.how):
                yield f"candidate {index} was evaluated {done[index]} times"

    def parents(self) -> Iterator[str]:
        """Parents are older."""
        for index, candidate in self.candidates.items():
            if any(
                parent >= index or parent not in self.candidates for parent in candidate.parents
            ):
                yield f"candidate {index} has parents {candidate.parents}"

    def states(self) -> Iterator[str]:
        """States told follow the legal moves up to the row's; an ended run has ended wholly."""
        before = str(RunState.DRAFT)
        for body in self.told("run_changed"):
            after = body["state"]
            if after != before and after not in RUN_MOVES[before]:
                yield f"the run went from {before} to {after}"
            before = after
        if before != self.run.state:
            yield f"the last state told is {before}, but the run is {self.run.state}"
        is_over = self.run.state in RUN_ENDED
        if is_over != (self.run.ended_at is not None):
            yield f"the run is {self.run.state} and ended at {self.run.ended_at}"
        open_ones = [
            index for index, c in self.candidates.items() if c.state not in ENDED_CANDIDATE.values()
        ]
        if is_over and open_ones:
            yield f"the run is {self.run.state}, but candidates {open_ones} are open"


def _gaps(points: dict[tuple[int, str, int], float]) -> Iterator[str]:
    steps: dict[tuple[int, str], list[int]] = defaultdict(list)
    for index, metric, step in points:
        steps[(index, metric)].append(step)
    for (index, metric), found in steps.items():
        if sorted(found) != list(range(1, len(found) + 1)):
            yield f"the curve of {metric} of candidate {index} has steps {sorted(found)}"
