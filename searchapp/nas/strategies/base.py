"""The strategy protocol: ask for an architecture, be told what it was worth.

Life of a strategy: `start(space)`, then any interleaving of `ask`, `asked` and `tell`. Several asks
may be out. `ask` changes nothing: state changes only in `asked` and `tell`, which take what was
recorded; so folding the recorded proposals and outcomes rebuilds the state exactly, and no ask is
ever repeated (`replay`). The generator of ask n is made from (seed, n) by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from searchapp.nas.events import Fidelity
from searchapp.nas.registry import Registry, SettingsModel
from searchapp.nas.space.architecture import Architecture

if TYPE_CHECKING:
    from searchapp.nas.space.space import SearchSpace


@dataclass(frozen=True)
class Objective:
    """What is optimised: a metric of the score and its direction."""

    metric: str
    direction: Literal["max", "min"] = "max"

    def quality(self, value: float) -> float:
        """Return a number that grows with how good the metric's value is."""
        return value if self.direction == "max" else -value


@dataclass(frozen=True)
class Proposal:
    """An architecture that a strategy wants scored.

    `how` carries what the tell will need and what people want to know (mutated path, old
    log-probability); JSON only.
    """

    index: int
    architecture: Architecture
    fidelity: Fidelity
    parents: tuple[int, ...] = ()
    how: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What became of a proposal: scores, or the reason of a failure."""

    scores: Mapping[str, float] | None
    failure: str | None = None


class Exhausted(Exception):
    """Every architecture of the space was proposed; the search ends."""


class Strategy:
    """One way of choosing the next architecture. Subclasses: one file, paper in the docstring."""

    title: ClassVar[str]
    summary: ClassVar[str] = ""
    paper: ClassVar[str] = ""
    Settings: ClassVar[type[SettingsModel]] = SettingsModel
    tell_order: ClassVar[Literal["ordered", "as_completed"]] = "ordered"

    def __init__(
        self,
        settings: Any,
        space: SearchSpace,
        objectives: tuple[Objective, ...],
        fidelity: Fidelity,
    ) -> None:
        """Begin with an empty history."""
        self.settings = settings
        self.space = space
        self.objectives = objectives
        self.fidelity = fidelity

    @classmethod
    def refuses(cls, space: SearchSpace, objectives: tuple[Objective, ...]) -> str | None:
        """Say in words why this strategy cannot search that space, or None if it can."""
        return None

    def ask(self, index: int, rng: np.random.Generator) -> Proposal:
        """Choose the architecture of candidate `index`. Changes nothing.

        Raises:
            Exhausted: There is nothing new to propose.
        """
        raise NotImplementedError

    def asked(self, proposal: Proposal) -> None:
        """Take note of a proposal that was recorded."""

    def tell(self, proposal: Proposal, outcome: Outcome) -> None:
        """Take note of what became of a proposal."""

    def replay(
        self, history: Iterable[tuple[Literal["asked", "told"], Proposal, Outcome | None]]
    ) -> None:
        """Fold a recorded history into the state."""
        for what, proposal, outcome in history:
            if what == "asked":
                self.asked(proposal)
            elif outcome is not None:
                self.tell(proposal, outcome)


STRATEGIES: Registry[type[Strategy]] = Registry("strategy", "searchapp.nas.strategies")

strategy = STRATEGIES.register
"""Decorator: registers a class as the strategy of a name."""


def ask_generator(seed: int, index: int) -> np.random.Generator:
    """Return the generator of ask `index` under `seed`: nothing to save, the same ever after."""
    return np.random.Generator(
        np.random.Philox(key=[seed % 2**64, 0x6E6173], counter=[0, 0, 0, index])
    )
