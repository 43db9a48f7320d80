"""One use of a module while it is being resolved: its names, its wires, its nodes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from searchapp.nas.errors import ExpressionError, InvalidArchitecture
from searchapp.nas.space.asks import ask_choice, ask_pick
from searchapp.nas.space.bound import BoundModule, BoundNode, BoundOperator, Wire
from searchapp.nas.space.expressions import equal
from searchapp.nas.space.flow import (
    LONE,
    Outputs,
    Place,
    Ports,
    Signal,
    Thread,
    entering_port,
    entering_signals,
    leaving_signal,
    wire_key,
)
from searchapp.nas.space.program import (
    BodyCode,
    ChoiceCode,
    Computed,
    Constant,
    MergeCode,
    ModuleCode,
    OperatorCode,
    ReferenceCode,
    RepeatCode,
    StepCode,
    SwitchCode,
    Term,
    WireCode,
    body_finishes,
    finishable,
)

if TYPE_CHECKING:
    from searchapp.nas.space.resolver import Presence, Resolver

class Frame:
    """A use of a module in progress."""

    def __init__(
        self,
        resolver: Resolver,
        module: ModuleCode,
        arguments: tuple[Any, ...],
        presence: Presence,
        path: str,
        stack: tuple[str, ...],
    ) -> None:
        """Open the use; `run` resolves it."""
        self.resolver = resolver
        self.module = module
        self.path = path
        self.stack = stack
        self.names: dict[str, Any] = dict(resolver.program.symbols)
        self._nodes: list[BoundNode] = []
        self._outputs: dict[str, Outputs] = {"in": entering_signals(module, presence)}
        self._used: set[tuple[str, str, int | None]] = set()
        self._bind_parameters(arguments)

    def run(self) -> BoundModule:
        """Resolve all nodes, then the outputs."""
        for step in self.module.steps:
            self._outputs[step.id] = self._step(step)
        ends = tuple((name, self._end(name, many)) for name, many in self.module.outputs)
        names = tuple(name for name, _ in self.module.inputs)
        return BoundModule(self.module.id, self.module.role, names, tuple(self._nodes), ends)

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
            return edge in self._picked(step, at, [other.id for other in step.wires])
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
        ports: dict[str, list[Wire | None]] = {}
        for wire in step.wires:
            entering = ports.setdefault(wire.target[1], [])
            entering.extend(self._deliver(wire, *item) for item in self._items(wire))
        outputs = self.body(step.body, place, {name: tuple(ws) for name, ws in ports.items()})
        return outputs

    def _items(self, wire: WireCode) -> list[tuple[str, int | None, Wire | None]]:
        """List what runs along a wire: its one item, or those of a list, each with its id."""
        signal = self._signal(wire)
        if isinstance(signal, tuple):
            return [(f"{wire.id}[{k}]", k, item) for k, item in enumerate(signal)]
        return [(wire.id, None, signal)]

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

    def _deliver(self, wire: WireCode, item: str, index: int | None, source: Wire | None) -> Wire | None:
        """Take one item along a wire: through `when`, then through what the wire carries."""
        if not self._holds(wire, item, index, source):
            return None
        self._note_use(source)
        if wire.carries is not None:
            return self._carry(wire, item, index, source)
        return None if source is None else Wire(source.node, source.port, wire.id, source.index)

    def _holds(self, wire: WireCode, item: str, index: int | None, source: Wire | None) -> bool:
        if isinstance(wire.when, Constant):
            return bool(wire.when.value)
        extra: dict[str, Any] = {} if index is None else {"item": index}
        if wire.says("unused"):
            extra["unused"] = source is not None and wire_key(source) not in self._used
        return bool(self.value(wire.when, f"{self._at(item)}.when", extra))

    def _note_use(self, source: Wire | None) -> None:
        if source is not None:
            self._used.add(wire_key(source))

    def _carry(self, wire: WireCode, item: str, index: int | None, source: Wire | None) -> Wire | None:
        assert wire.carries is not None
        place = Place(self._at(item), item, item)
        entering = None if source is None else Wire(source.node, source.port, wire.id, source.index)
        hidden = self.names
        if index is not None:
            self.names = {**hidden, "item": index}
        outputs = self.body(wire.carries, place, {"": (entering,)})
        self.names = hidden
        lone = next(iter(outputs.values()), None) if len(outputs) == 1 else None
        return Wire(lone.node, lone.port, wire.id, lone.index) if isinstance(lone, Wire) else None

    def _end(self, name: str, many: bool) -> tuple[Wire, ...] | None:
        wires = [
            self._deliver(wire, *item)
            for wire in self.module.ends
            if wire.target[1] in (name, "")
            for item in self._items(wire)
        ]
        present = tuple(wire for wire in wires if wire is not None)
        return present if present or many else None

    # Merges -------------------------------------------------------------------------------

    def _merge(self, step: StepCode, code: MergeCode, place: Place) -> Outputs:
        items = [(wire, *item) for wire in step.wires for item in self._items(wire)]
        if code.pick is not None:
            picked = self._picked(step, place, [item[1] for item in items])
            items = [item for item in items if item[1] in picked]
            there = {item[1]: self._deliver(*item) for item in items}
        else:
            there = {item[1]: self._deliver(*item) for item in items if not item[0].says("otherwise")}
            is_empty = not any(there.values())
            for wire, item, index, source in items:
                if wire.says("otherwise"):
                    self.names["otherwise"] = is_empty
                    there[item] = self._deliver(wire, item, index, source)
        wires = tuple(there[item[1]] for item in items if there[item[1]] is not None)
        mode = self.value(code.mode, f"{place.path}.mode")
        return self._join(place, mode, wires, code.like)

    def _picked(self, step: StepCode, place: Place, ids: list[str]) -> list[str]:
        code = step.body
        assert isinstance(code, MergeCode)
        assert code.pick is not None
        low, high = code.pick
        if len(ids) < low:
            raise InvalidArchitecture(
                "too_few_wires",
                f"{low} wires must be picked at {place.path!r}, but only {len(ids)} enter",
                self._drawn(place.path),
            )
        key = tuple(ids)
        ask = code.asks.get(key)
        if ask is None:
            ask = code.asks[key] = ask_pick(ids, low, high)
        chosen: list[str] = self.resolver.decide(f"{place.path}.pick", ask)
        return chosen

    def _join(self, place: Place, mode: Any, wires: tuple[Any, ...], like: str | None) -> Outputs:
        if not wires:
            return {"": None}
        bends = self.module.on_mismatch
        known = {wire.edge for wire in wires}
        body = BoundOperator(str(mode), {})
        self._emit(
            BoundNode(
                place.node,
                body,
                (wires,),
                place.weights,
                place.taken,
                bends,
                like if like in known else None,
            )
        )
        return {"": Wire(place.node, LONE)}

    def _emit(self, node: BoundNode) -> None:
        self.resolver.left -= 1
        self._nodes.append(node)

    # Bodies -------------------------------------------------------------------------------

    def body(self, code: BodyCode, place: Place, ports: Ports) -> Outputs:
        """Resolve a body that stands at `place` and gets `ports`."""
        return _RESOLVE[type(code)](self, code, place, ports)

    def _operator(self, code: OperatorCode, place: Place, ports: Ports) -> Outputs:
        at = place.path
        settings = {name: self.value(term, f"{at}.{name}") for name, term in code.arguments}
        entering = tuple(tuple(wire for wire in wires if wire is not None) for wires in ports.values())
        if not entering or not all(entering):
            return {"": None}
        names = tuple(ports) if any(ports) else ()
        body = BoundOperator(code.operator, settings)
        self._emit(BoundNode(place.node, body, entering, place.weights, place.taken, ports=names))
        return {"": Wire(place.node, LONE)}

    def _choice(self, code: ChoiceCode, place: Place, ports: Ports) -> Outputs:
        offered = [a for a in code.alternatives if self._is_offered(a, place)]
        fewest = 1 if code.pick is None else code.pick[0]
        if len(offered) < fewest:
            raise InvalidArchitecture(
                "nothing_to_choose",
                f"{fewest} alternatives must be on offer at {place.path!r}, but only {len(offered)} are",
                self._drawn(place.path),
            )
        key = tuple(a.id for a in offered)
        ask = code.asks.get(key)
        if ask is None:
            priors = [a.prior for a in offered]
            ask = ask_choice(key, priors, key[0]) if code.pick is None else ask_pick(key, *code.pick)
            code.asks[key] = ask
        chosen = self.resolver.decide(place.path, ask)
        if code.pick is None:
            taken = next(a for a in offered if a.id == chosen)
            return self.body(taken.body, place.into(taken.id), ports)
        results = [
            self.body(a.body, place.part(a.id), ports) for a in offered if a.id in chosen
        ]
        lone = [wire for outputs in results for wire in outputs.values() if isinstance(wire, Wire)]
        mode = self.value(code.mode, f"{place.path}.mode")
        return self._join(place, mode, tuple(lone), None)

    def _is_offered(self, alternative: Any, place: Place) -> bool:
        when = alternative.when
        if not isinstance(when, Constant) or when.value is not True:
            if not self.value(when, f"{place.path}/{alternative.id}.when"):
                return False
        if not self.stack:
            return True
        program = self.resolver.program
        full = frozenset(m for m in self.stack if self.stack.count(m) >= program.max_depth)
        return not full or body_finishes(alternative.body, finishable(program, full))

    def _merge_body(self, code: MergeCode, place: Place, ports: Ports) -> Outputs:
        wires = tuple(wire for entering in ports.values() for wire in entering if wire is not None)
        return self._join(place, self.value(code.mode, f"{place.path}.mode"), wires, None)

    def _switch(self, code: SwitchCode, place: Place, ports: Ports) -> Outputs:
        value = self.value(code.on, f"{place.path}.on")
        for case in code.cases:
            if case.values is not None and any(equal(value, other) for other in case.values):
                return self.body(case.body, place.into(case.id), ports)
        for case in code.cases:
            if case.values is None:
                return self.body(case.body, place.into(case.id), ports)
        raise InvalidArchitecture(
            "no_case", f"the switch at {place.path!r} has no case for {value!r}", self._drawn(place.path)
        )

    def _reference(self, code: ReferenceCode, place: Place, ports: Ports) -> Outputs:
        module = code.module
        arguments = tuple(
            None if term is None else self.value(term, f"{place.path}.{name}")
            for term, (name, _) in zip(code.arguments, module.parameters, strict=True)
        )
        entering = tuple(entering_port(name, module, ports) for name, _ in module.inputs)
        presence = tuple(
            tuple(wire is not None for wire in wires) if many else wires[:1] not in ((), (None,))
            for wires, (_, many) in zip(entering, module.inputs, strict=True)
        )
        path = code.decisions_label or place.path
        bound = self.resolver.use(module, arguments, presence, path, self.stack)
        if any(there is False for there in presence):
            return {name: () if many else None for name, many in module.outputs}
        weights = code.weights_label or place.weights
        inputs = tuple(tuple(w for w in wires if w is not None) for wires in entering)
        self._emit(BoundNode(place.node, bound, inputs, weights, place.taken))
        return {
            name: leaving_signal(place.node, name, many, wires)
            for (name, wires), (_, many) in zip(bound.outputs, module.outputs, strict=True)
        }

    def _repeat(self, code: RepeatCode, place: Place, ports: Ports) -> Outputs:
        times = self.value(code.times, f"{place.path}.times")
        if isinstance(times, bool) or not isinstance(times, (int, float)) or times != int(times) or times < 0:
            raise InvalidArchitecture(
                "bad_times",
                f"times at {place.path!r} must be a whole number from 0, but got {times!r}",
                self._drawn(place.path),
            )
        thread = Thread(code.body, ports)
        hidden = self.names
        for index in range(int(times)):
            if self.resolver.left <= 0 or index > self.resolver.program.max_nodes:
                limit = self.resolver.program.max_nodes
                raise InvalidArchitecture(
                    "too_many_nodes", f"a network has at most {limit} nodes (limits.max_nodes)"
                )
            self.names = {**hidden, code.index: index}
            copy = place.copy(index, code.is_tied, code.is_shared)
            thread.take(self.body(code.body, copy, thread.ports))
        self.names = hidden
        return thread.outputs()


_RESOLVE: dict[type, Callable[[Frame, Any, Place, Ports], Outputs]] = {
    OperatorCode: Frame._operator,
    ChoiceCode: Frame._choice,
    MergeCode: Frame._merge_body,
    SwitchCode: Frame._switch,
    ReferenceCode: Frame._reference,
    RepeatCode: Frame._repeat,
}
