"""Expressions against Python itself: the same value, or a refusal that Python explains."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.nas.errors import ExpressionError
from searchapp.nas.space.arithmetic import LARGEST, equal
from searchapp.nas.space.expressions import MAX_DEPTH, MAX_NODES, parse
from tests.examples import examples

SCOPE: dict[str, Any] = {"a": 3, "b": -2, "c": 0.5, "t": True, "xs": [4, 1, 2.5]}
QUICK = examples(150, derandomize=True)


class Refused(Exception):
    """Python would go on where the language does not."""


@dataclass(frozen=True)
class Term:
    """An expression as text, and how to work it out step by step."""

    text: str
    value: Callable[[], Any]


def bounded(value: Any) -> Any:
    if isinstance(value, complex) or value != value or abs(value) > LARGEST:
        raise Refused
    return value


def leaf(text: str, value: Any) -> Term:
    return Term(text, lambda: value)


LEAVES = st.one_of(
    st.integers(0, 9).map(lambda n: leaf(str(n), n)),
    st.sampled_from([0.5, 1.25, 2.0]).map(lambda x: leaf(repr(x), x)),
    st.sampled_from("abct").map(lambda name: leaf(name, SCOPE[name])),
)
BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "//": operator.floordiv, "%": operator.mod,
}  # fmt: skip
COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def binary(name: str, left: Term, right: Term) -> Term:
    def value() -> Any:
        return bounded(BINARY[name](left.value() + 0, right.value() + 0))

    return Term(f"({left.text} {name} {right.text})", value)


def compared(name: str, left: Term, right: Term) -> Term:
    return Term(
        f"({left.text} {name} {right.text})", lambda: COMPARE[name](left.value(), right.value())
    )


def chosen(test: Term, then: Term, other: Term) -> Term:
    return Term(
        f"({then.text} if {test.text} else {other.text})",
        lambda: then.value() if test.value() else other.value(),
    )


def called(name: str, function: Callable[..., Any], arguments: list[Term]) -> Term:
    def value() -> Any:
        return bounded(function(*(argument.value() + 0 for argument in arguments)))

    return Term(f"{name}({', '.join(a.text for a in arguments)})", value)


def logical(word: str, left: Term, right: Term) -> Term:
    return Term(
        f"({left.text} {word} {right.text})",
        lambda: (
            (left.value() and right.value()) if word == "and" else (left.value() or right.value())
        ),
    )


def deeper(terms: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    one = st.sampled_from(
        [("floor", math.floor), ("ceil", math.ceil), ("abs", abs), ("round", round)]
    )
    many = st.sampled_from([("min", min), ("max", max)])
    return st.one_of(
        st.builds(binary, st.sampled_from(list(BINARY)), terms, terms),
        st.builds(compared, st.sampled_from(list(COMPARE)), terms, terms),
        st.builds(chosen, terms, terms, terms),
        st.builds(logical, st.sampled_from(["and", "or"]), terms, terms),
        st.builds(lambda f, x: called(f[0], f[1], [x]), one, terms),
        st.builds(
            lambda f, xs: called(f[0], f[1], xs), many, st.lists(terms, min_size=2, max_size=3)
        ),
        terms.map(lambda x: Term(f"(-{x.text})", lambda: -(x.value() + 0))),
        terms.map(lambda x: Term(f"(not {x.text})", lambda: not x.value())),
    )


TERMS = st.recursive(LEAVES, deeper, max_leaves=12)


@QUICK
@given(TERMS.filter(lambda term: len(term.text) <= 300))
def test_the_value_is_pythons_or_there_is_none(term: Term) -> None:
    try:
        wanted = term.value()
    except (ZeroDivisionError, Refused):
        with pytest.raises(ExpressionError):
            parse(term.text).evaluate(SCOPE)
        return
    found = parse(term.text).evaluate(SCOPE)
    assert equal(found, wanted) or (found != found and wanted != wanted), term.text


@QUICK
@given(TERMS.filter(lambda term: len(term.text) <= 300))
def test_what_is_mentioned_is_all_that_is_needed(term: Term) -> None:
    """A scope with just those names gives the same as one with more."""
    expr = parse(term.text)
    assert expr.names <= set(SCOPE)
    narrow = {name: SCOPE[name] for name in expr.names}

    def outcome(scope: dict[str, Any]) -> Any:
        try:
            return repr(expr.evaluate(scope))
        except ExpressionError as error:
            return error.code

    assert outcome(narrow) == outcome({**SCOPE, "more": 1})


@QUICK
@given(st.text(max_size=60))
def test_any_text_is_an_expression_or_refused_in_words(text: str) -> None:
    with suppress(ExpressionError):
        parse(text).evaluate({})


@QUICK
@given(st.text(alphabet="0123456789+-*/%().<>=!, andorifelsnt[]'\"_xe", max_size=40))
def test_near_expressions_never_break_the_reader(text: str) -> None:
    try:
        expr = parse(text)
    except ExpressionError:
        return
    try:
        value = expr.evaluate({})
    except ExpressionError:
        return
    assert value is None or isinstance(value, (bool, int, float, str, list))


@pytest.mark.parametrize(("items", "fits"), [(MAX_NODES - 1, True), (MAX_NODES, False)])
def test_as_many_parts_as_the_limit_and_no_more(items: int, fits: bool) -> None:
    """A list is a part, and so is each of its items."""
    text = "[" + ",".join(["1"] * items) + "]"
    if fits:
        assert parse(text).evaluate({}) == [1] * items
    else:
        with pytest.raises(ExpressionError) as error:
            parse(text)
        assert error.value.code == "too_large_expression"


@pytest.mark.parametrize("open_", ["(", "[", "-", "not "])
@pytest.mark.parametrize("depth", [MAX_DEPTH - 2, MAX_DEPTH + 5])
def test_nesting_is_bounded_whatever_nests(open_: str, depth: int) -> None:
    close = {"(": ")", "[": "]"}.get(open_, "")
    text = open_ * depth + "1" + close * depth
    if depth < MAX_DEPTH:
        parse(text)
        return
    with pytest.raises(ExpressionError):
        parse(text)


@pytest.mark.parametrize(
    ("base", "power"), [(2, 52), (2, 53), (3, 33), (-2, 53), (1, 1000), (10, 15), (0, 5), (4, 0.5)]
)
def test_powers_within_the_bounds_are_exact(base: int, power: float) -> None:
    assert equal(parse(f"({base}) ** {power}").evaluate({}), base**power)


@pytest.mark.parametrize(
    "text", ["2 ** 54", "3 ** 34", "10 ** 16", "(-2) ** 55", "2.0 ** 1024", "2 ** 99999", "0 ** -1"]
)
def test_powers_beyond_the_bounds_are_refused_at_once(text: str) -> None:
    with pytest.raises(ExpressionError) as error:
        parse(text).evaluate({})
    assert error.value.code in ("too_large", "division_by_zero")


ONE_OF_EACH = [1, 1.5, True, False, None, "1", "", [], [1], [True], [1.0], [[1]]]


@pytest.mark.parametrize("left", ONE_OF_EACH, ids=repr)
def test_equality_tells_types_apart_but_not_whole_numbers(left: Any) -> None:
    def same(a: Any, b: Any) -> bool:
        if isinstance(a, bool) or isinstance(b, bool):
            return a is b
        if isinstance(a, list) and isinstance(b, list):
            return len(a) == len(b) and all(map(same, a, b))
        return isinstance(a, (int, float)) == isinstance(b, (int, float)) and bool(a == b)

    for right in ONE_OF_EACH:
        scope = {"l": left, "r": right}
        assert parse("l == r").evaluate(scope) is same(left, right), (left, right)
        assert parse("l != r").evaluate(scope) is not same(left, right)
        assert parse("l in [r]").evaluate(scope) is same(left, right)


@pytest.mark.parametrize("index", range(-4, 5))
def test_items_are_counted_from_both_ends(index: int) -> None:
    items = [10, 20, 30]
    if -3 <= index < 3:
        assert parse("xs[i]").evaluate({"xs": items, "i": index}) == items[index]
        assert parse("xs[i]").evaluate({"xs": items, "i": float(index)}) == items[index]
    else:
        with pytest.raises(ExpressionError, match="is asked of a list of 3"):
            parse("xs[i]").evaluate({"xs": items, "i": index})


@pytest.mark.parametrize(
    ("short", "value"),
    [("false and 1 / 0", False), ("true or 1 / 0", True), ("1 if true else 1 / 0", 1),
     ("1 > 2 > 1 / 0", False), ("0 and unknown", 0)],
)  # fmt: skip
def test_what_is_not_needed_is_not_worked_out(short: str, value: object) -> None:
    found = parse(short).evaluate({})
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize("name", ["sum", "prod", "len", "min", "max", "abs", "round", "floor",
                                  "ceil", "log2"])  # fmt: skip
@pytest.mark.parametrize("wrong", ["null", "'a'", "[null]"])
def test_functions_refuse_what_is_no_number_or_list(name: str, wrong: str) -> None:
    if (name, wrong) == ("len", "[null]"):
        return
    with pytest.raises(ExpressionError):
        parse(f"{name}({wrong})").evaluate({})
