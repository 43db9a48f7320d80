"""How fast a space is sampled, bound and hashed: `python -m benchmarks.space`.

Prints rates, and how many times as many each is as the naive way (every member compiled, bound
and hashed from nothing). Ratios can be compared between machines; rates cannot.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import numpy as np

from searchapp.nas.operators.traits import traits
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.space.hashing import graph_hash
from searchapp.nas.space.space import SearchSpace

MEMBERS = 1_000
NAIVE = 30


def rate(action: Callable[[], object], times: int) -> float:
    """Return how often `action` is done in a second of processor time."""
    start = time.process_time()
    for _ in range(times):
        action()
    return times / (time.process_time() - start)


def measure(name: str) -> str:
    """Return a line of rates of one preset."""
    document = PRESETS.get(name).document()
    space = SearchSpace(document)
    rng = np.random.default_rng(0)

    def sample_and_hash() -> str:
        return graph_hash(space.bind(space.sample(rng)), traits)

    def from_nothing() -> str:
        fresh = SearchSpace(document)
        return graph_hash(fresh.bind(fresh.sample(rng)), traits)

    naive = rate(from_nothing, NAIVE)
    for _ in range(100):
        sample_and_hash()
    sampled = rate(lambda: space.sample(rng), MEMBERS)
    hashed = rate(sample_and_hash, MEMBERS)
    return (
        f"{name:16} sample {sampled:8,.0f}/s   sample+hash {hashed:8,.0f}/s"
        f"   {hashed / naive:6.1f} × from nothing ({naive:,.0f}/s)\n"
    )


if __name__ == "__main__":
    for preset in PRESETS.names():
        sys.stdout.write(measure(preset))
