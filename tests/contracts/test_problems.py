"""What every problem must keep: run over all entries of the registry, on every dataset there is."""

from __future__ import annotations

import json
from functools import cache

import numpy as np
import pytest
import torch

from searchapp.nas.datasets.base import DATASETS, read_dataset
from searchapp.nas.problems.base import PROBLEMS, SplitName
from searchapp.nas.space.expressions import parse

INSTALLED = [name for name, reader in DATASETS if reader.is_installed()]
read = cache(read_dataset)
"""All of them are kept: the engine keeps four, so that each test would read the largest again."""
PARTS: tuple[SplitName, ...] = ("train", "early", "validation", "test")
CPU = torch.device("cpu")


@pytest.mark.parametrize("name", PROBLEMS.names())
def test_it_says_what_it_is_and_what_it_measures(name: str) -> None:
    problem = PROBLEMS.get(name)
    assert problem.title
    assert problem.summary
    assert problem.metrics
    assert {direction for _, direction in problem.metrics} <= {"max", "min"}


@pytest.mark.parametrize("name", INSTALLED)
def test_the_browser_and_the_engine_see_the_same_shapes(name: str) -> None:
    card = DATASETS.get(name).card()
    problem = PROBLEMS.get(card.problem)
    for texts, shapes in (
        (problem.inputs, problem.input_shapes(card.symbols)),
        (problem.outputs, problem.output_shapes(card.symbols)),
    ):
        assert tuple(tuple(parse(text).evaluate(card.symbols)) for text in texts) == shapes


@pytest.mark.parametrize("name", INSTALLED)
def test_every_part_has_tensors_of_the_shapes_that_are_promised(name: str) -> None:
    data = read(name)
    problem = PROBLEMS.get(data.card.problem)
    for part in PARTS:
        inputs, targets = problem.tensors(data, part, CPU)
        assert tuple(tuple(value.shape[1:]) for value in inputs) == problem.input_shapes(
            data.card.symbols
        )
        assert all(len(value) == len(targets) == len(data.split[part]) for value in inputs)
        assert all(torch.isfinite(value).all() for value in inputs)


@pytest.mark.parametrize("name", INSTALLED)
def test_loss_is_a_number_that_learns_and_the_score_has_every_metric(name: str) -> None:
    data = read(name)
    problem = PROBLEMS.get(data.card.problem)
    _, targets = problem.tensors(data, "early", CPU)
    outputs = tuple(
        torch.randn(len(targets), *shape, generator=torch.Generator().manual_seed(0))
        for shape in problem.output_shapes(data.card.symbols)
    )
    for output in outputs:
        output.requires_grad_()
    loss = problem.loss(outputs, targets)
    torch.autograd.backward([loss])
    assert loss.ndim == 0
    assert all(output.grad is not None and output.grad.abs().sum() > 0 for output in outputs)
    score = problem.score(tuple(output.detach() for output in outputs), targets)
    assert set(score) == {metric for metric, _ in problem.metrics}
    assert np.isfinite(list(score.values())).all()


@pytest.mark.parametrize("name", INSTALLED)
def test_the_preparation_is_json(name: str) -> None:
    data = read(name)
    prepared = PROBLEMS.get(data.card.problem).preprocessing(data)
    assert json.loads(json.dumps(prepared)) == prepared
