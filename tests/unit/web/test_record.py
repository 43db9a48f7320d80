"""What a search in the terminal keeps for `result.json`, and how measurements are put together."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nasweb.record import Record
from searchapp.nas.events import (
    CandidateEvaluated,
    CandidateFailed,
    CandidateProposed,
    EvaluationStarted,
    Event,
    Fidelity,
    Measured,
    SearchFinished,
    WinnerTested,
)
from searchapp.nas.strategies.base import Objective
from searchapp.services.evaluations import joined
from tests.examples import examples

QUICK = examples(60, derandomize=True)


def proposed(index: int, parameters: int = 10) -> CandidateProposed:
    return CandidateProposed(
        index=index, decisions={"op": "flat"}, architecture_id="a" * 64, graph_hash="b" * 64,
        fidelity=Fidelity(epochs=2), parameters=parameters, macs=20,
    )  # fmt: skip


def evaluated(index: int, accuracy: float) -> CandidateEvaluated:
    return CandidateEvaluated(index=index, scores={"accuracy": accuracy}, seconds=1.0)


def recorded(direction: Any, *events: Any) -> Record:
    record = Record(Objective("accuracy", direction))
    for event in events:
        record.add(event)
    return record


@pytest.mark.parametrize(("direction", "best"), [("max", 1), ("min", 2)])
def test_the_best_so_far_goes_by_the_objective(direction: str, best: int) -> None:
    events = [proposed(k) for k in range(3)]
    record = recorded(direction, *events, evaluated(0, 0.5), evaluated(1, 0.9), evaluated(2, 0.1))
    assert record.best == best
    assert record.score_of(best) in (0.9, 0.1)


def test_of_equals_the_smaller_then_the_earlier_is_the_best() -> None:
    events = [proposed(0, 30), proposed(1, 20), proposed(2, 20), proposed(3, 40)]
    record = recorded("max", *events, *(evaluated(k, 0.5) for k in (0, 2, 1, 3)))
    assert record.best == 1


def test_the_end_of_the_search_says_which_is_best() -> None:
    record = recorded(
        "max", proposed(0), evaluated(0, 0.5), SearchFinished(reason="budget", best=0)
    )
    assert record.best == 0
    record.add(SearchFinished(reason="too_many_failures", best=None, message="no luck"))
    assert record.report()["winner"] is None
    assert record.report()["finished"] == {
        "reason": "too_many_failures", "best": None, "message": "no luck",
    }  # fmt: skip


def test_a_report_is_json_with_every_candidate_in_order_and_what_became_of_it() -> None:
    record = recorded(
        "max",
        proposed(1),
        proposed(0),
        proposed(2),
        evaluated(1, 0.5),
        CandidateFailed(index=0, reason="crash", message="it fell over", seconds=2.0),
    )
    report = json.loads(json.dumps(record.report()))
    assert [row["index"] for row in report["candidates"]] == [0, 1, 2]
    assert [row.get("reason") for row in report["candidates"]] == ["crash", None, None]
    assert [row.get("scores") for row in report["candidates"]] == [None, {"accuracy": 0.5}, None]
    assert report["candidates"][0]["decisions"] == {"op": "flat"}
    assert report["winner"] is None
    assert report["finished"] is None


def test_a_winner_stands_in_the_report_once_it_was_tested() -> None:
    finished = SearchFinished(reason="budget", best=0)
    record = recorded("max", proposed(0), evaluated(0, 0.5), finished)
    assert record.report()["winner"] is None
    record.add(WinnerTested(index=0, scores={"accuracy": 0.4}, seconds=1.0))
    assert record.report()["winner"] == {
        "index": 0, "validation": {"accuracy": 0.5}, "test": {"accuracy": 0.4}, "model": "model",
    }  # fmt: skip


def test_what_tells_of_no_outcome_changes_nothing() -> None:
    record = recorded("max", proposed(0))
    before = record.report()
    record.add(EvaluationStarted(index=0))
    record.add(Measured(index=0, steps=[1], values={"accuracy": [0.1]}))
    assert record.report() == before


# Measurements ------------------------------------------------------------------------------------


def point(index: int, step: int, metric: str = "loss") -> Measured:
    return Measured(index=index, steps=[step], values={metric: [step / 10]})


POINTS = st.builds(
    point, st.integers(0, 2), st.integers(1, 5), st.sampled_from(["loss", "accuracy"])
)
EVENTS: st.SearchStrategy[Any] = st.lists(
    st.one_of(POINTS, st.builds(EvaluationStarted, index=st.integers(0, 2))), max_size=12
)


def told(events: list[Event]) -> list[tuple[Any, ...]]:
    """Return all that events tell, point by point, in order."""
    found: list[tuple[Any, ...]] = []
    for event in events:
        if isinstance(event, Measured):
            for k, step in enumerate(event.steps):
                values = {metric: numbers[k] for metric, numbers in event.values.items()}
                found.append((event.index, step, values))
        else:
            found.append((event,))
    return found


@QUICK
@given(EVENTS)
def test_joining_loses_nothing_and_keeps_the_order(events: list[Event]) -> None:
    whole = joined(events)
    assert told(whole) == told(events)
    assert len(whole) <= len(events)
    assert joined(whole) == whole


def test_only_neighbours_of_one_candidate_with_the_same_metrics_are_joined() -> None:
    whole = joined([point(0, 1), point(0, 2), point(1, 3), point(0, 3), point(0, 4, "accuracy")])
    assert [(event.index, event.steps) for event in whole if isinstance(event, Measured)] == [
        (0, [1, 2]), (1, [3]), (0, [3]), (0, [4]),
    ]  # fmt: skip
