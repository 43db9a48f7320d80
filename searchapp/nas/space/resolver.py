"""The one resolver: walks a program, asks a chooser at every decision, and yields the bound tree.

Sampling, replay, checking, enumeration, mutation, crossover and import differ in the chooser
alone. What a use of a module becomes is a function of its arguments, of which inputs are there,
and of the values decided inside; so each such function is learned as a tree of answers
(`_Memo`), and equal uses come out as one object, at the price of a few dictionary look-ups.
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
from searchapp.nas.space.use import ModuleUse

Chooser = Callable[[Decision], Any]
"""Gets a decision, returns one of its options."""

MEMO_LIMIT = 200_000
_MISSING = object()


class _Memo:
    """A node of the tree of answers: what is asked next, or what came out."""

    __slots__ = ("answers", "ask", "is_relative", "path", "result")

    def __init__(self) -> None:
        self.ask: Ask | None = None
        self.path = ""
        self.is_relative = True
        self.answers: dict[Any, _Memo] = {}
        self.result: Resolved | None = None


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
        self._log: list[tuple[str, Ask, Any]] = []
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
            return self.use(Use(root, given, presence, "", ())).bound
        except RecursionError:
            raise InvalidArchitecture(
                "too_deep", "modules are nested deeper than can be followed; lower limits.max_depth"
            ) from None

    def spend_copy(self) -> None:
        """Count a copy of a repeat against the limit of the document."""
        self._copies_left -= 1
        if self._copies_left < 0:
            raise too_many_nodes(self.program.max_nodes)

    def decide(self, path: str, ask: Ask) -> Any:
        """Return the value decided at `path`, asking the chooser at the first time."""
        value = self.decisions.get(path, _MISSING)
        if value is _MISSING:
            value = ask.accept(self._chooser(ask.at(path)), path)
            self.decisions[path] = value
            self._asked[path] = ask
        elif self._asked[path] is not ask:
            value = ask.accept(value, path)
        self._log.append((path, ask, value))
        return value

    def variable(self, name: str) -> Any:
        """Return the value of a variable of the document."""
        return self.decide(f"${name}", self.program.variables[name])

    def asked(self) -> tuple[Decision, ...]:
        """Return every decision that was taken, with its options."""
        return tuple(ask.at(path) for path, ask in self._asked.items())

    def use(self, use: Use) -> Resolved:
        """Resolve one use of a module, or recall it."""
        module, path = use.module, use.path
        use = use._replace(stack=_enter(self.program, module, use.stack))
        place = path if path[:1] in ("", "#") else "·"
        key = (freeze(use.arguments), use.presence, use.stack, place)
        memo = module.memo.get(key)
        if memo is None:
            memo = module.memo[key] = _Memo()
        start = len(self._log)
        found = self._recall(memo, path)
        if found is None:
            del self._log[start:]
            found = ModuleUse(self, use).run()
            self._learn(memo, path, start, found)
        return found

    def _recall(self, memo: _Memo, path: str) -> Resolved | None:
        """Follow the tree of answers; None where it ends in the unknown."""
        node: _Memo | None = memo
        while node is not None and node.ask is not None:
            where = path + node.path if node.is_relative else node.path
            node = node.answers.get(_key(self.decide(where, node.ask)))
        return None if node is None else node.result

    def _learn(self, memo: _Memo, path: str, start: int, found: Resolved) -> None:
        program = self.program
        if program.memo_size > MEMO_LIMIT:
            forget(program)
            return
        seen: set[str] = set()
        node = memo
        for where, ask, value in self._log[start:]:
            if where in seen:
                continue
            seen.add(where)
            if node.ask is None:
                node.ask = ask
                node.is_relative = where.startswith(path) and (
                    not path or where[len(path)] in "/.["
                )
                node.path = where[len(path) :] if node.is_relative else where
            key = _key(value)
            following = node.answers.get(key)
            if following is None:
                following = node.answers[key] = _Memo()
                program.memo_size += 1
            node = following
        node.result = found


def forget(program: Program) -> None:
    """Drop everything that was learned, so that memory stays bounded."""
    for module in program.modules.values():
        module.memo.clear()
    program.memo_size = 0


def _key(value: Any) -> Any:
    return value if type(value) is str else freeze(value)


def _enter(program: Program, module: ModuleCode, stack: tuple[str, ...]) -> tuple[str, ...]:
    if not module.is_recursive:
        return stack
    if stack.count(module.id) >= program.max_depth:
        raise InvalidArchitecture(
            "too_deep",
            f"module {module.id!r} may stand inside itself {program.max_depth} times at most "
            "(limits.max_depth), but the recursion goes on",
            ("modules", module.id),
        )
    return tuple(sorted((*stack, module.id)))
