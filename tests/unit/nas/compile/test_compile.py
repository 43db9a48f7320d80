"""The built module and the written source are one tree, and both are what the plan says."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from searchapp.nas import cost
from searchapp.nas.compile import build, source
from searchapp.nas.operators.plan import Plan
from searchapp.nas.operators.shapes import infer
from searchapp.nas.space.bound import BoundModule, Shape
from tests import trees
from tests.unit.nas.operators.test_nas_bench_201 import random_members

TREES: dict[str, tuple[Callable[[], BoundModule], Shape]] = {
    "darts": (trees.darts, (1, 8, 8)),
    "darts, one cell": (lambda: trees.darts(cells=1), (1, 8, 8)),
    "residual": (trees.residual, (1, 8, 8)),
    "residual on odd sizes": (lambda: trees.residual((4, 6, 6)), (2, 7, 9)),
    "shared": (trees.shared, (4, 5, 5)),
    "lists": (trees.lists, (2, 3, 3)),
    "hostile": (trees.hostile, (2, 4, 4)),
    **{
        f"nas-bench-201 {' '.join(member)}": (
            partial(trees.nas_bench_201, member, cells=2, channels=4),
            (1, 8, 8),
        )
        for member in random_members(4)
    },
}


@pytest.fixture(params=TREES)
def plan(request: pytest.FixtureRequest) -> Plan:
    tree, shape = TREES[request.param]
    return infer(tree(), (shape,))


def seeded(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def batch(plan: Plan, size: int = 3) -> torch.Tensor:
    return torch.randn(size, *plan.input_shapes[0][0], generator=seeded(1))


def written(plan: Plan) -> nn.Module:
    names: dict[str, Any] = {"__name__": "model"}
    exec(source(plan), names)
    module: nn.Module = names["build"]()
    return module


def tensors(result: Any) -> list[torch.Tensor]:
    return [result] if isinstance(result, torch.Tensor) else list(result)


def test_source_and_module_have_equal_keys_and_outputs(plan: Plan) -> None:
    built, copied = build(plan, seeded(0)), written(plan)
    assert list(copied.state_dict()) == list(built.state_dict())
    copied.load_state_dict(built.state_dict())
    for mode in (False, True):
        built.train(mode), copied.train(mode)
        x = batch(plan)
        with torch.random.fork_rng():
            torch.set_rng_state(seeded(5).get_state())
            expected = tensors(built(x))
            torch.set_rng_state(seeded(5).get_state())
            got = tensors(copied(x))
        assert all(map(torch.equal, got, expected))
        assert len(got) == len(expected)


def test_shapes_and_parameters_are_those_of_the_plan(plan: Plan) -> None:
    built = build(plan, seeded(0))
    results = tensors(built(batch(plan)))
    assert [tuple(t.shape[1:]) for t in results] == [items[0] for items in plan.output_shapes]
    assert sum(p.numel() for p in built.parameters()) == cost.parameters(plan)


def test_the_generator_alone_decides_the_weights(plan: Plan) -> None:
    state = torch.get_rng_state()
    first, second = build(plan, seeded(3)).state_dict(), build(plan, seeded(3)).state_dict()
    assert all(torch.equal(first[key], second[key]) for key in first)
    assert torch.equal(torch.get_rng_state(), state)
    other = build(plan, seeded(4)).state_dict()
    assert not first or any(not torch.equal(first[key], other[key]) for key in first)


def test_source_is_stable_and_stands_alone(plan: Plan) -> None:
    text = source(plan)
    assert text == source(plan)
    assert "nasweb" not in text
    assert "searchapp" not in text
    assert max(map(len, text.splitlines())) <= 110


def test_initial_weights_are_torchs_own_kind() -> None:
    plan = infer(trees.residual((64,), depth=1), ((64, 8, 8),))
    ours = build(plan, seeded(0)).state_dict()
    theirs = written(plan).state_dict()
    for key, value in theirs.items():
        if value.dim() > 1:
            assert np.isclose(ours[key].std(), value.std(), rtol=0.1)
            assert np.isclose(ours[key].abs().max(), value.abs().max(), rtol=0.05)


def test_shared_weights_are_one_module() -> None:
    network = build(infer(trees.shared(), ((4, 5, 5),)), seeded(0))
    first = network.get_submodule("first.conv")
    assert network.get_submodule("deep.a.conv") is first
    assert network.get_submodule("many.0.conv") is network.get_submodule("many.1.conv")
    assert network.get_submodule("own.conv") is not first
    assert network.get_submodule("many.0.conv") is not first


def test_cells_of_several_widths_are_one_class() -> None:
    text = source(infer(trees.nas_bench_201(["conv3"] * 6), ((3, 32, 32),)))
    assert text.count("class Cell(") == 1
    assert "class Cell2" not in text
    assert "def __init__(self, channels: int) -> None:" in text
    assert "# 16×32×32 | 32×16×16 | 64×8×8" in text
    assert "nn.ModuleList([Cell(channels) for _ in range(5)])" in text


def test_a_chain_is_written_as_a_loop() -> None:
    text = source(infer(trees.darts(), ((1, 8, 8),)))
    assert "for layer in self.cells:" in text
    assert "cells_p, cells_q = layer(cells_p, cells_q)" in text
