"""Costs of spaces with list ports, conditional wires and widths chosen once for many cells.

All members are looked at one by one; what is said of the space must agree with that.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.nas.cost import macs, parameters
from searchapp.nas.cost_range import CostRange, SpaceCosts, cost_bounds, sample_costs, space_costs
from searchapp.nas.errors import NasError
from searchapp.nas.network import network_of
from searchapp.nas.presets.drawing import (
    Json,
    chain,
    choice,
    edge,
    expr,
    merge,
    module,
    reference,
    repeat,
)
from searchapp.nas.presets.drawing import operator as op
from searchapp.nas.space.choosers import choose_known
from searchapp.nas.space.document import SpaceDocument
from searchapp.nas.space.space import SearchSpace
from tests.examples import examples
from tests.unit.nas.space.drawings import drawn

HEAD = {"gap": op("global_pool"), "head": op("linear", features=expr("classes"))}


def members(space: SearchSpace) -> Iterator[tuple[int, int]]:
    """Yield parameters and MACs of every member from which a network can be made."""
    for member in space.enumerate():
        try:
            plan = network_of(space, member).plan
        except NasError:
            continue
        yield parameters(plan), macs(plan)


def dense(
    times: Any, body: Json, joins: str = "concat", carried: Json | None = None, when: Any = True
) -> SpaceDocument:
    """Draw a row of layers, each of which reads the outputs of all before it."""
    into = {**edge("in.h", "m", carried), "when": when}
    layer = module(
        "cell",
        "",
        {"m": merge(joins), "c": body},
        {"a": into, "b": edge("m", "c"), "y": edge("c", "out")},
        inputs=[{"id": "h", "many": True}],
        outputs=[{"id": "h"}],
        on_mismatch="project",
    )
    nodes = {"layers": repeat(times, reference("layer")), "all": merge("concat"), **HEAD}
    wires = {
        "x": edge("in", "layers"),
        "l": edge("layers", "all"),
        "g": edge("all", "gap"),
        "f": edge("gap", "head"),
        "y": edge("head", "out"),
    }
    return drawn({"net": module("network", "", nodes, wires), "layer": layer})


def conv(channels: Any, kernel: Any = 1) -> Json:
    return op("conv", channels=channels, kernel=kernel, bias=False)


WIDTHS = {"domain": "choice", "values": [1, 3]}
DEPTH = {"domain": "int", "min": 1, "max": 3}
SOME = choice(small=conv(2), large=conv(2, 3), none=op("identity"))

DENSE: dict[str, SpaceDocument] = {
    "a number of layers": dense(DEPTH, conv(2)),
    "widths of layers": dense(2, conv(WIDTHS)),
    "operators of layers": dense(2, SOME),
    "layers and operators": dense({"domain": "int", "min": 1, "max": 2}, SOME),
    "operators on every item": dense(2, conv(2), "sum", choice(a=conv(2), b=op("identity"))),
    "items that may be left out": dense(2, conv(2), "sum", None, {"domain": "bool"}),
    "items by their place": dense(3, conv(WIDTHS), "concat", None, expr("item >= 1 or item == 0")),
    "only the first item": dense(3, SOME, "sum", None, expr("item == 0")),
}


@pytest.mark.parametrize("name", DENSE)
def test_the_ends_of_a_space_with_lists_are_members_and_bounded_by_all(name: str) -> None:
    check(SearchSpace(DENSE[name]))


def check(space: SearchSpace) -> None:
    """Compare what is said of the space with all that it holds."""
    found = list(members(space))
    whole = space_costs(space, np.random.default_rng(0))
    searched = space_costs(space, np.random.default_rng(0), most_whole=0)
    if not found:
        assert whole is None
        assert searched is None
        return
    assert whole is not None
    assert searched is not None
    is_proven = searched.parameters.is_exact or searched.macs.is_exact
    assert not (is_proven and cost_bounds(space) is None)
    for number, (name, values) in enumerate(
        zip(("parameters", "macs"), zip(*found, strict=True), strict=True)
    ):
        exact: CostRange = getattr(whole, name)
        assert (exact.least, exact.most) == (min(values), max(values))
        check_found(getattr(searched, name), values)
        check_bounds(space, number, values)


def check_found(found: CostRange, values: tuple[int, ...]) -> None:
    """The ends and the middle are what members cost; ends called exact are those of all."""
    assert {found.least, found.median, found.most} <= set(values)
    assert min(values) <= found.least <= found.median <= found.most <= max(values)
    if found.is_exact:
        assert (found.least, found.most) == (min(values), max(values))


def check_bounds(space: SearchSpace, number: int, values: tuple[int, ...]) -> None:
    """No member passes a bound, and what a bound was made of is a member."""
    bounds = cost_bounds(space)
    if bounds is None:
        return
    low, high = bounds[2 * number], bounds[2 * number + 1]
    assert low.value <= min(values)
    assert high.value >= max(values)
    for bound in (low, high):
        assert space.check(space.resolve(choose_known(bound.decisions))) == []


NUMBERS = st.sampled_from([1, 2, WIDTHS, DEPTH])
BODIES = st.sampled_from([conv(2), conv(WIDTHS), SOME, op("relu"), op("max_pool", kernel=3)])
CARRIED = st.sampled_from([None, conv(2), choice(a=conv(1), b=op("identity")), op("zero")])
WHENS = st.sampled_from(
    [True, {"domain": "bool"}, expr("item < 2"), expr("item >= 1 or item == 0"), expr("unused")]
)


@examples(25, derandomize=True)
@given(
    st.sampled_from([1, 2, {"domain": "int", "min": 1, "max": 2}]),
    BODIES,
    st.sampled_from(["sum", "concat", "mean"]),
    CARRIED,
    WHENS,
)
def test_whatever_runs_along_lists(
    times: Any, body: Json, joins: str, carried: Json | None, when: Any
) -> None:
    space = SearchSpace(dense(times, body, joins, carried, when))
    if space.count().assignments <= 80:
        check(space)


# NATS-Bench size: arXiv:2009.00437 -------------------------------------------------------------


def nats_size(widths: tuple[int, ...], cells: int = 5) -> SpaceDocument:
    """Draw the size space of NATS-Bench: one cell, five widths, each chosen once for its stage."""
    kernels = {name: op("relu_conv_bn", channels=expr("C"), kernel=3) for name in "abcd"}
    cell = module(
        "cell",
        "",
        {**kernels, "n2": merge("sum", like="b2"), "n3": merge("sum", like="d3")},
        {
            "e1": edge("in", "a"),
            "e2": edge("a", "b"),
            "s2": edge("in", "n2"),
            "b2": edge("b", "n2"),
            "e3": edge("n2", "c"),
            "e4": edge("c", "d"),
            "d3": edge("d", "n3"),
            "s3": edge("n2", "n3"),
            "y": edge("n3", "out"),
        },
        parameters={"C": {}},
        on_mismatch="project",
    )
    stages = {
        f"stage{k}": repeat(cells, reference("cell", C=expr(f"c{2 * k + 1}"))) for k in range(3)
    }
    downs = {f"down{k}": op("residual_block", channels=expr(f"c{2 * k}"), stride=2) for k in (1, 2)}
    nodes = {
        "stem": op("conv_bn", channels=expr("c1"), kernel=3),
        "stage0": stages["stage0"],
        "down1": downs["down1"],
        "stage1": stages["stage1"],
        "down2": downs["down2"],
        "stage2": stages["stage2"],
        **HEAD,
    }
    variables = {f"c{k}": {"domain": "choice", "values": list(widths)} for k in range(1, 6)}
    return drawn({"net": chain("network", "", nodes), "cell": cell}, variables=variables)


def by_hand(widths: tuple[int, int, int, int, int], cells: int) -> int:
    """Count the parameters of a member with its layers written out, for images of one channel."""

    def conv_bn(before: int, after: int, kernel: int) -> int:
        return before * after * kernel**2 + 2 * after

    def stage(before: int, width: int) -> int:
        first = 0 if before == width else conv_bn(before, width, 1)  # the skip is projected
        return conv_bn(before, width, 3) + (4 * cells - 1) * conv_bn(width, width, 3) + first

    def down(before: int, after: int) -> int:
        return conv_bn(before, after, 3) + conv_bn(after, after, 3) + before * after

    c1, c2, c3, c4, c5 = widths
    parts = [conv_bn(1, c1, 3), stage(c1, c1), down(c1, c2), stage(c2, c3), down(c3, c4)]
    return sum(parts) + stage(c4, c5) + 10 * (c5 + 1)


@lru_cache(maxsize=4)
def nats_costs(widths: tuple[int, ...], cells: int) -> SpaceCosts:
    space = SearchSpace(nats_size(widths, cells))
    costs = space_costs(space, np.random.default_rng(0), most_whole=0)
    assert costs is not None
    return costs


@pytest.mark.parametrize("widths", [(8, 16), (8, 12, 24)])
def test_the_ends_of_the_size_space_are_those_of_all_its_members(widths: tuple[int, ...]) -> None:
    space = SearchSpace(nats_size(widths, cells=1))
    found = list(members(space))
    assert len(found) == space.count().assignments == len(widths) ** 5
    costs = nats_costs(widths, 1)
    for name, values in zip(("parameters", "macs"), zip(*found, strict=True), strict=True):
        check_found(getattr(costs, name), values)
        check_bounds(space, ("parameters", "macs").index(name), values)


@pytest.mark.parametrize(
    "widths", [(8, 8, 8, 8, 8), (16, 16, 16, 16, 16), (8, 16, 16, 8, 16), (16, 8, 16, 16, 8)]
)
@pytest.mark.parametrize("cells", [1, 5])
def test_a_member_of_the_size_space_costs_what_its_layers_do(
    widths: tuple[int, int, int, int, int], cells: int
) -> None:
    space = SearchSpace(nats_size((8, 16), cells))
    decisions = {f"$c{k}": width for k, width in enumerate(widths, 1)}
    plan = network_of(space, space.adopt(decisions)).plan
    assert parameters(plan) == by_hand(widths, cells)


def test_the_size_space_has_its_published_size_and_reaches_from_narrow_to_wide() -> None:
    """8^5 = 32,768 members: from 8 channels everywhere to 64."""
    widths = (8, 16, 24, 32, 40, 48, 56, 64)
    assert SearchSpace(nats_size(widths)).count().assignments == 32_768
    costs = nats_costs(widths, 5)
    assert costs.parameters.least == by_hand((8, 8, 8, 8, 8), 5)
    assert costs.parameters.most == by_hand((64, 64, 64, 64, 64), 5)
    assert not costs.is_whole


def test_sampled_costs_are_those_of_members() -> None:
    space = SearchSpace(nats_size((8, 16), cells=1))
    every = set(members(space))
    drawn_costs = sample_costs(space, np.random.default_rng(3), 20)
    assert len(drawn_costs) == 20
    assert set(drawn_costs) <= every
    assert sample_costs(space, np.random.default_rng(3), 20) == drawn_costs
    assert sample_costs(space, np.random.default_rng(4), 20) != drawn_costs
