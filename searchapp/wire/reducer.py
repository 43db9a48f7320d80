"""Snapshot + events = newer snapshot: the rule by which browsers keep up.

`frontend/src/monitor` has the same rule in TypeScript; `tests/fixtures/conformance/reducer.json`
holds both to it. A snapshot is bounded: the best 50 candidates and the latest 250.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from searchapp.wire.curves import thin
from searchapp.wire.deeds import DEEDS
from searchapp.wire.forms import CandidateSummary, Curve
from searchapp.wire.messages import Envelope, Snapshot

N_BEST = 50
N_LATEST = 250
LINES = 100
WORTH_A_LINE = (
    "candidate_evaluated",
    "candidate_exported",
    "candidate_failed",
    "logged",
    "run_resumed",
    "search_finished",
    "winner_tested",
)
"""Kinds of events that the log tail shows."""

State = dict[int, CandidateSummary]
Curves = dict[int, Curve]


def apply(snapshot: Snapshot, events: Iterable[Envelope]) -> Snapshot:
    """Return the snapshot after events that follow it without a gap.

    Raises:
        ValueError: An event is missing before one of these.
    """
    new = snapshot.model_copy(deep=True)
    candidates = {candidate.index: candidate for candidate in new.candidates}
    curves = {curve.index: curve for curve in new.curves}
    for event in events:
        if event.seq != new.seq + 1:
            raise ValueError(f"event {new.seq + 1} must come next, but got {event.seq}")
        new.seq = new.run.seq = event.seq
        new.run.is_stalled, new.run.waiting = False, None
        if event.body.kind in WORTH_A_LINE:
            new.log = [*new.log, event][-LINES:]
        CHANGES.get(event.body.kind, _nothing)(new, candidates, curves, event)
    _bound(new, candidates, curves)
    return new


def _nothing(_snapshot: Snapshot, _candidates: State, _curves: Curves, _event: Envelope) -> None:
    """Change nothing but the log and the counter."""


def _propose(snapshot: Snapshot, candidates: State, _curves: Curves, event: Envelope) -> None:
    body: Any = event.body
    snapshot.total += 1
    candidates[body.index] = CandidateSummary(
        id=event.candidate or "",
        index=body.index,
        state="proposed",
        parameters=body.parameters,
        macs=body.macs,
        scores={},
        parents=list(body.parents),
        how=body.how,
        graph_hash=body.graph_hash,
        failure="",
        message="",
        seconds=None,
        rank=None,
    )


def _change(candidates: State, index: int, **fields: Any) -> None:
    """Change a candidate, unless it is too old to be in the snapshot."""
    if index in candidates:
        candidates[index] = candidates[index].model_copy(update=fields)


def _begin(_snapshot: Snapshot, candidates: State, _curves: Curves, event: Envelope) -> None:
    body: Any = event.body
    _change(candidates, body.index, state="evaluating")


def _measure(_snapshot: Snapshot, candidates: State, curves: Curves, event: Envelope) -> None:
    body: Any = event.body
    if body.index not in candidates:
        return
    curve = curves.setdefault(body.index, Curve(index=body.index, steps={}, values={}))
    for metric, values in sorted(body.values.items()):
        old = zip(curve.steps.get(metric, ()), curve.values.get(metric, ()), strict=True)
        new = zip(body.steps, values, strict=True)
        curve.steps[metric], curve.values[metric] = thin([*old, *new])


def _score(_snapshot: Snapshot, candidates: State, _curves: Curves, event: Envelope) -> None:
    body: Any = event.body
    _change(
        candidates, body.index, state="finished", scores=dict(body.scores), seconds=body.seconds
    )


def _fail(_snapshot: Snapshot, candidates: State, _curves: Curves, event: Envelope) -> None:
    body: Any = event.body
    _change(
        candidates,
        body.index,
        state="failed",
        failure=body.reason,
        message=body.message,
        seconds=body.seconds,
    )


def _change_run(snapshot: Snapshot, _candidates: State, _curves: Curves, event: Envelope) -> None:
    """Take over the state and the counters.

    Whoever may do nothing now may do nothing later either: only ends follow on `stopping`.
    """
    body: Any = event.body
    fields = {name: getattr(body, name) for name in type(body).model_fields if name != "kind"}
    can = list(DEEDS[body.state]) if snapshot.run.can else []
    snapshot.run = snapshot.run.model_copy(update={**fields, "can": can})


CHANGES: dict[str, Callable[[Snapshot, State, Curves, Envelope], None]] = {
    "candidate_proposed": _propose,
    "evaluation_started": _begin,
    "measured": _measure,
    "candidate_evaluated": _score,
    "candidate_failed": _fail,
    "run_changed": _change_run,
}


def _bound(snapshot: Snapshot, candidates: State, curves: Curves) -> None:
    """Rank the scored candidates, of equals the smaller first; keep the best and the latest."""
    objective = snapshot.run.objectives[0]
    sign = -1 if objective.direction == "max" else 1
    scored = [item for item in candidates.values() if objective.metric in item.scores]
    scored.sort(
        key=lambda item: (sign * item.scores[objective.metric], item.parameters, item.index)
    )
    places = {item.index: place for place, item in enumerate(scored[:N_BEST], start=1)}
    kept = {*places, *sorted(candidates)[-N_LATEST:]}
    snapshot.candidates = [
        candidates[index].model_copy(update={"rank": places.get(index)}) for index in sorted(kept)
    ]
    snapshot.curves = [curves[index] for index in sorted(kept & curves.keys())]
