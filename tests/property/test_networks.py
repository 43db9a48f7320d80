"""Networks of random drawings: what is built, what is written, what it costs, its hash and picture.

The presets are a few shapes of drawing; these are all sorts, with lists, repeats and projections.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from searchapp.nas.compile import build, source
from searchapp.nas.cost import macs, parameters
from searchapp.nas.drawing import draw, draw_cells, draw_module
from searchapp.nas.errors import NasError
from searchapp.nas.network import Network, network_of
from searchapp.nas.operators.traits import traits
from searchapp.nas.space.document import SpaceDocument
from searchapp.nas.space.hashing import graph_hash
from searchapp.nas.space.space import SearchSpace
from tests.examples import examples
from tests.property.test_cost_range import classifiers
from tests.spaces import ROW, TINY, a_space
from tests.unit.nas.cost_range.test_lists import DENSE

SOME = examples(20, derandomize=True)


def networks(space: SearchSpace, seed: int, count: int) -> Iterator[Network]:
    """Yield networks of random members; fewer where a member has none."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        try:
            yield network_of(space, space.sample(rng))
        except NasError:
            continue


def check_compiled(network: Network) -> None:
    """The module and the text are one network, and both are what the plan says."""
    built = build(network.plan, torch.Generator().manual_seed(0)).eval()
    assert sum(value.numel() for value in built.parameters()) == parameters(network.plan)
    text = source(network.plan)
    names: dict[str, Any] = {"__name__": "model"}
    exec(text, names)
    written = names["build"]().eval()
    assert list(written.state_dict()) == list(built.state_dict()), text
    written.load_state_dict(built.state_dict())
    x = torch.randn(2, 1, 8, 8, generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        found = built(x)
        assert torch.equal(written(x), found), text
    assert tuple(found.shape) == (2, 10)


@SOME
@given(classifiers(), st.integers(0, 2**32))
def test_module_and_text_are_one_network(document: SpaceDocument, seed: int) -> None:
    for network in networks(SearchSpace(document), seed, 2):
        check_compiled(network)


@pytest.mark.parametrize("name", DENSE)
def test_networks_with_lists_are_written_as_they_are_built(name: str) -> None:
    found = list(networks(SearchSpace(DENSE[name]), 5, 4))
    assert found
    for network in found:
        check_compiled(network)


@pytest.mark.parametrize("text", [TINY, ROW])
def test_networks_of_one_hash_cost_the_same(text: str) -> None:
    """A score may be taken from one for the other; identities in other places make such pairs.

    Of networks without dead ends, that is: what nothing reads is no part of the graph, but counted.
    """
    known: dict[str, tuple[int, int]] = {}
    found = list(networks(a_space(text), 0, 120))
    for network in found:
        cost = parameters(network.plan), macs(network.plan)
        assert known.setdefault(graph_hash(network.bound, traits), cost) == cost
    assert len(known) < len(found)


@SOME
@given(classifiers(), st.integers(0, 2**32))
def test_every_network_and_every_module_has_a_picture(document: SpaceDocument, seed: int) -> None:
    pictures = [draw_module(document, module) for module in document.modules]
    for network in networks(SearchSpace(document), seed, 2):
        pictures.append(draw(network.bound))
        cells = draw_cells(network.bound)
        pictures += [cells] if cells is not None else []
    for dot in pictures:
        assert dot.startswith("digraph")
        assert dot.count("{") == dot.count("}")
        assert dot == dot.encode("utf-8").decode()


@SOME
@given(classifiers(), st.integers(0, 2**32))
def test_the_same_network_is_planned_written_and_hashed_alike(
    document: SpaceDocument, seed: int
) -> None:
    """Two processes that know nothing of each other agree: a candidate may be trained anywhere."""
    first = list(networks(SearchSpace(document), seed, 2))
    again = list(networks(SearchSpace(document), seed, 2))
    for one, other in zip(first, again, strict=True):
        assert source(one.plan) == source(other.plan)
        assert graph_hash(one.bound, traits) == graph_hash(other.bound, traits)
        keys = list(build(one.plan, torch.Generator().manual_seed(3)).state_dict())
        assert keys == list(build(other.plan, torch.Generator().manual_seed(3)).state_dict())
