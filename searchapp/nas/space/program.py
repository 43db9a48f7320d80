"""A space document made ready to run: names resolved, expressions parsed, nodes in order.

A version is compiled once. The codes here are what the resolver (searchapp.nas.space.resolver),
the counter and the survey walk; none of them looks at the document again. Everything that was
learned on the way (`ModuleCode.memo`) hangs on the program, so a second architecture costs little.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from searchapp.nas.space.asks import Ask, ask_choice, ask_domain
from searchapp.nas.space.document import (
    Body,
    ChoiceBody,
    Edge,
    Expression,
    MergeBody,
    Module,
    OperatorBody,
    ReferenceBody,
    RepeatBody,
    SpaceDocument,
    SwitchBody,
)
from searchapp.nas.space.expressions import Expr, parse
from searchapp.nas.space.order import topological_order
from searchapp.nas.space.values import read_value


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal."""

    value: Any


@dataclass(frozen=True, slots=True)
class Computed:
    """An expression; `variables` are the document's variables it mentions (and so activates)."""

    expr: Expr
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """A domain: a decision."""

    ask: Ask


Term = Constant | Computed | Open


@dataclass(eq=False, slots=True)
class OperatorCode:
    """An operator and its settings."""

    operator: str
    arguments: tuple[tuple[str, Term], ...]


@dataclass(eq=False, slots=True)
class AlternativeCode:
    """An option of a choice. `needs` are the modules it must be able to finish."""

    id: str
    body: BodyCode
    prior: float
    when: Term


@dataclass(eq=False, slots=True)
class ChoiceCode:
    """A choice. `always` is the ask when every alternative is always on offer."""

    alternatives: tuple[AlternativeCode, ...]
    pick: tuple[int, int] | None
    mode: Term
    asks: dict[Any, Ask] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class MergeCode:
    """A merge; `pick` is None when all wires are taken."""

    mode: Term
    pick: tuple[int, int] | None
    like: str | None
    asks: dict[Any, Ask] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class ReferenceCode:
    """A use of a module. `arguments` run parallel to the module's parameters; None: its default."""

    module: ModuleCode
    arguments: tuple[Term | None, ...]
    decisions_label: str | None
    weights_label: str | None


@dataclass(eq=False, slots=True)
class RepeatCode:
    """Copies of a body."""

    body: BodyCode
    times: Term
    index: str
    is_tied: bool
    is_shared: bool


@dataclass(eq=False, slots=True)
class CaseCode:
    """A case of a switch; without values it is the last resort."""

    id: str
    values: tuple[Any, ...] | None
    body: BodyCode


@dataclass(eq=False, slots=True)
class SwitchCode:
    """A switch."""

    on: Term
    cases: tuple[CaseCode, ...]


BodyCode = OperatorCode | ChoiceCode | MergeCode | ReferenceCode | RepeatCode | SwitchCode


@dataclass(eq=False, slots=True)
class WireCode:
    """A wire; `is_unused` and `is_otherwise` stand for the two words only wires may say."""

    id: str
    source: tuple[str, str]
    target: tuple[str, str]
    when: Term
    carries: BodyCode | None

    def says(self, word: str) -> bool:
        """Tell whether `when` is, or mentions, `unused` or `otherwise`."""
        return isinstance(self.when, Computed) and word in self.when.expr.names


@dataclass(eq=False, slots=True)
class StepCode:
    """A node and the wires that enter it, in the order of the document."""

    id: str
    body: BodyCode
    wires: tuple[WireCode, ...]


@dataclass(eq=False, slots=True)
class ModuleCode:
    """A module: its steps in topological order, and the wires of its outputs."""

    id: str
    role: Any
    on_mismatch: Any
    parameters: tuple[tuple[str, Term | None], ...] = ()
    inputs: tuple[tuple[str, bool], ...] = ()
    outputs: tuple[tuple[str, bool], ...] = ()
    steps: tuple[StepCode, ...] = ()
    ends: tuple[WireCode, ...] = ()
    wires: dict[str, WireCode] = field(default_factory=dict)
    targets: dict[str, StepCode] = field(default_factory=dict)
    is_recursive: bool = False
    memo: dict[Any, Any] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Program:
    """A compiled document."""

    modules: dict[str, ModuleCode]
    root: ModuleCode
    variables: dict[str, Ask]
    symbols: Mapping[str, Any]
    max_depth: int
    max_nodes: int
    finishing: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)
    memo_size: int = 0


def compile_document(document: SpaceDocument, symbols: Mapping[str, Any]) -> Program:
    """Compile a document whose structure has no faults (`searchapp.nas.space.structure`)."""
    return _Compiler(document).compile(symbols)


def end_of_wire(text: str) -> tuple[str, str]:
    """Split `node.port` or `node` into (node, port), the port empty when not named."""
    node, _, port = text.partition(".")
    return node, port


class _Compiler:
    def __init__(self, document: SpaceDocument) -> None:
        self.document = document
        self.modules = {
            name: ModuleCode(name, module.role, module.on_mismatch)
            for name, module in document.modules.items()
        }

    def compile(self, symbols: Mapping[str, Any]) -> Program:
        for name, module in self.document.modules.items():
            self._fill(self.modules[name], module)
        self._mark_recursion()
        return Program(
            modules=self.modules,
            root=self.modules[self.document.root],
            variables={name: ask_domain(d) for name, d in self.document.variables.items()},
            symbols=symbols,
            max_depth=self.document.limits.max_depth,
            max_nodes=self.document.limits.max_nodes,
        )

    def _fill(self, code: ModuleCode, module: Module) -> None:
        code.parameters = tuple(
            (name, None if p.default is None else self._term(p.default))
            for name, p in module.parameters.items()
        )
        code.inputs = tuple((port.id, port.many) for port in module.inputs)
        code.outputs = tuple((port.id, port.many) for port in module.outputs)
        code.wires = {edge.id: self._wire(edge) for edge in module.edges}
        entering: dict[str, list[WireCode]] = {node.id: [] for node in module.nodes}
        entering["out"] = []
        for wire in code.wires.values():
            entering[wire.target[0]].append(wire)
        steps = {n.id: StepCode(n.id, self._body(n), tuple(entering[n.id])) for n in module.nodes}
        code.targets = steps
        code.steps = tuple(steps[name] for name in topological_order(module))
        code.ends = tuple(entering["out"])

    def _wire(self, edge: Edge) -> WireCode:
        carries = None if edge.carries is None else self._body(edge.carries)
        source, target = end_of_wire(edge.source), end_of_wire(edge.target)
        return WireCode(edge.id, source, target, self._term(edge.when), carries)

    def _term(self, raw: Any) -> Term:
        value = read_value(raw)
        if isinstance(value, Expression):
            expr = parse(value.expr)
            mentioned = sorted(name for name in expr.names if name in self.document.variables)
            return Computed(expr, tuple(mentioned))
        if isinstance(raw, dict):
            return Open(ask_domain(value))
        return Constant(value)

    def _body(self, body: Body) -> BodyCode:
        if isinstance(body, OperatorBody):
            return OperatorCode(body.operator, self._terms(body.arguments))
        if isinstance(body, ChoiceBody):
            return self._choice(body)
        if isinstance(body, MergeBody):
            pick = None if body.pick == "all" else _limits(body.pick)
            return MergeCode(self._term(body.mode), pick, body.like)
        if isinstance(body, ReferenceBody):
            return self._reference(body)
        if isinstance(body, RepeatBody):
            return RepeatCode(
                self._body(body.body),
                self._term(body.times),
                body.index,
                body.decisions == "tied",
                body.weights == "shared",
            )
        return self._switch(body)

    def _terms(self, arguments: Mapping[str, Any]) -> tuple[tuple[str, Term], ...]:
        return tuple((name, self._term(value)) for name, value in arguments.items())

    def _choice(self, body: ChoiceBody) -> ChoiceCode:
        alternatives = tuple(
            AlternativeCode(a.id, self._body(a.node), a.prior, self._term(a.when))
            for a in body.of
            if a.enabled
        )
        return ChoiceCode(alternatives, None if body.pick == 1 else _limits(body.pick), self._term(body.mode))

    def _reference(self, body: ReferenceBody) -> ReferenceCode:
        given = {name: self._term(value) for name, value in body.arguments.items()}
        names = self.document.modules[body.module].parameters
        label = f"#{body.label or body.module}"
        return ReferenceCode(
            self.modules[body.module],
            tuple(given.get(name) for name in names),
            label if body.decisions == "tied" else None,
            label if body.weights == "shared" else None,
        )

    def _switch(self, body: SwitchBody) -> SwitchCode:
        cases = tuple(
            CaseCode(c.id, None if c.values is None else tuple(c.values), self._body(c.node))
            for c in body.cases
        )
        return SwitchCode(self._term(body.on), cases)

    def _mark_recursion(self) -> None:
        uses = {name: _used_modules(code) for name, code in self.modules.items()}
        for name, code in self.modules.items():
            code.is_recursive = name in _reachable(name, uses)


def _limits(pick: Any) -> tuple[int, int]:
    return (pick, pick) if isinstance(pick, int) else (pick[0], pick[1])


def _used_modules(code: ModuleCode) -> set[str]:
    bodies: list[BodyCode] = [step.body for step in code.steps]
    bodies += [wire.carries for wire in code.wires.values() if wire.carries is not None]
    return {name for body in bodies for name in referenced_modules(body)}


def referenced_modules(body: BodyCode) -> set[str]:
    """Return the modules that a body refers to, in any of its alternatives, cases or copies."""
    if isinstance(body, ReferenceCode):
        return {body.module.id}
    if isinstance(body, ChoiceCode):
        return set().union(*(referenced_modules(a.body) for a in body.alternatives))
    if isinstance(body, SwitchCode):
        return set().union(*(referenced_modules(c.body) for c in body.cases))
    if isinstance(body, RepeatCode):
        return referenced_modules(body.body)
    return set()


def _reachable(start: str, uses: Mapping[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(uses[start])
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(uses[name])
    return seen


# Which modules can be finished when some may not be entered again ------------------------------


def finishable(program: Program, exhausted: frozenset[str]) -> frozenset[str]:
    """Return the modules that have a finite expansion without entering any of `exhausted`.

    A finite expansion never needs a module inside itself (the inner one can take the place of the
    outer), so the depth budget matters only through the modules that used it up.
    """
    found = program.finishing.get(exhausted)
    if found is None:
        done: set[str] = set()
        waiting = {name for name in program.modules if name not in exhausted}
        while fresh := {name for name in waiting if _finishes(program.modules[name], done)}:
            done |= fresh
            waiting -= fresh
        found = program.finishing[exhausted] = frozenset(done)
    return found


def _finishes(code: ModuleCode, done: set[str]) -> bool:
    carried = (wire.carries for wire in code.wires.values() if wire.carries is not None)
    return all(body_finishes(step.body, done) for step in code.steps) and all(
        body_finishes(body, done) for body in carried
    )


def body_finishes(body: BodyCode, done: set[str] | frozenset[str]) -> bool:
    """Tell whether a body can be expanded using finished modules only (guards taken to hold)."""
    if isinstance(body, ReferenceCode):
        return body.module.id in done
    if isinstance(body, ChoiceCode):
        fewest = 1 if body.pick is None else max(1, body.pick[0])
        return sum(body_finishes(a.body, done) for a in body.alternatives) >= fewest
    if isinstance(body, SwitchCode):
        return any(body_finishes(case.body, done) for case in body.cases)
    if isinstance(body, RepeatCode):
        return body_finishes(body.body, done)
    return True
