"""The search: order of tells, budget, failures, repeats, and going on from what was recorded."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import pytest

from searchapp.nas.events import (
    CandidateEvaluated,
    CandidateFailed,
    CandidateProposed,
    Event,
    Fidelity,
    Measured,
    SearchEvent,
    SearchFinished,
)
from searchapp.nas.search import SearchSettings, search
from searchapp.nas.space.architecture import Architecture
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.strategies.base import STRATEGIES, Objective, Outcome, Proposal, Strategy
from tests.spaces import SOLE, a_space

E = TypeVar("E", bound=Event)
ACCURACY = (Objective("accuracy", "max"),)


@dataclass
class Instant:
    """Scores by the graph hash; answers in the order of `pick` among what is out."""

    failing: frozenset[int] = frozenset()
    last_first: bool = False
    level: float | None = None
    out: deque[CandidateProposed] = field(default_factory=deque)
    submitted: list[int] = field(default_factory=list)
    most: int = 0

    def submit(self, proposal: CandidateProposed) -> None:
        self.out.append(proposal)
        self.submitted.append(proposal.index)
        self.most = max(self.most, len(self.out))

    def completions(self) -> Iterator[SearchEvent]:
        while True:
            candidate = self.out.pop() if self.last_first else self.out.popleft()
            if candidate.index in self.failing:
                message = f"no luck with {candidate.index}"
                yield CandidateFailed(index=candidate.index, reason="exception", message=message)
                continue
            drawn = int(candidate.graph_hash[:8], 16) / 2**32
            score = drawn if self.level is None else self.level
            yield Measured(index=candidate.index, steps=[1], values={"accuracy": [score]})
            yield CandidateEvaluated(index=candidate.index, scores={"accuracy": score}, seconds=1.0)


class Told(Strategy):
    """Proposes at random and remembers all that it is told."""

    title = "Told"

    def __init__(self, space: SearchSpace, tell_order: str = "ordered") -> None:
        super().__init__(None, space, ACCURACY, Fidelity(epochs=1))
        self.tell_order = tell_order  # type: ignore[misc, assignment]
        self.log: list[tuple[str, int]] = []
        self.outcomes: list[Outcome] = []

    def ask(self, index: int, rng: np.random.Generator) -> Proposal:
        return Proposal(index, self.space.sample(rng), self.fidelity)

    def asked(self, proposal: Proposal) -> None:
        self.log.append(("asked", proposal.index))

    def tell(self, proposal: Proposal, outcome: Outcome) -> None:
        self.log.append(("told", proposal.index))
        self.outcomes.append(outcome)


class Same(Told):
    """Proposes one architecture for ever."""

    def ask(self, index: int, rng: np.random.Generator) -> Proposal:
        return Proposal(index, self.space.sample(np.random.default_rng(0)), self.fidelity)


class Astray(Told):
    """Every second proposal does not lie in the space."""

    def ask(self, index: int, rng: np.random.Generator) -> Proposal:
        proposal = super().ask(index, rng)
        if index % 2:
            return proposal
        decisions = {**proposal.architecture.decisions, "nowhere": 1}
        return Proposal(index, Architecture(self.space.digest, decisions), self.fidelity)


@pytest.fixture(scope="module")
def space() -> SearchSpace:
    return a_space()


def a_strategy(name: str, space: SearchSpace) -> Strategy:
    entry = STRATEGIES.get(name)
    return entry(entry.Settings(), space, ACCURACY, Fidelity(epochs=1))


def of_kind(events: list[SearchEvent], kind: type[E]) -> list[E]:
    return [event for event in events if isinstance(event, kind)]


def finish_of(events: list[SearchEvent]) -> SearchFinished:
    finish = events[-1]
    assert isinstance(finish, SearchFinished)
    return finish


def test_the_budget_is_the_number_of_candidates_and_the_best_is_told(space: SearchSpace) -> None:
    events = list(search(space, Told(space), Instant(), SearchSettings(12, seed=0)))
    assert [event.index for event in of_kind(events, CandidateProposed)] == list(range(12))
    scores = {
        event.index: event.scores["accuracy"] for event in of_kind(events, CandidateEvaluated)
    }
    assert len(scores) == 12
    assert finish_of(events) == SearchFinished(
        reason="budget", best=max(scores, key=lambda index: (scores[index], -index))
    )


def test_the_smallest_is_best_where_less_is_better(space: SearchSpace) -> None:
    strategy = Told(space)
    strategy.objectives = (Objective("accuracy", "min"),)
    events = list(search(space, strategy, Instant(), SearchSettings(12, seed=0)))
    scores = {
        event.index: event.scores["accuracy"] for event in of_kind(events, CandidateEvaluated)
    }
    assert finish_of(events).best == min(scores, key=lambda index: (scores[index], index))


def test_of_equals_the_smallest_then_the_first_is_best(space: SearchSpace) -> None:
    events = list(search(space, Told(space), Instant(level=0.5), SearchSettings(12, seed=0)))
    sizes = {event.index: event.parameters for event in of_kind(events, CandidateProposed)}
    assert len({*sizes.values()}) > 1
    assert finish_of(events).best == min(sizes, key=lambda index: (sizes[index], index)) != 0


def test_a_proposal_tells_hash_and_cost(space: SearchSpace) -> None:
    events = list(search(space, Told(space), Instant(), SearchSettings(1, seed=0)))
    proposed = of_kind(events, CandidateProposed)[0]
    assert proposed.architecture_id == Architecture(space.digest, proposed.decisions).id
    assert len(proposed.graph_hash) == 64
    assert proposed.parameters >= 4 * 9 + 4 + 4 * 10 + 10
    assert proposed.macs > 0


@pytest.mark.parametrize("concurrency", [1, 2, 5])
@pytest.mark.parametrize("last_first", [False, True])
def test_an_ordered_strategy_knows_just_what_is_due_however_fast_the_executor(
    concurrency: int, last_first: bool, space: SearchSpace
) -> None:
    strategy = Told(space)
    settings = SearchSettings(12, seed=0, concurrency=concurrency)
    list(search(space, strategy, Instant(last_first=last_first), settings))
    for index in range(12):
        before = strategy.log[: strategy.log.index(("asked", index))]
        told = [number for what, number in before if what == "told"]
        assert told == list(range(max(0, index - concurrency + 1)))
    assert [number for what, number in strategy.log if what == "told"] == list(range(12))


def test_a_strategy_that_takes_tells_as_they_come_gets_them_so(space: SearchSpace) -> None:
    strategy = Told(space, "as_completed")
    settings = SearchSettings(6, seed=0, concurrency=3)
    list(search(space, strategy, Instant(last_first=True), settings))
    assert strategy.log[:6] == [
        ("asked", 0), ("asked", 1), ("asked", 2), ("told", 2), ("asked", 3), ("told", 3),
    ]  # fmt: skip


def test_no_more_candidates_are_out_than_allowed(space: SearchSpace) -> None:
    executor = Instant()
    list(search(space, Told(space), executor, SearchSettings(20, seed=0, concurrency=4)))
    assert executor.most == 4


def test_failures_are_told_and_the_search_goes_on(space: SearchSpace) -> None:
    strategy = Told(space)
    executor = Instant(failing=frozenset({1, 4}))
    events = list(search(space, strategy, executor, SearchSettings(8, seed=0)))
    assert [o.failure for o in strategy.outcomes] == [
        None, "exception", None, None, "exception", None, None, None,
    ]  # fmt: skip
    assert finish_of(events).reason == "budget"


def test_a_search_whose_first_five_fail_ends_with_the_first_error(space: SearchSpace) -> None:
    events = list(
        search(space, Told(space), Instant(frozenset(range(99))), SearchSettings(99, seed=0))
    )
    assert len(of_kind(events, CandidateProposed)) == 5
    finish = finish_of(events)
    assert finish.reason == "too_many_failures"
    assert finish.best is None
    assert "no luck with 0" in finish.message


def test_a_search_in_which_most_fail_ends(space: SearchSpace) -> None:
    failing = frozenset(index for index in range(99) if index % 3)
    events = list(search(space, Told(space), Instant(failing), SearchSettings(99, seed=0)))
    assert len(of_kind(events, CandidateProposed)) == 20
    assert finish_of(events).reason == "too_many_failures"
    assert finish_of(events).best is not None
    assert "13 of 20 candidates failed; the first was candidate 1" in finish_of(events).message


def test_a_short_search_in_which_all_fail_says_why(space: SearchSpace) -> None:
    events = list(search(space, Told(space), Instant(frozenset({0, 1})), SearchSettings(2, seed=0)))
    assert finish_of(events).reason == "too_many_failures"
    assert "no luck with 0" in finish_of(events).message


def test_a_proposal_outside_of_the_space_fails_without_being_evaluated(space: SearchSpace) -> None:
    executor = Instant()
    strategy = Astray(space)
    events = list(search(space, strategy, executor, SearchSettings(6, seed=0)))
    failed = of_kind(events, CandidateFailed)
    assert [(event.index, event.reason) for event in failed] == [
        (index, "invalid_architecture") for index in (0, 2, 4)
    ]
    assert "nowhere" in failed[0].message
    assert executor.submitted == [1, 3, 5]
    assert [number for what, number in strategy.log if what == "told"] == list(range(6))


@pytest.mark.parametrize("concurrency", [1, 3])
def test_an_equal_network_is_scored_once(concurrency: int, space: SearchSpace) -> None:
    executor = Instant()
    settings = SearchSettings(5, seed=0, concurrency=concurrency)
    events = list(search(space, Same(space), executor, settings))
    assert executor.submitted == [0]
    evaluated = of_kind(events, CandidateEvaluated)
    assert [event.index for event in evaluated] == list(range(5))
    assert len({event.scores["accuracy"] for event in evaluated}) == 1
    assert [event.how.get("repeats") for event in of_kind(events, CandidateProposed)] == [
        None, 0, 0, 0, 0,
    ]  # fmt: skip
    assert finish_of(events).best == 0


@pytest.mark.parametrize("concurrency", [1, 3])
def test_a_network_that_failed_is_tried_again(concurrency: int, space: SearchSpace) -> None:
    executor = Instant(failing=frozenset({0}))
    events = list(
        search(space, Same(space), executor, SearchSettings(4, seed=0, concurrency=concurrency))
    )
    assert executor.submitted == [0, 1]
    assert [event.index for event in of_kind(events, CandidateEvaluated)] == [1, 2, 3]


def test_a_space_that_is_used_up_ends_the_search() -> None:
    space = a_space(SOLE)
    events = list(
        search(space, a_strategy("random_search", space), Instant(), SearchSettings(9, seed=0))
    )
    assert len(of_kind(events, CandidateEvaluated)) == 1
    assert finish_of(events) == SearchFinished(reason="exhausted", best=0)


@pytest.mark.parametrize("name", STRATEGIES.names())
@pytest.mark.parametrize("concurrency", [1, 3])
def test_a_search_goes_on_from_any_event_as_if_it_had_never_stopped(
    name: str, concurrency: int, space: SearchSpace
) -> None:
    settings = SearchSettings(16, seed=2, concurrency=concurrency)
    failing = frozenset({3, 11})
    whole = list(search(space, a_strategy(name, space), Instant(failing), settings))
    for cut in range(len(whole)):
        history = whole[:cut]
        executor = Instant(failing)
        rest = list(search(space, a_strategy(name, space), executor, settings, history))
        assert of_kind(history + rest, CandidateProposed) == of_kind(whole, CandidateProposed)
        ended = [e.index for e in history if isinstance(e, CandidateEvaluated | CandidateFailed)]
        assert not set(ended) & set(executor.submitted)
        assert finish_of(rest) == finish_of(whole)
        ends = [e for e in history + rest if isinstance(e, CandidateEvaluated | CandidateFailed)]
        assert sorted(e.index for e in ends) == list(range(16))


def test_what_was_told_as_it_came_is_told_again_in_that_order(space: SearchSpace) -> None:
    settings = SearchSettings(8, seed=0, concurrency=3)
    first = Told(space, "as_completed")
    whole = list(search(space, first, Instant(last_first=True), settings))
    again = Told(space, "as_completed")
    list(search(space, again, Instant(), settings, whole[:-1]))
    assert again.log == first.log


def test_an_outcome_that_arrives_twice_counts_once(space: SearchSpace) -> None:
    class Doubling(Instant):
        def completions(self) -> Iterator[SearchEvent]:
            for event in super().completions():
                yield event
                yield event

    strategy = Told(space)
    events = list(search(space, strategy, Doubling(), SearchSettings(5, seed=0)))
    assert len(of_kind(events, CandidateEvaluated)) == 5
    assert len(strategy.outcomes) == 5
