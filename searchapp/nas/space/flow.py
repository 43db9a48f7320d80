"""What runs along the wires of a use: places, ports, and the thread through the copies of a repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchapp.nas.space.bound import Wire
from searchapp.nas.space.program import (
    BodyCode,
    ChoiceCode,
    ModuleCode,
    ReferenceCode,
    RepeatCode,
    SwitchCode,
)

if TYPE_CHECKING:
    from searchapp.nas.space.resolver import Presence

Signal = Wire | None | tuple[Wire | None, ...]
"""What a port hands on: a wire, nothing (absent), or a list of such."""

Outputs = dict[str, Signal]
Ports = dict[str, tuple[Wire | None, ...]]
"""Wires that enter a body, by the port they name ("" when they name none)."""

LONE = "y"
"""Name of the output of operators and merges where the drawing names none."""


class Place(NamedTuple):
    """Where a body stands: decision path, node id, weight path in the module, what was taken."""

    path: str
    node: str
    weights: str
    taken: tuple[str, ...] = ()

    def into(self, name: str) -> Place:
        """Go to an alternative or a case."""
        taken = (*self.taken, name)
        return Place(f"{self.path}/{name}", self.node, f"{self.weights}/{name}", taken)

    def part(self, name: str) -> Place:
        """Go to one of several alternatives that stand side by side."""
        taken = (*self.taken, name)
        return Place(f"{self.path}/{name}", f"{self.node}/{name}", f"{self.weights}/{name}", taken)

    def copy(self, index: int, is_tied: bool, is_shared: bool) -> Place:
        """Go to a copy of a repeat."""
        path = f"{self.path}[{'*' if is_tied else index}]"
        weights = f"{self.weights}[{'*' if is_shared else index}]"
        return Place(path, f"{self.node}[{index}]", weights, self.taken)


class Thread:
    """How data runs through the copies of a repeat: by port name, or appended to a list."""

    def __init__(self, body: BodyCode, ports: Ports) -> None:
        self.ports = dict(ports)
        known = ports_of(body)
        self._inputs = known[0] if known else tuple((name, False) for name in ports)
        self._names = known[1] if known else (("", False),)
        self._lists: dict[str, tuple[Wire | None, ...]] = {}
        self._last: Outputs = {}

    def take(self, outputs: Outputs) -> None:
        """Hand the outputs of a copy to the next."""
        self._last = outputs
        for name, signal in outputs.items():
            target = self._fed_by(name, len(outputs))
            if target is None:
                continue
            port, many = target
            items = signal if isinstance(signal, tuple) else (signal,)
            if many:
                self.ports[port] = (*self.ports.get(port, ()), *items)
                self._lists[name] = (*self._lists.get(name, ()), *items)
            else:
                self.ports[port] = items

    def _fed_by(self, name: str, count: int) -> tuple[str, bool] | None:
        lone = len(self._inputs) == 1 and count == 1
        for port, many in self._inputs:
            if port == name or lone:
                return ("" if lone and "" in self.ports else port), many
        return None

    def outputs(self) -> Outputs:
        """Return what leaves the last copy, or what would have entered the first if there is none."""
        if self._last:
            return {name: self._lists.get(name, signal) for name, signal in self._last.items()}
        results: Outputs = {}
        for name, _ in self._names:
            target = self._fed_by(name, len(self._names))
            entering = self.ports.get(target[0], ()) if target else ()
            results[name] = () if target and target[1] else (entering[0] if entering else None)
        return results


def ports_of(body: BodyCode) -> tuple[tuple[tuple[str, bool], ...], tuple[tuple[str, bool], ...]] | None:
    """Return the (inputs, outputs) of a body where they have names."""
    if isinstance(body, ReferenceCode):
        return body.module.inputs, body.module.outputs
    if isinstance(body, RepeatCode):
        return ports_of(body.body)
    inner: list[BodyCode] = []
    if isinstance(body, ChoiceCode):
        inner = [alternative.body for alternative in body.alternatives]
    if isinstance(body, SwitchCode):
        inner = [case.body for case in body.cases]
    return next((found for found in map(ports_of, inner) if found), None)


def entering_signals(module: ModuleCode, presence: Presence) -> Outputs:
    outputs: Outputs = {}
    for (name, _), there in zip(module.inputs, presence, strict=True):
        if isinstance(there, tuple):
            present = iter(range(len(there)))
            outputs[name] = tuple(Wire("in", name, index=next(present)) if t else None for t in there)
        else:
            outputs[name] = Wire("in", name) if there else None
    return outputs


def entering_port(name: str, module: ModuleCode, ports: Ports) -> tuple[Wire | None, ...]:
    if name in ports:
        return ports[name]
    if len(module.inputs) == 1 and len(ports) == 1:
        return next(iter(ports.values()))
    return ()


def leaving_signal(node: str, name: str, many: bool, wires: tuple[Wire, ...] | None) -> Signal:
    if many:
        return tuple(Wire(node, name, index=k) for k in range(len(wires or ())))
    return None if wires is None else Wire(node, name)


def wire_key(wire: Wire) -> tuple[str, str, int | None]:
    return wire.node, wire.port, wire.index
