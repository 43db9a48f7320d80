"""Modules inside themselves: which refer to which, and which can still be finished."""

from __future__ import annotations

from collections.abc import Mapping

from searchapp.nas.space.codes import (
    BodyCode,
    ChoiceCode,
    ModuleCode,
    Program,
    ReferenceCode,
    RepeatCode,
    SwitchCode,
)


def mark_recursion(modules: Mapping[str, ModuleCode]) -> None:
    """Mark the modules that can come to stand inside themselves."""
    uses = {name: _used_modules(code) for name, code in modules.items()}
    for name, code in modules.items():
        code.is_recursive = name in _reachable(name, uses)


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
