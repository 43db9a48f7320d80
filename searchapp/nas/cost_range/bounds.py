"""Bounds of costs, and how they add and join."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from typing import Any, NamedTuple, TypeVar

from searchapp.nas.space.bound import Shape

T = TypeVar("T")


class Bound(NamedTuple):
    """A value that no member passes, and the decisions it was made of."""

    value: int
    decisions: Mapping[str, Any]


class Bounds(NamedTuple):
    """Bounds of both costs."""

    least_parameters: Bound
    most_parameters: Bound
    least_macs: Bound
    most_macs: Bound

    def having(self, decisions: Mapping[str, Any]) -> Bounds:
        """Return the same bounds, made of these decisions too."""
        return Bounds(*(Bound(b.value, {**decisions, **b.decisions}) for b in self))


class Unbounded(Exception):
    """The drawing holds what the walk does not follow."""


class Impossible(Exception):
    """No member stands like this."""


Shapes = frozenset[Shape | None]
"""What may stand on a wire; None where it may be absent."""
ABSENT: Shapes = frozenset({None})
Ports = dict[str, tuple[Shapes, ...]]
"""Wires that enter a body, by the port they name ("" when they name none)."""


class Part(NamedTuple):
    """What a part of the drawing may cost, and what may leave it."""

    bounds: Bounds
    outputs: dict[str, Shapes]

    def having(self, decisions: Mapping[str, Any]) -> Part:
        """Return the same part, made of these decisions too."""
        return self if not decisions else Part(self.bounds.having(decisions), self.outputs)


def fixed(parameters: int, macs: int, decisions: Mapping[str, Any]) -> Bounds:
    """Return the bounds of what costs exactly so much."""
    count, work = Bound(parameters, decisions), Bound(macs, decisions)
    return Bounds(count, count, work, work)


FREE = fixed(0, 0, {})


def total(bounds: Iterable[Bounds]) -> Bounds:
    """Add parts that all stand."""

    def add(one: Bounds, other: Bounds) -> Bounds:
        if one is FREE or other is FREE:
            return other if one is FREE else one
        pairs = zip(one, other, strict=True)
        return Bounds(*(Bound(a.value + b.value, {**a.decisions, **b.decisions}) for a, b in pairs))

    return reduce(add, bounds, FREE)


def hull(bounds: Sequence[Bounds]) -> Bounds:
    """Join options of which one stands."""
    sides = zip((min, max, min, max), zip(*bounds, strict=True), strict=True)
    return Bounds(*(side(found, key=lambda bound: bound.value) for side, found in sides))


def either(parts: Sequence[Part]) -> Part:
    """Join what may stand at one place; ports meet by name, lone ones whatever their names."""
    if not parts:
        raise Impossible
    joined = hull([part.bounds for part in parts])
    names = parts[0].outputs.keys()
    if all(part.outputs.keys() == names for part in parts):
        return Part(joined, {name: _union(part.outputs[name] for part in parts) for name in names})
    if any(len(part.outputs) != 1 for part in parts):
        raise Unbounded
    return Part(joined, {"": _union(next(iter(part.outputs.values())) for part in parts)})


def one_of(options: Iterable[tuple[T, Mapping[str, Any]]], bound: Callable[[T], Part]) -> Part:
    """Bound every option, given with the decisions that lead to it, and join what is possible."""
    found: list[Part] = []
    for option, decisions in options:
        try:
            found.append(bound(option).having(decisions))
        except Impossible:
            continue
    return either(found)


def _union(sets: Iterable[Shapes]) -> Shapes:
    none: Shapes = frozenset()
    return none.union(*sets)
