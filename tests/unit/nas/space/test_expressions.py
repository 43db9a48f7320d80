"""Expressions: Python's meaning on bounded numbers, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from searchapp.nas.errors import ExpressionError
from searchapp.nas.space.arithmetic import equal
from searchapp.nas.space.expressions import parse

SCOPE: dict[str, Any] = {"C": 16, "i": 2, "first": True, "shapes": [[8, 4, 4], [16, 4, 4]]}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("C * 2**i", 64),
        ("-7 // 2", -4),
        ("-7 % 3", 2),
        ("round(2.5)", 2),
        ("round(3.5)", 4),
        ("max(8, round(24 * 1 / 8) * 8)", 24),
        ("2 if i == 0 else 1", 1),
        ("i in [1, 2, 3]", True),
        ("1 < i <= 2", True),
        ("not first and i", False),
        ("first or 0", True),
        ("[4, 5, 6][i]", 6),
        ("[4, 5, 6][-1]", 6),
        ("log2(8)", 3.0),
        ("sum(column(shapes, 0))", 24),
        ("min(column(shapes, 0)) == max(column(shapes, 0))", False),
        ("prod(shapes[0])", 128),
        ("len(shapes)", 2),
        ("floor(2.7) + ceil(2.1) + abs(-1)", 6),
        ("(i >= 1) + (i >= 2)", 2),
        ("null", None),
        ("true == 1", False),
        ("'a' == \"a\"", True),
        ("1 == 1.0", True),
    ],
)
def test_expressions_mean_what_python_means(text: str, value: Any) -> None:
    found = parse(text).evaluate(SCOPE)

    assert equal(found, value)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "C.real",
        "lambda: 1",
        "[x for x in shapes]",
        "C := 3",
        "f'{C}'",
        "open('x')",
        "max(*shapes)",
        "round(number=1)",
        "C ~ 1",
        "~C",
        "C @ C",
        "C << 2",
        "C is 1",
        "{1: 2}",
        "(1, 2)",
        "shapes[0:1]",
        "1j",
        "0x10",
        "1_000",
        "1; 2",
        "1 # two",
        "ｃ",
        "",
        " ",
        "1 +",
        "\x00",
        "'a\\x00'",
        "(" * 200 + "1" + ")" * 200,
        "1" + "+1" * 150,
        "x" * 501,
        "round(1, 2)",
        "present(C)",
        "unknown(1)",
    ],
)
def test_what_is_no_arithmetic_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2**53 + 1", "too_large"),
        ("9**9**9", "too_large"),
        ("10.0**400", "too_large"),
        ("(-8)**0.5", "too_large"),
        ("'a' * 1000000000", "not_a_number"),
        ("[0] * 100000000", "not_a_number"),
        ("'a' + 'b'", "not_a_number"),
        ("1 / 0", "division_by_zero"),
        ("1 % 0", "division_by_zero"),
        ("missing + 1", "unknown_name"),
        ("shapes[5]", "no_such_item"),
        ("shapes[first]", "not_an_index"),
        ("log2(0)", "not_positive"),
        ("max([])", "empty_list"),
        ("len(3)", "not_a_list"),
        ("1 < 'a'", "not_a_number"),
        ("present('e1')", "not_answerable"),
    ],
)
def test_values_that_do_not_allow_it_are_named(text: str, code: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text).evaluate(SCOPE)

    assert caught.value.code == code
    assert text[:60] in caught.value.message


def test_names_and_questions_are_known_without_evaluating() -> None:
    expr = parse("C + present('e1') if first else max(i, 2)")

    assert expr.names == {"C", "first", "i"}
    assert expr.questions == {("present", ("e1",))}


def test_a_scope_answers_questions() -> None:
    assert parse("present('e1') + 1").evaluate({"present": lambda edge: edge == "e1"}) == 2
