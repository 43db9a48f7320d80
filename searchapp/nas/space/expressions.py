"""The expression language of the format: Python's meaning on bounded numbers, never `eval`.

Literals (`true false null`, numbers, strings, lists), `+ - * / // % **`, comparisons (chained),
`in`, `and or not`, `a if c else b`, `list[i]`, and a fixed set of functions. Text is at most 500
characters, a tree at most 200 nodes and 30 deep, every number within 2^53 of zero. A text is
parsed by Python's own parser, checked against a list of allowed nodes and turned into closures.
"""

from __future__ import annotations

import ast
import math
import operator as op
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from searchapp.nas.errors import ExpressionError

MAX_CHARACTERS = 500
MAX_NODES = 200
MAX_DEPTH = 30
LARGEST = 2**53

Scope = Mapping[str, Any]
Evaluation = Callable[[Scope], Any]

_CONSTANTS = {"true": True, "false": False, "null": None}
_STRING = re.compile(r"'[^'\\\n]*'|\"[^\"\\\n]*\"")
_PLAIN = re.compile(r"[A-Za-z0-9_+\-*/%<>=!()\[\],. ]*")
_STRANGE_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_])(?:0\d|\d+_|0[xXoObB]|\d[\d.]*(?:[eE][+-]?\d+)?[jJ])"
)


def _fail(code: str, message: str) -> ExpressionError:
    return ExpressionError(code, message)


@dataclass(frozen=True, slots=True)
class Expr:
    """A parsed expression.

    Attributes:
        text: As written.
        names: Names it mentions, functions excluded.
        questions: Calls that only a scope can answer, as (function, arguments): `present('e12')`.
    """

    text: str
    names: frozenset[str]
    questions: frozenset[tuple[str, tuple[str, ...]]]
    _run: Evaluation

    def evaluate(self, scope: Scope) -> Any:
        """Return the value in `scope` (name to value; a question is a callable under its name).

        Raises:
            ExpressionError: A name is missing, or the values do not allow the operation.
        """
        try:
            return self._run(scope)
        except ExpressionError as error:
            raise _fail(error.code, f"`{self.text}`: {error.message}") from None
        except (RecursionError, OverflowError, ValueError, TypeError) as error:
            raise _fail("cannot_evaluate", f"`{self.text}` cannot be evaluated: {error}") from None


@lru_cache(maxsize=4096)
def parse(text: str) -> Expr:
    """Parse an expression.

    Raises:
        ExpressionError: The text is too long, is no expression, or uses what is not allowed.
    """
    if len(text) > MAX_CHARACTERS:
        raise _fail(
            "too_long", f"an expression has at most {MAX_CHARACTERS} characters, got {len(text)}"
        )
    bare = _STRING.sub("''", text.strip()).replace("''", "")
    if not _PLAIN.fullmatch(bare):
        strange = next(c for c in bare if not _PLAIN.fullmatch(c))
        raise _fail(
            "not_an_expression", f"`{text[:80]}` has {strange!r}, which no expression may have"
        )
    if _STRANGE_NUMBER.search(bare):
        raise _fail("not_an_expression", f"numbers are written in decimal, but got `{text[:80]}`")
    compiler = _Compiler(text)
    run = compiler.compile(_tree(text), 1)
    return Expr(text, frozenset(compiler.names), frozenset(compiler.questions), run)


def _tree(text: str) -> ast.expr:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else "it cannot be parsed"
        raise _fail("not_an_expression", f"`{text[:80]}` is not an expression: {reason}") from None


# Values ---------------------------------------------------------------------------------------


def _number(value: Any) -> int | float:
    if isinstance(value, (int, float)):
        return value
    raise _fail("not_a_number", f"arithmetic needs numbers, but got {value!r}")


def _bounded(value: Any) -> Any:
    if isinstance(value, complex) or value != value or abs(value) > LARGEST:
        raise _fail("too_large", f"a number must lie within 2^53 of zero, but got {value:.6g}")
    return value


def _power(a: Any, b: Any) -> Any:
    if abs(b) > 1100 or (isinstance(a, int) and abs(a) > 1 and b > 64):
        raise _fail("too_large", f"a number must lie within 2^53 of zero, but got {a}**{b}")
    return a**b


def _arithmetic(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def apply(a: Any, b: Any) -> Any:
        try:
            return _bounded(function(_number(a), _number(b)))
        except ZeroDivisionError:
            raise _fail(
                "division_by_zero", f"the divisor must not be zero, but {a!r} was divided by it"
            ) from None

    return apply


_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
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
        return function(_number(a), _number(b))

    return apply


def _contains(item: Any, items: Any) -> bool:
    if isinstance(item, str) and isinstance(items, str):
        return item in items
    return any(equal(item, other) for other in _items(items))


_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: equal,
    ast.NotEq: lambda a, b: not equal(a, b),
    ast.Lt: _ordered(op.lt),
    ast.LtE: _ordered(op.le),
    ast.Gt: _ordered(op.gt),
    ast.GtE: _ordered(op.ge),
    ast.In: _contains,
    ast.NotIn: lambda a, b: not _contains(a, b),
}


def _items(value: Any) -> Sequence[Any]:
    if isinstance(value, (list, tuple)):
        return value
    raise _fail("not_a_list", f"a list is needed, but got {value!r}")


def _numbers(arguments: tuple[Any, ...]) -> list[int | float]:
    given = _items(arguments[0]) if len(arguments) == 1 else arguments
    if not given:
        raise _fail("empty_list", "min and max need at least one number")
    return [_number(item) for item in given]


def _product(items: Any) -> Any:
    total: Any = 1
    for item in _items(items):
        total = _bounded(total * _number(item))
    return total


def _log2(value: Any) -> float:
    if _number(value) <= 0:
        raise _fail("not_positive", f"log2 needs a number above zero, but got {value!r}")
    return math.log2(value)


def _item(items: Any, index: Any) -> Any:
    if isinstance(index, bool) or not isinstance(index, int):
        raise _fail("not_an_index", f"a list is indexed by a whole number, but got {index!r}")
    sequence = _items(items)
    if not -len(sequence) <= index < len(sequence):
        raise _fail("no_such_item", f"item {index} is asked of a list of {len(sequence)}")
    return sequence[index]


_FUNCTIONS: dict[str, tuple[int | None, Callable[..., Any]]] = {
    "min": (None, lambda *a: min(_numbers(a))),
    "max": (None, lambda *a: max(_numbers(a))),
    "round": (1, lambda a: round(_number(a))),
    "abs": (1, lambda a: abs(_number(a))),
    "log2": (1, _log2),
    "len": (1, lambda a: len(_items(a))),
    "sum": (1, lambda a: _bounded(sum(_number(item) for item in _items(a)))),
    "prod": (1, _product),
    "floor": (1, lambda a: math.floor(_number(a))),
    "ceil": (1, lambda a: math.ceil(_number(a))),
    "column": (2, lambda a, d: [_item(item, d) for item in _items(a)]),
}
FUNCTIONS = frozenset(_FUNCTIONS)
QUESTIONS = frozenset({"present", "value", "count", "operators"})


# From Python's tree to closures ---------------------------------------------------------------


class _Compiler:
    """Turns the allowed part of Python's expression tree into closures."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.names: set[str] = set()
        self.questions: set[tuple[str, tuple[str, ...]]] = set()
        self._nodes = 0

    def compile(self, node: ast.expr, depth: int) -> Evaluation:
        self._nodes += 1
        if self._nodes > MAX_NODES or depth > MAX_DEPTH:
            raise _fail(
                "too_large_expression",
                f"at most {MAX_NODES} parts, {MAX_DEPTH} deep: `{self.text[:60]}`",
            )
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None:
            what = type(node).__name__
            raise _fail(
                "not_allowed", f"`{self.text[:80]}` uses {what}, which no expression may use"
            )
        evaluation: Evaluation = method(node, depth + 1)
        return evaluation

    def _all(self, nodes: Sequence[ast.expr], depth: int) -> list[Evaluation]:
        return [self.compile(node, depth) for node in nodes]

    def _constant(self, node: ast.Constant, _: int) -> Evaluation:
        value = node.value
        if not isinstance(value, (bool, int, float, str, type(None))):
            raise _fail("not_allowed", f"`{self.text[:80]}` has a literal that is no JSON value")
        if isinstance(value, (int, float)):
            _bounded(value)
        return lambda _: value

    def _name(self, node: ast.Name, _: int) -> Evaluation:
        name = node.id
        if name in _CONSTANTS:
            constant = _CONSTANTS[name]
            return lambda _: constant
        self.names.add(name)

        def look_up(scope: Scope) -> Any:
            try:
                return scope[name]
            except KeyError:
                raise _fail("unknown_name", f"there is no name {name!r} here") from None

        return look_up

    def _list(self, node: ast.List, depth: int) -> Evaluation:
        parts = self._all(node.elts, depth)
        return lambda scope: [part(scope) for part in parts]

    def _binop(self, node: ast.BinOp, depth: int) -> Evaluation:
        function = self._allowed(_BINARY, node.op)
        left, right = self.compile(node.left, depth), self.compile(node.right, depth)
        return lambda scope: function(left(scope), right(scope))

    def _unaryop(self, node: ast.UnaryOp, depth: int) -> Evaluation:
        inner = self.compile(node.operand, depth)
        if isinstance(node.op, ast.Not):
            return lambda scope: not inner(scope)
        if isinstance(node.op, ast.USub):
            return lambda scope: -_number(inner(scope))
        if isinstance(node.op, ast.UAdd):
            return lambda scope: +_number(inner(scope))
        raise _fail("not_allowed", f"`{self.text[:80]}` uses `~`, which no expression may use")

    def _boolop(self, node: ast.BoolOp, depth: int) -> Evaluation:
        parts = self._all(node.values, depth)
        stops_on = isinstance(node.op, ast.Or)

        def run(scope: Scope) -> Any:
            value: Any = None
            for part in parts:
                value = part(scope)
                if bool(value) is stops_on:
                    return value
            return value

        return run

    def _compare(self, node: ast.Compare, depth: int) -> Evaluation:
        first = self.compile(node.left, depth)
        functions = [self._allowed(_COMPARE, operator) for operator in node.ops]
        steps = list(zip(functions, self._all(node.comparators, depth), strict=True))

        def run(scope: Scope) -> bool:
            left = first(scope)
            for function, part in steps:
                right = part(scope)
                if not function(left, right):
                    return False
                left = right
            return True

        return run

    def _ifexp(self, node: ast.IfExp, depth: int) -> Evaluation:
        test, then, other = self._all([node.test, node.body, node.orelse], depth)
        return lambda scope: then(scope) if test(scope) else other(scope)

    def _subscript(self, node: ast.Subscript, depth: int) -> Evaluation:
        items, index = self.compile(node.value, depth), self.compile(node.slice, depth)
        return lambda scope: _item(items(scope), index(scope))

    def _call(self, node: ast.Call, depth: int) -> Evaluation:
        if node.keywords or not isinstance(node.func, ast.Name):
            raise _fail(
                "not_allowed", f"`{self.text[:80]}` calls what is no function of the language"
            )
        name = node.func.id
        if name in QUESTIONS:
            return self._question(name, node)
        if name not in _FUNCTIONS:
            known = ", ".join(sorted(_FUNCTIONS))
            raise _fail("unknown_function", f"there is no function {name!r}; known: {known}")
        count, function = _FUNCTIONS[name]
        arguments = self._all(node.args, depth)
        if not arguments or (count is not None and len(arguments) != count):
            raise _fail(
                "wrong_arguments", f"{name} takes {count or 'some'} arguments, got {len(arguments)}"
            )
        return lambda scope: function(*[argument(scope) for argument in arguments])

    def _question(self, name: str, node: ast.Call) -> Evaluation:
        texts = tuple(
            a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
        )
        if len(texts) != len(node.args) or not texts:
            raise _fail("wrong_arguments", f"{name} takes quoted names, got `{self.text[:80]}`")
        self.questions.add((name, texts))

        def run(scope: Scope) -> Any:
            if name not in scope:
                raise _fail("not_answerable", f"{name} cannot be asked here")
            return scope[name](*texts)

        return run

    def _allowed(
        self, table: Mapping[Any, Callable[..., Any]], node: ast.AST
    ) -> Callable[..., Any]:
        if type(node) not in table:
            what = type(node).__name__
            raise _fail(
                "not_allowed", f"`{self.text[:80]}` uses {what}, which no expression may use"
            )
        return table[type(node)]
