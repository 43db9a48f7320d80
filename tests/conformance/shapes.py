"""Every operator of the catalogue on many shapes and settings: outputs, costs or refusal."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Any

from searchapp.nas.errors import NasError
from searchapp.nas.operators.base import OPERATORS, Operator
from searchapp.nas.operators.catalogue import operator_forms
from searchapp.nas.operators.rules import plan_operator

Inputs = tuple[tuple[tuple[int, ...], ...], ...]
"""For each port, the shapes that enter it."""

SHAPES: tuple[tuple[int, ...], ...] = ((16, 8, 8), (3, 7, 5), (1, 1, 1), (24,), (8, 12))
SETTINGS: dict[str, tuple[Any, ...]] = {
    "channels": (16, 30), "kernel": (3, 5), "stride": (1, 2), "dilation": (1, 2), "groups": (1, 4),
    "features": (10,), "bias": (True, False), "rate": (0.1,),
}  # fmt: skip


def cases() -> list[dict[str, Any]]:
    """Return every operator on every combination of the settings it has."""
    return [case for name, entry in OPERATORS for case in _of(name, entry)]


def _of(name: str, entry: type[Operator]) -> list[dict[str, Any]]:
    fields = [field for field in SETTINGS if field in entry.Settings.model_fields]
    wires = ((SHAPES[0], SHAPES[0]), (SHAPES[0], SHAPES[1]), (SHAPES[3], SHAPES[3]))
    entering: Iterable[Inputs] = ((shapes,) for shapes in wires)
    if not entry.inputs[0].many:
        ports = product(SHAPES, repeat=len(entry.inputs))
        entering = [tuple((shape,) for shape in shapes) for shapes in ports]
    entering = list(entering)
    found = []
    for values in product(*(SETTINGS[field] for field in fields)):
        settings = dict(zip(fields, values, strict=True))
        found += [_case(name, entry, settings, inputs) for inputs in entering]
    return found


def _case(
    name: str, entry: type[Operator], settings: dict[str, Any], inputs: Inputs
) -> dict[str, Any]:
    case: dict[str, Any] = {
        "operator": name,
        "settings": settings,
        "inputs": [[list(shape) for shape in port] for port in inputs],
    }
    try:
        planned, outputs = plan_operator(name, settings, inputs)
    except NasError as error:
        return {**case, "error": error.code}
    shape = {port: list(items[0]) for port, items in zip(entry.outputs, outputs, strict=True)}
    return {**case, "outputs": shape, "parameters": planned.parameters, "macs": planned.macs}


def catalogue() -> list[dict[str, Any]]:
    """Return the catalogue that the browser's rules read."""
    return operator_forms()
