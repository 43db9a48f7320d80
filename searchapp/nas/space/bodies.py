"""Checks of the Bodies and Values of one module: references, arguments, expressions, names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from searchapp.nas.errors import ExpressionError, Issue
from searchapp.nas.space.document import (
    Body,
    ChoiceBody,
    Expression,
    MergeBody,
    OperatorBody,
    ReferenceBody,
    RepeatBody,
    SpaceDocument,
    SwitchBody,
)
from searchapp.nas.space.expressions import parse
from searchapp.nas.space.flow import no_copies
from searchapp.nas.space.names import hint, nearest
from searchapp.nas.space.places import set_field
from searchapp.nas.space.values import InvalidValue, read_value

Path = tuple[str, ...]


class BodyCheck:
    """All Bodies and Values of a module, each with the names it may use."""

    def __init__(self, document: SpaceDocument, module_id: str) -> None:
        """Look at one module; `run` yields its issues."""
        self.document = document
        self.module = document.modules[module_id]
        self.path: Path = ("modules", module_id)
        self._outer = frozenset(document.variables) | frozenset(document.problem.symbols)
        self._edges = frozenset(edge.id for edge in self.module.edges)

    def run(self) -> Iterator[Issue]:
        """Yield the issues of parameters, nodes and edges."""
        names = self._outer | frozenset(self.module.parameters)
        earlier: set[str] = set()
        for name, parameter in self.module.parameters.items():
            at = (*self.path, "parameters", name, "default")
            given = {n for n, p in self.module.parameters.items() if p.default is None}
            yield from self._value(at, parameter.default, self._outer | earlier | given)
            earlier.add(name)
        for node in self.module.nodes:
            yield from self._body((*self.path, "nodes", node.id), node, names)
        for edge in self.module.edges:
            at = (*self.path, "edges", edge.id)
            yield from self._value(
                (*at, "when"), edge.when, names | {"item", "unused", "otherwise"}
            )
            if edge.carries is not None:
                yield from self._body((*at, "carries"), edge.carries, names | {"item"})

    # Values -------------------------------------------------------------------------------

    def _value(self, path: Path, raw: Any, names: Iterable[str]) -> Iterator[Issue]:
        try:
            value = read_value(raw)
            if not isinstance(value, Expression):
                return
            expr = parse(value.expr)
        except (InvalidValue, ExpressionError) as error:
            code = error.code if isinstance(error, InvalidValue) else "invalid_expression"
            yield Issue(path=path, code=code, message=error.message)
            return
        known = frozenset(names)
        for name in sorted(expr.names - known):
            tip = hint(name, known)
            message = f"`{value.expr}` mentions {name!r}, which has no meaning here{tip}"
            yield Issue(path=path, code="unknown_name", message=message)
        for function, edges in sorted(expr.questions):
            yield from self._question(path, function, edges)

    def _question(self, path: Path, function: str, edges: tuple[str, ...]) -> Iterator[Issue]:
        if function != "present":
            message = f"{function}(…) is not supported here yet"
            yield Issue(path=path, code="not_supported", message=message)
        elif len(edges) != 1 or edges[0] not in self._edges:
            tip = hint(edges[0], self._edges)
            message = f"present takes the id of a wire of this module, but got {edges[0]!r}{tip}"
            yield Issue(path=path, code="unknown_edge", message=message)

    def _arguments(
        self, path: Path, arguments: dict[str, Any], names: Iterable[str]
    ) -> Iterator[Issue]:
        for name, value in arguments.items():
            yield from self._value((*path, "arguments", name), value, names)

    # Bodies -------------------------------------------------------------------------------

    def _body(self, path: Path, body: Body, names: frozenset[str]) -> Iterator[Issue]:
        if isinstance(body, OperatorBody):
            yield from self._arguments(path, body.arguments, names)
        elif isinstance(body, ChoiceBody):
            yield from self._choice(path, body, names)
        elif isinstance(body, MergeBody):
            yield from self._value((*path, "mode"), body.mode, names)
        elif isinstance(body, ReferenceBody):
            yield from self._reference(path, body, names)
        elif isinstance(body, RepeatBody):
            yield from self._repeat(path, body, names)
        elif isinstance(body, SwitchBody):
            yield from self._switch(path, body, names)

    def _choice(self, path: Path, body: ChoiceBody, names: frozenset[str]) -> Iterator[Issue]:
        yield from _doubled(path, "of", [alternative.id for alternative in body.of])
        enabled = [alternative for alternative in body.of if alternative.enabled]
        low, high = (body.pick, body.pick) if isinstance(body.pick, int) else body.pick
        if not 1 <= low <= high <= len(enabled):
            message = (
                f"a choice must take between 1 and {len(enabled)} of its enabled alternatives, "
                f"but got {low if low == high else [low, high]}"
            )
            yield Issue(path=(*path, "pick"), code="invalid_pick", message=message)
        if enabled and (min(a.prior for a in enabled) < 0 or sum(a.prior for a in enabled) <= 0):
            message = "the priors of a choice must not be negative, and not all zero"
            yield Issue(path=(*path, "of"), code="invalid_prior", message=message)
        yield from self._value((*path, "mode"), body.mode, names)
        for alternative in body.of:
            at = (*path, "of", alternative.id)
            yield from self._value((*at, "when"), alternative.when, names)
            yield from self._body((*at, "node"), alternative.node, names)

    def _switch(self, path: Path, body: SwitchBody, names: frozenset[str]) -> Iterator[Issue]:
        yield from _doubled(path, "cases", [case.id for case in body.cases])
        yield from self._value((*path, "on"), body.on, names)
        if isinstance(body.on, dict) and "domain" in body.on:
            message = "a switch decides nothing: let it read a variable or a parameter"
            yield Issue(path=(*path, "on"), code="invalid_switch", message=message)
        for case in body.cases:
            yield from self._body((*path, "cases", case.id, "node"), case.node, names)

    def _repeat(self, path: Path, body: RepeatBody, names: frozenset[str]) -> Iterator[Issue]:
        yield from self._value((*path, "times"), body.times, names)
        times = body.times
        limit = self.document.limits.max_nodes
        is_count = isinstance(times, int) and not isinstance(times, bool) and 0 <= times <= limit
        if not isinstance(times, dict) and not is_count:
            message = no_copies(times, limit)
            yield Issue(path=(*path, "times"), code="invalid_times", message=message)
        elif isinstance(times, dict) and times.get("domain") not in (None, "int", "choice"):
            message = f"a repeat makes a whole number of copies, but got a {times['domain']}"
            yield Issue(path=(*path, "times"), code="invalid_times", message=message)
        yield from self._body((*path, "body"), body.body, names | {body.index})

    def _reference(self, path: Path, body: ReferenceBody, names: frozenset[str]) -> Iterator[Issue]:
        yield from self._arguments(path, body.arguments, names)
        module = self.document.modules.get(body.module)
        if module is None:
            tip = hint(body.module, self.document.modules)
            message = f"there is no module {body.module!r}{tip}"
            near = nearest(body.module, self.document.modules)
            fix = set_field(path, "module", near) if near else None
            yield Issue(path=(*path, "module"), code="unknown_module", message=message, fix=fix)
            return
        for name in body.arguments:
            if name not in module.parameters:
                tip = hint(name, module.parameters)
                message = f"module {body.module!r} has no parameter {name!r}{tip}"
                yield Issue(
                    path=(*path, "arguments", name), code="unknown_argument", message=message
                )
        for name, parameter in module.parameters.items():
            if parameter.default is None and body.arguments.get(name) is None:
                message = f"module {body.module!r} must be given {name!r}, which has no default"
                yield Issue(
                    path=(*path, "arguments", name), code="missing_argument", message=message
                )


def _doubled(path: Path, what: str, ids: list[str]) -> Iterator[Issue]:
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        parts = "alternatives" if what == "of" else "cases"
        message = f"ids are unique among {parts}, but {name!r} stands twice"
        yield Issue(path=(*path, what, name), code="duplicate_id", message=message)
