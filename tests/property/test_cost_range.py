"""What is said of a space's costs holds for all its members, on random documents."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from searchapp.nas.cost import macs, parameters
from searchapp.nas.cost_range import CostRange, cost_bounds, space_costs
from searchapp.nas.errors import NasError
from searchapp.nas.network import network_of
from searchapp.nas.presets.drawing import Json, edge, expr
from searchapp.nas.presets.drawing import operator as op
from searchapp.nas.space.document import SpaceDocument
from searchapp.nas.space.space import SearchSpace
from tests.examples import examples
from tests.property.test_space import DOMAINS, INNER, OUTER, graphs
from tests.unit.nas.space.drawings import drawn

MOST = 120


@st.composite
def classifiers(draw: st.DrawFn) -> SpaceDocument:
    """Draw a document of two modules and two variables whose members are classifiers."""
    block, net = draw(graphs(INNER, "cell")), draw(graphs(OUTER, "network"))
    for module in (block, net):
        module["on_mismatch"] = draw(st.sampled_from(["error", "project"]))
    tail: list[Json] = [
        {"id": "pool", **op("global_pool")},
        {"id": "head", **op("linear", features=expr("classes"))},
    ]
    net["nodes"] += tail
    net["edges"] = [wire for wire in net["edges"] if wire["id"] != "y"]
    ends = [("m", "pool"), ("pool", "head"), ("head", "out")]
    net["edges"] += [{"id": f"t{k}", **edge(*end)} for k, end in enumerate(ends)]
    variables = {"v": draw(DOMAINS), "w": draw(DOMAINS)}
    return drawn({"block": block, "net": net}, variables=variables)


def all_costs(space: SearchSpace) -> list[tuple[int, int]]:
    """Return parameters and MACs of every member from which a network can be made."""
    found = []
    for member in space.enumerate():
        try:
            plan = network_of(space, member).plan
        except NasError:
            continue
        found.append((parameters(plan), macs(plan)))
    return found


@examples(40)
@given(classifiers())
def test_costs_are_those_of_all_members(document: SpaceDocument) -> None:
    space = SearchSpace(document)
    assume(space.count().assignments <= MOST)
    found = all_costs(space)
    whole = space_costs(space, np.random.default_rng(0))
    searched = space_costs(space, np.random.default_rng(0), most_whole=0)
    bounds = cost_bounds(space)
    if not found:
        assert whole is searched is None
        return
    assert whole is not None
    assert whole.is_whole
    assert whole.samples == len(found)
    counts, works = zip(*found, strict=True)
    for costs, ends in ((whole.parameters, counts), (whole.macs, works)):
        assert (costs.least, costs.most, costs.is_exact) == (min(ends), max(ends), True)

    if bounds is not None:
        assert bounds.least_parameters.value <= min(counts)
        assert bounds.most_parameters.value >= max(counts)
        assert bounds.least_macs.value <= min(works)
        assert bounds.most_macs.value >= max(works)
    if searched is not None:
        assert not searched.is_whole
        check_searched(searched.parameters, counts)
        check_searched(searched.macs, works)


def check_searched(costs: CostRange, all_values: tuple[int, ...]) -> None:
    """What was found lies among the members; what is called exact is."""
    assert {costs.least, costs.median, costs.most} <= set(all_values)
    if costs.is_exact:
        assert (costs.least, costs.most) == (min(all_values), max(all_values))
