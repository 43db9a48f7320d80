"""Cost of NAS-Bench-201's networks: exact for every member of the space (arXiv:2001.00326)."""

from __future__ import annotations

import numpy as np
import pytest

from searchapp.nas import cost
from searchapp.nas.operators.shapes import infer
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.space.space import SearchSpace
from tests.trees import OPERATIONS, nas_bench_201


def random_members(count: int) -> list[list[str]]:
    rng = np.random.default_rng(0)
    names = list(OPERATIONS)
    return [[names[k] for k in rng.integers(len(names), size=6)] for _ in range(count)]


def test_parameters_and_macs_of_200_members_are_the_published_ones() -> None:
    for operations in random_members(200):
        plan = infer(nas_bench_201(operations), ((3, 32, 32),))
        n1, n3 = operations.count("conv1"), operations.count("conv3")
        assert cost.parameters(plan) == 73306 + 28000 * n1 + 243040 * n3
        assert cost.macs(plan) == 7783050 + 3932160 * n1 + 35389440 * n3


def test_the_drawn_space_has_the_published_costs_too() -> None:
    space = SearchSpace(PRESETS.get("nas-bench-201").document())
    rng = np.random.default_rng(1)
    seen = set()
    for _ in range(200):
        architecture = space.sample(rng)
        operations = list(architecture.decisions.values())
        n1, n3 = operations.count("conv1"), operations.count("conv3")
        plan = infer(space.bind(architecture), ((3, 32, 32),))
        assert len(operations) == 6
        assert cost.parameters(plan) == 73306 + 28000 * n1 + 243040 * n3
        assert cost.macs(plan) == 7783050 + 3932160 * n1 + 35389440 * n3
        seen.add((n1, n3))
    assert len(seen) > 10


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_network_of_one_operation_ends_in_ten_scores(operation: str) -> None:
    plan = infer(nas_bench_201([operation] * 6, cells=1), ((1, 8, 8),))
    assert plan.output_shapes == (((10,),),)
