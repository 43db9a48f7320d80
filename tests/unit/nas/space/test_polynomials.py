"""Counting by polynomials against counting by hand: every assignment is written out."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.nas.space.polynomial import (
    ONE,
    Polynomial,
    add,
    choose,
    multiply,
    name,
    number,
    sum_out,
    without,
)
from tests.examples import examples

ATOMS = "xyz"
POLYNOMIALS = st.dictionaries(
    st.sets(st.sampled_from(ATOMS)).map(frozenset), st.integers(0, 3), max_size=4
)
QUICK = examples(60, derandomize=True)


def ways(polynomial: Polynomial) -> list[frozenset[str]]:
    """Write out every way: the names that are active in it."""
    return [atoms for atoms, count in polynomial.items() for _ in range(count)]


def of_ways(found: list[frozenset[str]]) -> dict[frozenset[str], int]:
    return dict(Counter(found))


def kept(polynomial: Polynomial) -> dict[frozenset[str], int]:
    return {atoms: count for atoms, count in polynomial.items() if count}


@QUICK
@given(POLYNOMIALS, POLYNOMIALS)
def test_both_are_all_pairs_and_either_is_all_of_both(a: Polynomial, b: Polynomial) -> None:
    pairs = [left | right for left in ways(a) for right in ways(b)]
    assert kept(multiply(a, b)) == of_ways(pairs)
    assert kept(add(a, b)) == of_ways(ways(a) + ways(b))


@QUICK
@given(POLYNOMIALS, POLYNOMIALS, POLYNOMIALS)
def test_the_usual_laws_hold(a: Polynomial, b: Polynomial, c: Polynomial) -> None:
    assert kept(multiply(a, b)) == kept(multiply(b, a))
    assert kept(multiply(a, multiply(b, c))) == kept(multiply(multiply(a, b), c))
    assert kept(multiply(a, add(b, c))) == kept(add(multiply(a, b), multiply(a, c)))
    assert kept(multiply(ONE, a)) == kept(multiply(a, ONE)) == kept(a)


@QUICK
@given(st.lists(POLYNOMIALS, max_size=4), st.integers(0, 4), st.integers(0, 4))
def test_choosing_some_is_every_set_of_so_many(
    factors: list[Polynomial], low: int, high: int
) -> None:
    found: list[frozenset[str]] = []
    for size in range(low, high + 1):
        for some in itertools.combinations(factors, size):
            picked = [frozenset[str]()]
            for factor in some:
                picked = [one | other for one in picked for other in ways(factor)]
            found += picked
    assert kept(choose(factors, low, high)) == of_ways(found)


@QUICK
@given(st.lists(POLYNOMIALS, min_size=1, max_size=4))
def test_a_name_is_opened_only_where_it_is_active(terms: list[Polynomial]) -> None:
    """Where a variable is not active its values make no difference: they count once."""
    found = [
        atoms - {"x"}
        for index, term in enumerate(terms)
        for atoms in ways(term)
        if "x" in atoms or index == 0
    ]
    assert kept(sum_out("x", terms)) == of_ways(found)


@QUICK
@given(POLYNOMIALS)
def test_striking_a_name_out_loses_no_way(a: Polynomial) -> None:
    struck = without(a, "x")
    assert sum(struck.values()) == sum(a.values())
    assert not any("x" in atoms for atoms in struck)


@pytest.mark.parametrize("values", [1, 2, 5])
def test_a_variable_read_twice_is_decided_once(values: int) -> None:
    both = multiply(name("v"), name("v"))
    assert kept(sum_out("v", [both] * values)) == kept(number(values))
