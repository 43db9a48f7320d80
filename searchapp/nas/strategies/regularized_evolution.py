"""Regularized evolution: mutate the best of a few; the oldest dies, not the worst."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field

from searchapp.nas.errors import InvalidArchitecture
from searchapp.nas.events import Fidelity
from searchapp.nas.registry import SettingsModel
from searchapp.nas.space.architecture import Architecture
from searchapp.nas.space.variation import mutate
from searchapp.nas.strategies.base import Objective, Outcome, Proposal, Strategy, strategy

if TYPE_CHECKING:
    from searchapp.nas.space.space import SearchSpace


class RegularizedEvolutionSettings(SettingsModel):
    """Settings of regularized evolution; the defaults are those NAS-Bench-201 was searched with."""

    population: int = Field(
        default=10,
        ge=1,
        le=10_000,
        title="Population",
        description="How many architectures live at once. As many are drawn by chance at first.",
    )
    tournament: int = Field(
        default=3,
        ge=1,
        le=10_000,
        title="Tournament",
        description="How many of the population are drawn, with replacement, to find a parent: the "
        "best of them is mutated. More means less exploration.",
    )


@dataclass(frozen=True, slots=True)
class Individual:
    """A living architecture. `value` grows with quality; a failed one has −inf."""

    index: int
    architecture: Architecture
    value: float


@strategy("regularized_evolution")
class RegularizedEvolution(Strategy):
    """Ageing evolution (Real, Aggarwal, Huang and Le 2019, arXiv:1802.01548).

    The first `population` architectures are drawn by chance. Each later one is the mutation of the
    best of a tournament drawn with replacement; when it joins the population, the oldest dies.
    We depart from the paper in three points: one uniformly chosen active decision is changed (the
    paper's two mutations are those of its own space, and it sometimes keeps the parent unchanged);
    of equal members the younger wins; failed candidates join as the worst.
    """

    title = "Regularized evolution"
    summary = "Changes one decision of the best of a few; the oldest of the population dies."
    paper = "Real et al. 2019, arXiv:1802.01548"
    Settings = RegularizedEvolutionSettings

    def __init__(
        self,
        settings: Any,
        space: SearchSpace,
        objectives: tuple[Objective, ...],
        fidelity: Fidelity,
    ) -> None:
        """Begin with nobody alive."""
        super().__init__(settings, space, objectives, fidelity)
        self.population: deque[Individual] = deque(maxlen=settings.population)

    def ask(self, index: int, rng: np.random.Generator) -> Proposal:
        """Draw an architecture at the start, mutate the winner of a tournament later."""
        if index < self.settings.population or not self.population:
            return Proposal(index, self.space.sample(rng), self.fidelity)
        drawn = rng.integers(len(self.population), size=self.settings.tournament)
        parent = max(
            (self.population[position] for position in drawn),
            key=lambda individual: (individual.value, individual.index),
        )
        try:
            child, path = mutate(self.space, parent.architecture, rng)
        except InvalidArchitecture:  # nothing of it can be changed
            return Proposal(index, self.space.sample(rng), self.fidelity)
        return Proposal(index, child, self.fidelity, (parent.index,), {"mutated": path})

    def tell(self, proposal: Proposal, outcome: Outcome) -> None:
        """Let the candidate join the population; the oldest makes room (the deque is bounded)."""
        objective = self.objectives[0]
        value = -math.inf
        if outcome.scores is not None:
            value = objective.quality(outcome.scores[objective.metric])
        self.population.append(Individual(proposal.index, proposal.architecture, value))
