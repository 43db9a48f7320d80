"""Every way to answer the resolver, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from searchapp.nas.errors import InvalidArchitecture
from searchapp.nas.space.architecture import Decision
from searchapp.nas.space.choosers import Chooser


class _Odometer:
    """Answers with the options that `start` says, then with the first ones; notes what it did."""

    def __init__(self, start: list[int]) -> None:
        self.start = start
        self.trail: list[tuple[int, int]] = []

    def choose(self, decision: Decision) -> Any:
        if decision.options is None:
            message = f"the decision at {decision.path!r} has too many options to enumerate"
            raise InvalidArchitecture("not_countable", message, (decision.path,))
        place = len(self.trail)
        index = self.start[place] if place < len(self.start) else 0
        self.trail.append((index, len(decision.options)))
        return decision.options[index]

    def following(self) -> list[int] | None:
        """Return the next start, or None after the last."""
        trail = list(self.trail)
        while trail and trail[-1][0] + 1 == trail[-1][1]:
            trail.pop()
        return [index for index, _ in trail[:-1]] + [trail[-1][0] + 1] if trail else None


def every_assignment(run: Callable[[Chooser], dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield what `run` returns for every way to answer it; invalid answers are passed over.

    Raises:
        InvalidArchitecture: A decision is a continuum or has too many options to list.
    """
    start: list[int] | None = []
    while start is not None:
        odometer = _Odometer(start)
        try:
            yield run(odometer.choose)
        except InvalidArchitecture as error:
            if error.code == "not_countable":
                raise
        start = odometer.following()
