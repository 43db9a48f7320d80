"""Expressions made by chance: trees of the language with their values, and texts gone wrong."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from searchapp.nas.errors import ExpressionError
from searchapp.nas.space.expressions import parse
from tests.conformance.expressions import SCOPE

SEED = 20
N_TREES = 420
N_BROKEN = 240
LEAVES = (
    *("0", "1", "2", "3", "7", "0.5", "1.05", "2.00", "10.25", ".1", "1e2", "true", "false"),
    *("null", "'el'", "'relu'", "''", "[]", "[1, 2, 3]", "[true, 0]", "C", "i", "n", "stride"),
    *("x", "wires", "on", "off", "name", "half", "9007199254740991"),
)
BINARY = ("+", "-", "*", "/", "//", "%", "**")
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=", "in", "not in")
FUNCTIONS = ("min", "max", "round", "abs", "log2", "len", "sum", "prod", "floor", "ceil")
PIECES = (
    *("(", ")", "[", "]", ",", "+", "-", "*", "**", "//", "%", "<", "==", "=", "not", "in", "and"),
    *("or", "if", "else", "is", "1", "0.5", "01", "'a'", '"b"', "C", "x", "max", "min", ".", "\t"),
)


def cases() -> list[dict[str, Any]]:
    """Return texts with the value or the kind of error that Python has for them."""
    rng = random.Random(SEED)
    trees = [_tree(rng, rng.randint(1, 4)) for _ in range(N_TREES)]
    broken = [_broken(rng, rng.choice(trees)) for _ in range(N_BROKEN)]
    return [{"text": text, **_answer(text)} for text in dict.fromkeys([*trees, *broken])]


def _answer(text: str) -> dict[str, Any]:
    """Refusals of a text are one kind: the two parsers name what they stumble over differently."""
    try:
        parsed = parse(text)
    except ExpressionError:
        return {"error": "refused"}
    try:
        return {"value": parsed.evaluate(SCOPE)}
    except ExpressionError as error:
        return {"error": error.code}


def _tree(rng: random.Random, depth: int) -> str:
    if depth == 0:
        return rng.choice(LEAVES)
    kind: Callable[[random.Random, int], str] = rng.choice(
        (_sum, _sum, _sum, _comparison, _logic, _sign, _if, _call, _call, _item, _list, _group)
    )
    return kind(rng, depth - 1)


def _sum(rng: random.Random, depth: int) -> str:
    return f"{_tree(rng, depth)} {rng.choice(BINARY)} {_tree(rng, depth)}"


def _comparison(rng: random.Random, depth: int) -> str:
    chain = f" {rng.choice(COMPARISONS)} {_tree(rng, 0)}" if rng.random() < 0.3 else ""
    return f"{_tree(rng, depth)} {rng.choice(COMPARISONS)} {_tree(rng, depth)}{chain}"


def _logic(rng: random.Random, depth: int) -> str:
    return f"{_tree(rng, depth)} {rng.choice(('and', 'or'))} {_tree(rng, depth)}"


def _sign(rng: random.Random, depth: int) -> str:
    return f"{rng.choice(('-', '+', 'not '))}{_tree(rng, depth)}"


def _if(rng: random.Random, depth: int) -> str:
    return f"{_tree(rng, depth)} if {_tree(rng, 0)} else {_tree(rng, depth)}"


def _call(rng: random.Random, depth: int) -> str:
    if rng.random() < 0.1:
        return f"column(wires, {_tree(rng, 0)})"
    given = [_tree(rng, depth) for _ in range(rng.choice((1, 1, 1, 2)))]
    return f"{rng.choice(FUNCTIONS)}({', '.join(given)})"


def _item(rng: random.Random, depth: int) -> str:
    return f"{rng.choice(('x', 'wires', 'wires[0]'))}[{_tree(rng, depth)}]"


def _list(rng: random.Random, depth: int) -> str:
    return f"[{_tree(rng, depth)}, {_tree(rng, 0)}]"


def _group(rng: random.Random, depth: int) -> str:
    return f"({_tree(rng, depth)})"


def _broken(rng: random.Random, text: str) -> str:
    """Put a piece somewhere, or take one away: mostly no expression any more."""
    at = rng.randrange(len(text) + 1)
    if rng.random() < 0.3:
        return text[:at] + text[at + 1 :]
    return (
        text[:at] + rng.choice((" ", "")) + rng.choice(PIECES) + rng.choice((" ", "")) + text[at:]
    )
