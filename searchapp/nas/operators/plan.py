"""The resolved plan: a bound tree with the shape of everything, projections included.

Compile, source, cost and drawing read it and nothing else, so they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.nas.operators.base import OPERATORS
from searchapp.nas.operators.rules import Items, PlannedOperator
from searchapp.nas.space.bound import Wire


@dataclass(frozen=True, eq=False, slots=True)
class PlannedNode:
    """A node with the shapes on its ports.

    Attributes:
        id: As in the bound module; a projection is called `<merge>_<edge>`.
        body: The operator, or the plan of the module that stands there.
        inputs: For each input port, the wires that enter.
        input_shapes: For each input port, the shapes that enter.
        output_shapes: For each output port, the shapes on it.
        weights: Weight path inside the module's, or absolute when it starts with `#`.
        alternative: Ids of the alternatives and cases that led here, outermost first.
    """

    id: str
    body: PlannedOperator | Plan
    inputs: tuple[tuple[Wire, ...], ...]
    input_shapes: tuple[Items, ...]
    output_shapes: tuple[Items, ...]
    weights: str
    alternative: tuple[str, ...] = ()

    @property
    def ports(self) -> tuple[str, ...]:
        """Return the ids of the output ports."""
        if isinstance(self.body, Plan):
            return tuple(port for port, _ in self.body.outputs)
        if self.body.operator == PROJECTION:
            return ("y",)
        return OPERATORS.get(self.body.operator).outputs


@dataclass(frozen=True, eq=False, slots=True)
class Plan:
    """A module with the shapes of everything in it, nodes in topological order.

    Equal uses with equal input shapes are one object.
    """

    module: str
    role: str
    inputs: tuple[str, ...]
    input_shapes: tuple[Items, ...]
    nodes: tuple[PlannedNode, ...]
    outputs: tuple[tuple[str, tuple[Wire, ...] | None], ...]
    output_shapes: tuple[Items, ...]


PROJECTION = "projection"
"""Stands as `operator` where shapes are made to meet; not in the catalogue, for nobody draws it."""


def weight_path(above: str, weights: str) -> str:
    """Return the full weight path of a node from its module's and its own.

    Args:
        above: Full weight path of the module the node stands in; empty at the root.
        weights: Of the node: inside the module, or absolute when it starts with `#`.
    """
    return weights if weights.startswith("#") or not above else f"{above}/{weights}"
