"""Members that cost little or much: tried, never proven."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np

from searchapp.nas.cost import macs, parameters
from searchapp.nas.errors import NasError
from searchapp.nas.network import network_of
from searchapp.nas.operators.plan import Plan
from searchapp.nas.space.architecture import Architecture, Decision
from searchapp.nas.space.choosers import Chooser, choose_at_random, choose_known, default_of
from searchapp.nas.space.space import SearchSpace

MOST_TRIED = 24
"""Options of one decision that a climb tries; of more, some that lie evenly apart."""

FIRST_SIZE = 100
"""Nodes that a failed trial counts for as long as no network was made."""


class Member(NamedTuple):
    """An architecture from which a network can be made, and what that costs."""

    architecture: Architecture
    parameters: int
    macs: int


class Trials:
    """Networks made of a space, as many as the work allows.

    Work is counted in nodes that are planned, so that it is the same on every machine.

    Attributes:
        left: Nodes that may still be planned.
        tried: Architectures from which a network was made.
    """

    def __init__(self, space: SearchSpace, work: int) -> None:
        """Begin with nothing tried."""
        self.space = space
        self.left = work
        self.tried = 0
        self._size = FIRST_SIZE

    def member(self, architecture: Architecture) -> Member | None:
        """Make the network of an architecture; None where none can be made."""
        try:
            plan = network_of(self.space, architecture).plan
        except NasError:
            self.left -= self._size
            return None
        self._size = _size(plan)
        self.left -= self._size
        self.tried += 1
        return Member(architecture, parameters(plan), macs(plan))

    def resolved(self, chooser: Chooser) -> Member | None:
        """Make the network of what a chooser decides."""
        try:
            return self.member(self.space.resolve(chooser))
        except NasError:
            self.left -= self._size
            return None

    def sampled(self, rng: np.random.Generator, samples: int) -> Iterator[Member]:
        """Yield random members, at most `samples`; fewer where most draws lead nowhere."""
        chooser = choose_at_random(rng)
        for _ in range(2 * samples):
            member = self.resolved(chooser)
            if member is not None:
                yield member
                samples -= 1
            if samples == 0 or self.left <= 0:
                return

    def climb(
        self, start: Member, height: Callable[[Member], int], goal: int | None, work: int
    ) -> Member:
        """Change one decision at a time as long as that leads higher, or the work is done.

        Args:
            start: Where to begin.
            height: What is to grow.
            goal: The height that nothing can pass, if it is known.
            work: Nodes that may be planned on the way.
        """
        best, floor = start, self.left - work
        is_higher = True
        while is_higher:
            is_higher = False
            for path, option in _changes(self.space, best.architecture):
                if self.left <= floor or height(best) == goal:
                    return best
                decisions = best.architecture.decisions
                if path not in decisions or decisions[path] == option:
                    continue
                other = self.resolved(choose_known({**decisions, path: option}))
                if other is not None and height(other) > height(best):
                    best, is_higher = other, True
        return best


def outermost(trials: Trials) -> Iterator[Member]:
    """Yield the members that take the first, the last and the default option everywhere."""
    for choose in (_first, _last, default_of):
        member = trials.resolved(choose)
        if member is not None:
            yield member


def _first(decision: Decision) -> Any:
    return decision.options[0] if decision.options else default_of(decision)


def _last(decision: Decision) -> Any:
    return decision.options[-1] if decision.options else default_of(decision)


def _changes(space: SearchSpace, architecture: Architecture) -> list[tuple[str, Any]]:
    return [
        (decision.path, option)
        for decision in space.active(architecture)
        for option in _options(decision)
    ]


def _options(decision: Decision) -> Iterable[Any]:
    if decision.options is not None:
        count = len(decision.options)
        if count <= MOST_TRIED:
            return decision.options
        places = (k * (count - 1) // (MOST_TRIED - 1) for k in range(MOST_TRIED))
        return [decision.options[place] for place in places]
    if decision.bounds is None:
        return ()
    low, high, step, _ = decision.bounds
    return (low, high) if step is None else (low, low + (high - low) // step * step)


def _size(plan: Plan) -> int:
    """Count the nodes that were planned; equal uses are one plan."""
    seen: dict[int, int] = {}

    def visit(inner: Plan) -> None:
        if id(inner) not in seen:
            seen[id(inner)] = len(inner.nodes)
            for node in inner.nodes:
                if isinstance(node.body, Plan):
                    visit(node.body)

    visit(plan)
    return sum(seen.values())
