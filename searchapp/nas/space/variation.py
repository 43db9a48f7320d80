"""New architectures from old ones: forget one decision, or mix two parents."""

from __future__ import annotations

from typing import Any

import numpy as np

from searchapp.nas.errors import InvalidArchitecture
from searchapp.nas.space.architecture import Architecture, Decision
from searchapp.nas.space.choosers import draw, is_legal
from searchapp.nas.space.space import SearchSpace

MAX_TRIES = 1_000


def mutate(
    space: SearchSpace, architecture: Architecture, rng: np.random.Generator
) -> tuple[Architecture, str]:
    """Forget one active decision with more than one option and decide it otherwise.

    The other decisions stay; those that become active for the first time are drawn.

    Returns:
        The new architecture and the path of the decision that was forgotten.

    Raises:
        InvalidArchitecture: No decision has a second option, or 1,000 tries gave nothing valid.
    """
    open_decisions = [
        d for d in space.active(architecture) if d.options is None or len(d.options) > 1
    ]
    if not open_decisions:
        raise InvalidArchitecture(
            "nothing_to_mutate", "no active decision has more than one option"
        )
    for _ in range(MAX_TRIES):
        chosen = open_decisions[int(rng.integers(len(open_decisions)))].path

        def choose(decision: Decision, forgotten: str = chosen) -> Any:
            old = architecture.decisions.get(decision.path)
            if decision.path == forgotten:
                return _draw_other(decision, old, rng)
            return old if old is not None and is_legal(decision, old) else draw(decision, rng)

        try:
            return space.resolve(choose), chosen
        except InvalidArchitecture as error:
            last = error
    raise InvalidArchitecture(
        "no_valid_mutation",
        f"{MAX_TRIES} mutations in a row were invalid; the last: {last.message}",
    )


def crossover(
    space: SearchSpace, a: Architecture, b: Architecture, rng: np.random.Generator
) -> Architecture:
    """Take every decision from one of two parents, by a fair coin where both have it.

    Raises:
        InvalidArchitecture: 1,000 tries gave nothing valid.
    """

    def choose(decision: Decision) -> Any:
        parents = [p.decisions[decision.path] for p in (a, b) if decision.path in p.decisions]
        legal = [value for value in parents if is_legal(decision, value)]
        return legal[int(rng.integers(len(legal)))] if legal else draw(decision, rng)

    for _ in range(MAX_TRIES):
        try:
            return space.resolve(choose)
        except InvalidArchitecture as error:
            last = error
    raise InvalidArchitecture(
        "no_valid_crossover",
        f"{MAX_TRIES} mixtures in a row were invalid; the last: {last.message}",
    )


def _draw_other(decision: Decision, old: Any, rng: np.random.Generator) -> Any:
    if decision.options is None:
        for _ in range(MAX_TRIES):
            value = draw(decision, rng)
            if value != old:
                return value
        return old
    others = [index for index, option in enumerate(decision.options) if option != old]
    if decision.prior is not None and sum(decision.prior[index] for index in others) > 0:
        weights = np.array([decision.prior[index] for index in others])
        return decision.options[others[int(rng.choice(len(others), p=weights / weights.sum()))]]
    return decision.options[others[int(rng.integers(len(others)))]]
