"""What runs along the wires of a use: places, ports, and the thread through a repeat."""

from __future__ import annotations

from typing import Any, NamedTuple

from searchapp.nas.errors import InvalidArchitecture
from searchapp.nas.space.bound import BoundModule, Wire
from searchapp.nas.space.codes import (
    BodyCode,
    ChoiceCode,
    ModuleCode,
    ReferenceCode,
    RepeatCode,
    SwitchCode,
    WireCode,
)

Presence = tuple[bool | tuple[bool, ...], ...]
"""For each port of a module: is it there (a list port: each item)?"""

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


class Use(NamedTuple):
    """A use of a module.

    Attributes:
        module: What is used.
        arguments: Values of its parameters, in order; None where the default stands in.
        presence: What enters.
        path: Decision path of the use.
        stack: Recursive modules that it stands in, outermost first.
    """

    module: ModuleCode
    arguments: tuple[Any, ...]
    presence: Presence
    path: str
    stack: tuple[str, ...]


class Resolved(NamedTuple):
    """What a use became, which of its outputs are there, and how many nodes it has in all."""

    bound: BoundModule
    presence: Presence
    size: int


class Item(NamedTuple):
    """One of the things that run along a wire: its id, its place in a list, whence it comes."""

    id: str
    position: int | None
    source: Wire | None
    wire: WireCode


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
        """Return what leaves the last copy, or would have entered the first if there is none."""
        if self._last:
            return {name: self._lists.get(name, signal) for name, signal in self._last.items()}
        results: Outputs = {}
        for name, _ in self._names:
            target = self._fed_by(name, len(self._names))
            entering = self.ports.get(target[0], ()) if target else ()
            results[name] = () if target and target[1] else (entering[0] if entering else None)
        return results


def ports_of(
    body: BodyCode,
) -> tuple[tuple[tuple[str, bool], ...], tuple[tuple[str, bool], ...]] | None:
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


def entering_signals(use: Use) -> Outputs:
    """Return what the input ports of a module hand on inside."""
    return {
        name: leaving_signal("in", name, there)
        for (name, _), there in zip(use.module.inputs, use.presence, strict=True)
    }


def leaving_signal(node: str, name: str, there: bool | tuple[bool, ...]) -> Signal:
    """Return what port `name` of a node hands on; items of a list count among those present."""
    if isinstance(there, tuple):
        index = iter(range(len(there)))
        return tuple(
            Wire(node, name, index=next(index)) if is_there else None for is_there in there
        )
    return Wire(node, name) if there else None


def entering_port(name: str, module: ModuleCode, ports: Ports) -> tuple[Wire | None, ...]:
    """Return what enters input `name` of a module, met by name or by position."""
    if name in ports:
        return ports[name]
    if len(module.inputs) == 1 and len(ports) == 1:
        return next(iter(ports.values()))
    return ()


def entering_lists(module: ModuleCode, ports: Ports) -> Outputs:
    """Return what enters a module as far as it is known without wires: the lengths of lists."""
    return {
        name: tuple(None for _ in entering_port(name, module, ports)) if many else None
        for name, many in module.inputs
    }


def wire_key(wire: Wire) -> tuple[str, str, int | None]:
    """Return the end of a wire, whatever brought it there."""
    return wire.node, wire.port, wire.index


def fault_of_times(times: Any, limit: int) -> str | None:
    """Return what is wrong with a number of copies, or None."""
    is_number = isinstance(times, (int, float)) and not isinstance(times, bool)
    if is_number and times == int(times) and 0 <= times <= limit:
        return None
    return no_copies(times, limit)


def no_copies(times: Any, limit: int) -> str:
    """Return what to say of a value that is no number of copies."""
    return f"a repeat makes a whole number of copies from 0 to {limit}, but got {times!r}"


def too_many_nodes(limit: int) -> InvalidArchitecture:
    """Return the error of a network that outgrows the limit of its document."""
    return InvalidArchitecture(
        "too_many_nodes",
        f"a network of this space has at most {limit} nodes, its limit, but this has more",
    )
