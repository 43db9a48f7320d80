"""The one resolver: walks a program, asks a chooser at every decision, and yields the bound tree.

Sampling, replay, checking, enumeration, mutation, crossover and import differ in the chooser
alone. What a use of a module becomes is a function of its arguments, of which inputs are there,
and of the values decided inside; each such function is learned as it is met
(`searchapp.nas.space.script`) and followed from then on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from searchapp.nas.errors import InvalidArchitecture
from searchapp.nas.space.architecture import Decision
from searchapp.nas.space.asks import Ask, freeze
from searchapp.nas.space.bound import BoundModule
from searchapp.nas.space.codes import ModuleCode, Program
from searchapp.nas.space.flow import Resolved, Use, too_many_nodes
from searchapp.nas.space.script import Event, Script, answer_key
from searchapp.nas.space.use import ModuleUse
from searchapp.nas.words import counted

Chooser = Callable[[Decision], Any]
"""Gets a decision, returns one of its options."""

MEMO_LIMIT = 200_000
_MISSING = object()


class Resolver:
    """One pass over a program.

    Attributes:
        decisions: Path to value, in the order of asking.
    """

    def __init__(self, program: Program, chooser: Chooser) -> None:
        """Prepare a pass; `run` makes it."""
        self.program = program
        self.decisions: dict[str, Any] = {}
        self._chooser = chooser
        self._asked: dict[str, Ask] = {}
        self._events: list[Event] = []
        self._uses: list[Resolved] = []
        self._tied: dict[Script, Resolved] = {}
        self._copies_left = program.max_nodes

    def run(self, arguments: dict[str, Any] | None = None) -> BoundModule:
        """Resolve the root and return its bound tree; `decisions` holds what was decided.

        Raises:
            InvalidArchitecture: A choice has nothing to offer, a chooser's answer is no option,
                or the network outgrows the limits of the document.
        """
        root = self.program.root
        given = tuple((arguments or {}).get(name) for name, _ in root.parameters)
        presence = tuple((True,) if many else True for _, many in root.inputs)
        try:
            use = Use(root, given, presence, "", ())
            return self._resolve(self._script(use), use, "").bound
        except RecursionError:
            raise InvalidArchitecture(
                "too_deep", "modules are nested deeper than can be followed; take levels out"
            ) from None

    def decide(self, path: str, ask: Ask) -> Any:
        """Return the value decided at `path`, asking the chooser at the first time."""
        value = self._value(path, ask)
        self._events.append(Event(path, answer_key(value), ask=ask))
        return value

    def _value(self, path: str, ask: Ask) -> Any:
        value = self.decisions.get(path, _MISSING)
        if value is _MISSING:
            value = ask.accept(self._chooser(ask.at(path)), path)
            self.decisions[path] = value
            self._asked[path] = ask
        elif self._asked[path] is not ask:
            value = ask.accept(value, path)
        return value

    def variable(self, name: str) -> Any:
        """Return the value of a variable of the document."""
        return self.decide(f"${name}", self.program.variables[name])

    def asked(self) -> tuple[Decision, ...]:
        """Return every decision that was taken, with its options."""
        return tuple(ask.at(path) for path, ask in self._asked.items())

    def spend_copy(self) -> None:
        """Count a copy of a repeat against the limit of the document."""
        self._copies_left -= 1
        if self._copies_left < 0:
            raise too_many_nodes(self.program.max_nodes)

    def use(self, use: Use) -> tuple[Resolved, int]:
        """Resolve a module that the use in progress uses; return its number among these, too."""
        script = self._script(use)
        found = self._resolve(script, use, use.path)
        self._events.append(Event(use.path, found.presence, use=use, script=script))
        self._uses.append(found)
        return found, len(self._uses) - 1

    def _script(self, use: Use) -> Script:
        stack = _enter(self.program, use.module, use.stack)
        place = use.path if use.path[:1] in ("", "#") else "·"
        key = (freeze(use.arguments), use.presence, stack, place)
        script = use.module.memo.get(key)
        if script is None:
            script = use.module.memo[key] = Script()
        return script

    def _resolve(self, script: Script, use: Use, path: str) -> Resolved:
        """Resolve a use at `path` (a tied one once) by its script."""
        is_tied = path[:1] == "#"
        if is_tied and script in self._tied:
            return self._tied[script]
        found = self._follow(script, path)
        if found is None:
            stack = _enter(self.program, use.module, use.stack)
            found = self._explore(script, use._replace(path=path, stack=stack))
        if is_tied:
            self._tied[script] = found
        return found

    def _follow(self, script: Script, path: str) -> Resolved | None:
        """Go along what was learned; None where it ends in the unknown."""
        node: Script | None = script
        uses: list[Resolved] = []
        while node is not None:
            where = path + node.path if node.is_relative else node.path
            if node.ask is not None:
                node = node.answers.get(answer_key(self._value(where, node.ask)))
            elif node.script is not None and node.use is not None:
                uses.append(self._resolve(node.script, node.use, where))
                node = node.answers.get(uses[-1].presence)
            elif node.template is not None:
                return self._checked(*node.template.fill(uses))
            else:
                return None
        return None

    def _explore(self, script: Script, use: Use) -> Resolved:
        """Read the module itself, and learn from it."""
        outer = self._events, self._uses
        self._events, self._uses = [], []
        try:
            template = ModuleUse(self, use).run()
            self.program.memo_size += script.learn(use.path, self._events, template)
            return self._checked(*template.fill(self._uses))
        finally:
            self._events, self._uses = outer
            if self.program.memo_size > MEMO_LIMIT:
                forget(self.program)

    def _checked(self, found: Resolved, is_new: bool) -> Resolved:
        if is_new:
            self.program.memo_size += 1
        if found.size > self.program.max_nodes:
            raise too_many_nodes(self.program.max_nodes)
        return found


def forget(program: Program) -> None:
    """Drop everything that was learned, so that memory stays bounded."""
    for module in program.modules.values():
        module.memo.clear()
    program.memo_size = 0


def _enter(program: Program, module: ModuleCode, stack: tuple[str, ...]) -> tuple[str, ...]:
    if not module.is_recursive:
        return stack
    if stack.count(module.id) >= program.max_depth:
        raise InvalidArchitecture(
            "too_deep",
            f"module {module.id!r} may stand inside itself {counted(program.max_depth, 'time')} "
            "at most in this space, but the recursion goes on",
            ("modules", module.id),
        )
    return tuple(sorted((*stack, module.id)))
