"""The bound tree: an architecture laid over its document, nothing left to decide.

`bind` (searchapp.nas.space.binding) makes it; shapes, cost, hash, drawing, the module builder and
the source writer all read it. It keeps the modules of the drawing, so that what is compiled has the
names and the nesting that the user drew. Equal uses (same module, arguments and decisions) are one
object: everything computed from a `BoundModule` may be memoised on its identity.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Shape = tuple[int, ...]
"""Dimensions without the batch: (C, H, W) image, (F,) vector, (C, L) series."""


@dataclass(frozen=True, slots=True)
class Wire:
    """An end of a wire: output `port` of node `node`, or module input `port` when node is `in`.

    `index` picks one item of a `many` output; None takes the port as it is.
    `edge` is the id of the drawn edge that brought the wire here.
    """

    node: str
    port: str
    edge: str = ""
    index: int | None = None


@dataclass(frozen=True, slots=True)
class BoundOperator:
    """An operator whose settings are all literal. Merges are operators with a `many` input."""

    operator: str
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BoundNode:
    """A node of a bound module.

    Attributes:
        id: Unique in its module and made of drawn ids: `stem`, `e03` (what an edge carries),
            `cells[0]` (a copy of a repeat).
        body: What stands there.
        inputs: For each input port of the body, in its order, the wires that enter (a single port
            has exactly one wire; a `many` port any number, in the order of the document's edges).
        weights: Weight path of the node inside its module's weight path: nodes of the whole
            network with equal full weight paths use one parameter. Starts with `#` when shared
            across uses (then it is absolute).
        alternative: Ids of the taken alternatives and cases that led here, outermost first.
        on_mismatch: What a merge does with unequal shapes; `error` for all else.
        like: Edge id whose shape a projecting merge takes, or None for the first wire.
        ports: Names of the input ports of an operator, as the drawing gives them, beside `inputs`;
            empty where the drawing names none (one port, or a module's ports in their order).
    """

    id: str
    body: BoundOperator | BoundModule
    inputs: tuple[tuple[Wire, ...], ...]
    weights: str
    alternative: tuple[str, ...] = ()
    on_mismatch: Literal["error", "project", "pad"] = "error"
    like: str | None = None
    ports: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class BoundModule:
    """A module of the drawing with all decisions taken, nodes in topological order.

    Only present nodes are here (dead ones too: parameters behind a `zero` are real).
    `outputs` has one entry per output port; an absent one is None.
    """

    module: str
    role: Literal["operator", "cell", "network"]
    inputs: tuple[str, ...]
    nodes: tuple[BoundNode, ...]
    outputs: tuple[tuple[str, tuple[Wire, ...] | None], ...]
