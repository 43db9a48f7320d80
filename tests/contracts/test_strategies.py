"""What every strategy must keep, whatever it does: run over all entries of the registry."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from searchapp.nas.events import Fidelity
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.strategies.base import (
    STRATEGIES,
    Exhausted,
    Objective,
    Outcome,
    Proposal,
    Strategy,
    ask_generator,
)
from tests.spaces import SOLE, a_space

NAMES = STRATEGIES.names()
OBJECTIVES = (Objective("accuracy", "max"),)
FIDELITY = Fidelity(epochs=1)
Fold = list[tuple[Any, Proposal, Outcome | None]]


@pytest.fixture(scope="module")
def space() -> SearchSpace:
    return a_space()


def a_strategy(name: str, space: SearchSpace) -> Strategy:
    entry = STRATEGIES.get(name)
    return entry(entry.Settings(), space, OBJECTIVES, FIDELITY)


def outcome_of(proposal: Proposal) -> Outcome:
    """Score by the architecture alone; every eighth or so fails."""
    number = int(proposal.architecture.id[:8], 16)
    if number % 8 == 0:
        return Outcome(None, "non_finite")
    return Outcome({"accuracy": number / 2**32})


def play(strategy: Strategy, seed: int, asks: int, out: int = 1, fold: Fold | None = None) -> Fold:
    """Ask on until `asks` are recorded, with `out` at once; tells are in order."""
    fold = [] if fold is None else list(fold)
    proposals = [proposal for what, proposal, _ in fold if what == "asked"]
    for index in range(len(proposals), asks):
        if index >= out and sum(what == "told" for what, _, _ in fold) <= index - out:
            due = proposals[index - out]
            strategy.tell(due, outcome_of(due))
            fold.append(("told", due, outcome_of(due)))
        proposal = strategy.ask(index, ask_generator(seed, index))
        strategy.asked(proposal)
        proposals.append(proposal)
        fold.append(("asked", proposal, None))
    return fold


def written(fold: Fold) -> str:
    """Write a fold as text in which everything that matters can be compared."""
    return json.dumps(
        [
            [
                what,
                p.index,
                dict(p.architecture.decisions),
                p.parents,
                dict(p.how),
                p.fidelity.epochs,
            ]
            for what, p, _ in fold
        ],
        sort_keys=True,
    )


def prefixes(fold: Fold) -> Iterator[Fold]:
    for length in range(len(fold) + 1):
        yield fold[:length]


@pytest.mark.parametrize("name", NAMES)
def test_proposals_lie_in_the_space_and_carry_their_index(name: str, space: SearchSpace) -> None:
    for what, proposal, _ in play(a_strategy(name, space), seed=1, asks=60):
        if what == "asked":
            assert space.check(proposal.architecture) == []
            assert proposal.architecture.digest == space.digest
            assert all(parent < proposal.index for parent in proposal.parents)
    asked = [p.index for what, p, _ in play(a_strategy(name, space), 1, 60) if what == "asked"]
    assert asked == list(range(60))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("out", [1, 4])
def test_the_same_seed_gives_the_same_proposals_and_another_seed_others(
    name: str, out: int, space: SearchSpace
) -> None:
    first = written(play(a_strategy(name, space), 3, 40, out))
    assert written(play(a_strategy(name, space), 3, 40, out)) == first
    assert written(play(a_strategy(name, space), 4, 40, out)) != first


@cache
def in_another_process(hash_seed: int) -> dict[str, str]:
    """Return what each strategy proposes there: to start the process takes the most time."""
    script = (
        "import json\n"
        "from tests.contracts.test_strategies import NAMES, a_strategy, play, written\n"
        "from tests.spaces import a_space\n"
        "found = {name: written(play(a_strategy(name, a_space()), 5, 30)) for name in NAMES}\n"
        "print(json.dumps(found))\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed)}
    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment
    )
    found: dict[str, str] = json.loads(answer.stdout)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_another_process_proposes_the_same(name: str, space: SearchSpace) -> None:
    here = written(play(a_strategy(name, space), 5, 30))
    assert in_another_process(hash_seed=1)[name] == here
    assert in_another_process(hash_seed=2)[name] == here


@pytest.mark.parametrize("name", NAMES)
def test_asking_changes_nothing(name: str, space: SearchSpace) -> None:
    strategy = a_strategy(name, space)
    fold = play(strategy, 7, 30)
    before = deepcopy({key: value for key, value in vars(strategy).items() if key != "space"})
    once = strategy.ask(30, ask_generator(7, 30))
    twice = strategy.ask(30, ask_generator(7, 30))
    strategy.ask(31, ask_generator(7, 31))
    assert written([("asked", once, None)]) == written([("asked", twice, None)])
    assert {key: value for key, value in vars(strategy).items() if key != "space"} == before
    assert len(fold) == 59


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("out", [1, 3])
def test_a_replayed_strategy_goes_on_as_if_it_had_never_stopped(
    name: str, out: int, space: SearchSpace
) -> None:
    whole = play(a_strategy(name, space), 9, 25, out)
    for fold in prefixes(whole):
        strategy = a_strategy(name, space)
        strategy.replay(fold)
        assert written(play(strategy, 9, 25, out, fold)) == written(whole)


@pytest.mark.parametrize("name", NAMES)
def test_it_goes_on_when_everything_fails(name: str, space: SearchSpace) -> None:
    strategy = a_strategy(name, space)
    for index in range(40):
        proposal = strategy.ask(index, ask_generator(0, index))
        strategy.asked(proposal)
        strategy.tell(proposal, Outcome(None, "exception"))
        assert space.check(proposal.architecture) == []


@pytest.mark.parametrize("name", NAMES)
def test_many_asks_may_be_out_before_the_first_tell(name: str, space: SearchSpace) -> None:
    strategy = a_strategy(name, space)
    proposals = []
    for index in range(50):
        proposals.append(strategy.ask(index, ask_generator(0, index)))
        strategy.asked(proposals[-1])
    assert [proposal.index for proposal in proposals] == list(range(50))
    assert [issue for one in proposals for issue in space.check(one.architecture)] == []
    for proposal in reversed(proposals):
        strategy.tell(proposal, Outcome({"accuracy": 0.5}))
    assert space.check(strategy.ask(50, ask_generator(0, 50)).architecture) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_space_of_one_architecture_is_searched_or_used_up(name: str) -> None:
    space = a_space(SOLE)
    strategy = a_strategy(name, space)
    proposed = []
    with suppress(Exhausted):
        for index in range(15):
            proposal = strategy.ask(index, ask_generator(0, index))
            proposed.append(dict(proposal.architecture.decisions))
            strategy.asked(proposal)
            strategy.tell(proposal, Outcome({"accuracy": 0.5}))
    assert proposed
    assert all(decisions == {"only": "keep"} for decisions in proposed)


@pytest.mark.parametrize("name", NAMES)
def test_settings_survive_the_trip_through_json_and_say_what_they_are(name: str) -> None:
    Settings = STRATEGIES.get(name).Settings
    settings = Settings()
    assert Settings.model_validate_json(settings.model_dump_json()) == settings
    for field in Settings.model_json_schema().get("properties", {}).values():
        assert field["title"]
        assert field["description"]


@pytest.mark.parametrize("name", NAMES)
def test_it_names_itself_and_its_paper(name: str) -> None:
    entry = STRATEGIES.get(name)
    assert entry.title
    assert entry.summary
    assert "arXiv:" in entry.paper
    assert "arXiv:" in (entry.__doc__ or "")
