"""Regularized evolution as in its paper (arXiv:1802.01548), and on the table of NAS-Bench-201."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from searchapp.nas.events import Fidelity
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.strategies.base import STRATEGIES, Objective, Outcome, Proposal, ask_generator
from searchapp.nas.strategies.regularized_evolution import (
    RegularizedEvolution,
    RegularizedEvolutionSettings,
)
from tests.spaces import HEAD, OPERATORS, a_chain, a_choice, a_space

TABLE = Path(__file__).parents[4] / "shared/data/nas_bench_201/cifar10.csv.gz"
EDGES = ("e01", "e02", "e12", "e03", "e13", "e23")
FIDELITY = Fidelity(epochs=1)


def an_evolution(
    population: int, tournament: int, direction: Any = "max", space: SearchSpace | None = None
) -> RegularizedEvolution:
    settings = RegularizedEvolutionSettings(population=population, tournament=tournament)
    objectives = (Objective("accuracy", direction),)
    return RegularizedEvolution(settings, space or a_space(), objectives, FIDELITY)


def live(
    evolution: RegularizedEvolution, accuracies: list[float | None], seed: int = 0
) -> list[Proposal]:
    """Ask and tell one accuracy after the other; None is a failure."""
    proposals = []
    for index, accuracy in enumerate(accuracies):
        proposal = evolution.ask(index, ask_generator(seed, index))
        evolution.asked(proposal)
        scores = None if accuracy is None else {"accuracy": accuracy}
        evolution.tell(proposal, Outcome(scores, None if scores else "exception"))
        proposals.append(proposal)
    return proposals


def parents_over_seeds(evolution: RegularizedEvolution, index: int) -> list[int]:
    return [evolution.ask(index, ask_generator(seed, index)).parents[0] for seed in range(300)]


def test_the_oldest_dies_not_the_worst() -> None:
    evolution = an_evolution(3, 1)
    live(evolution, [0.9, 0.1, 0.8, 0.2])  # the best is the oldest
    assert [individual.index for individual in evolution.population] == [1, 2, 3]


def test_the_first_population_is_drawn_by_chance() -> None:
    proposals = live(an_evolution(5, 2), [0.5] * 7)
    assert [bool(proposal.parents) for proposal in proposals] == [False] * 5 + [True] * 2


def test_a_tournament_as_large_as_the_population_may_still_miss_the_best() -> None:
    """Drawn with replacement, three draws of three miss a member with chance (2/3)³ = 0.30."""
    evolution = an_evolution(3, 3)
    live(evolution, [0.9, 0.1, 0.2])
    parents = parents_over_seeds(evolution, 3)
    assert parents.count(0) / len(parents) == pytest.approx(1 - (2 / 3) ** 3, abs=0.08)
    assert parents.count(1) / len(parents) == pytest.approx((1 / 3) ** 3, abs=0.04)


def test_a_tournament_of_one_takes_everybody_alike() -> None:
    evolution = an_evolution(4, 1)
    live(evolution, [0.9, 0.1, 0.2, 0.3])
    parents = parents_over_seeds(evolution, 4)
    assert all(parents.count(index) / 300 == pytest.approx(0.25, abs=0.08) for index in range(4))


def test_a_child_differs_from_its_parent_in_the_decision_that_is_told() -> None:
    proposals = live(an_evolution(4, 2), [0.1 * index for index in range(20)])
    for child in proposals[4:]:
        parent = proposals[child.parents[0]].architecture.decisions
        decisions = child.architecture.decisions
        changed = [path for path in decisions if decisions[path] != parent[path]]
        assert changed == [child.how["mutated"]]


def test_where_less_is_better_the_smallest_wins() -> None:
    evolution = an_evolution(3, 50, "min")
    live(evolution, [0.5, 0.1, 0.9])
    assert set(parents_over_seeds(evolution, 3)) == {1}


def test_a_failed_candidate_is_the_worst_and_ages_as_all_do() -> None:
    evolution = an_evolution(3, 50)
    live(evolution, [None, 0.0, None])
    assert set(parents_over_seeds(evolution, 3)) == {1}
    live_on = [individual.index for individual in evolution.population]
    assert live_on == [0, 1, 2]


def test_of_equal_members_the_younger_wins() -> None:
    evolution = an_evolution(3, 50)
    live(evolution, [0.5, 0.5, 0.5])
    assert set(parents_over_seeds(evolution, 3)) == {2}


@pytest.fixture(scope="module")
def table() -> dict[str, float]:
    """Accuracy on validation after 12 epochs, by the six operators."""
    if not TABLE.is_file():
        pytest.skip(f"the table of NAS-Bench-201 is not at {TABLE}")
    with gzip.open(TABLE, "rt") as file:
        return {row["ops"]: float(row["c10_val_12ep"]) for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def cells() -> SearchSpace:
    """The choices of a NAS-Bench-201 cell in a row: the table scores them, no network is built."""
    names = {str(digit): OPERATORS["keep"] for digit in range(5)}
    alternatives = {f"o{digit}": body for digit, body in names.items()}
    return a_space(json.dumps(a_chain(*(a_choice(e, **alternatives) for e in EDGES), *HEAD)))


def bests(
    name: str, cells: SearchSpace, table: dict[str, float], **settings: int
) -> Iterator[float]:
    """Yield the best of 150 candidates for each of 30 seeds."""
    entry = STRATEGIES.get(name)
    for seed in range(30):
        strategy = entry(entry.Settings(**settings), cells, (Objective("accuracy"),), FIDELITY)
        best = 0.0
        for index in range(150):
            proposal = strategy.ask(index, ask_generator(seed, index))
            strategy.asked(proposal)
            decisions = proposal.architecture.decisions
            accuracy = table["".join(decisions[edge][1] for edge in EDGES)]
            strategy.tell(proposal, Outcome({"accuracy": accuracy}))
            best = max(best, accuracy)
        yield best


@pytest.mark.slow
def test_it_beats_random_search_on_nas_bench_201(
    cells: SearchSpace, table: dict[str, float]
) -> None:
    sizes = {"population": 30, "tournament": 10}
    evolved = np.array(list(bests("regularized_evolution", cells, table, **sizes)))
    drawn = np.array(list(bests("random_search", cells, table)))
    error = np.sqrt(evolved.var(ddof=1) / 30 + drawn.var(ddof=1) / 30)
    assert evolved.mean() - drawn.mean() > 2 * error
