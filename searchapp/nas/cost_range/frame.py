"""One use of a module while its cost is bounded: every option of every body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from math import comb, prod
from typing import Any, NamedTuple, Protocol, cast

from searchapp.nas.cost_range.bounds import (
    ABSENT,
    FREE,
    Bound,
    Impossible,
    Part,
    Ports,
    Shapes,
    Unbounded,
    either,
    fixed,
    one_of,
    total,
)
from searchapp.nas.errors import ExpressionError
from searchapp.nas.operators.base import OPERATORS
from searchapp.nas.space.arithmetic import equal
from searchapp.nas.space.asks import Ask
from searchapp.nas.space.bound import BoundNode, BoundOperator, Shape, Wire
from searchapp.nas.space.codes import (
    BodyCode,
    ChoiceCode,
    Computed,
    Constant,
    MergeCode,
    ModuleCode,
    OperatorCode,
    Program,
    ReferenceCode,
    RepeatCode,
    StepCode,
    SwitchCode,
    Term,
    WireCode,
)
from searchapp.nas.space.flow import Thread, fault_of_times, ports_of

MOST_COMBINATIONS = 256
"""Combinations of shapes, of settings or of wires that are looked at in one place."""


class NeedsVariable(Exception):
    """A variable of the document is mentioned; its values are to be taken one by one."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Walk(Protocol):
    """What a frame asks of the walk it belongs to."""

    program: Program
    fixed: Mapping[str, Any]

    def spend(self) -> None:
        """Count a place against the limit."""

    def options(self, ask: Ask) -> tuple[Any, ...]:
        """Return all options of a decision."""

    def use(self, module: ModuleCode, given: tuple[Any, ...], ports: Ports, path: str) -> Part:
        """Bound a use of a module."""

    def cost(self, node: BoundNode, shapes: tuple[Shape, ...]) -> tuple[int, int, Shape] | None:
        """Return parameters, MACs and output shape of a lone node."""


class _Entry(NamedTuple):
    """Something that a merge may take: its id, and what it costs and brings when taken."""

    id: str
    part: Part

    @property
    def shapes(self) -> Shapes:
        """Return what it brings."""
        return _lone(self.part.outputs)


class _Joint(NamedTuple):
    """What is known of a merge before its entries: its mode, its path, the wire it fits to."""

    mode: Term
    at: str
    like: str | None


def _lone(outputs: Mapping[str, Shapes]) -> Shapes:
    return next(iter(outputs.values())) if len(outputs) == 1 else ABSENT


class BoundingFrame:
    """A use of a module in progress. All its names have one value."""

    def __init__(
        self,
        walk: Walk,
        module: ModuleCode,
        path: str,
        names: Mapping[str, Any],
        entering: dict[str, Shapes],
    ) -> None:
        self.path = path
        self._walk = walk
        self._module = module
        self._names = dict(names)
        self._entering = entering
        self._outputs: dict[str, dict[str, Shapes]] = {}

    def knowing(self, name: str, value: Any) -> BoundingFrame:
        """Return the same use with one more name."""
        names = {**self._names, name: value}
        return BoundingFrame(self._walk, self._module, self.path, names, self._entering)

    def run(self) -> Part:
        """Bound all nodes, then what enters the outputs."""
        self._outputs = {"in": self._entering}
        found = []
        for step in self._module.steps:
            part = self._step(step)
            self._outputs[step.id] = part.outputs
            found.append(part.bounds)
        ends: dict[str, Shapes] = {}
        for name, _ in self._module.outputs:
            parts = [self._deliver(w) for w in self._module.ends if w.target[1] in (name, "")]
            found += [part.bounds for part in parts]
            ends[name] = _lone(parts[0].outputs) if len(parts) == 1 else ABSENT
            if len(parts) > 1:
                raise Unbounded
        return Part(total(found), ends)

    # Values -------------------------------------------------------------------------------

    def values(self, term: Term, path: str) -> list[tuple[Any, dict[str, Any]]]:
        """Return every value a term may have, each with the decision that makes it so."""
        if isinstance(term, Constant):
            return [(term.value, {})]
        if isinstance(term, Computed):
            return [(self._compute(term), {})]
        return [(value, {path: value}) for value in self._walk.options(term.ask)]

    def _compute(self, term: Computed) -> Any:
        if term.expr.questions or {"unused", "otherwise", "item"} & set(term.expr.names):
            raise Unbounded
        scope = dict(self._names)
        for name in term.variables:
            if name not in scope:
                if name not in self._walk.fixed:
                    raise NeedsVariable(name)
                scope[name] = self._walk.fixed[name]
        try:
            return term.expr.evaluate(scope)
        except ExpressionError:
            raise Impossible from None

    def _at(self, name: str) -> str:
        return f"{self.path}/{name}" if self.path else name

    # Wires --------------------------------------------------------------------------------

    def _step(self, step: StepCode) -> Part:
        at = self._at(step.id)
        body = step.body
        if isinstance(body, MergeCode) and body.pick is not None:
            joint = _Joint(body.mode, at, body.like)
            return self._picks(joint, self._entries(step), body.pick, f"{at}.pick")
        delivered = [_Entry(wire.id, self._deliver(wire)) for wire in step.wires]
        if isinstance(body, MergeCode):
            return self._join(_Joint(body.mode, at, body.like), delivered)
        ports: Ports = {}
        for wire, entry in zip(step.wires, delivered, strict=True):
            port = wire.target[1]
            ports[port] = (*ports.get(port, ()), entry.shapes)
        found = self._body(body, at, ports)
        return Part(total([*(e.part.bounds for e in delivered), found.bounds]), found.outputs)

    def _entries(self, step: StepCode) -> list[_Entry]:
        """Return what a merge may pick; what cannot be, it cannot pick."""
        found: list[_Entry] = []
        for wire in step.wires:
            try:
                found.append(_Entry(wire.id, self._deliver(wire)))
            except Impossible:
                continue
        return found

    def _deliver(self, wire: WireCode) -> Part:
        """Take what runs along a wire through `when` and through what the wire carries."""
        node, port = wire.source
        outputs = self._outputs[node]
        shapes = outputs[port] if port in outputs else _lone(outputs)

        def deliver(holds: Any) -> Part:
            if not holds or wire.carries is None:
                return Part(FREE, {"": shapes if holds else ABSENT})
            carried = self._body(wire.carries, self._at(wire.id), {"": (shapes,)})
            return Part(carried.bounds, {"": _lone(carried.outputs)})

        return one_of(self.values(wire.when, f"{self._at(wire.id)}.when"), deliver)

    # Nodes --------------------------------------------------------------------------------

    def _node(
        self,
        body: BoundOperator,
        ports: Sequence[Sequence[Shapes]],
        edges: Sequence[str] = (),
        like: str | None = None,
    ) -> Part:
        """Bound one node for every combination of what may enter it."""
        entering = [shapes for port in ports for shapes in port]
        if prod(map(len, entering)) > MOST_COMBINATIONS:
            raise Unbounded
        places = [number for number, port in enumerate(ports) for _ in port]
        found: list[Part] = []
        for some in product(*(sorted(shapes, key=repr) for shapes in entering)):
            there = [k for k, shape in enumerate(some) if shape is not None]
            wires = [[k for k in there if places[k] == port] for port in range(len(ports))]
            if not wires or not all(wires):
                found.append(Part(FREE, {"": ABSENT}))
                continue
            known = {edges[k] for k in there} if edges else ()
            node = BoundNode(
                "node",
                body,
                tuple(
                    tuple(Wire("in", str(there.index(k)), edges[k] if edges else "") for k in port)
                    for port in wires
                ),
                "node",
                on_mismatch=self._module.on_mismatch if edges else "error",
                like=like if like in known else None,
            )
            cost = self._walk.cost(node, tuple(shape for shape in some if shape is not None))
            if cost is not None:
                found.append(Part(fixed(*cost[:2], {}), {"": frozenset({cost[2]})}))
        return either(found)

    def _picks(
        self, joint: _Joint, entries: Sequence[_Entry], pick: tuple[int, int], path: str
    ) -> Part:
        """Bound a merge for every way to pick so many of its entries."""
        sizes = range(pick[0], min(pick[1], len(entries)) + 1)
        if sum(comb(len(entries), size) for size in sizes) > MOST_COMBINATIONS:
            raise Unbounded
        options = [
            (some, {path: sorted(entry.id for entry in some)})
            for size in sizes
            for some in combinations(entries, size)
        ]
        return one_of(options, lambda some: self._join(joint, some))

    def _join(self, joint: _Joint, entries: Sequence[_Entry]) -> Part:
        edges = [entry.id for entry in entries]
        ports = [[entry.shapes for entry in entries]] if entries else []

        def join(value: Any) -> Part:
            self._walk.spend()
            return self._node(BoundOperator(str(value), {}), ports, edges, joint.like)

        joined = one_of(self.values(joint.mode, f"{joint.at}.mode"), join)
        return Part(total([*(e.part.bounds for e in entries), joined.bounds]), joined.outputs)

    # Bodies -------------------------------------------------------------------------------

    def _body(self, code: BodyCode, at: str, ports: Ports) -> Part:
        self._walk.spend()
        match code:
            case OperatorCode():
                return self._operator(code, at, ports)
            case ChoiceCode():
                return self._choice(code, at, ports)
            case SwitchCode():
                return self._switch(code, at, ports)
            case ReferenceCode():
                return self._reference(code, at, ports)
            case RepeatCode():
                return self._repeat(code, at, ports)
            case MergeCode():
                raise Unbounded  # joins what no wire names

    def _every(
        self, terms: Iterable[tuple[str, Term]], at: str
    ) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
        """Return every combination of what these terms may be, with the decisions for it."""
        options = [self.values(term, f"{at}.{name}") for name, term in terms]
        if prod(map(len, options)) > MOST_COMBINATIONS:
            raise Unbounded
        return [
            (
                tuple(value for value, _ in some),
                {path: value for _, decided in some for path, value in decided.items()},
            )
            for some in product(*options)
        ]

    def _operator(self, code: OperatorCode, at: str, ports: Ports) -> Part:
        if code.operator not in OPERATORS or len(OPERATORS.get(code.operator).outputs) != 1:
            raise Unbounded
        names = [name for name, _ in code.arguments]

        def bound(values: tuple[Any, ...]) -> Part:
            settings = dict(zip(names, values, strict=True))
            return self._node(BoundOperator(code.operator, settings), list(ports.values()))

        return one_of(self._every(code.arguments, at), bound)

    def _choice(self, code: ChoiceCode, at: str, ports: Ports) -> Part:
        entries: list[_Entry] = []
        for option in code.alternatives:
            path = f"{at}/{option.id}"
            offers = [how for on, how in self.values(option.when, f"{path}.when") if on]
            try:
                bounded = either(
                    [self._body(option.body, path, ports).having(how) for how in offers]
                )
            except Impossible:
                continue
            entries.append(_Entry(option.id, bounded))
        if code.pick is not None:
            return self._picks(_Joint(code.mode, at, None), entries, code.pick, at)
        return either([entry.part.having({at: entry.id}) for entry in entries])

    def _switch(self, code: SwitchCode, at: str, ports: Ports) -> Part:
        def bound(value: Any) -> Part:
            taken = [c for c in code.cases if c.values and any(equal(value, v) for v in c.values)]
            taken += [c for c in code.cases if c.values is None]
            if not taken:
                raise Impossible
            return self._body(taken[0].body, f"{at}/{taken[0].id}", ports)

        return one_of(self.values(code.on, f"{at}.on"), bound)

    def _reference(self, code: ReferenceCode, at: str, ports: Ports) -> Part:
        module, path = code.module, code.decisions_label or at
        terms = [
            (name, Constant(None) if term is None else term)
            for term, (name, _) in zip(code.arguments, module.parameters, strict=True)
        ]
        part = one_of(
            self._every(terms, at), lambda given: self._walk.use(module, given, ports, path)
        )
        return _shared(part) if code.weights_label is not None else part

    def _repeat(self, code: RepeatCode, at: str, ports: Ports) -> Part:
        lists = ports_of(code.body)
        if lists and any(many for side in lists for _, many in side):
            raise Unbounded
        limit = self._walk.program.max_nodes
        wanted = {
            int(times): decided
            for times, decided in self.values(code.times, f"{at}.times")
            if fault_of_times(times, limit) is None
        }
        parts = self._copies(code, at, ports, max(wanted, default=-1))
        found = [part.having(wanted[k]) for k, part in enumerate(parts) if k in wanted]
        part = either(found)
        return _shared(part) if code.is_shared else part

    def _copies(self, code: RepeatCode, at: str, ports: Ports, most: int) -> Iterator[Part]:
        """Yield no copy, one copy, two and so on, as far as copies can stand."""
        thread = Thread(code.body, cast(Any, ports))
        hidden = self._names
        bounds = FREE
        for done in range(most + 1):
            yield Part(bounds, cast(dict[str, Shapes], thread.outputs()))
            if done == most:
                return
            self._names = {**hidden, code.index: done}
            copy = f"{at}[{'*' if code.is_tied else done}]"
            try:
                part = self._body(code.body, copy, cast(Ports, thread.ports))
            except Impossible:
                return
            finally:
                self._names = hidden
            bounds = total([bounds, part.bounds])
            thread.take(cast(Any, part.outputs))


def _shared(part: Part) -> Part:
    """Count nothing for the fewest parameters: they may be there already, by another use."""
    least = Bound(0, part.bounds.least_parameters.decisions)
    return part._replace(bounds=part.bounds._replace(least_parameters=least))
