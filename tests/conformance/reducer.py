"""Snapshots, events, and the snapshots they make: the story of one run."""

from __future__ import annotations

from typing import Any

from searchapp.wire import reducer
from searchapp.wire.messages import Envelope, Snapshot

Event = dict[str, Any]
EPOCH = "00000000-0000-0000-0000-000000000000"
START = "2026-01-01T00:00:00Z"
SNAPSHOT: dict[str, Any] = {
    "seq": 1,
    "epoch": EPOCH,
    "total": 0,
    "candidates": [],
    "curves": [],
    "log": [],
    "run": {
        "id": "r1",
        "name": "A search",
        "project": "p1",
        "space": "s1",
        "space_name": "Two ways",
        "version": "v1",
        "version_number": 1,
        "dataset": "digits",
        "dataset_title": "Handwritten digits",
        "strategy": "random_search",
        "objectives": [{"metric": "accuracy", "direction": "max"}],
        "state": "queued",
        "is_archived": False,
        "is_stalled": True,
        "waiting": {"reason": "turn", "device": "cpu", "runs_ahead": 1, "jobs_ahead": 2},
        "budget_candidates": 4,
        "n_proposed": 0,
        "n_finished": 0,
        "n_failed": 0,
        "n_cancelled": 0,
        "best": None,
        "created_by": "ada",
        "created_at": START,
        "started_at": None,
        "paused_at": None,
        "paused_seconds": 0.0,
        "ended_at": None,
        "error": "",
        "can": ["pause", "stop"],
        "epoch": EPOCH,
        "seq": 1,
        "error_detail": "",
        "request": {
            "project": "p1",
            "version": "v1",
            "dataset": "digits",
            "strategy": {"name": "random_search"},
            "budget": {"candidates": 4},
            "fidelity": {"epochs": 300},
        },
    },
}


def cases() -> list[dict[str, Any]]:
    """Return snapshot, events and newer snapshot, each beginning where the one before ends."""
    found = []
    snapshot = Snapshot.model_validate(SNAPSHOT)
    for name, bodies in _story().items():
        events = [
            Envelope.model_validate({"seq": snapshot.seq + 1 + k, "at": START, **event})
            for k, event in enumerate(bodies)
        ]
        after = reducer.apply(snapshot, events)
        case = {"snapshot": snapshot, "events": events, "result": after}
        found.append({"name": name, **{key: _plain(value) for key, value in case.items()}})
        snapshot = after
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.model_dump(mode="json")


def _story() -> dict[str, list[Event]]:
    long = list(range(4, 206))
    first, better = _best(0, 0.5), _best(3, 0.75)
    return {
        "the run begins": [_run("running")],
        "two are proposed, one begins": [_proposed(0), _proposed(1), _run("running", 2), _begun(0)],
        "a curve grows, out of order and twice": [
            _measured(0, [2, 1], accuracy=[0.2, 0.1], loss=[0.8, 0.9]),
            _measured(0, [2, 3], accuracy=[0.2, 0.3], loss=[0.8, 0.7]),
        ],
        "a curve becomes longer than is kept": [
            _measured(0, long, accuracy=[step / 1000 for step in long])
        ],
        "a stranger is measured": [_measured(77, [1], accuracy=[0.5])],
        "one is scored": [_scored(0, 0.5), _run("running", 2, 1, best=first)],
        "one fails, others tie": [
            _failed(1),
            _proposed(2, 0),
            _begun(2),
            _scored(2, 0.5),
            _run("running", 3, 2, 1, best=first),
        ],
        "it pauses": [_run("pausing", 3, 2, 1, best=first), _run("paused", 3, 2, 1, best=first)],
        "a line is logged and a better one comes": [
            _run("queued", 3, 2, 1, best=first),
            _run("running", 3, 2, 1, best=first),
            {"body": {"kind": "logged", "level": "warning", "text": "a worker was lost"}},
            _proposed(3, 0, 2),
            _begun(3),
            _scored(3, 0.75),
            _run("running", 4, 3, 1, best=better),
        ],
        "another worker takes over, and one is cut short": [
            {"body": {"kind": "run_resumed", "n_open": 0}},
            _proposed(4),
            _failed(4, "cancelled"),
            _run("running", 5, 3, 1, best=better, n_cancelled=1),
        ],
        "it ends": [
            _about(3, kind="winner_tested", scores={"accuracy": 0.7}, seconds=0.5),
            _about(3, kind="candidate_exported", archive="ready"),
            {"body": {"kind": "search_finished", "reason": "budget", "best": 3}},
            _run("finished", 5, 3, 1, best=better, n_cancelled=1, ended_at="2026-01-01T00:01:00Z"),
        ],
        "a smaller one ties with two": [_proposed(5, parameters=80), _begun(5), _scored(5, 0.5)],
        "more lines than are kept": [
            {"body": {"kind": "logged", "level": "info", "text": str(line)}} for line in range(100)
        ],
    }


def _about(index: int, **body: Any) -> Event:
    return {"candidate": f"c{index}", "body": {"index": index, **body}}


def _run(state: str, proposed: int = 0, finished: int = 0, failed: int = 0, **more: Any) -> Event:
    counts = {"n_proposed": proposed, "n_finished": finished, "n_failed": failed}
    fresh = {"best": None, "started_at": "2026-01-01T00:00:05Z"}
    return {"body": {"kind": "run_changed", "state": state, **counts, **fresh, **more}}


def _best(index: int, value: float) -> dict[str, Any]:
    return {"candidate": f"c{index}", "index": index, "value": value}


def _proposed(index: int, *parents: int, parameters: int | None = None) -> Event:
    return _about(
        index,
        kind="candidate_proposed",
        decisions={"op": "flat"},
        architecture_id=str(index) * 64,
        graph_hash=str(index) * 64,
        parents=list(parents),
        how={"mutated": "op"} if parents else {},
        fidelity={"epochs": 300},
        parameters=100 + index if parameters is None else parameters,
        macs=1000 + index,
    )


def _begun(index: int) -> Event:
    return _about(index, kind="evaluation_started")


def _measured(index: int, steps: list[int], **values: list[float]) -> Event:
    return _about(index, kind="measured", steps=steps, values=values)


def _scored(index: int, accuracy: float) -> Event:
    scores = {"accuracy": accuracy, "loss": 1 - accuracy}
    return _about(index, kind="candidate_evaluated", scores=scores, seconds=2.5)


def _failed(index: int, reason: str = "non_finite") -> Event:
    message = "the loss became NaN after epoch 2"
    return _about(index, kind="candidate_failed", reason=reason, message=message, seconds=1.0)
