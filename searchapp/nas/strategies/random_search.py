"""Random search: every architecture is drawn from the space, whatever came of the earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field

from searchapp.nas.events import Fidelity
from searchapp.nas.registry import SettingsModel
from searchapp.nas.strategies.base import Exhausted, Objective, Proposal, Strategy, strategy

if TYPE_CHECKING:
    from searchapp.nas.space.space import SearchSpace

DRAWS = 1000
"""Draws in a row that were all proposed before: then the space counts as exhausted."""


class RandomSearchSettings(SettingsModel):
    """Settings of random search."""

    repeats: bool = Field(
        default=False,
        title="Repeats",
        description="Whether an architecture may be proposed again. Without repeats the search "
        "ends when the space is used up.",
    )


@strategy("random_search")
class RandomSearch(Strategy):
    """Random search (Li and Talwalkar 2019, arXiv:1902.07638): the baseline every other must beat.

    Each decision is drawn by its prior. We depart from the paper in that, unless told otherwise, no
    architecture is proposed twice.
    """

    title = "Random search"
    summary = "Draws every architecture by chance. The baseline that other strategies must beat."
    paper = "Li and Talwalkar 2019, arXiv:1902.07638"
    Settings = RandomSearchSettings

    def __init__(
        self,
        settings: Any,
        space: SearchSpace,
        objectives: tuple[Objective, ...],
        fidelity: Fidelity,
    ) -> None:
        """Begin with nothing proposed."""
        super().__init__(settings, space, objectives, fidelity)
        self._proposed: set[str] = set()

    def ask(self, index: int, rng: np.random.Generator) -> Proposal:
        """Draw an architecture."""
        for _ in range(DRAWS):
            architecture = self.space.sample(rng)
            if self.settings.repeats or architecture.id not in self._proposed:
                return Proposal(index, architecture, self.fidelity)
        raise Exhausted(f"the last {DRAWS} draws were all proposed before")

    def asked(self, proposal: Proposal) -> None:
        """Remember what was proposed."""
        self._proposed.add(proposal.architecture.id)
