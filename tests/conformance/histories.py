"""Runs made by chance: events in an order that a strategy would not choose, and what they make.

A worker may answer late, twice, or about a candidate that nobody remembers; the reducer takes all.
"""

from __future__ import annotations

import random
from typing import Any

from searchapp.wire import reducer
from searchapp.wire.messages import Envelope, Snapshot
from tests.conformance.reducer import SNAPSHOT, START

SEED = 3
N_HISTORIES = 4
N_EVENTS = 48
EVERY = 12
"""After so many events the snapshot is written down."""

STATES = ("running", "pausing", "paused", "queued", "stopping", "finished")
REASONS = ("non_finite", "out_of_memory", "crash", "cancelled")


def cases() -> list[dict[str, Any]]:
    """Return histories: the snapshot they begin with, their events, and snapshots on the way."""
    rng = random.Random(SEED)
    return [_history(rng, ("max", "min")[place % 2]) for place in range(N_HISTORIES)]


def _history(rng: random.Random, direction: str) -> dict[str, Any]:
    begin = Snapshot.model_validate(SNAPSHOT)
    begin.run.objectives[0].direction = direction  # type: ignore[assignment]
    events = [
        Envelope.model_validate({"seq": begin.seq + 1 + k, "at": START, **_event(rng, k)})
        for k in range(N_EVENTS)
    ]
    stops = range(EVERY, N_EVENTS + 1, EVERY)
    results = [reducer.apply(begin, events[:stop]).model_dump(mode="json") for stop in stops]
    plain = [event.model_dump(mode="json") for event in events]
    return {"snapshot": begin.model_dump(mode="json"), "events": plain, "results": results}


def _event(rng: random.Random, at: int) -> dict[str, Any]:
    """Return some event, mostly about a candidate that was proposed by then."""
    index = rng.randrange(max(1, at // 4) + 1)
    if at % 4 == 0:
        return _about(at // 4, **_proposal(rng, at // 4))
    kind = rng.choice(("started", "measured", "measured", "scored", "failed", "run", "line", "end"))
    if kind == "run":
        counts = {f"n_{name}": rng.randrange(9) for name in ("proposed", "finished", "failed")}
        return {
            "body": {"kind": "run_changed", "state": rng.choice(STATES), **counts, "best": None}
        }
    if kind == "line":
        return {"body": {"kind": "logged", "level": rng.choice(("info", "error")), "text": f"{at}"}}
    return _about(index, **_outcome(rng, kind))


def _about(index: int, **body: Any) -> dict[str, Any]:
    return {"candidate": f"c{index}", "body": {"index": index, **body}}


def _proposal(rng: random.Random, index: int) -> dict[str, Any]:
    return {
        "kind": "candidate_proposed",
        "decisions": {"op": rng.choice(("flat", "deep"))},
        "architecture_id": f"{index:064d}",
        "graph_hash": f"{rng.randrange(4):064d}",
        "parents": sorted(rng.sample(range(index), min(index, rng.randrange(3)))),
        "how": {},
        "fidelity": {"epochs": 3},
        "parameters": rng.randrange(1000),
        "macs": rng.randrange(1000),
    }


def _outcome(rng: random.Random, kind: str) -> dict[str, Any]:
    if kind == "started":
        return {"kind": "evaluation_started"}
    if kind == "measured":
        steps = rng.sample(range(1, 9), rng.randint(1, 4))
        names = rng.sample(("accuracy", "loss"), rng.randint(1, 2))
        values = {name: [rng.randrange(100) / 100 for _ in steps] for name in names}
        return {"kind": "measured", "steps": steps, "values": values}
    if kind == "scored":
        name = rng.choice(("accuracy", "accuracy", "loss"))
        scores = {name: rng.randrange(5) / 4}
        return {"kind": "candidate_evaluated", "scores": scores, "seconds": 1.0}
    if kind == "failed":
        reason = rng.choice(REASONS)
        return {"kind": "candidate_failed", "reason": reason, "message": "it", "seconds": 0.5}
    return {"kind": "candidate_exported", "archive": rng.choice(("queued", "ready", "failed"))}
