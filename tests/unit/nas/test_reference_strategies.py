"""Strategies against their papers written out once more, as short as they can be, in this file."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any, Literal

import numpy as np
import pytest

from searchapp.nas.events import Fidelity
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.space.variation import mutate
from searchapp.nas.strategies.base import (
    STRATEGIES,
    Exhausted,
    Objective,
    Outcome,
    Proposal,
    Strategy,
    ask_generator,
)
from tests.spaces import ROW, SOLE, TINY, a_space

FIDELITY = Fidelity(epochs=1)


def a_strategy(
    name: str, space: SearchSpace, direction: Literal["max", "min"] = "max", **settings: Any
) -> Strategy:
    entry = STRATEGIES.get(name)
    objectives = (Objective("accuracy", direction),)
    return entry(entry.Settings(**settings), space, objectives, FIDELITY)


def score_of(proposal: Proposal) -> float | None:
    """Score by the id of the architecture; some fail."""
    number = int(proposal.architecture.id[:8], 16)
    return None if number % 7 == 0 else round(number / 2**32, 1)  # rounded: there are ties


def run(strategy: Strategy, seed: int, count: int) -> list[Proposal]:
    """Ask and tell one after the other."""
    proposals = []
    for index in range(count):
        proposal = strategy.ask(index, ask_generator(seed, index))
        strategy.asked(proposal)
        score = score_of(proposal)
        outcome = Outcome(None, "crash") if score is None else Outcome({"accuracy": score})
        strategy.tell(proposal, outcome)
        proposals.append(proposal)
    return proposals


def evolved(
    space: SearchSpace, seed: int, count: int, sizes: tuple[int, int], sign: int
) -> list[tuple[Any, ...]]:
    """Real et al. 2019, figure 1: a list from which the oldest falls out; the best of S breeds."""
    alive: list[tuple[float, int, Any]] = []
    history = []
    for index in range(count):
        rng = ask_generator(seed, index)
        parent: tuple[int, ...] = ()
        if index < sizes[0]:
            child = space.sample(rng)
        else:
            drawn = [alive[k] for k in rng.integers(len(alive), size=sizes[1])]
            _, number, best = max(drawn, key=lambda one: one[:2])
            child, _ = mutate(space, best, rng)
            parent = (number,)
        score = score_of(Proposal(index, child, FIDELITY))
        alive.append((-math.inf if score is None else sign * score, index, child))
        alive = alive[-sizes[0] :]
        history.append((child.id, parent))
    return history


@pytest.mark.parametrize("sizes", [(1, 1), (4, 2), (10, 3), (5, 20)])
@pytest.mark.parametrize(("direction", "sign"), [("max", 1), ("min", -1)])
def test_evolution_is_what_its_paper_says(
    sizes: tuple[int, int], direction: Literal["max", "min"], sign: int
) -> None:
    space = a_space(ROW)
    for seed in range(3):
        strategy = a_strategy(
            "regularized_evolution", space, direction, population=sizes[0], tournament=sizes[1]
        )
        found = [(p.architecture.id, p.parents) for p in run(strategy, seed, 30)]
        assert found == evolved(space, seed, 30, sizes, sign)


def test_random_search_is_a_row_of_samples_without_those_seen() -> None:
    space = a_space(TINY)
    for seed in range(3):
        found = [p.architecture.id for p in run(a_strategy("random_search", space), seed, 20)]
        wanted: list[str] = []
        for index in range(20):
            rng = ask_generator(seed, index)
            fresh = space.sample(rng).id
            while fresh in wanted:
                fresh = space.sample(rng).id
            wanted.append(fresh)
        assert found == wanted


def test_random_search_proposes_every_member_once_and_then_ends() -> None:
    space = a_space(TINY)
    strategy = a_strategy("random_search", space)
    found = {p.architecture.id for p in run(strategy, 0, 32)}
    assert found == {member.id for member in space.enumerate()}
    with pytest.raises(Exhausted, match="1000 draws"):
        strategy.ask(32, ask_generator(0, 32))


def test_with_repeats_a_space_is_never_used_up() -> None:
    strategy = a_strategy("random_search", a_space(SOLE), repeats=True)
    assert len({p.architecture.id for p in run(strategy, 0, 5)}) == 1


@pytest.mark.parametrize("name", STRATEGIES.names())
def test_asking_changes_nothing(name: str) -> None:
    """The same ask gives the same answer, however often and whatever else is asked."""
    strategy = a_strategy(name, a_space(ROW))
    run(strategy, 1, 12)
    first = strategy.ask(12, ask_generator(1, 12))
    for index in (40, 12, 13):
        strategy.ask(index, ask_generator(9, index))
    assert strategy.ask(12, ask_generator(1, 12)) == first


@pytest.mark.parametrize("name", STRATEGIES.names())
@pytest.mark.parametrize("cut", [0, 1, 7, 15])
def test_folding_a_history_is_having_lived_it(name: str, cut: int) -> None:
    space = a_space(ROW)
    lived = a_strategy(name, space)
    proposals = run(lived, 3, 15)
    folded = a_strategy(name, space)
    history: list[tuple[Literal["asked", "told"], Proposal, Outcome | None]] = []
    for proposal in proposals[:cut]:
        score = score_of(proposal)
        outcome = Outcome(None, "crash") if score is None else Outcome({"accuracy": score})
        history += [("asked", proposal, None), ("told", proposal, outcome)]
    folded.replay(history)
    for index in range(cut, 15):
        again = folded.ask(index, ask_generator(3, index))
        assert again == proposals[index]
        folded.asked(again)
        score = score_of(again)
        folded.tell(
            again, Outcome(None, "crash") if score is None else Outcome({"accuracy": score})
        )


def test_the_generator_of_an_ask_depends_on_seed_and_index_alone() -> None:
    def words(seed: int, index: int) -> tuple[int, ...]:
        return tuple(ask_generator(seed, index).integers(2**62, size=3).tolist())

    seen = {words(seed, index) for seed in (0, 1, 2**53 - 1) for index in range(50)}
    assert len(seen) == 150
    assert words(5, 7) == words(5, 7)
    assert not {word for one in seen for word in one if Counter(seen)[one] > 1}


def test_neighbouring_asks_do_not_share_their_numbers() -> None:
    """Streams are apart by more than any ask draws: none is the other, a few numbers later."""
    first = ask_generator(0, 0).integers(2**62, size=2_000).tolist()
    second = ask_generator(0, 1).integers(2**62, size=2_000).tolist()
    assert not set(first) & set(second)


@pytest.mark.parametrize(("direction", "better"), [("max", 2.0), ("min", 1.0)])
def test_quality_grows_with_what_is_wanted(direction: Literal["max", "min"], better: float) -> None:
    objective = Objective("accuracy", direction)
    assert max((1.0, 2.0), key=objective.quality) == better
    assert objective.quality(0.0) == 0.0


@pytest.mark.parametrize("wrong", [{"population": 0}, {"tournament": 0}, {"population": 10_001},
                                   {"tournament": 1.5}, {"size": 3}])  # fmt: skip
def test_evolution_refuses_sizes_that_make_no_population(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        STRATEGIES.get("regularized_evolution").Settings.model_validate(wrong)


def test_where_nothing_can_change_evolution_goes_on_by_chance() -> None:
    strategy = a_strategy("regularized_evolution", a_space(SOLE), population=2, tournament=1)
    proposals = run(strategy, 0, 5)
    assert [p.parents for p in proposals] == [()] * 5
    assert len({p.architecture.id for p in proposals}) == 1


def test_a_mutation_is_spread_evenly_over_decisions_and_values() -> None:
    """ROW has six decisions of four options: each is forgotten as often, each value is taken."""
    space = a_space(ROW)
    parent = space.adopt({})
    rng = np.random.default_rng(0)
    changed = [mutate(space, parent, rng) for _ in range(1_800)]
    paths = Counter(path for _, path in changed)
    assert set(paths) == {f"n{k}" for k in range(6)}
    assert all(220 < count < 380 for count in paths.values())
    taken = Counter(child.decisions[path] for child, path in changed)
    assert parent.decisions["n0"] not in taken
    assert all(500 < count < 700 for count in taken.values())
