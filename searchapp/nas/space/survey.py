"""Every decision that can become active: what a supernet relaxes, what the report lists.

The survey goes through all alternatives, cases and copies. Where a value depends on a decision,
every case is visited, guards count as holding, and the number of copies as the largest.
"""

from __future__ import annotations

from typing import Any

from searchapp.nas.errors import ExpressionError
from searchapp.nas.space.architecture import Decision
from searchapp.nas.space.arithmetic import equal
from searchapp.nas.space.asks import Ask, ask_choice, ask_pick, freeze
from searchapp.nas.space.codes import (
    BodyCode,
    ChoiceCode,
    Computed,
    Constant,
    MergeCode,
    OperatorCode,
    Program,
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
    too_many_nodes,
)
from searchapp.nas.space.outlook import Visit, visit_root
from searchapp.nas.space.recursion import body_finishes, finishable

_LONE: Outputs = {"": None}


class _Unknown:
    """A value that depends on decisions; `options` when it is one decision of known values."""

    def __init__(self, options: tuple[Any, ...] | None = None) -> None:
        self.options = options


def survey(program: Program, arguments: dict[str, Any]) -> tuple[Decision, ...]:
    """Return every decision that some architecture of the program takes.

    Raises:
        InvalidArchitecture: There are more places than `limits.max_nodes` allows.
    """
    found = _Survey(program)
    found.visit(visit_root(program, arguments))
    return tuple(ask.at(path) for path, ask in found.asks.items())


class _Survey:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.asks: dict[str, Ask] = {}
        self._left = program.max_nodes
        self._tied: dict[Any, Outputs] = {}

    def visit(self, use: Visit) -> Outputs:
        """Survey one use of a module; tied uses with the same arguments once."""
        entered = use.enter(self.program.max_depth)
        if entered is None:
            return use.without_outputs()
        key = (use.path, tuple(g if isinstance(g, _Unknown) else freeze(g) for g in use.given))
        if use.path.startswith("#") and key in self._tied:
            return self._tied[key]
        outputs = self._tied[key] = _SurveyFrame(self, entered).run()
        return outputs

    def decide(self, path: str, ask: Ask) -> Any:
        """Take note of a decision."""
        self.asks.setdefault(path, ask)
        options = ask.blank.options
        return options[0] if options is not None and len(options) == 1 else _Unknown(options)

    def spend(self) -> None:
        """Count a place against the limit."""
        self._left -= 1
        if self._left < 0:
            raise too_many_nodes(self.program.max_nodes)


class _SurveyFrame:
    def __init__(self, survey: _Survey, use: Visit) -> None:
        self._survey = survey
        self._module = use.module
        self._path = use.path
        self._stack = use.stack
        self._names: dict[str, Any] = dict(survey.program.symbols)
        self._outputs: dict[str, Outputs] = {"in": use.entering}
        pairs = list(zip(use.module.parameters, use.given, strict=True))
        self._names.update((name, value) for (name, _), value in pairs if value is not None)
        for (name, default), value in pairs:
            if value is None and default is not None:
                self._names[name] = self._value(default, f"{use.path}.{name}")

    def run(self) -> Outputs:
        for step in self._module.steps:
            self._outputs[step.id] = self._step(step)
        ends: Outputs = {}
        for name, many in self._module.outputs:
            wires = [wire for wire in self._module.ends if wire.target[1] in (name, "")]
            count = sum(len(self._follow(wire)) for wire in wires)
            ends[name] = tuple(None for _ in range(count)) if many else None
        return ends

    def _at(self, name: str) -> str:
        return f"{self._path}/{name}" if self._path else name

    def _value(self, term: Term, path: str, extra: dict[str, Any] | None = None) -> Any:
        if isinstance(term, Constant):
            return term.value
        if not isinstance(term, Computed):
            return self._survey.decide(path, term.ask)
        scope = {**self._names, **(extra or {})}
        for name in term.variables:
            if name not in scope:
                scope[name] = self._survey.decide(f"${name}", self._survey.program.variables[name])
        names = term.expr.names
        if term.expr.questions or any(isinstance(scope.get(n), _Unknown) for n in names):
            return self._simple(term, scope)
        try:
            return term.expr.evaluate(scope)
        except ExpressionError:
            return _Unknown()

    def _simple(self, term: Computed, scope: dict[str, Any]) -> Any:
        """Work out the possible values where one listed decision decides."""
        unknown = [name for name in term.expr.names if isinstance(scope.get(name), _Unknown)]
        if term.expr.questions or len(unknown) != 1 or scope[unknown[0]].options is None:
            return _Unknown()
        values: list[Any] = []
        for option in scope[unknown[0]].options:
            try:
                values.append(term.expr.evaluate({**scope, unknown[0]: option}))
            except ExpressionError:
                return _Unknown()
        return _Unknown(tuple(values))

    def _step(self, step: StepCode) -> Outputs:
        self._survey.spend()
        at = self._at(step.id)
        ports: dict[str, tuple[None, ...]] = {}
        ids: list[str] = []
        for wire in step.wires:
            items = self._follow(wire)
            ids += items
            ports[wire.target[1]] = (*ports.get(wire.target[1], ()), *(None for _ in items))
        body = step.body
        if isinstance(body, MergeCode) and body.pick is not None:
            self._survey.decide(f"{at}.pick", ask_pick(ids, *body.pick))
        return self._body(body, at, dict(ports))

    def _follow(self, wire: WireCode) -> list[str]:
        """Survey what stands on a wire, for each item of a list; return the ids of the items."""
        node, port = wire.source
        outputs = self._outputs[node]
        lone = next(iter(outputs.values())) if len(outputs) == 1 else None
        signal = outputs.get(port, lone)
        indices = list(range(len(signal))) if isinstance(signal, tuple) else [None]
        ids = [wire.id if index is None else f"{wire.id}[{index}]" for index in indices]
        hidden = self._names
        for index, item in zip(indices, ids, strict=True):
            words = {"item": index, "unused": _Unknown(), "otherwise": _Unknown()}
            is_there = self._value(wire.when, f"{self._at(item)}.when", words)
            if wire.carries is not None and (isinstance(is_there, _Unknown) or is_there):
                self._names = hidden if index is None else {**hidden, "item": index}
                self._body(wire.carries, self._at(item), {"": (None,)})
                self._names = hidden
        return ids

    def _body(self, code: BodyCode, at: str, ports: Ports) -> Outputs:
        if isinstance(code, OperatorCode):
            for name, term in code.arguments:
                self._value(term, f"{at}.{name}")
            return _LONE
        if isinstance(code, MergeCode):
            self._value(code.mode, f"{at}.mode")
            return _LONE
        if isinstance(code, ChoiceCode):
            return self._choice(code, at, ports)
        if isinstance(code, SwitchCode):
            return self._switch(code, at, ports)
        if isinstance(code, ReferenceCode):
            return self._reference(code, at, ports)
        return self._repeat(code, at, ports)

    def _choice(self, code: ChoiceCode, at: str, ports: Ports) -> Outputs:
        program, stack = self._survey.program, self._stack
        full = frozenset(m for m in stack if stack.count(m) >= program.max_depth)
        offered = [
            a
            for a in code.alternatives
            if self._may_hold(self._value(a.when, f"{at}/{a.id}.when"))
            and (not full or body_finishes(a.body, finishable(program, full)))
        ]
        ids = [a.id for a in offered]
        if not ids:
            return _LONE
        if code.pick is None:
            self._survey.decide(at, ask_choice(ids, [a.prior for a in offered], ids[0]))
        else:
            self._survey.decide(at, ask_pick(ids, *code.pick))
            self._value(code.mode, f"{at}.mode")
        results = [self._body(a.body, f"{at}/{a.id}", ports) for a in offered]
        return results[0] if code.pick is None else _LONE

    @staticmethod
    def _may_hold(value: Any) -> bool:
        if isinstance(value, _Unknown):
            return value.options is None or any(value.options)
        return bool(value)

    def _switch(self, code: SwitchCode, at: str, ports: Ports) -> Outputs:
        value = self._value(code.on, f"{at}.on")
        possible = value.options if isinstance(value, _Unknown) else (value,)
        taken = code.cases
        if possible is not None:
            known = [
                [c for c in code.cases if c.values and any(equal(v, o) for o in c.values)]
                for v in possible
            ]
            last = [c for c in code.cases if c.values is None]
            kept = {id((some or last)[0]) for some in known if some or last}
            taken = tuple(c for c in code.cases if id(c) in kept)
        results = [self._body(case.body, f"{at}/{case.id}", ports) for case in taken]
        return results[0] if results else _LONE

    def _reference(self, code: ReferenceCode, at: str, ports: Ports) -> Outputs:
        module = code.module
        given = tuple(
            None if term is None else self._value(term, f"{at}.{name}")
            for term, (name, _) in zip(code.arguments, module.parameters, strict=True)
        )
        path = code.decisions_label or at
        return self._survey.visit(
            Visit(module, given, entering_lists(module, ports), path, self._stack)
        )

    def _repeat(self, code: RepeatCode, at: str, ports: Ports) -> Outputs:
        times = self._value(code.times, f"{at}.times")
        known = (times.options or (1,)) if isinstance(times, _Unknown) else (times,)
        limit = self._survey.program.max_nodes
        numbers = [int(one) for one in known if fault_of_times(one, limit) is None]
        thread = Thread(code.body, ports)
        hidden = self._names
        for index in range(max(numbers, default=0)):
            self._survey.spend()
            self._names = {**hidden, code.index: index}
            thread.take(
                self._body(code.body, f"{at}[{'*' if code.is_tied else index}]", thread.ports)
            )
        self._names = hidden
        return thread.outputs()
