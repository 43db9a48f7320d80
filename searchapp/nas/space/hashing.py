"""The graph hash: equal for networks that compute the same with the same parameters.

What is hashed is the bound graph of operators: what reaches no output is dropped, identities and
one-wire merges are contracted, sums of sums are flattened, the order of wires is ignored where it
means nothing. `zero` stays (a convolution behind it has parameters still). Nodes that share
parameters are kept together, and one convolution used twice is not two: graphs are compared as
graphs, never as unfolded trees.

The graph is cut where everything runs through one node (the cells of a chain, say): each piece is
brought into canonical form by itself and remembered, so that a new architecture costs its new
pieces. How a drawing groups nodes into modules leaves no trace.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Protocol

from searchapp.nas.space.bound import BoundModule, BoundNode, BoundOperator, Wire
from searchapp.nas.space.canonical import canonical_json
from searchapp.nas.space.graph import Form, Node, Segment

CACHED_FORMS = 50_000
LONE_SLOT = ((0, 0),)
"""What a network with one input reads."""


class OperatorTraits(Protocol):
    """What the hash must know about an operator."""

    @property
    def is_identity(self) -> bool:
        """Whether it hands its input on unchanged."""

    @property
    def is_symmetric(self) -> bool:
        """Whether the order of its wires means nothing."""


TraitsOf = Callable[[str, Mapping[str, Any]], OperatorTraits]


def graph_hash(bound: BoundModule, traits: TraitsOf) -> str:
    """Return the graph hash of a bound tree, in hexadecimal.

    Args:
        bound: A root, or any module of a bound tree.
        traits: Tells about operators; asked once for each operator and settings.
    """
    return _hasher(traits).hash(bound)


@lru_cache(maxsize=8)
def _hasher(traits: TraitsOf) -> _Hasher:
    return _Hasher(traits)


class _Hasher:
    """Forms of modules and traits of operators, remembered."""

    def __init__(self, traits: TraitsOf) -> None:
        self._traits = traits
        self._forms: dict[BoundModule, Form] = {}
        self._labels: dict[tuple[str, str], tuple[str, OperatorTraits]] = {}

    def hash(self, bound: BoundModule) -> str:
        form = self._form(bound)
        chain = form.chain()
        pieces = [form.whole()] if chain is None else chain
        # Which ports are read: pieces know of one wire that enters, not whence it comes.
        read = str(len(form.slots)) if form.slots == LONE_SLOT else str(form.slots)
        text = "\n".join([read, *(piece.digest() for piece in pieces)])
        return hashlib.sha256(text.encode()).hexdigest()

    def _form(self, bound: BoundModule) -> Form:
        form = self._forms.get(bound)
        if form is None:
            if len(self._forms) >= CACHED_FORMS:
                self._forms.clear()
            form = self._forms[bound] = _Builder(self, bound).build()
        return form

    def form(self, bound: BoundModule) -> Form:
        """Return the form of a module, remembered."""
        return self._form(bound)

    def describe(self, body: BoundOperator) -> tuple[str, OperatorTraits]:
        """Return the label of an operator (name and settings) and its traits."""
        settings = canonical_json(body.settings).decode() if body.settings else ""
        key = (body.operator, settings)
        found = self._labels.get(key)
        if found is None:
            found = (f"{body.operator} {settings}", self._traits(body.operator, body.settings))
            self._labels[key] = found
        return found


class _Builder:
    """Builds the form of one module."""

    def __init__(self, hasher: _Hasher, bound: BoundModule) -> None:
        self._hasher = hasher
        self._bound = bound
        self._nodes: list[Node] = []
        self._slots: dict[tuple[int, int], int] = {}
        self._ports = {name: index for index, name in enumerate(bound.inputs)}
        self._refs: dict[tuple[str, str, int], int] = {}

    def build(self) -> Form:
        for node in self._bound.nodes:
            if isinstance(node.body, BoundOperator):
                self._add_operator(node, node.body)
            else:
                self._add_module(node, self._hasher.form(node.body), node.body)
        outputs = tuple(
            None if wires is None else tuple(map(self._ref, wires))
            for _, wires in self._bound.outputs
        )
        return Form(self._nodes, tuple(self._slots), outputs).without_dead_nodes()

    def _ref(self, wire: Wire) -> int:
        if wire.node == "in":
            slot = (self._ports[wire.port], wire.index or 0)
            return -1 - self._slots.setdefault(slot, len(self._slots))
        key = (wire.node, wire.port, wire.index or 0)
        found = self._refs.get(key)
        return self._refs[wire.node, "", 0] if found is None else found

    def _add_operator(self, node: BoundNode, body: BoundOperator) -> None:
        label, traits = self._hasher.describe(body)
        inputs = [self._ref(wire) for port in node.inputs for wire in port]
        if len(inputs) == 1 and (traits.is_identity or traits.is_symmetric):
            self._refs[node.id, "", 0] = inputs[0]
            return
        is_sum = body.operator == "sum" and node.on_mismatch == "error"
        is_symmetric = traits.is_symmetric
        if len(node.inputs) > 1:
            label += f" {[len(port) for port in node.inputs]} {list(node.ports)}"
        if node.on_mismatch != "error" and len(inputs) > 1:
            label, inputs = self._aim(node, label, inputs)
        self._nodes.append(Node(label, is_symmetric, is_sum, tuple(inputs), node.weights))
        self._refs[node.id, "", 0] = len(self._nodes) - 1

    def _aim(self, node: BoundNode, label: str, inputs: list[int]) -> tuple[str, list[int]]:
        """Put the wire that sets the shape first: it is told apart from the others."""
        edges = [wire.edge for port in node.inputs for wire in port]
        first = edges.index(node.like) if node.like in edges else 0
        aimed = [inputs[first], *inputs[:first], *inputs[first + 1 :]]
        # A node of its own on that wire: the order of all wires is ignored, this one is known.
        self._nodes.append(Node("shape", False, False, (aimed[0],), f"{node.weights}/shape"))
        return f"{label} {node.on_mismatch}", [len(self._nodes) - 1, *aimed[1:]]

    def _add_module(self, node: BoundNode, form: Form, module: BoundModule) -> None:
        entering = [[self._ref(wire) for wire in port] for port in node.inputs]
        slots = [entering[port][index] for port, index in form.slots]
        if form.is_series and not form.has_sharing:
            start = len(self._nodes)
            self._nodes.append(Node("", False, False, tuple(slots), node.weights, form))
            places = [start]
            outputs: tuple[tuple[int, ...] | None, ...] = ((0,),)
        else:
            places = self._inline(form, slots, node.weights)
            outputs = form.flat_outputs()
        for (name, _), refs in zip(module.outputs, outputs, strict=True):
            for index, ref in enumerate(refs or ()):
                self._refs[node.id, name, index] = places[ref] if ref >= 0 else slots[-1 - ref]

    def _inline(self, form: Form, slots: list[int], weights: str) -> list[int]:
        places: list[int] = []
        for inner in form.flat():
            inputs = tuple(places[ref] if ref >= 0 else slots[-1 - ref] for ref in inner.inputs)
            own = inner.weights if inner.weights.startswith("#") else f"{weights}/{inner.weights}"
            self._nodes.append(Node(inner.label, inner.is_symmetric, inner.is_sum, inputs, own))
            places.append(len(self._nodes) - 1)
        return places


__all__ = ["OperatorTraits", "Segment", "graph_hash"]
