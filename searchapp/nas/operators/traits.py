"""What the graph hash must know about an operator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from searchapp.nas.operators.base import OPERATORS
from searchapp.nas.operators.rules import read_settings
from searchapp.nas.space.expressions import parse


@dataclass(frozen=True, slots=True)
class Traits:
    """How an operator behaves, whatever its shapes.

    Attributes:
        is_identity: It hands its input on unchanged.
        is_symmetric: The order of its wires means nothing.
    """

    is_identity: bool
    is_symmetric: bool


def traits(operator: str, settings: Mapping[str, Any]) -> Traits:
    """Return the traits of an operator with these settings.

    Raises:
        UnknownName: There is no such operator.
        CannotCompile: A setting is unknown or out of bounds.
    """
    entry = OPERATORS.get(operator)
    scope = read_settings(operator, settings).model_dump()
    is_identity = bool(parse(entry.is_identity).evaluate(scope))
    return Traits(is_identity=is_identity, is_symmetric=entry.is_symmetric)
