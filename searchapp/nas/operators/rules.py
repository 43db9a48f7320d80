"""Applies an operator's rules: from settings and input shapes to output shapes, cost and layer."""

from __future__ import annotations

import string
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from searchapp.nas.errors import CannotCompile, ExpressionError, ShapeMismatch
from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.base import OPERATORS, InputPort, Operator
from searchapp.nas.registry import SettingsModel
from searchapp.nas.space.bound import Shape
from searchapp.nas.space.expressions import parse
from searchapp.nas.words import counted, verb

Items = tuple[Shape, ...]
"""What stands on a port: one shape, or one for each item of a list."""

LARGEST_SIZE = 2**40
"""More numbers than any machine holds: such a shape is a mistake."""


@dataclass(frozen=True, slots=True)
class PlannedOperator:
    """An operator with its settings complete, for known input shapes."""

    operator: str
    settings: Mapping[str, Any]
    layer: Layer
    parameters: int
    macs: int


def write_shape(shape: Sequence[int]) -> str:
    """Write a shape as people do: 16×32×32."""
    return "×".join(map(str, shape)) or "a single number"


def read_settings(name: str, settings: Mapping[str, Any]) -> SettingsModel:
    """Return the complete settings of an operator.

    Raises:
        UnknownName: There is no such operator.
        CannotCompile: A setting is unknown or out of bounds.
    """
    try:
        return OPERATORS.get(name).Settings(**settings)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "settings"
        raise CannotCompile(
            "invalid_setting",
            f"{where} of operator {name!r}: {first['msg']}, but got {first['input']!r}",
        ) from None


def plan_operator(
    name: str, settings: Mapping[str, Any], inputs: tuple[Items, ...]
) -> tuple[PlannedOperator, tuple[Items, ...]]:
    """Apply the rules of an operator.

    Args:
        name: Of the operator.
        settings: Literals; what is not given takes its default.
        inputs: For each input port, the shapes that enter it, without the batch.

    Returns:
        The planned operator, and the shape on each output port.

    Raises:
        ShapeMismatch: The shapes do not suit the operator.
        UnknownName: There is no such operator.
        CannotCompile: A setting is unknown or out of bounds.
    """
    known = tuple(settings.items())
    if not all(isinstance(value, Hashable) for value in settings.values()):
        return _plan_operator.__wrapped__(name, known, inputs)
    return _plan_operator(name, known, inputs)


@lru_cache(maxsize=4096)
def _plan_operator(
    name: str, settings: tuple[tuple[str, Any], ...], inputs: tuple[Items, ...]
) -> tuple[PlannedOperator, tuple[Items, ...]]:
    entry = OPERATORS.get(name)
    known = read_settings(name, dict(settings))
    values = known.model_dump()
    ports = _read_ports(entry, inputs)
    scope: dict[str, Any] = {
        **values,
        **dict(zip((p.id for p in entry.inputs), ports, strict=True)),
    }
    try:
        _require(entry, scope)
        outputs = tuple(
            _shape(entry.title, parse(entry.shape[y]).evaluate(scope)) for y in entry.outputs
        )
        scope |= zip(entry.outputs, outputs, strict=True)
        parameters = int(parse(entry.parameters).evaluate(scope))
        macs = int(parse(entry.macs).evaluate(scope))
    except ExpressionError as error:
        shapes = " and ".join(_write(port) for port in ports)
        raise ShapeMismatch(
            "shape_mismatch", f"{entry.title} cannot take {shapes}: {error.message}"
        ) from None
    layer = entry.layer(known, ports)
    planned = PlannedOperator(name, values, layer, parameters, macs)
    return planned, tuple((shape,) for shape in outputs)


def _read_ports(entry: type[Operator], inputs: tuple[Items, ...]) -> tuple[Any, ...]:
    if len(inputs) != len(entry.inputs):
        raise ShapeMismatch(
            "port_mismatch",
            f"{entry.title} has {counted(len(entry.inputs), 'input')}, "
            f"but {len(inputs)} {verb(len(inputs), 'is', 'are')} connected",
        )
    return tuple(
        _read_port(entry, port, items) for port, items in zip(entry.inputs, inputs, strict=True)
    )


def _read_port(entry: type[Operator], port: InputPort, items: Items) -> Any:
    if port.many:
        return _read_many(entry, port, items)
    if len(items) != 1:
        raise ShapeMismatch(
            "port_mismatch", f"{entry.title} takes one wire at {port.id!r}, but got {len(items)}"
        )
    if port.rank is not None and len(items[0]) != port.rank:
        raise ShapeMismatch(
            "rank_mismatch",
            f"{entry.title} needs {_RANKS[port.rank]}, but got {write_shape(items[0])}",
        )
    return items[0]


def _read_many(entry: type[Operator], port: InputPort, items: Items) -> Items:
    if not items:
        raise ShapeMismatch(
            "port_mismatch", f"{entry.title} needs at least one wire at {port.id!r}"
        )
    if len({len(shape) for shape in items}) > 1:
        raise ShapeMismatch(
            "rank_mismatch",
            f"{entry.title} needs wires with equally many dimensions, but got {_write(items)}",
        )
    return items


_RANKS = {
    1: "a row of features",
    2: "a series (channels×length)",
    3: "an image (channels×height×width)",
}


def _require(entry: type[Operator], scope: Mapping[str, Any]) -> None:
    for rule in entry.requires:
        if not parse(rule.expr).evaluate(scope):
            names = {name for _, name, _, _ in string.Formatter().parse(rule.message) if name}
            said = rule.message.format_map({name: _write(scope[name]) for name in names})
            raise ShapeMismatch("shape_mismatch", f"{entry.title}: {said}")


def _write(value: Any) -> str:
    """Write a setting, a shape or a list of shapes."""
    if not isinstance(value, tuple):
        return str(value)
    if value and isinstance(value[0], tuple):
        return ", ".join(map(write_shape, value))
    return write_shape(value)


def _shape(title: str, dimensions: Any) -> Shape:
    shape = tuple(dimensions)
    size = 1
    for dimension in shape:
        if not isinstance(dimension, int) or dimension < 1:
            raise ShapeMismatch(
                "empty_shape",
                f"{title} would leave nothing: its output would be {write_shape(shape)}",
            )
        size *= dimension
    if size > LARGEST_SIZE:
        raise ShapeMismatch(
            "too_large", f"{title} would make {write_shape(shape)}, more than any machine holds"
        )
    return shape
