"""The true extremes of the preset spaces, each worked out in another way."""

from __future__ import annotations

import csv
import gzip
import itertools
from pathlib import Path

import numpy as np
import pytest

from searchapp.nas.cost import macs, parameters
from searchapp.nas.cost_range import CostRange, SpaceCosts, space_costs
from searchapp.nas.network import network_of
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.space.choosers import choose_known
from searchapp.nas.space.space import SearchSpace

TABLE = Path(__file__).parents[5] / "shared/data/nas_bench_201/cifar10.csv.gz"


def costs_of(name: str) -> SpaceCosts:
    """Return the costs of a preset."""
    costs = space_costs(SearchSpace(PRESETS.get(name).document()), np.random.default_rng(0))
    assert costs is not None
    return costs


def ends(costs: CostRange) -> tuple[int, int, bool]:
    """Return both ends and whether they are proven."""
    return costs.least, costs.most, costs.is_exact


def test_nas_bench_201_reaches_from_no_convolution_to_six_large_ones() -> None:
    costs = costs_of("nas-bench-201")

    # 73306 + 28000·n(1×1) + 243040·n(3×3). In MACs every stage counts alike, since the channels
    # double as both sides halve: 3 stages · 5 cells · 16² · 32² for a 1×1, nine times that for 3×3.
    assert ends(costs.parameters) == (73_306, 73_306 + 6 * 243_040, True)
    assert ends(costs.macs) == (7_783_050, 7_783_050 + 6 * 9 * 15 * 16**2 * 32**2, True)
    assert costs.parameters.least < costs.parameters.median < costs.parameters.most


@pytest.mark.skipif(not TABLE.exists(), reason=f"the published table is not at {TABLE}")
def test_nas_bench_201_reaches_as_far_as_the_published_table() -> None:
    with gzip.open(TABLE, "rt", newline="") as lines:
        rows = list(csv.DictReader(lines))
    counts = [int(row["params_c10"]) for row in rows]
    works = [round(1e6 * float(row["flops_m_c10"])) for row in rows]
    costs = costs_of("nas-bench-201")

    assert len(rows) == 5**6
    assert ends(costs.parameters) == (min(counts), max(counts), True)
    assert ends(costs.macs) == (min(works), max(works), True)


def darts_parameters(wire: int, per_channel: int) -> int:
    """Count DARTS (C=16, N=8) with the same operator on its eight wires in every cell.

    Args:
        wire: Parameters of the operator for each pair of channels.
        per_channel: Its other parameters for each channel.
    """
    before, last = 48, 48
    count = 3 * 48 * 9 + 2 * 48
    for cell in range(8):
        width = 16 * 2 ** ((cell >= 2) + (cell >= 5))
        count += width * (before + 2) + width * (last + 2)
        count += 8 * (wire * width**2 + per_channel * width)
        before, last = last, 4 * width
    return count + 10 * (last + 1)


def test_darts_reaches_from_pooling_to_the_large_separable_convolutions() -> None:
    costs = costs_of("darts")

    # sep_conv 5×5 is twice: depthwise 25·C, pointwise C², norm 2·C. Pooling counts nothing.
    assert ends(costs.parameters) == (darts_parameters(0, 0), darts_parameters(2, 54), True)
    assert costs.macs.is_exact
    assert costs.macs.least < costs.macs.median < costs.macs.most


def test_the_residual_network_reaches_what_its_uniform_members_reach() -> None:
    # Blocks of one stage are alike and do not change shapes, so that an extreme member takes one
    # operator for all blocks of a stage: 24 skeletons × 5 × 5 members hold the extremes of 130,200.
    space = SearchSpace(PRESETS.get("residual-cnn").document())
    operators = ("conv3", "conv5", "sep3", "sep5", "inverted")
    found = []
    for filters, depth, window, fine, coarse in itertools.product(
        (8, 12, 16, 24), (1, 2, 3), (3, 5), operators, operators
    ):
        decisions: dict[str, int | str] = {"$filters": filters, "$depth": depth, "$window": window}
        for block in range(depth):
            decisions |= {f"fine[{block}]/op": fine, f"coarse[{block}]/op": coarse}
        member = space.resolve(choose_known(decisions))
        assert dict(member.decisions) == decisions
        plan = network_of(space, member).plan
        found.append((parameters(plan), macs(plan)))
    counts, works = zip(*found, strict=True)
    costs = costs_of("residual-cnn")

    assert ends(costs.parameters) == (min(counts), max(counts), True)
    assert ends(costs.macs) == (min(works), max(works), True)
