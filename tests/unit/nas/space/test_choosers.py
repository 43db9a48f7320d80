"""Drawing and defaults of single decisions, those with too many options to list above all."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from searchapp.nas.space.architecture import Decision
from searchapp.nas.space.choosers import default_of, draw, is_legal
from searchapp.nas.space.polynomial import number, sum_out
from searchapp.nas.space.variation import _draw_other

ITEMS = tuple(f"i{k:02d}" for k in range(40))
UNLISTED = {
    "whole": Decision("p", "int", None, bounds=(3, 2_000_003, 2, False), default=3),
    "log": Decision("p", "int", None, bounds=(1, 1_000_000, 1, True), default=1),
    "real": Decision("p", "float", None, bounds=(0.1, 0.5, None, False), default=0.1),
    "log_real": Decision("p", "float", None, bounds=(1e-4, 10.0, None, True), default=1.0),
    "subset": Decision("p", "subset", None, of=ITEMS, count=(2, 30)),
    "ordered": Decision("p", "ordered_subset", None, of=ITEMS, count=(2, 30)),
    "permutation": Decision("p", "permutation", None, of=ITEMS, count=(40, 40)),
}


def draws(decision: Decision, times: int = 200) -> list[Any]:
    rng = np.random.default_rng(0)
    return [draw(decision, rng) for _ in range(times)]


@pytest.mark.parametrize("name", UNLISTED)
def test_what_is_drawn_of_too_many_options_is_one_of_them(name: str) -> None:
    drawn = draws(UNLISTED[name])
    assert [value for value in drawn if not is_legal(UNLISTED[name], value)] == []
    assert len({repr(value) for value in drawn}) > 150


@pytest.mark.parametrize("name", UNLISTED)
def test_the_default_of_too_many_options_is_one_of_them(name: str) -> None:
    assert is_legal(UNLISTED[name], default_of(UNLISTED[name]))


@pytest.mark.parametrize("name", UNLISTED)
def test_a_mutation_of_too_many_options_gives_another_one(name: str) -> None:
    old, rng = draws(UNLISTED[name], 1)[0], np.random.default_rng(0)  # the first draw is the old
    other = _draw_other(UNLISTED[name], old, rng)
    assert other != old
    assert is_legal(UNLISTED[name], other)


@pytest.mark.parametrize("is_log", [False, True])
def test_both_ends_of_a_range_are_drawn(is_log: bool) -> None:
    decision = Decision("p", "int", None, bounds=(1, 4, 1, is_log), default=1)
    assert set(draws(decision)) == {1, 2, 3, 4}


def test_logarithmic_ranges_give_every_magnitude_its_share() -> None:
    for name, middle in (("log", 1_000), ("log_real", 10**-1.5)):
        below = sum(value < middle for value in draws(UNLISTED[name], 1_000))
        assert 400 < below < 600


def test_a_prior_weighs_draws_and_mutations_and_0_is_never_taken() -> None:
    decision = Decision("p", "choice", ("a", "b", "c", "d"), prior=(6.0, 1.0, 3.0, 0.0))
    rng = np.random.default_rng(0)
    for found in (draws(decision, 1_000), [_draw_other(decision, "a", rng) for _ in range(1_000)]):
        assert "d" not in found
        assert 2.3 < found.count("c") / found.count("b") < 4.0
    assert "a" not in found


def test_priors_that_are_all_0_weigh_all_the_same() -> None:
    decision = Decision("p", "choice", ("a", "b", "c"), prior=(0.0, 0.0, 0.0))
    drawn = draws(decision, 900)
    assert all(230 < drawn.count(option) < 370 for option in "abc")


def test_a_variable_of_one_value_that_is_nowhere_active_counts_once() -> None:
    assert sum_out("v", [number(3)]) == number(3)
    assert sum_out("v", [number(3), number(3)]) == number(3)
