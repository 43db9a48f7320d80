"""Values of a document: literals, expressions, domains, and what each domain offers."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest

from searchapp.nas.errors import InvalidArchitecture
from searchapp.nas.space.asks import MAX_COMBINATIONS, ask_choice, ask_domain, ask_pick
from searchapp.nas.space.document import Expression
from searchapp.nas.space.values import MAX_LISTED, InvalidValue, contains, read_value

Json = dict[str, Any]


def options(domain: Json) -> tuple[Any, ...] | None:
    """Return what a domain offers."""
    return ask_domain(read_value(domain)).blank.options


@pytest.mark.parametrize(
    "literal", [None, True, 0, 1.5, "", "x", [], [1, [True, None]], [{}, 1][1]]
)
def test_a_literal_is_itself(literal: Any) -> None:
    found = read_value(literal)
    assert found == literal
    assert type(found) is type(literal)


def test_an_expression_is_read_as_text_and_not_worked_out() -> None:
    assert read_value({"expr": "1 +"}) == Expression(expr="1 +")


WRONG: dict[str, tuple[Any, str]] = {
    "an object": ({"a": 1}, "got an object with 'a'"),
    "nothing": ({}, "no fields"),
    "more than an expression": ({"expr": "1", "x": 2}, "1 to 500 characters"),
    "an empty expression": ({"expr": ""}, "1 to 500 characters"),
    "a long expression": ({"expr": "1" * 501}, "1 to 500 characters"),
    "an expression that is a number": ({"expr": 1}, "1 to 500 characters"),
    "not a number": (math.nan, "must be finite"),
    "infinity in a list": ([1, [math.inf]], "must be finite"),
    "an object in a list": ([{"expr": "1"}], "got dict"),
    "an unknown domain": ({"domain": "range"}, "domain 'range'"),
    "a field too many": ({"domain": "bool", "min": 1}, "min"),
    "a field missing": ({"domain": "int", "min": 1}, "max"),
    "a number as text": ({"domain": "int", "min": "1", "max": 2}, "min"),
    "a half": ({"domain": "int", "min": 1, "max": 2.5}, "max"),
    "true for 1": ({"domain": "int", "min": True, "max": 2}, "min"),
    "an empty choice": ({"domain": "choice", "values": []}, "values"),
    "too many values": ({"domain": "choice", "values": list(range(1001))}, "values"),
    "a range upside down": ({"domain": "int", "min": 3, "max": 2}, "3 and 2"),
    "a step of 0": ({"domain": "int", "min": 1, "max": 2, "step": 0}, "at least 1, but got 0"),
    "log from 0": ({"domain": "float", "min": 0.0, "max": 1.0, "log": True}, "above zero"),
    "a default outside": ({"domain": "int", "min": 1, "max": 3, "default": 4}, "default must lie"),
    "a pin outside": ({"domain": "float", "min": 0.0, "max": 1.0, "pinned": 2.0}, "pinned"),
    "a default off the steps": (
        {"domain": "int", "min": 1, "max": 9, "step": 2, "default": 4}, "step of the range"),
    "a value twice": ({"domain": "choice", "values": [1, "a", 1.0]}, "1.0 twice"),
    "a prior too short": ({"domain": "choice", "values": [1, 2], "prior": [1.0]}, "each value, 2,"),
    "a prior below 0": ({"domain": "choice", "values": [1, 2], "prior": [-1.0, 2.0]}, "negative"),
    "a prior of nothing": ({"domain": "choice", "values": [1, 2], "prior": [0.0, 0.0]}, "all zero"),
    "a default that is none": ({"domain": "choice", "values": [1], "default": 2}, "got 2"),
    "a pin of another type": ({"domain": "choice", "values": [1], "pinned": True}, "got True"),
    "all disabled": ({"domain": "choice", "values": [1, 2], "disabled": [2, 1.0]}, "enabled"),
    "a chance above 1": ({"domain": "bool", "prior": 1.5}, "between 0 and 1"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_is_no_value_is_told_in_one_message(what: str) -> None:
    raw, words = WRONG[what]
    with pytest.raises(InvalidValue) as error:
        read_value(raw)
    assert words in error.value.message
    assert "\n" not in error.value.message


@pytest.mark.parametrize(
    ("domain", "offered"),
    [
        ({"domain": "choice", "values": [3, 1, 2]}, (3, 1, 2)),
        ({"domain": "choice", "values": [1, 2, 3], "disabled": [2]}, (1, 3)),
        ({"domain": "choice", "values": [1, 2, 3], "pinned": 2}, (2,)),
        ({"domain": "choice", "values": [1, 2], "pinned": 2, "disabled": [2]}, (1,)),
        ({"domain": "choice", "values": [1, True, "1"], "disabled": [1]}, (True, "1")),
        ({"domain": "int", "min": 1, "max": 7, "step": 3}, (1, 4, 7)),
        ({"domain": "int", "min": 1, "max": 6, "step": 3}, (1, 4)),
        ({"domain": "int", "min": -1, "max": 1}, (-1, 0, 1)),
        ({"domain": "int", "min": 1, "max": 9, "pinned": 5}, (5,)),
        ({"domain": "float", "min": 0.5, "max": 0.5}, (0.5,)),
        ({"domain": "float", "min": 0.0, "max": 1.0, "pinned": 0.25}, (0.25,)),
        ({"domain": "bool"}, (False, True)),
        ({"domain": "bool", "pinned": False}, (False,)),
        ({"domain": "subset", "of": ["a", "b"], "pick": 1}, (["a"], ["b"])),
        ({"domain": "subset", "of": [1, 2, 3], "pick": [0, 1]}, ([], [1], [2], [3])),
        ({"domain": "subset", "of": [1, 2], "pick": 2, "ordered": True}, ([1, 2], [2, 1])),
        ({"domain": "subset", "of": [1, 2], "pick": 1, "pinned": [2]}, ([2],)),
        ({"domain": "permutation", "of": [1, 2]}, ([1, 2], [2, 1])),
    ],
    ids=str,
)
def test_a_domain_offers_what_it_says(domain: Json, offered: tuple[Any, ...]) -> None:
    ask = ask_domain(read_value(domain))
    assert ask.blank.options == offered
    assert [type(option) for option in ask.blank.options or ()] == [type(o) for o in offered]
    assert ask.size == len(offered)
    for option in offered:
        assert ask.accept(option, "p") == option


@pytest.mark.parametrize("size", [MAX_LISTED, MAX_LISTED + 1])
def test_a_long_range_is_not_listed_but_still_counted(size: int) -> None:
    domain = {"domain": "int", "min": 10, "max": 10 + 3 * (size - 1), "step": 3}
    ask = ask_domain(read_value(domain))
    assert (ask.blank.options is not None) == (size == MAX_LISTED)
    assert ask.size == size
    assert ask.accept(10 + 3 * (size - 1), "p") == 10 + 3 * (size - 1)
    for wrong in (9, 11, 10 + 3 * size, "10", True, None):
        with pytest.raises(InvalidArchitecture):
            ask.accept(wrong, "p")


def test_a_continuum_is_neither_listed_nor_counted() -> None:
    ask = ask_domain(read_value({"domain": "float", "min": 0.5, "max": 2.0}))
    assert (ask.blank.options, ask.size) == (None, None)
    for right in (0.5, 1, 1.999, 2.0):
        assert ask.accept(right, "p") == right
    for wrong in (0.49, 2.01, math.nan, math.inf, "1", True, [1]):
        with pytest.raises(InvalidArchitecture, match=r"from 0\.5 to 2"):
            ask.accept(wrong, "p")


@pytest.mark.parametrize("pick", [2, [1, 3], [0, 40]])
@pytest.mark.parametrize("is_ordered", [False, True])
def test_lists_are_counted_by_the_book(pick: Any, is_ordered: bool) -> None:
    items = 5 if is_ordered else 12
    low, high = (pick, pick) if isinstance(pick, int) else pick
    high = min(high, items)
    domain = {"domain": "subset", "of": list(range(items)), "pick": [low, high],
              "ordered": is_ordered}  # fmt: skip
    count = sum((math.perm if is_ordered else math.comb)(items, k) for k in range(low, high + 1))
    ask = ask_domain(read_value(domain))
    assert ask.size == count
    assert (ask.blank.options is not None) == (count <= MAX_COMBINATIONS)


MANY = [f"w{k}" for k in range(20)]


@pytest.mark.parametrize(
    ("value", "is_right"),
    [
        (["w0", "w1"], True), (["w1", "w0"], False), (["w0", "w0"], False), (["w0"], False),
        (["w0", "w99"], False), (["w0", 1], False), ("w0", False), (None, False),
        (sorted(MANY)[:10], True), (sorted(MANY)[:11], False), (("w0", "w1"), True),
    ],
)  # fmt: skip
def test_a_pick_of_too_many_to_list_is_sorted_without_repeats(value: Any, is_right: bool) -> None:
    ask = ask_pick(MANY, 2, 10)
    assert ask.blank.options is None
    if is_right:
        assert list(ask.accept(value, "m.pick")) == list(value)
    else:
        with pytest.raises(InvalidArchitecture, match=r"'m\.pick'"):
            ask.accept(value, "m.pick")


@pytest.mark.parametrize(("low", "high"), [(0, 0), (0, 2), (1, 1), (2, 3), (3, 9)])
def test_a_pick_offers_every_set_of_wires_once(low: int, high: int) -> None:
    ask = ask_pick(["c", "a", "b"], low, high)
    wanted = [
        list(some)
        for k in range(low, min(high, 3) + 1)
        for some in itertools.combinations("abc", k)
    ]
    assert list(ask.blank.options or ()) == wanted
    assert ask.blank.default in wanted


def test_weights_that_are_all_alike_are_no_prior() -> None:
    assert ask_choice(["a", "b"], [2.0, 2.0], "a").blank.prior is None
    assert ask_choice(["a", "b"], [2.0, 1.0], "a").blank.prior == (2.0, 1.0)


def test_the_prior_of_a_choice_loses_the_weights_of_what_is_not_offered() -> None:
    raw = {"domain": "choice", "values": [1, 2, 3], "prior": [1.0, 5.0, 2.0], "disabled": [2]}
    assert ask_domain(read_value(raw)).blank.prior == (1.0, 2.0)
    raw = {"domain": "choice", "values": [1, 2], "prior": [0.0, 1.0], "disabled": [2]}
    assert ask_domain(read_value(raw)).blank.prior is None


def test_a_refusal_shows_the_first_options_and_what_was_got() -> None:
    raw = {"domain": "choice", "values": list(range(20))}
    with pytest.raises(InvalidArchitecture, match=r"one of 0, 1, .*7, …, but got 'x'"):
        ask_domain(read_value(raw)).accept("x", "p")


@pytest.mark.parametrize(
    ("value", "is_in"), [(1, True), (1.0, True), (True, False), ("1", False), ([1], True)]
)
def test_values_are_found_by_value_and_type(value: Any, is_in: bool) -> None:
    assert contains([1, False, [1.0]], value) == is_in


def test_a_decision_keeps_its_path_and_is_made_once() -> None:
    ask = ask_choice(["a", "b"], [1.0, 1.0], "a")
    assert ask.at("x/y").path == "x/y"
    assert ask.at("x/y") is ask.at("x/y")
    assert ask.at("z").options == ("a", "b")
