"""A space document made ready to run: names resolved, expressions parsed, nodes in order.

A version is compiled once. The codes here are what the resolver (searchapp.nas.space.resolver),
the counter and the survey walk; none of them looks at the document again. Everything that was
learned on the way (`ModuleCode.memo`) hangs on the program, so a second architecture costs little.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from searchapp.nas.space.asks import ask_domain
from searchapp.nas.space.codes import (
    AlternativeCode,
    BodyCode,
    CaseCode,
    ChoiceCode,
    Computed,
    Constant,
    MergeCode,
    ModuleCode,
    Open,
    OperatorCode,
    Program,
    ReferenceCode,
    RepeatCode,
    StepCode,
    SwitchCode,
    Term,
    WireCode,
)
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
from searchapp.nas.space.expressions import parse
from searchapp.nas.space.order import topological_order
from searchapp.nas.space.recursion import mark_recursion
from searchapp.nas.space.values import read_value


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
        mark_recursion(self.modules)
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
        return ChoiceCode(
            alternatives,
            None if body.pick == 1 else _limits(body.pick),
            self._term(body.mode),
            all(isinstance(a.when, Constant) and a.when.value is True for a in alternatives),
            {a.id: a for a in alternatives},
        )

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


def _limits(pick: Any) -> tuple[int, int]:
    return (pick, pick) if isinstance(pick, int) else (pick[0], pick[1])
