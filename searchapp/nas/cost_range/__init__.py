"""What the members of a space cost: the least, the middle and the most.

A small space is looked at whole. Of every other the ends are bounded without visiting its members
(`walk`), and the members that the bounds were made of are looked at: one that costs as much as its
bound proves it. Where that fails, members are changed one decision at a time (`climbing`), and the
ends are only the smallest and the largest that were found. The middle is that of random members.

The answer depends on what the space means, and neither on the clock nor on what nothing uses.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from searchapp.nas.cost_range.bounds import Bounds
from searchapp.nas.cost_range.climbing import Member, Trials, outermost
from searchapp.nas.cost_range.walk import cost_bounds
from searchapp.nas.errors import InvalidArchitecture
from searchapp.nas.space.choosers import choose_known
from searchapp.nas.space.space import SearchSpace

WHOLE = 500
"""Spaces with at most so many assignments are looked at whole, if the work allows."""
SAMPLES = 100
WORK = 40_000
"""Nodes planned for one space; about a second."""

__all__ = ["CostRange", "SpaceCosts", "cost_bounds", "sample_costs", "space_costs"]


@dataclass(frozen=True)
class CostRange:
    """One cost over the members of a space.

    Attributes:
        least: Of all members if `is_exact`, else of those that were tried.
        median: Of all members if `is_whole`, else of random ones.
        most: As `least`.
        is_exact: No member costs less than `least` or more than `most`.
    """

    least: int
    median: int
    most: int
    is_exact: bool


@dataclass(frozen=True)
class SpaceCosts:
    """Both costs over the members of a space.

    Attributes:
        parameters: Trainable parameters.
        macs: Multiply-accumulates for one item.
        is_whole: Every member was looked at.
        samples: Members that the medians are of.
        tried: Members that were looked at in all.
    """

    parameters: CostRange
    macs: CostRange
    is_whole: bool
    samples: int
    tried: int


def space_costs(
    space: SearchSpace, rng: np.random.Generator, most_whole: int = WHOLE
) -> SpaceCosts | None:
    """Return what the members of a space cost; None where no network can be made.

    Args:
        space: The space.
        rng: Draws the members of which the middle is taken.
        most_whole: A space of at most so many assignments is looked at whole.
    """
    every = _every(space) if space.count().assignments <= most_whole else None
    if every is not None:
        count = len(every)
        return _costs(every, every, (True, True), count, is_whole=True) if every else None
    trials = Trials(space, WORK)
    samples = list(trials.sampled(rng, SAMPLES))
    if not samples:
        return None
    bounds = cost_bounds(space)
    made_of = [trials.resolved(choose_known(bound.decisions)) for bound in bounds or ()]
    members = [*samples, *outermost(trials), *(member for member in made_of if member)]
    is_proven = [_reach(trials, members, *end) for end in _ends(bounds)]
    exact = (all(is_proven[:2]), all(is_proven[2:]))
    return _costs(members, samples, exact, trials.tried, is_whole=False)


def sample_costs(
    space: SearchSpace, rng: np.random.Generator, samples: int
) -> list[tuple[int, int]]:
    """Return parameters and MACs of random members, of fewer where networks are large."""
    drawn = Trials(space, WORK).sampled(rng, samples)
    return [(member.parameters, member.macs) for member in drawn]


def _every(space: SearchSpace) -> list[Member] | None:
    """Return all members of a small space; None if they are too large, or cannot be listed."""
    trials = Trials(space, WORK)
    members: list[Member] = []
    try:
        for architecture in space.enumerate():
            member = trials.member(architecture)
            members += [member] if member is not None else []
            if trials.left <= 0:
                return None
    except InvalidArchitecture:
        return None
    return members


Height = Callable[[Member], int]
_HEIGHTS: tuple[Height, ...] = (
    lambda member: -member.parameters,
    lambda member: member.parameters,
    lambda member: -member.macs,
    lambda member: member.macs,
)
"""What grows towards each end of both costs, in the order of `Bounds`."""


def _ends(bounds: Bounds | None) -> Iterator[tuple[Height, int | None, int]]:
    """Yield for each end what grows towards it, its goal, and how many ends share the work."""
    for number, height in enumerate(_HEIGHTS):
        goal = None if bounds is None else bounds[number].value * (-1, 1)[number % 2]
        yield height, goal, len(_HEIGHTS) - number


def _reach(
    trials: Trials, members: list[Member], height: Height, goal: int | None, share: int
) -> bool:
    """Go as far towards an end as the work allows; tell whether nothing can lie further."""
    best = max(members, key=height)
    if height(best) != goal:
        best = trials.climb(best, height, goal, max(0, trials.left) // share)
        members.append(best)
    return height(best) == goal


def _costs(
    members: Sequence[Member],
    samples: Sequence[Member],
    exact: tuple[bool, bool],
    tried: int,
    *,
    is_whole: bool,
) -> SpaceCosts:
    def of(costs: Sequence[int], drawn: Sequence[int], *, is_exact: bool) -> CostRange:
        return CostRange(min(costs), statistics.median_low(drawn), max(costs), is_exact)

    return SpaceCosts(
        of([m.parameters for m in members], [m.parameters for m in samples], is_exact=exact[0]),
        of([m.macs for m in members], [m.macs for m in samples], is_exact=exact[1]),
        is_whole,
        len(samples),
        tried,
    )
