"""Checks of operators: that they exist, that their settings hold, that their ports are met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from searchapp.nas.errors import ExpressionError, Issue
from searchapp.nas.operators.base import OPERATORS, Operator
from searchapp.nas.space.asks import ask_domain
from searchapp.nas.space.document import (
    Body,
    ChoiceBody,
    Edge,
    Expression,
    MergeBody,
    OperatorBody,
    RepeatBody,
    SpaceDocument,
    SwitchBody,
)
from searchapp.nas.space.expressions import parse
from searchapp.nas.space.names import hint, nearest
from searchapp.nas.space.places import Path, set_operator
from searchapp.nas.space.values import InvalidValue, read_value

MAX_VALUES = 64


def check_catalogue(document: SpaceDocument) -> Iterator[Issue]:
    """Yield the issues of all operators of a document."""
    for name, module in document.modules.items():
        path = ("modules", name)
        entering: dict[str, list[Edge]] = {}
        for edge in module.edges:
            entering.setdefault(edge.target.partition(".")[0], []).append(edge)
        for node in module.nodes:
            yield from _check_body(document, (*path, "nodes", node.id), node)
            yield from _check_wires(path, entering.get(node.id, []), node.id, node)
        for edge in module.edges:
            if edge.carries is not None:
                yield from _check_body(document, (*path, "edges", edge.id, "carries"), edge.carries)


def inner_bodies(path: Path, body: Body) -> Iterator[tuple[Path, Body]]:
    """Yield the bodies right inside a body, with their paths."""
    if isinstance(body, ChoiceBody):
        for alternative in body.of:
            yield (*path, "of", alternative.id, "node"), alternative.node
    elif isinstance(body, SwitchBody):
        for case in body.cases:
            yield (*path, "cases", case.id, "node"), case.node
    elif isinstance(body, RepeatBody):
        yield (*path, "body"), body.body


def _check_body(document: SpaceDocument, path: Path, body: Body) -> Iterator[Issue]:
    if isinstance(body, OperatorBody):
        yield from _check_operator(document, path, body)
    if isinstance(body, (MergeBody, ChoiceBody)):
        yield from _check_mode(document, (*path, "mode"), body.mode)
    for inner_path, inner in inner_bodies(path, body):
        yield from _check_body(document, inner_path, inner)


def _check_operator(document: SpaceDocument, path: Path, body: OperatorBody) -> Iterator[Issue]:
    if body.operator not in OPERATORS:
        names = OPERATORS.names()
        near = nearest(body.operator, names)
        message = f"there is no operator {body.operator!r}{hint(body.operator, names)}"
        fix = set_operator(path, near) if near else None
        yield Issue(path=(*path, "operator"), code="unknown_operator", message=message, fix=fix)
        return
    entry = OPERATORS.get(body.operator)
    fields = entry.Settings.model_fields
    for name, field in fields.items():
        if field.is_required() and name not in body.arguments:
            message = f"{entry.title} must be given {name!r}"
            yield Issue(path=(*path, "arguments", name), code="missing_setting", message=message)
    for name, raw in body.arguments.items():
        at = (*path, "arguments", name)
        if name not in fields:
            message = f"{entry.title} has no setting {name!r}{hint(name, fields)}"
            yield Issue(path=at, code="unknown_setting", message=message)
            continue
        yield from _check_setting(document, at, entry, name, raw)


def _check_setting(
    document: SpaceDocument, path: Path, entry: type[Operator], name: str, raw: Any
) -> Iterator[Issue]:
    for value in possible_values(raw, document.problem.symbols):
        fault = _fault(entry, name, value)
        if fault:
            message = f"{name!r} of {entry.title}: {fault}, but got {value!r}"
            yield Issue(path=path, code="invalid_setting", message=message)
            return


def _fault(entry: type[Operator], name: str, value: Any) -> str | None:
    try:
        entry.Settings.model_validate({name: value})
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            if fault["loc"][:1] == (name,):
                text = str(fault["msg"])
                return text[:1].lower() + text[1:]
    return None


def possible_values(raw: Any, symbols: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what a value may be, as far as that is known without an architecture."""
    try:
        value = read_value(raw)
        if isinstance(value, Expression):
            expr = parse(value.expr)
            is_closed = expr.names <= set(symbols) and not expr.questions
            return (expr.evaluate(symbols),) if is_closed else ()
    except (InvalidValue, ExpressionError):
        return ()
    if not isinstance(raw, dict):
        return (value,)
    blank = ask_domain(value).blank
    if blank.options is not None:
        return blank.options[:MAX_VALUES]
    return (blank.bounds[0], blank.bounds[1]) if blank.bounds is not None else ()


def _check_mode(document: SpaceDocument, path: Path, raw: Any) -> Iterator[Issue]:
    for mode in possible_values(raw, document.problem.symbols):
        if not _joins(mode):
            modes = [name for name in OPERATORS.names() if _joins(name)]
            tip = hint(str(mode), modes)
            message = f"no operator {mode!r} joins wires{tip}"
            yield Issue(path=path, code="unknown_mode", message=message)


def _joins(mode: Any) -> bool:
    is_known = isinstance(mode, str) and mode in OPERATORS
    return is_known and any(port.many for port in OPERATORS.get(mode).inputs)


def _check_wires(path: Path, wires: list[Edge], name: str, body: Body) -> Iterator[Issue]:
    """Check the ports of a node that is an operator, or a choice among operators."""
    entry = _first_operator(body)
    if entry is None:
        return
    ports = [port.id for port in entry.inputs]
    counts: Counter[str] = Counter()
    for edge in wires:
        port = edge.target.partition(".")[2]
        yield from _check_port((*path, "edges", edge.id, "target"), entry, body, port)
        counts[ports[0] if len(ports) == 1 else port] += 1
    at = (*path, "nodes", name)
    for known in entry.inputs:
        count = counts[known.id]
        if count > 1 and not known.many:
            message = (
                f"{name!r} takes one wire at {known.id!r}, but got {count}; join them in a merge"
            )
            yield Issue(path=at, code="doubly_wired", message=message)
        if count == 0 and len(ports) > 1:
            message = f"input {known.id!r} of {name!r} must get a wire, but none enters"
            yield Issue(path=at, code="missing_wire", message=message)


def _check_port(path: Path, entry: type[Operator], body: Body, port: str) -> Iterator[Issue]:
    ports = [known.id for known in entry.inputs]
    if port and port not in ports and isinstance(body, OperatorBody):
        message = f"{entry.title} has no input {port!r}{hint(port, ports)}"
        yield Issue(path=path, code="unknown_port", message=message)
    if not port and len(ports) > 1:
        message = f"the wire must name one of the inputs of {entry.title}: {', '.join(ports)}"
        yield Issue(path=path, code="ambiguous_port", message=message)


def _first_operator(body: Body) -> type[Operator] | None:
    while not isinstance(body, OperatorBody):
        inner = next((found for _, found in inner_bodies((), body)), None)
        if inner is None:
            return None
        body = inner
    return OPERATORS.get(body.operator) if body.operator in OPERATORS else None
