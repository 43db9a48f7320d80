"""Checks of the wires of one module: ends that exist, ports that are met once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from searchapp.nas.errors import Issue
from searchapp.nas.space.document import (
    Body,
    ChoiceBody,
    Edge,
    MergeBody,
    Module,
    ReferenceBody,
    RepeatBody,
    SpaceDocument,
    SwitchBody,
)
from searchapp.nas.space.places import remove_edge

Path = tuple[str, ...]


@dataclass(frozen=True)
class Signature:
    """The ports of a body as far as the document tells: (id, is a list)."""

    inputs: tuple[tuple[str, bool], ...]
    outputs: tuple[tuple[str, bool], ...]


def signature(document: SpaceDocument, body: Body) -> Signature | None:
    """Return the ports of a body, or None where the catalogue would have to be asked."""
    if isinstance(body, ReferenceBody):
        module = document.modules.get(body.module)
        return None if module is None else module_signature(module)
    if isinstance(body, RepeatBody):
        inner = signature(document, body.body)
        return None if inner is None else _of_copies(inner)
    inner_bodies: list[Body] = []
    if isinstance(body, ChoiceBody):
        inner_bodies = [alternative.node for alternative in body.of]
    if isinstance(body, SwitchBody):
        inner_bodies = [case.node for case in body.cases]
    found = (signature(document, inner) for inner in inner_bodies)
    return next((one for one in found if one is not None), None)


def module_signature(module: Module) -> Signature:
    """Return the ports of a module."""
    return Signature(
        tuple((port.id, port.many) for port in module.inputs),
        tuple((port.id, port.many) for port in module.outputs),
    )


def _of_copies(inner: Signature) -> Signature:
    lists = {name for name, many in inner.inputs if many}
    lone = len(inner.inputs) == len(inner.outputs) == 1 and bool(lists)
    outputs = tuple((name, many or name in lists or lone) for name, many in inner.outputs)
    return Signature(inner.inputs, outputs)


def check_wires(document: SpaceDocument, module_id: str) -> Iterator[Issue]:
    """Yield what is wrong with the wires of a module."""
    yield from _Wires(document, module_id).run()


class _Wires:
    def __init__(self, document: SpaceDocument, module_id: str) -> None:
        self.document = document
        self.module = document.modules[module_id]
        self.path: Path = ("modules", module_id)
        self.nodes = {node.id: node for node in self.module.nodes}
        self.entering: dict[str, dict[str, list[Edge]]] = {}

    def run(self) -> Iterator[Issue]:
        for edge in self.module.edges:
            yield from self._source(edge)
            yield from self._target(edge)
        for node in self.module.nodes:
            yield from self._inputs_of(node.id, node)
        yield from self._outputs_of_module()

    def _known(self) -> str:
        return ", ".join(map(repr, list(self.nodes)[:12]))

    def _missing_node(self, edge: Edge, field: str, name: str) -> Issue:
        return Issue(
            path=(*self.path, "edges", edge.id, field),
            code="unknown_node",
            message=f"wire {edge.id!r} must join nodes of its module, but there is no {name!r}; "
            f"known: {self._known()}",
            fix=remove_edge(self.path[1], edge.id),
        )

    def _source(self, edge: Edge) -> Iterator[Issue]:
        node, _, port = edge.source.partition(".")
        if node != "in" and node not in self.nodes:
            yield self._missing_node(edge, "source", node)
            return
        ports = self._ports(node, "outputs")
        yield from self._check_port(edge, "source", node, port, ports)

    def _target(self, edge: Edge) -> Iterator[Issue]:
        node, _, port = edge.target.partition(".")
        if node != "out" and node not in self.nodes:
            yield self._missing_node(edge, "target", node)
            return
        ports = self._ports(node, "inputs")
        yield from self._check_port(edge, "target", node, port, ports)
        lone = ports[0] if ports and len(ports) == 1 else port
        self.entering.setdefault(node, {}).setdefault(lone, []).append(edge)

    def _ports(self, node: str, side: Literal["inputs", "outputs"]) -> list[str] | None:
        """Return the names of ports at an end of a wire, or None where they cannot be known."""
        if node == "in":
            return [port.id for port in self.module.inputs]
        if node == "out":
            return [port.id for port in self.module.outputs]
        found = signature(self.document, self.nodes[node])
        return None if found is None else [name for name, _ in getattr(found, side)]

    def _check_port(
        self, edge: Edge, field: str, node: str, port: str, ports: list[str] | None
    ) -> Iterator[Issue]:
        path = (*self.path, "edges", edge.id, field)
        if ports is None:
            return
        what = "this module" if node in ("in", "out") else repr(node)
        direction = "outputs" if (field == "source") != (node in ("in", "out")) else "inputs"
        shown = ", ".join(map(repr, ports)) or "none"
        if (port and port not in ports and len(ports) != 1) or (
            port and port not in ports and node in ("in", "out")
        ):
            message = f"{what} has no port {port!r} among its {direction} ({shown})"
            yield Issue(path=path, code="unknown_port", message=message)
        elif not port and len(ports) != 1:
            message = f"wire {edge.id!r} must name one of the {direction} of {what} ({shown})"
            yield Issue(path=path, code="ambiguous_port", message=message)

    def _inputs_of(self, name: str, body: Body) -> Iterator[Issue]:
        path = (*self.path, "nodes", name)
        if isinstance(body, MergeBody):
            yield from self._merge(path, name, body)
            return
        found = signature(self.document, body)
        entering = self.entering.get(name, {})
        if found is None:
            if not entering:
                message = f"{name!r} must get a wire, but none enters"
                yield Issue(path=path, code="missing_wire", message=message)
            return
        for port, many in found.inputs:
            wires = entering.get(port, [])
            if len(wires) > 1 and not many:
                message = f"input {port!r} of {name!r} {_too_many(wires)}"
                yield Issue(path=path, code="doubly_wired", message=message)
            if not wires and not many:
                message = f"input {port!r} of {name!r} must get a wire, but none enters"
                yield Issue(path=path, code="missing_wire", message=message)

    def _merge(self, path: Path, name: str, body: MergeBody) -> Iterator[Issue]:
        wires = [wire for some in self.entering.get(name, {}).values() for wire in some]
        if not wires:
            yield Issue(
                path=path, code="missing_wire", message=f"{name!r} joins wires, but none enters"
            )
        if body.like is not None and body.like not in {wire.id for wire in wires}:
            message = (
                f"the wire that gives {name!r} its shape must enter it ({_ids(wires)}), "
                f"but got {body.like!r}"
            )
            yield Issue(path=(*path, "like"), code="unknown_edge", message=message)
        if body.pick == "all":
            return
        low, high = (body.pick, body.pick) if isinstance(body.pick, int) else body.pick
        lists = any(self._is_list(wire) for wire in wires)
        if not 0 <= low <= high or (wires and not lists and high > len(wires)):
            shown = low if low == high else [low, high]
            message = f"a merge picks at most as many wires as enter, {len(wires)}, but got {shown}"
            yield Issue(path=(*path, "pick"), code="invalid_pick", message=message)
        for wire in wires:
            if wire.when is not True:
                message = f"wire {wire.id!r} may have no condition: {name!r} picks its wires"
                yield Issue(
                    path=(*self.path, "edges", wire.id, "when"),
                    code="when_and_pick",
                    message=message,
                )

    def _is_list(self, edge: Edge) -> bool:
        node, _, port = edge.source.partition(".")
        if node == "in":
            outputs = tuple((p.id, p.many) for p in self.module.inputs)
        else:
            body = self.nodes.get(node)
            found = None if body is None else signature(self.document, body)
            outputs = () if found is None else found.outputs
        return any(many for name, many in outputs if name == port or len(outputs) == 1)

    def _outputs_of_module(self) -> Iterator[Issue]:
        for port in self.module.outputs:
            wires = self.entering.get("out", {}).get(port.id, [])
            path = (*self.path, "outputs", port.id)
            if not wires and not port.many:
                message = f"output {port.id!r} must get a wire, but none enters"
                yield Issue(path=path, code="missing_wire", message=message)
            if len(wires) > 1 and not port.many:
                message = f"output {port.id!r} {_too_many(wires)}"
                yield Issue(path=path, code="doubly_wired", message=message)


def _too_many(wires: list[Edge]) -> str:
    return f"takes one wire, but got {_ids(wires)}; join them in a merge"


def _ids(wires: list[Edge]) -> str:
    return ", ".join(repr(wire.id) for wire in wires)
