"""When the ends of a space's costs are proven, and what they do not depend on."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from searchapp.nas.cost_range import SpaceCosts, cost_bounds, space_costs
from searchapp.nas.presets.drawing import (
    Json,
    chain,
    choice,
    edge,
    expr,
    merge,
    module,
    operator,
    reference,
)
from searchapp.nas.space.document import SpaceDocument
from searchapp.nas.space.space import SearchSpace
from tests.spaces import ROW, TINY, a_space
from tests.unit.nas.space.drawings import drawn, line

HEAD = {"pool": operator("global_pool"), "head": operator("linear", features=expr("classes"))}
KERNELS = {"domain": "choice", "values": [1, 3, 5]}


def searched(document: SpaceDocument) -> SpaceCosts:
    """Return the costs of a space that is not looked at whole."""
    costs = space_costs(SearchSpace(document), np.random.default_rng(0), most_whole=0)
    assert costs is not None
    return costs


def conv(channels: Any, kernel: Any = 1) -> Json:
    return operator("conv", channels=channels, kernel=kernel, bias=False)


def test_a_small_space_is_looked_at_whole() -> None:
    costs = space_costs(a_space(TINY), np.random.default_rng(0))
    assert costs is not None
    assert (costs.is_whole, costs.samples, costs.tried) == (True, 32, 32)


def test_settings_are_bounded_by_every_option() -> None:
    costs = searched(line({"a": conv(2, KERNELS), "b": conv(3, KERNELS), **HEAD}))
    head = 10 * (3 + 1)
    assert costs.parameters.is_exact
    assert (costs.parameters.least, costs.parameters.most) == (2 + 6 + head, 25 * (2 + 6) + head)


def test_projections_count_where_widths_differ() -> None:
    wires = {
        "a": edge("in", "one"),
        "b": edge("in", "two"),
        "c": edge("one", "sum"),
        "d": edge("two", "sum"),
        "e": edge("sum", "pool"),
        "f": edge("pool", "head"),
        "g": edge("head", "out"),
    }
    nodes = {"one": conv(2), "two": choice(same=conv(2), wide=conv(4)), "sum": merge("sum"), **HEAD}
    net = module("network", "", nodes, wires, on_mismatch="project")
    costs = searched(drawn({"net": net}))
    # The wide one is brought to two channels: 4·2 weights and a norm of 2·2.
    assert costs.parameters.is_exact
    assert (costs.parameters.least, costs.parameters.most) == (2 + 2 + 30, 2 + 4 + 12 + 30)


def test_what_is_shared_has_ends_that_are_found_but_not_proven() -> None:
    use = {**reference("block"), "weights": "shared", "label": "one"}
    block = chain("cell", "", {"op": choice(small=conv(1), large=conv(1, 3))})
    document = line({"a": use, "b": use, **HEAD}, {"block": block})
    bounds, costs = cost_bounds(SearchSpace(document)), searched(document)
    assert bounds is not None
    assert bounds.least_parameters.value <= 1 + 20  # the second use may add nothing
    # Both uses small: one weight; one small, one large: 1 + 9.
    assert (costs.parameters.least, costs.parameters.most) == (1 + 20, 10 + 20)
    assert not costs.parameters.is_exact
    assert costs.macs.is_exact


def test_a_continuum_has_no_bounds_but_a_range() -> None:
    rate = {"domain": "float", "min": 0.1, "max": 0.5}
    document = line({"a": conv(2, KERNELS), "drop": operator("dropout", p=rate), **HEAD})
    assert cost_bounds(SearchSpace(document)) is None
    costs = searched(document)
    assert (costs.parameters.least, costs.parameters.most) == (2 + 30, 50 + 30)
    assert not costs.parameters.is_exact


def test_a_climb_finds_what_samples_miss() -> None:
    # Of 4^40 members one has only the smallest window, one only the largest, and neither takes the
    # first, the last or the default option; no bound is at hand.
    rate = {"domain": "float", "min": 0.1, "max": 0.5}
    windows = {"domain": "choice", "values": [3, 1, 7, 5]}
    rows = {f"c{k}": conv(1, windows) for k in range(40)}
    costs = searched(line({"drop": operator("dropout", p=rate), **rows, **HEAD}))
    assert (costs.parameters.least, costs.parameters.most) == (40 + 20, 49 * 40 + 20)


def test_no_network_has_no_costs() -> None:
    document = line({"a": conv(2)})  # an image where the problem wants scores
    assert space_costs(SearchSpace(document), np.random.default_rng(0)) is None


@pytest.mark.parametrize("change", ["title", "unused", "again"])
def test_costs_depend_on_what_the_space_means_only(change: str) -> None:
    raw = json.loads(ROW)
    if change == "title":
        raw["name"] = raw["modules"]["network"]["title"] = "Another"
    if change == "unused":
        raw["modules"]["spare"] = chain("cell", "", {"a": conv(7, KERNELS)})
    rng = np.random.default_rng
    assert space_costs(a_space(json.dumps(raw)), rng(0)) == space_costs(a_space(ROW), rng(0))
