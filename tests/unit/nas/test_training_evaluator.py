"""Training a candidate: what it learns, what it keeps, and how it fails."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import nn

from searchapp.nas import compile as compiler
from searchapp.nas.compile import build
from searchapp.nas.datasets.base import read_dataset
from searchapp.nas.evaluation import Failure, evaluate, space_of
from searchapp.nas.evaluators.base import Score
from searchapp.nas.evaluators.training import (
    Training,
    TrainingSettings,
    part_of,
    pays_bfloat16,
)
from searchapp.nas.events import EvaluationStarted, Fidelity, Measured
from searchapp.nas.network import network_of
from searchapp.nas.problems.base import SplitName
from searchapp.nas.problems.image_classification import ImageClassification
from searchapp.nas.space.architecture import Architecture
from searchapp.nas.training import Part, measure
from tests import stripes
from tests.assignments import ASSIGNMENT, failure_of, score_of
from tests.spaces import HEAD, a_chain, an_operator


@pytest.fixture(autouse=True)
def _dataset() -> None:
    stripes.install()


def test_a_candidate_learns() -> None:
    steps = list(evaluate(ASSIGNMENT))
    assert steps[0] == EvaluationStarted(index=7, device="cpu")
    measured = [step for step in steps if isinstance(step, Measured)]
    assert [step.steps for step in measured] == [[epoch] for epoch in range(1, 7)]
    assert set(measured[0].values) == {"train_loss", "accuracy", "loss"}
    score = steps[-1]
    assert isinstance(score, Score)
    assert score.values["accuracy"] > 0.9
    assert score.values["train_loss"] < measured[0].values["train_loss"][0]


@pytest.mark.parametrize("optimizer", ["adamw", "sgd"])
def test_both_optimizers_learn(optimizer: str) -> None:
    settings = {"optimizer": optimizer, "learning_rate": 0.02, "batch_size": 32}
    assert score_of(replace(ASSIGNMENT, settings=settings)).values["accuracy"] > 0.8


def test_the_kept_weights_give_the_score(tmp_path: Any) -> None:
    from safetensors.torch import load_file

    score = score_of(replace(ASSIGNMENT, folder=str(tmp_path)))
    space = space_of(ASSIGNMENT)
    plan = network_of(space, Architecture(space.digest, ASSIGNMENT.decisions)).plan
    module = build(plan, torch.Generator())
    assert score.weights is not None
    module.load_state_dict(load_file(score.weights))
    data = read_dataset(stripes.NAME)
    part = Part(*ImageClassification.tensors(data, "validation", torch.device("cpu")))
    found = measure(module, ImageClassification, part)
    assert found["accuracy"] == score.values["accuracy"]
    assert found["loss"] == pytest.approx(score.values["loss"], rel=1e-6)
    assert score.values["parameters"] == sum(p.numel() for p in module.parameters())


def test_dropout_is_drawn_under_the_seed() -> None:
    chain = a_chain(an_operator("stem", "conv"), an_operator("d", "dropout", p=0.5), *HEAD)
    dropped = replace(ASSIGNMENT, document=json.dumps(chain), decisions={})
    torch.rand(1)  # whatever was drawn before
    first = score_of(dropped).values
    torch.rand(5)
    assert score_of(dropped).values == first
    assert score_of(replace(dropped, seed=2)).values != first


def test_the_parts_of_two_datasets_are_kept_whatever_the_settings() -> None:
    cpu = torch.device("cpu")

    def part(dataset: str, name: SplitName = "train") -> Part:
        return part_of(dataset, name, "image_classification", cpu)

    part_of.cache_clear()
    score_of(replace(ASSIGNMENT, fidelity=Fidelity(epochs=1)))
    score_of(replace(ASSIGNMENT, fidelity=Fidelity(epochs=1), settings={"batch_size": 16}))
    assert (part_of.cache_info().misses, part_of.cache_info().currsize) == (2, 2)
    stripes_part = part(stripes.NAME)
    part("digits", "train")
    part("digits", "validation")
    assert part(stripes.NAME) is stripes_part
    part("digits", "early")
    part("digits", "test")
    assert part_of.cache_info().currsize == 4  # what was used longest ago made room


def test_a_fraction_of_the_train_part_is_a_fixed_one(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    original = Training._trainer

    def spy(self: Training, module: nn.Module, problem: Any, train: Part, epochs: int) -> Any:
        seen.append(len(train))
        return original(self, module, problem, train, epochs)

    monkeypatch.setattr(Training, "_trainer", spy)
    for fraction in (1.0, 0.25):
        score_of(replace(ASSIGNMENT, fidelity=Fidelity(epochs=1, fraction=fraction)))
    assert seen == [200, 50]


def test_a_loss_that_is_not_finite_ends_the_training_at_once() -> None:
    steps = list(evaluate(replace(ASSIGNMENT, settings={"optimizer": "sgd", "learning_rate": 10.0},
                                  document=json.dumps(a_chain(an_operator("stem", "conv"), *HEAD)),
                                  decisions={}, fidelity=Fidelity(epochs=300))))  # fmt: skip
    failure = steps[-1]
    assert isinstance(failure, Failure)
    assert failure.reason == "non_finite"
    assert "must stay finite" in failure.message
    assert len(steps) < 300


class Broken:
    """Stands for `build` and raises in training."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __call__(self, *_: object) -> nn.Module:
        raise self.error


@pytest.mark.parametrize(
    ("error", "reason", "is_broken"),
    [
        (torch.OutOfMemoryError("CUDA out of memory. Tried to allocate"), "out_of_memory", False),
        (
            RuntimeError("DefaultCPUAllocator: can't allocate memory: 9 bytes"),
            "out_of_memory",
            False,
        ),
        (MemoryError(), "out_of_memory", False),
        (RuntimeError("CUDA error: device-side assert triggered"), "exception", True),
        (ValueError("no luck"), "exception", False),
    ],
)
def test_failures_are_told_by_their_reason(
    error: Exception, reason: str, is_broken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiler, "build", Broken(error))
    failure = failure_of(ASSIGNMENT)
    assert failure.reason == reason
    assert failure.is_broken == is_broken
    assert failure.message


def test_after_a_shortage_of_memory_the_next_candidate_is_scored(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(compiler, "build", Broken(MemoryError()))
        assert failure_of(ASSIGNMENT).reason == "out_of_memory"
    assert score_of(ASSIGNMENT).values["accuracy"] > 0.9


def test_decisions_that_do_not_lie_in_the_space_are_told() -> None:
    failure = failure_of(replace(ASSIGNMENT, decisions={"first": "conv"}))
    assert failure.reason == "invalid_architecture"
    assert "stem" in failure.message or "second" in failure.message


def test_a_network_with_the_wrong_output_names_both_shapes() -> None:
    chain = a_chain(an_operator("p", "global_pool"), an_operator("head", "linear", features=3))
    failure = failure_of(replace(ASSIGNMENT, document=json.dumps(chain), decisions={}))
    assert failure.reason == "invalid_architecture"
    assert "3" in failure.message
    assert "4" in failure.message


def test_an_unknown_setting_or_evaluator_is_told() -> None:
    assert "momentum" in failure_of(replace(ASSIGNMENT, settings={"momentum": 1})).message
    assert "did you mean 'training'" in failure_of(replace(ASSIGNMENT, evaluator="train")).message


def test_small_images_are_trained_in_float32_by_one_thread() -> None:
    assert not pays_bfloat16((torch.zeros(2, 1, 8, 8),))
    assert not pays_bfloat16((torch.zeros(2, 40),))
    score_of(replace(ASSIGNMENT, threads=None))
    assert torch.get_num_threads() == 1


def test_bfloat16_learns_too_and_is_measured_in_float32() -> None:
    settings = {"learning_rate": 0.02, "batch_size": 32, "precision": "bfloat16"}
    score = score_of(replace(ASSIGNMENT, settings=settings))
    assert score.values["accuracy"] > 0.8
    assert math.isfinite(score.values["loss"])


def test_options_have_titles_of_their_own() -> None:
    optimizer = TrainingSettings.model_json_schema()["properties"]["optimizer"]
    assert optimizer["option_titles"] == {"adamw": "AdamW", "sgd": "SGD"}
    assert set(optimizer["option_titles"]) == set(optimizer["enum"])
