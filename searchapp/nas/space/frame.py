"""One use of a module while it is being resolved: its names, its wires, its nodes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from searchapp.nas.errors import ExpressionError, InvalidArchitecture
from searchapp.nas.space.bound import BoundModule, BoundNode, Wire
from searchapp.nas.space.codes import (
    BodyCode,
    Computed,
    Constant,
    MergeCode,
    OperatorCode,
    StepCode,
    Term,
    WireCode,
)
from searchapp.nas.space.flow import (
    Item,
    Outputs,
    Place,
    Ports,
    Signal,
    Use,
    entering_signals,
    too_many_nodes,
    wire_key,
)
from searchapp.nas.space.script import Template

if TYPE_CHECKING:
    from searchapp.nas.space.resolver import Resolver


class Frame:
    """A use of a module in progress."""

    def __init__(self, resolver: Resolver, use: Use) -> None:
        """Open the use; `run` resolves it."""
        self.resolver = resolver
        self.module = use.module
        self.path = use.path
        self.stack = use.stack
        self.names: dict[str, Any] = dict(resolver.program.symbols)
        self._nodes: list[BoundNode] = []
        self._holes: list[tuple[int, int]] = []
        self._outputs: dict[str, Outputs] = {"in": entering_signals(use)}
        self._used: set[tuple[str, str, int | None]] = set()
        self._bind_parameters(use.arguments)

    def run(self) -> Template:
        """Resolve all nodes, then the outputs."""
        for step in self.module.steps:
            self._outputs[step.id] = self._step(step)
        ends = [(name, many, self._end(name)) for name, many in self.module.outputs]
        outputs = tuple(
            (name, tuple(wire for wire in wires if wire) if many or any(wires) else None)
            for name, many, wires in ends
        )
        names = tuple(name for name, _ in self.module.inputs)
        nodes = tuple(self._nodes)
        bound = BoundModule(self.module.id, self.module.role, names, nodes, outputs)
        presence = tuple(
            tuple(wire is not None for wire in wires) if many else any(wires)
            for _, many, wires in ends
        )
        return Template(bound, presence, tuple(self._holes))

    # Names and values ---------------------------------------------------------------------

    def _bind_parameters(self, arguments: tuple[Any, ...]) -> None:
        given = dict(zip((name for name, _ in self.module.parameters), arguments, strict=True))
        for name, value in given.items():
            if value is not None:
                self.names[name] = value
        for name, default in self.module.parameters:
            if given[name] is None and default is not None:
                self.names[name] = self.value(default, f"{self.path}.{name}")

    def value(self, term: Term, path: str, extra: Mapping[str, Any] | None = None) -> Any:
        """Return the value of a term; a domain is decided at `path`."""
        if isinstance(term, Constant):
            return term.value
        if isinstance(term, Computed):
            return self._compute(term, path, extra)
        return self.resolver.decide(path, term.ask)

    def _compute(self, term: Computed, path: str, extra: Mapping[str, Any] | None) -> Any:
        scope = self.names
        mentioned = [name for name in term.variables if name not in self.names]
        if mentioned or extra or term.expr.questions:
            scope = dict(scope)
            scope.update((name, self.resolver.variable(name)) for name in mentioned)
            scope.update(extra or {})
            scope["present"] = self._is_wire_there
        try:
            return term.expr.evaluate(scope)
        except ExpressionError as error:
            where = path or self.module.id
            raise InvalidArchitecture(
                error.code, f"at {where!r}: {error.message}", self._drawn(path)
            ) from None

    def _is_wire_there(self, edge: str) -> bool:
        """Answer `present('edge')` from the wire's own decision or pick."""
        wire = self.module.wires[edge]
        step = self.module.targets.get(wire.target[0])
        if step is not None and isinstance(step.body, MergeCode) and step.body.pick is not None:
            at = Place(self._at(step.id), step.id, step.id)
            return edge in self._picked(step.body, at, [other.id for other in step.wires])
        return bool(self.value(wire.when, f"{self._at(edge)}.when"))

    def _drawn(self, path: str) -> tuple[str, ...]:
        """Return where in the drawing the decision path `path` of this use lies."""
        inside = path[len(self.path) :].lstrip("/")
        name = re.split(r"[/.\[]", inside, maxsplit=1)[0]
        module = ("modules", self.module.id)
        if name in self.module.targets:
            return (*module, "nodes", name)
        return (*module, "edges", name) if name in self.module.wires else module

    def _at(self, name: str) -> str:
        return f"{self.path}/{name}" if self.path else name

    # Wires --------------------------------------------------------------------------------

    def _step(self, step: StepCode) -> Outputs:
        place = Place(self._at(step.id), step.id, step.id)
        if isinstance(step.body, MergeCode):
            return self._merge(step, step.body, place)
        ports: dict[str, tuple[Wire | None, ...]] = {}
        for wire in step.wires:
            entering = tuple(self._deliver(item) for item in self._items(wire))
            ports[wire.target[1]] = ports.get(wire.target[1], ()) + entering
        return self.body(step.body, place, ports)

    def _items(self, wire: WireCode) -> list[Item]:
        """List what runs along a wire: its one item, or those of a list."""
        signal = self._signal(wire)
        if isinstance(signal, tuple):
            return [Item(f"{wire.id}[{k}]", k, source, wire) for k, source in enumerate(signal)]
        return [Item(wire.id, None, signal, wire)]

    def _signal(self, wire: WireCode) -> Signal:
        node, port = wire.source
        outputs = self._outputs[node]
        if port in outputs:
            return outputs[port]
        if len(outputs) != 1:
            return None
        lone = next(iter(outputs.values()))
        step = self.module.targets.get(node)
        if port and isinstance(lone, Wire) and step and isinstance(step.body, OperatorCode):
            return Wire(lone.node, port)
        return lone

    def _deliver(self, item: Item) -> Wire | None:
        """Take one item along its wire: through `when`, then through what the wire carries."""
        if not self._holds(item):
            return None
        source, wire = item.source, item.wire
        entering = None
        if source is not None:
            self._used.add(wire_key(source))
            entering = Wire(source.node, source.port, wire.id, source.index)
        return entering if wire.carries is None else self._carry(wire.carries, item, entering)

    def _holds(self, item: Item) -> bool:
        when = item.wire.when
        if isinstance(when, Constant):
            return bool(when.value)
        extra: dict[str, Any] = {} if item.position is None else {"item": item.position}
        if item.wire.says("unused"):
            extra["unused"] = item.source is not None and wire_key(item.source) not in self._used
        return bool(self.value(when, f"{self._at(item.id)}.when", extra))

    def _carry(self, body: BodyCode, item: Item, entering: Wire | None) -> Wire | None:
        hidden = self.names
        if item.position is not None:
            self.names = {**hidden, "item": item.position}
        outputs = self.body(body, Place(self._at(item.id), item.id, item.id), {"": (entering,)})
        self.names = hidden
        lone = next(iter(outputs.values()), None) if len(outputs) == 1 else None
        if not isinstance(lone, Wire):
            return None
        return Wire(lone.node, lone.port, item.wire.id, lone.index)

    def _end(self, name: str) -> list[Wire | None]:
        wires = [wire for wire in self.module.ends if wire.target[1] in (name, "")]
        return [self._deliver(item) for wire in wires for item in self._items(wire)]

    def _emit(self, node: BoundNode, use: int | None = None) -> None:
        if use is not None:
            self._holes.append((len(self._nodes), use))
        if len(self._nodes) >= self.resolver.program.max_nodes:
            raise too_many_nodes(self.resolver.program.max_nodes)
        self._nodes.append(node)

    # What stands at nodes and wires is resolved by the subclass (searchapp.nas.space.use) ------

    def body(self, code: BodyCode, place: Place, ports: Ports) -> Outputs:
        """Resolve a body that stands at `place` and gets `ports`."""
        raise NotImplementedError

    def _merge(self, step: StepCode, code: MergeCode, place: Place) -> Outputs:
        raise NotImplementedError

    def _picked(self, code: MergeCode, place: Place, ids: list[str]) -> list[str]:
        raise NotImplementedError
