"""A use of a module: what each kind of body becomes when its decisions are taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from searchapp.nas.errors import InvalidArchitecture
from searchapp.nas.space.arithmetic import equal
from searchapp.nas.space.asks import Ask, ask_choice, ask_pick
from searchapp.nas.space.bound import BoundNode, BoundOperator, Wire
from searchapp.nas.space.codes import (
    AlternativeCode,
    BodyCode,
    ChoiceCode,
    Constant,
    MergeCode,
    OperatorCode,
    ReferenceCode,
    RepeatCode,
    StepCode,
    SwitchCode,
)
from searchapp.nas.space.flow import (
    LONE,
    Outputs,
    Place,
    Ports,
    Thread,
    Use,
    entering_port,
    fault_of_times,
    leaving_signal,
)
from searchapp.nas.space.frame import Frame
from searchapp.nas.space.recursion import body_finishes, finishable
from searchapp.nas.words import counted, verb


class ModuleUse(Frame):
    """A use of a module in progress, body by body."""

    # Merges -------------------------------------------------------------------------------

    def _merge(self, step: StepCode, code: MergeCode, place: Place) -> Outputs:
        items = [item for wire in step.wires for item in self._items(wire)]
        if code.pick is not None:
            picked = self._picked(code, place, [item.id for item in items])
            items = [item for item in items if item.id in picked]
        there = {item.id: self._deliver(item) for item in items if not item.wire.says("otherwise")}
        if len(there) < len(items):
            self.names["otherwise"] = not any(there.values())
            late = [item for item in items if item.id not in there]
            there.update((item.id, self._deliver(item)) for item in late)
        wires = tuple(wire for item in items if (wire := there[item.id]) is not None)
        mode = self.value(code.mode, f"{place.path}.mode")
        return self._join(place, mode, wires, code.like)

    def _picked(self, code: MergeCode, place: Place, ids: list[str]) -> list[str]:
        low, high = code.pick or (0, 0)
        if len(ids) < low:
            raise InvalidArchitecture(
                "too_few_wires",
                f"{counted(low, 'wire')} must be picked at {place.path!r}, "
                f"but only {len(ids)} {verb(len(ids), 'enters', 'enter')}",
                self._drawn(place.path),
            )
        key = tuple(ids)
        ask = code.asks.get(key)
        if ask is None:
            ask = code.asks[key] = ask_pick(ids, low, high)
        chosen: list[str] = self.resolver.decide(f"{place.path}.pick", ask)
        return chosen

    def _join(self, place: Place, mode: Any, wires: tuple[Wire, ...], like: str | None) -> Outputs:
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

    # Bodies -------------------------------------------------------------------------------

    def body(self, code: BodyCode, place: Place, ports: Ports) -> Outputs:
        """Resolve a body that stands at `place` and gets `ports`."""
        return _RESOLVE[type(code)](self, code, place, ports)

    def _operator(self, code: OperatorCode, place: Place, ports: Ports) -> Outputs:
        at = place.path
        settings = {name: self.value(term, f"{at}.{name}") for name, term in code.arguments}
        entering = tuple(
            tuple(wire for wire in wires if wire is not None) for wires in ports.values()
        )
        if not entering or not all(entering):
            return {"": None}
        names = tuple(ports) if any(ports) else ()
        body = BoundOperator(code.operator, settings)
        self._emit(BoundNode(place.node, body, entering, place.weights, place.taken, ports=names))
        return {"": Wire(place.node, LONE)}

    def _choice(self, code: ChoiceCode, place: Place, ports: Ports) -> Outputs:
        offered: tuple[AlternativeCode, ...] = code.alternatives
        if not code.is_free or self.stack:
            offered = tuple(a for a in offered if self._is_offered(a, place))
        ask = code.asks.get(offered)
        if ask is None:
            ask = code.asks[offered] = self._ask(code, offered, place)
        chosen = self.resolver.decide(place.path, ask)
        if code.pick is None:
            return self.body(code.by_id[chosen].body, place.into(chosen), ports)
        taken = [a for a in offered if a.id in chosen]
        results = [self.body(a.body, place.part(a.id), ports) for a in taken]
        lone = [wire for outputs in results for wire in outputs.values() if isinstance(wire, Wire)]
        mode = self.value(code.mode, f"{place.path}.mode")
        return self._join(place, mode, tuple(lone), None)

    def _ask(self, code: ChoiceCode, offered: tuple[AlternativeCode, ...], place: Place) -> Ask:
        fewest = 1 if code.pick is None else code.pick[0]
        if len(offered) < fewest:
            raise InvalidArchitecture(
                "nothing_to_choose",
                f"{fewest} alternatives must be on offer at {place.path!r}, but {len(offered)} are",
                self._drawn(place.path),
            )
        ids = [a.id for a in offered]
        if code.pick is None:
            return ask_choice(ids, [a.prior for a in offered], ids[0])
        return ask_pick(ids, *code.pick)

    def _is_offered(self, alternative: AlternativeCode, place: Place) -> bool:
        when = alternative.when
        is_free = isinstance(when, Constant) and when.value is True
        if not is_free and not self.value(when, f"{place.path}/{alternative.id}.when"):
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
            "no_case",
            f"the switch at {place.path!r} has no case for {value!r}",
            self._drawn(place.path),
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
        resolved, number = self.resolver.use(Use(module, arguments, presence, path, self.stack))
        if any(there is False for there in presence):
            return {name: () if many else None for name, many in module.outputs}
        weights = code.weights_label or place.weights
        inputs = tuple(tuple(w for w in wires if w is not None) for wires in entering)
        self._emit(BoundNode(place.node, resolved.bound, inputs, weights, place.taken), number)
        return {
            name: leaving_signal(place.node, name, there)
            for (name, _), there in zip(module.outputs, resolved.presence, strict=True)
        }

    def _repeat(self, code: RepeatCode, place: Place, ports: Ports) -> Outputs:
        times = self.value(code.times, f"{place.path}.times")
        fault = fault_of_times(times, self.resolver.program.max_nodes)
        if fault:
            raise InvalidArchitecture("invalid_times", fault, (*self._drawn(place.path), "times"))
        thread = Thread(code.body, ports)
        hidden = self.names
        for index in range(int(times)):
            self.resolver.spend_copy()
            self.names = {**hidden, code.index: index}
            copy = place.copy(index, code.is_tied, code.is_shared)
            thread.take(self.body(code.body, copy, thread.ports))
        self.names = hidden
        return thread.outputs()


_RESOLVE: dict[type, Callable[[ModuleUse, Any, Place, Ports], Outputs]] = {
    OperatorCode: ModuleUse._operator,
    ChoiceCode: ModuleUse._choice,
    MergeCode: ModuleUse._merge_body,
    SwitchCode: ModuleUse._switch,
    ReferenceCode: ModuleUse._reference,
    RepeatCode: ModuleUse._repeat,
}
