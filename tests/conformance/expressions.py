"""Expressions with their values or errors."""

from __future__ import annotations

from typing import Any

from searchapp.nas.errors import ExpressionError
from searchapp.nas.space.expressions import parse

SCOPE: dict[str, Any] = {
    "C": 16,
    "i": 3,
    "n": 20,
    "stride": 2,
    "x": [16, 32, 32],
    "wires": [[16, 8, 8], [32, 8, 8]],
    "on": True,
    "off": False,
    "name": "relu",
    "half": 0.5,
}

TEXTS = (
    "C * 2**i", "2**-1", "-2**2", "7 // 2", "-7 // 2", "7 % 3", "-7 % 3", "7 % -3", "1 / 4", "2 ** 0.5",
    "round(0.5)", "round(1.5)", "round(2.5)", "round(-0.5)", "round(2.675)", "floor(-1.5)", "ceil(1.2)",
    "max(8, round(40 * 0.75 / 8) * 8)", "min([3, 1, 2])", "max(1, 2.5)", "abs(-3)", "log2(8)", "len(x)",
    "sum(x)", "prod(x)", "sum(column(wires, 0))", "column(wires, 1)", "x[0]", "x[-1]", "wires[1][0]",
    "i in [n // 3, 2 * n // 3]", "3 not in [1, 2]", "'el' in name", "name == 'relu'", "name in ['relu', 'gelu']",
    "(i >= n // 3) + (i >= 2 * n // 3)", "2 if on else 1", "1 if off else 2 if on else 3", "not on", "not off and on",
    "on or missing", "off and missing", "1 < i < 5", "1 < 5 < i", "1 == 1.0", "true == 1", "null == false", "[1, 2] == [1, 2]",
    "[] or 3", "'' or 'a'", "0 or null", "true + true", "-on", "+half", "1e3", ".5", "5.", "true", "None", "False",
    "[C, (x[1] + stride - 1) // stride]", "((((1))))", "1 if 0 else 2", "not 0", "x[i - 2]",
    "C * 1.05", "2.00", "1 // 0.1", "1 % 0.1", "-7.5 // 2", "-7.5 % 2", "7.5 % -2", "ceil(-0.5)", "max(true, 0)",
    "abs(true)", "x[4 / 2]", "x[2.0]", "9007199254740991 // 7", "9007199254740991 % 7", "0.5 ** 1100",
    "'a' < 'b'", "-(-3)", "2 * -3", "4 - 2 - 1", "2 ** 3 ** 2", "6 / 3 * 2", "not 1 == 2",
    # Refused.
    "", " ", "1 +", "(1", "1)", "lambda: 1", "C.real", "__import__('os')", "open('f')", "x[", "[1, 2", "1 2",
    "9 ** 99", "2 ** 60", "1 // 0", "1 % 0", "1 / 0", "0 ** -1", "missing + 1", "name * 2", "name + name", "x + 1",
    "x[9]", "x[half]", "x[name]", "log2(0)", "min([])", "len(3)", "min()", "round(1, 2)", "column(x)", "sum(1)",
    "a if b", "if", "C = 3", "C := 3", "f'{C}'", "~3", "3 & 1", "1 << 3", "{1: 2}", "(1, 2)", "x for x in y", "$C", "C;1",
    "'a' 'b'", "r'a'", "'''a'''", "(max)(1, 2)", "x[0](1)", "1 +\t2", "1 +\n2", "1 ** 1101", "0.5 ** -1101",
    "'unclosed", "012", "0x10", "1_000", "3j", "1e400", "9007199254740993", "ﬁ", "é", "*x", "in", "or 1", "1 is 1",
    "[" * 40 + "]" * 40, "(" * 20 + "1" + ")" * 20, " + ".join(["1"] * 201), "1" * 501, "- " * 40 + "1",
)  # fmt: skip


def cases() -> list[dict[str, Any]]:
    """Return every text with what becomes of it in `SCOPE`."""
    return [{"text": text, **_answer(text)} for text in TEXTS]


def _answer(text: str) -> dict[str, Any]:
    try:
        return {"value": parse(text).evaluate(SCOPE)}
    except ExpressionError as error:
        return {"error": error.code}


def document() -> dict[str, Any]:
    """Return the whole file."""
    return {"scope": SCOPE, "cases": cases()}
