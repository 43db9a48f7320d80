"""The expression language of the format: Python's meaning on bounded numbers, never `eval`.

Literals (`true false null`, numbers, strings, lists), `+ - * / // % **`, comparisons (chained),
`in`, `and or not`, `a if c else b`, `list[i]`, and a fixed set of functions. Text is at most 500
characters, a tree at most 200 nodes and 30 deep, every number within 2^53 of zero. A text is
parsed by Python's own parser, checked against a list of allowed nodes and turned into closures.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from searchapp.nas.errors import ExpressionError
from searchapp.nas.space.arithmetic import (
    BINARY,
    COMPARE,
    FUNCTIONS,
    bounded,
    fail,
    item_of,
    number,
)

MAX_CHARACTERS = 500
MAX_NODES = 200
MAX_DEPTH = 30

Scope = Mapping[str, Any]
Evaluation = Callable[[Scope], Any]

QUESTIONS = frozenset({"present", "value", "count", "operators"})
"""Functions that only a scope can answer."""

_CONSTANTS = {"true": True, "false": False, "null": None}
_STRING = re.compile(r"'[^'\\\n]*'|\"[^\"\\\n]*\"")
_PLAIN = re.compile(r"[A-Za-z0-9_+\-*/%<>=!()\[\],. ]*")
_STRANGE_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_])(?:(?<!\.)0\d|\d+_|0[xXoObB]|\d[\d.]*(?:[eE][+-]?\d+)?[jJ])"
)
_PYTHON_ONLY = re.compile(
    r"'' *''|(?<![A-Za-z0-9_])(?:[rRbBuUfF]|[rR][bBfF]|[bBfF][rR])''|[)\]] *\("
)
"""Texts in a row, texts with a prefix, calls of what is no name: Python has them, this has not."""


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
            raise fail(error.code, f"`{self.text}`: {error.message}") from None
        except (RecursionError, OverflowError, ValueError, TypeError) as error:
            raise fail("cannot_evaluate", f"`{self.text}` cannot be evaluated: {error}") from None


@lru_cache(maxsize=4096)
def parse(text: str) -> Expr:
    """Parse an expression.

    Raises:
        ExpressionError: The text is too long, is no expression, or uses what is not allowed.
    """
    if len(text) > MAX_CHARACTERS:
        raise fail(
            "too_long", f"an expression has at most {MAX_CHARACTERS} characters, got {len(text)}"
        )
    quoted = _STRING.sub("''", text.strip())
    bare = quoted.replace("''", "")
    if not _PLAIN.fullmatch(bare):
        strange = next(c for c in bare if not _PLAIN.fullmatch(c))
        raise fail(
            "not_an_expression", f"`{text[:80]}` has {strange!r}, which no expression may have"
        )
    if _STRANGE_NUMBER.search(bare):
        raise fail("not_an_expression", f"numbers are written in decimal, but got `{text[:80]}`")
    if _PYTHON_ONLY.search(quoted):
        raise fail("not_an_expression", f"`{text[:80]}` has a text or a call where none may stand")
    if _nesting(bare) > MAX_DEPTH:
        raise fail("too_large_expression", f"brackets nest at most {MAX_DEPTH} deep: `{text[:60]}`")
    compiler = _Compiler(text)
    run = compiler.compile(_tree(text), 1)
    return Expr(text, frozenset(compiler.names), frozenset(compiler.questions), run)


def _nesting(text: str) -> int:
    depth = deepest = 0
    for character in text:
        depth += (character in "([") - (character in ")]")
        deepest = max(deepest, depth)
    return deepest


def _tree(text: str) -> ast.expr:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else "it cannot be parsed"
        raise fail("not_an_expression", f"`{text[:80]}` is not an expression: {reason}") from None


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
            raise fail(
                "too_large_expression",
                f"at most {MAX_NODES} parts, {MAX_DEPTH} deep: `{self.text[:60]}`",
            )
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None:
            what = type(node).__name__
            raise fail(
                "not_allowed", f"`{self.text[:80]}` uses {what}, which no expression may use"
            )
        evaluation: Evaluation = method(node, depth + 1)
        return evaluation

    def _all(self, nodes: Sequence[ast.expr], depth: int) -> list[Evaluation]:
        return [self.compile(node, depth) for node in nodes]

    def _constant(self, node: ast.Constant, _: int) -> Evaluation:
        value = node.value
        if not isinstance(value, (bool, int, float, str, type(None))):
            raise fail("not_allowed", f"`{self.text[:80]}` has a literal that is no JSON value")
        if isinstance(value, (int, float)):
            bounded(value)
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
                raise fail("unknown_name", f"there is no name {name!r} here") from None

        return look_up

    def _list(self, node: ast.List, depth: int) -> Evaluation:
        parts = self._all(node.elts, depth)
        return lambda scope: [part(scope) for part in parts]

    def _binop(self, node: ast.BinOp, depth: int) -> Evaluation:
        function = self._allowed(BINARY, node.op)
        left, right = self.compile(node.left, depth), self.compile(node.right, depth)
        return lambda scope: function(left(scope), right(scope))

    def _unaryop(self, node: ast.UnaryOp, depth: int) -> Evaluation:
        inner = self.compile(node.operand, depth)
        if isinstance(node.op, ast.Not):
            return lambda scope: not inner(scope)
        if isinstance(node.op, ast.USub):
            return lambda scope: -number(inner(scope))
        if isinstance(node.op, ast.UAdd):
            return lambda scope: +number(inner(scope))
        raise fail("not_allowed", f"`{self.text[:80]}` uses `~`, which no expression may use")

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
        functions = [self._allowed(COMPARE, operator) for operator in node.ops]
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
        return lambda scope: item_of(items(scope), index(scope))

    def _call(self, node: ast.Call, depth: int) -> Evaluation:
        if node.keywords or not isinstance(node.func, ast.Name):
            raise fail(
                "not_allowed", f"`{self.text[:80]}` calls what is no function of the language"
            )
        name = node.func.id
        if name in QUESTIONS:
            return self._question(name, node)
        if name not in FUNCTIONS:
            known = ", ".join(sorted(FUNCTIONS))
            raise fail("unknown_function", f"there is no function {name!r}; known: {known}")
        count, function = FUNCTIONS[name]
        arguments = self._all(node.args, depth)
        if not arguments or (count is not None and len(arguments) != count):
            raise fail(
                "wrong_arguments", f"{name} takes {count or 'some'} arguments, got {len(arguments)}"
            )
        return lambda scope: function(*[argument(scope) for argument in arguments])

    def _question(self, name: str, node: ast.Call) -> Evaluation:
        texts = tuple(
            a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
        )
        if len(texts) != len(node.args) or not texts:
            raise fail("wrong_arguments", f"{name} takes quoted names, got `{self.text[:80]}`")
        self.questions.add((name, texts))

        def run(scope: Scope) -> Any:
            if name not in scope:
                raise fail("not_answerable", f"{name} cannot be asked here")
            return scope[name](*texts)

        return run

    def _allowed(
        self, table: Mapping[Any, Callable[..., Any]], node: ast.AST
    ) -> Callable[..., Any]:
        if type(node) not in table:
            what = type(node).__name__
            raise fail(
                "not_allowed", f"`{self.text[:80]}` uses {what}, which no expression may use"
            )
        return table[type(node)]
