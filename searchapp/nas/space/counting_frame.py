"""One use of a module while its assignments are counted: values may be unknown here.

A value that depends on a decision not yet enumerated is `Unknown`. Where the structure needs it,
`NeedsValue` rises to the frame that owns the decision, which counts again for each of its values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from searchapp.nas.errors import ExpressionError, InvalidArchitecture
from searchapp.nas.space import polynomial as poly
from searchapp.nas.space.arithmetic import equal
from searchapp.nas.space.asks import Ask, ask_pick
from searchapp.nas.space.codes import (
    BodyCode,
    ChoiceCode,
    Computed,
    Constant,
    MergeCode,
    Open,
    OperatorCode,
    ReferenceCode,
    RepeatCode,
    StepCode,
    SwitchCode,
    Term,
    WireCode,
)
from searchapp.nas.space.flow import (
    Outputs,
    Ports,
    Thread,
    entering_lists,
    fault_of_times,
    ports_of,
)
from searchapp.nas.space.outlook import NeedsValue, Outlook, Unknown, Visit
from searchapp.nas.space.polynomial import Polynomial
from searchapp.nas.space.recursion import body_finishes, finishable

_LONE: Outputs = {"": None}


class CountingFrame:
    """A use of a module being counted."""

    def __init__(self, counter: Outlook, use: Visit) -> None:
        """Open the use; `solve` counts it."""
        self.counter = counter
        self.use = use
        self.module = use.module
        self.path = use.path
        self.stack = use.stack
        self.owned: dict[str, Ask] = {}
        self._fixed: dict[str, Any] = {}
        self._names: dict[str, Any] = {}
        self._outputs: dict[str, Outputs] = {}
        self._product: Polynomial = poly.ONE

    def solve(self, fixed: dict[str, Any]) -> tuple[Polynomial, Outputs]:
        """Count with some own decisions fixed, enumerating those that turn out to be read."""
        try:
            return self._attempt(fixed)
        except NeedsValue as need:
            if need.atom not in self.owned:
                raise
            atom = need.atom
        options = self.owned[atom].blank.options
        if options is None:
            self.counter.is_exact = False
            options = (self.owned[atom].blank.default,)
        terms, results = zip(*(self.solve({**fixed, atom: v}) for v in options), strict=True)
        if any(result != results[0] for result in results):
            self.counter.is_exact = False
        return poly.sum_out(atom, terms), results[-1]

    def _attempt(self, fixed: dict[str, Any]) -> tuple[Polynomial, Outputs]:
        self._fixed = fixed
        self._product = poly.ONE
        self._names = dict(self.counter.program.symbols)
        self._outputs = {"in": self.use.entering}
        pairs = list(zip(self.module.parameters, self.use.given, strict=True))
        self._names.update((name, value) for (name, _), value in pairs if value is not None)
        for (name, default), value in pairs:
            if value is None and default is not None:
                self._names[name] = self.value(default, f"{self.path}.{name}")
        for step in self.module.steps:
            self._outputs[step.id] = self._step(step)
        ends: Outputs = {name: self._end(name, many) for name, many in self.module.outputs}
        return self._product, ends

    # Values -------------------------------------------------------------------------------

    def _multiply(self, factor: Polynomial) -> None:
        self._product = poly.multiply(self._product, factor)

    def _aside(self, action: Callable[[], Outputs]) -> tuple[Polynomial, Outputs]:
        """Do something and return its factor instead of multiplying it in."""
        kept, self._product = self._product, poly.ONE
        outputs = action()
        factor, self._product = self._product, kept
        return factor, outputs

    def value(self, term: Term, path: str, extra: dict[str, Any] | None = None) -> Any:
        """Return the value of a term, `Unknown` where it depends on what is not enumerated."""
        if isinstance(term, Constant):
            return term.value
        if isinstance(term, Computed):
            return self._compute(term, extra or {})
        return self._decide(path, term.ask)

    def _decide(self, atom: str, ask: Ask) -> Any:
        self.owned[atom] = ask
        if atom in self._fixed:
            self._multiply(poly.name(atom))
            return self._fixed[atom]
        options = ask.blank.options
        if options is not None and len(options) == 1:
            return options[0]
        if ask.size is None:
            self.counter.is_exact = False
        self._multiply(poly.number(ask.size or 1))
        return Unknown(frozenset((atom,)))

    def _compute(self, term: Computed, extra: dict[str, Any]) -> Any:
        scope = {**self._names, **extra}
        for name in term.variables:
            if name not in scope:
                scope[name] = self._variable(f"${name}")
        mentioned = [scope[name] for name in term.expr.names if name in scope]
        mentioned += [self._present(*edges) for _, edges in term.expr.questions]
        atoms = frozenset().union(*(m.atoms for m in mentioned if isinstance(m, Unknown)))
        if atoms:
            return Unknown(atoms)
        scope["present"] = self._present
        try:
            return term.expr.evaluate(scope)
        except ExpressionError as error:
            raise InvalidArchitecture(error.code, error.message, (self.path,)) from None

    def _variable(self, atom: str) -> Any:
        self._multiply(poly.name(atom))
        if atom in self.counter.fixed:
            return self.counter.fixed[atom]
        options = self.counter.program.variables[atom[1:]].blank.options
        return (
            options[0] if options is not None and len(options) == 1 else Unknown(frozenset((atom,)))
        )

    def _present(self, edge: str) -> Any:
        """Look at the decision of a wire; the wire itself counts it."""
        wire = self.module.wires[edge]
        step = self.module.targets.get(wire.target[0])
        kept = self._product
        if step is not None and isinstance(step.body, MergeCode) and step.body.pick is not None:
            atom = f"{self._at(step.id)}.pick"
            ask = _pick_ask(step.body, [other.id for other in step.wires])
            chosen = self._decide(atom, ask)
            answer = chosen if isinstance(chosen, Unknown) else edge in chosen
        else:
            answer = self.value(wire.when, f"{self._at(edge)}.when")
        self._product = kept
        return answer

    def _known(self, value: Any) -> Any:
        if isinstance(value, Unknown):
            raise NeedsValue(min(value.atoms))
        return value

    def _at(self, name: str) -> str:
        return f"{self.path}/{name}" if self.path else name

    # Wires --------------------------------------------------------------------------------

    def _step(self, step: StepCode) -> Outputs:
        at = self._at(step.id)
        if isinstance(step.body, MergeCode):
            return self._merge(step, step.body, at)
        ports: dict[str, tuple[None, ...]] = {}
        for wire in step.wires:
            items = self._items(wire)
            ports[wire.target[1]] = (*ports.get(wire.target[1], ()), *(None for _ in items))
            for item, index in items:
                self._deliver(wire, item, index)
        return self.body(step.body, at, dict(ports))

    def _items(self, wire: WireCode) -> list[tuple[str, int | None]]:
        node, port = wire.source
        outputs = self._outputs[node]
        lone = next(iter(outputs.values())) if len(outputs) == 1 else None
        signal = outputs.get(port, lone)
        if isinstance(signal, tuple):
            return [(f"{wire.id}[{k}]", k) for k in range(len(signal))]
        return [(wire.id, None)]

    def _deliver(self, wire: WireCode, item: str, index: int | None) -> None:
        extra = {} if index is None else {"item": index}
        carried = poly.ONE
        if wire.says("unused") or wire.says("otherwise"):
            if wire.carries is not None and self._carried(wire, item, index) != poly.ONE:
                self.counter.is_exact = False
            return
        is_there = self.value(wire.when, f"{self._at(item)}.when", extra)
        if wire.carries is not None and (isinstance(is_there, Unknown) or is_there):
            carried = self._carried(wire, item, index)
        if carried != poly.ONE and self._known(is_there):
            self._multiply(carried)

    def _carried(self, wire: WireCode, item: str, index: int | None) -> Polynomial:
        body = wire.carries
        if body is None:
            return poly.ONE
        hidden = self._names
        if index is not None:
            self._names = {**hidden, "item": index}
        factor, _ = self._aside(lambda: self.body(body, self._at(item), {"": (None,)}))
        self._names = hidden
        return factor

    def _end(self, name: str, many: bool) -> tuple[None, ...] | None:
        items = []
        for wire in self.module.ends:
            if wire.target[1] in (name, ""):
                for item, index in self._items(wire):
                    self._deliver(wire, item, index)
                    items.append(item)
        return tuple(None for _ in items) if many else None

    # Bodies -------------------------------------------------------------------------------

    def _merge(self, step: StepCode, code: MergeCode, at: str) -> Outputs:
        items = [(wire, *item) for wire in step.wires for item in self._items(wire)]
        if code.pick is None:
            for item in items:
                self._deliver(*item)
        else:
            self._pick(code, at, items)
        self.value(code.mode, f"{at}.mode")
        return _LONE

    def _pick(
        self, code: MergeCode, at: str, items: list[tuple[WireCode, str, int | None]]
    ) -> None:
        low, high = code.pick or (0, 0)
        atom = f"{at}.pick"
        self.owned[atom] = _pick_ask(code, [item[1] for item in items])
        if atom in self._fixed:
            self._multiply(poly.name(atom))
            for item in items:
                if item[1] in self._fixed[atom]:
                    self._multiply(self._carried(*item))
            return
        factors = [self._carried(*item) for item in items]
        self._multiply(poly.choose(factors, low, min(high, len(items))))

    def body(self, code: BodyCode, at: str, ports: Ports) -> Outputs:
        """Count a body that stands at `at`."""
        return _COUNT[type(code)](self, code, at, ports)

    def _operator(self, code: OperatorCode, at: str, _: Ports) -> Outputs:
        for name, term in code.arguments:
            self.value(term, f"{at}.{name}")
        return _LONE

    def _merge_body(self, code: MergeCode, at: str, _: Ports) -> Outputs:
        self.value(code.mode, f"{at}.mode")
        return _LONE

    def _choice(self, code: ChoiceCode, at: str, ports: Ports) -> Outputs:
        offered = [a for a in code.alternatives if self._is_offered(a, at)]
        results = [
            self._aside(lambda a=a: self.body(a.body, f"{at}/{a.id}", ports))  # type: ignore[misc]
            for a in offered
        ]
        factors = [factor for factor, _ in results]
        if code.pick is None:
            self._multiply(poly.choose(factors, 1, 1) if factors else {})
            return results[0][1] if results else _LONE
        self._multiply(poly.choose(factors, code.pick[0], min(code.pick[1], len(factors))))
        self.value(code.mode, f"{at}.mode")
        return _LONE

    def _is_offered(self, alternative: Any, at: str) -> bool:
        if not self._known(self.value(alternative.when, f"{at}/{alternative.id}.when")):
            return False
        program = self.counter.program
        full = frozenset(m for m in self.stack if self.stack.count(m) >= program.max_depth)
        return not full or body_finishes(alternative.body, finishable(program, full))

    def _switch(self, code: SwitchCode, at: str, ports: Ports) -> Outputs:
        value = self._known(self.value(code.on, f"{at}.on"))
        taken = [
            c for c in code.cases if c.values is not None and any(equal(value, v) for v in c.values)
        ]
        taken += [c for c in code.cases if c.values is None]
        if not taken:
            self._multiply({})
            return _LONE
        return self.body(taken[0].body, f"{at}/{taken[0].id}", ports)

    def _reference(self, code: ReferenceCode, at: str, ports: Ports) -> Outputs:
        module = code.module
        given = tuple(
            None if term is None else self.value(term, f"{at}.{name}")
            for term, (name, _) in zip(code.arguments, module.parameters, strict=True)
        )
        label = code.decisions_label
        entering = entering_lists(module, ports)
        visit = Visit(module, given, entering, label or at, self.stack)
        factor, outputs = self.counter.count(visit)
        self._multiply(self.counter.tie(label, factor) if label else factor)
        return dict(outputs)

    def _repeat(self, code: RepeatCode, at: str, ports: Ports) -> Outputs:
        own = code.times.ask.blank.options if isinstance(code.times, Open) else None
        if own is not None and not _grows(code.body):
            return self._copies(code, at, ports, own)
        times = self._known(self.value(code.times, f"{at}.times"))
        return self._copies(code, at, ports, (times,))

    def _copies(self, code: RepeatCode, at: str, ports: Ports, given: tuple[Any, ...]) -> Outputs:
        """Multiply by the sum, over the possible numbers of copies, of what the copies offer."""
        thread = Thread(code.body, ports)
        limit = self.counter.program.max_nodes
        times = [int(number) for number in given if fault_of_times(number, limit) is None]
        hidden, running = self._names, poly.ONE
        total: Polynomial = {}
        first: Polynomial | None = None
        most, ways = max(times, default=-1), Counter(times)
        for index in range(most + 1):
            for _ in range(ways[index]):
                total = poly.add(total, running)
            if index == most:
                break
            self.counter.spend_copy()
            self._names = {**hidden, code.index: index}
            copy = f"{at}[{'*' if code.is_tied else index}]"
            factor, outputs = self._aside(lambda c=copy: self.body(code.body, c, thread.ports))  # type: ignore[misc]
            thread.take(outputs)
            if not code.is_tied or first is None:
                running = poly.multiply(running, factor)
            elif factor != first:
                self.counter.is_exact = False
            first = factor
        self._names = hidden
        self._multiply(total)
        return thread.outputs()


def _pick_ask(code: MergeCode, ids: list[str]) -> Ask:
    ask = code.asks.get(tuple(ids))
    if ask is None:
        ask = code.asks[tuple(ids)] = ask_pick(ids, *(code.pick or (0, 0)))
    return ask


def _grows(body: BodyCode) -> bool:
    """Tell whether copies of a body append to a list."""
    known = ports_of(body)
    return known is not None and any(many for _, many in known[0])


_COUNT: dict[type, Callable[[CountingFrame, Any, str, Ports], Outputs]] = {
    OperatorCode: CountingFrame._operator,
    ChoiceCode: CountingFrame._choice,
    MergeCode: CountingFrame._merge_body,
    SwitchCode: CountingFrame._switch,
    ReferenceCode: CountingFrame._reference,
    RepeatCode: CountingFrame._repeat,
}
