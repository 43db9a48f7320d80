"""What the operators and functions of the expression language do with values."""

from __future__ import annotations

import ast
import math
import operator as op
from collections.abc import Callable, Sequence
from typing import Any

from searchapp.nas.errors import ExpressionError

LARGEST = 2**53
"""Every number lies within this of zero."""


def fail(code: str, message: str) -> ExpressionError:
    """Return the error of an expression."""
    return ExpressionError(code, message)


def number(value: Any) -> int | float:
    """Return the value if it is a number (true and false are 1 and 0)."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (int, float)):
        return value
    raise fail("not_a_number", f"arithmetic needs numbers, but got {value!r}")


def bounded(value: Any) -> Any:
    """Return the number if it lies within the bounds."""
    if isinstance(value, complex) or value != value or abs(value) > LARGEST:
        raise fail("too_large", f"a number must lie within 2^53 of zero, but got {value:.6g}")
    return value


def _power(a: Any, b: Any) -> Any:
    if abs(b) > 1100 or (isinstance(a, int) and abs(a) > 1 and b > 64):
        raise fail("too_large", f"a number must lie within 2^53 of zero, but got {a}**{b}")
    try:
        return a**b
    except OverflowError:
        raise fail(
            "too_large", f"a number must lie within 2^53 of zero, but got {a}**{b}"
        ) from None


def _arithmetic(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def apply(a: Any, b: Any) -> Any:
        try:
            return bounded(function(number(a), number(b)))
        except ZeroDivisionError:
            raise fail(
                "division_by_zero", f"the divisor must not be zero, but {a!r} was divided by it"
            ) from None

    return apply


BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: _arithmetic(op.add),
    ast.Sub: _arithmetic(op.sub),
    ast.Mult: _arithmetic(op.mul),
    ast.Div: _arithmetic(op.truediv),
    ast.FloorDiv: _arithmetic(op.floordiv),
    ast.Mod: _arithmetic(op.mod),
    ast.Pow: _arithmetic(_power),
}


def equal(a: Any, b: Any) -> bool:
    """Compare two values of the format: numbers by value, all else by type and value."""
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return a == b
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(map(equal, a, b))
    return type(a) is type(b) and bool(a == b)


def _ordered(function: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def apply(a: Any, b: Any) -> bool:
        if isinstance(a, str) and isinstance(b, str):
            return function(a, b)
        return function(number(a), number(b))

    return apply


def _contains(item: Any, items: Any) -> bool:
    if isinstance(item, str) and isinstance(items, str):
        return item in items
    return any(equal(item, other) for other in items_of(items))


COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: equal,
    ast.NotEq: lambda a, b: not equal(a, b),
    ast.Lt: _ordered(op.lt),
    ast.LtE: _ordered(op.le),
    ast.Gt: _ordered(op.gt),
    ast.GtE: _ordered(op.ge),
    ast.In: _contains,
    ast.NotIn: lambda a, b: not _contains(a, b),
}


def items_of(value: Any) -> Sequence[Any]:
    """Return the items of a list."""
    if isinstance(value, (list, tuple)):
        return value
    raise fail("not_a_list", f"a list is needed, but got {value!r}")


def _numbers(arguments: tuple[Any, ...]) -> list[int | float]:
    given = items_of(arguments[0]) if len(arguments) == 1 else arguments
    if not given:
        raise fail("empty_list", "min and max need at least one number")
    return [number(item) for item in given]


def _product(items: Any) -> Any:
    total: Any = 1
    for item in items_of(items):
        total = bounded(total * number(item))
    return total


def _log2(value: Any) -> float:
    if number(value) <= 0:
        raise fail("not_positive", f"log2 needs a number above zero, but got {value!r}")
    return math.log2(value)


def item_of(items: Any, index: Any) -> Any:
    """Return one item of a list, counted from 0 or backwards from -1."""
    # 2.0 is 2: JSON and the browser do not tell them apart.
    whole = int(index) if isinstance(index, float) and index.is_integer() else index
    if isinstance(whole, bool) or not isinstance(whole, int):
        raise fail("not_an_index", f"a list is indexed by a whole number, but got {index!r}")
    index, sequence = whole, items_of(items)
    if not -len(sequence) <= index < len(sequence):
        raise fail("no_such_item", f"item {index} is asked of a list of {len(sequence)}")
    return sequence[index]


FUNCTIONS: dict[str, tuple[int | None, Callable[..., Any]]] = {
    "min": (None, lambda *a: min(_numbers(a))),
    "max": (None, lambda *a: max(_numbers(a))),
    "round": (1, lambda a: round(number(a))),
    "abs": (1, lambda a: abs(number(a))),
    "log2": (1, _log2),
    "len": (1, lambda a: len(items_of(a))),
    "sum": (1, lambda a: bounded(sum(number(item) for item in items_of(a)))),
    "prod": (1, _product),
    "floor": (1, lambda a: math.floor(number(a))),
    "ceil": (1, lambda a: math.ceil(number(a))),
    "column": (2, lambda a, d: [item_of(item, d) for item in items_of(a)]),
}
