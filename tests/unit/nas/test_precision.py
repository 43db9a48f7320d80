"""How a candidate is trained: precision, sizes, warm-up, and what measuring must not disturb."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

import pytest
import torch
from pydantic import ValidationError
from torch import nn

from searchapp.nas.evaluators import training as evaluator
from searchapp.nas.evaluators.training import (
    Training,
    TrainingSettings,
    are_small,
    generators_of,
    pays_bfloat16,
)
from searchapp.nas.events import Fidelity
from searchapp.nas.problems.image_classification import ImageClassification
from searchapp.nas.training import Part, Trainer, cosine, measure, outputs_of
from tests import stripes
from tests.assignments import ASSIGNMENT, score_of
from tests.spaces import HEAD, a_chain, an_operator

AMX = {"amx_bf16": True}


@pytest.fixture(autouse=True)
def _dataset() -> None:
    stripes.install()


@pytest.fixture
def trainers(monkeypatch: pytest.MonkeyPatch) -> list[Trainer]:
    """Every trainer that an evaluation makes."""
    made: list[Trainer] = []
    original = Training._trainer

    def spy(self: Training, *arguments: Any) -> Trainer:
        made.append(original(self, *arguments))
        return made[-1]

    monkeypatch.setattr(Training, "_trainer", spy)
    return made


def images(height: int, width: int) -> tuple[torch.Tensor, ...]:
    return (torch.zeros(2, 1, height, width),)


# Precision ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inputs", "is_small"),
    [
        (images(16, 16), False),
        (images(15, 16), True),
        (images(16, 15), True),
        (images(15, 64), True),
        (images(32, 32), False),
        ((torch.zeros(2, 256),), True),
        ((torch.zeros(2, 3, 64),), True),
        ((*images(32, 32), *images(8, 8)), True),
        ((*images(32, 32), *images(16, 16)), False),
    ],
)
def test_small_is_below_16_pixels_a_side_or_no_image(
    inputs: tuple[torch.Tensor, ...], is_small: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: AMX)
    assert are_small(inputs) == is_small
    assert pays_bfloat16(inputs) == (not is_small)


@pytest.mark.parametrize("units", [{}, {"amx_bf16": False}, {"avx512_bf16": True}])
def test_without_fast_units_large_images_stay_in_float32(
    units: dict[str, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: units)
    assert not pays_bfloat16(images(32, 32))


def large(monkeypatch: pytest.MonkeyPatch, *, is_large: bool) -> None:
    """Let auto take bfloat16, or not, whatever this machine can do."""
    monkeypatch.setattr(evaluator, "pays_bfloat16", lambda _inputs: is_large)


@pytest.mark.parametrize(
    ("wanted", "pays", "amp"),
    [
        ("auto", True, torch.bfloat16),
        ("auto", False, None),
        ("float32", True, None),
        ("bfloat16", False, torch.bfloat16),
    ],
)
def test_auto_goes_by_what_pays_and_the_others_by_what_was_asked(
    wanted: str,
    pays: bool,
    amp: torch.dtype | None,
    trainers: list[Trainer],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    large(monkeypatch, is_large=pays)
    one = replace(ASSIGNMENT, fidelity=Fidelity(epochs=1), settings={"precision": wanted})
    score_of(one)
    assert [trainer.amp for trainer in trainers] == [amp]


def test_weights_stay_float32_whatever_the_steps_are_taken_in(
    trainers: list[Trainer],
) -> None:
    one = replace(ASSIGNMENT, fidelity=Fidelity(epochs=1), settings={"precision": "bfloat16"})
    score_of(one)
    assert {value.dtype for value in trainers[0].module.parameters()} == {torch.float32}


def test_measuring_is_float32_after_steps_in_bfloat16() -> None:
    seen: list[torch.dtype] = []

    class Spy(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            y = nn.functional.linear(x.flatten(1), torch.ones(2, 16))
            seen.append(y.dtype)
            return y

    measure(Spy(), ImageClassification, Part((torch.ones(3, 1, 4, 4),), torch.zeros(3).long()))
    assert seen == [torch.float32]


# The learning rate -------------------------------------------------------------------------------


@pytest.mark.parametrize(("warm_up", "rising"), [(0.0, 0), (0.2, 7), (0.5, 18), (0.99, 35)])
def test_warm_up_is_a_share_of_all_steps(
    warm_up: float, rising: int, trainers: list[Trainer]
) -> None:
    """200 items in batches of 40 over 7 epochs: 35 steps, each with its own rate."""
    settings = {"learning_rate": 0.02, "batch_size": 40, "warm_up": warm_up}
    rates_seen: list[float] = []
    assignment = replace(ASSIGNMENT, fidelity=Fidelity(epochs=7), settings=settings)
    score_of(assignment)
    rate = trainers[0].rate
    rates_seen = [rate(step) for step in range(35)]
    peak = max(range(35), key=lambda step: rates_seen[step])
    assert rates_seen == [cosine(0.02, 35, rising)(step) for step in range(35)]
    assert max(rates_seen) == pytest.approx(0.02)
    assert peak in (max(rising - 1, 0), rising)
    assert rates_seen[: peak + 1] == sorted(rates_seen[: peak + 1])


def test_the_rate_of_every_step_reaches_the_optimizer() -> None:
    module = nn.Linear(4, 2)
    optimizer = torch.optim.SGD(module.parameters(), 1.0)
    seen: list[float] = []
    optimizer.register_step_pre_hook(
        lambda stepping, *_: seen.append(stepping.param_groups[0]["lr"])
    )
    trainer = Trainer(module, ImageClassification, optimizer, lambda step: 0.1 / (step + 1), 5)
    part = Part((torch.randn(20, 4, generator=torch.Generator().manual_seed(0)),),
                torch.arange(20) % 2)  # fmt: skip
    _, steps = trainer.train_epoch(part, torch.arange(20), 0)
    trainer.train_epoch(part, torch.arange(20), steps)
    assert seen == [0.1 / (step + 1) for step in range(8)]


@pytest.mark.parametrize("steps", [1, 2, 5])
@pytest.mark.parametrize("warm_up", [0, 1])
def test_the_rate_is_never_negative_and_never_above_its_peak(steps: int, warm_up: int) -> None:
    rate = cosine(0.5, steps, warm_up)
    assert all(0 <= rate(step) <= 0.5 for step in range(steps + 3))
    assert rate(steps) == pytest.approx(0.0 if warm_up < steps else 0.5, abs=1e-9)


# Training and measuring --------------------------------------------------------------------------


class Modes(nn.Module):
    """Notes in which mode it was called."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(16, 2)
        self.seen: list[bool] = []

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        self.seen.append(self.training)
        y: torch.Tensor = self.linear(x.flatten(1))
        return y


def a_part(items: int = 24) -> Part:
    generator = torch.Generator().manual_seed(0)
    return Part((torch.randn(items, 1, 4, 4, generator=generator),), torch.arange(items) % 2)


def test_steps_are_taken_in_training_mode_and_numbers_in_evaluation_mode() -> None:
    module, part = Modes(), a_part()
    trainer = Trainer(
        module, ImageClassification, torch.optim.SGD(module.parameters(), 0.1), lambda _: 0.1, 8
    )
    for _ in range(2):
        trainer.train_epoch(part, torch.arange(24), 0)
        measure(module, ImageClassification, part)
    assert module.seen == [True, True, True, False] * 2


def test_dropout_is_off_and_norms_use_what_they_have_learned_while_measuring() -> None:
    part = a_part()
    module = nn.Sequential(nn.Flatten(), nn.BatchNorm1d(16), nn.Dropout(0.5), nn.Linear(16, 2))
    module.train()
    module(part.inputs[0])  # running statistics
    found = measure(module, ImageClassification, part)
    alone = measure(module, ImageClassification, part.batch(slice(0, 1)))
    module.eval()
    with torch.no_grad():
        logits = module(part.inputs[0])
    assert found["loss"] == pytest.approx(
        float(nn.functional.cross_entropy(logits, part.targets)), rel=1e-5
    )
    # An item alone gets the same outputs: no statistics of the batch are in them.
    assert alone["loss"] == pytest.approx(
        float(nn.functional.cross_entropy(logits[:1], part.targets[:1])), rel=1e-4
    )


def test_norms_learn_from_training_steps_alone() -> None:
    part = a_part()
    norm = nn.BatchNorm1d(16)
    module = nn.Sequential(nn.Flatten(), norm, nn.Linear(16, 2))
    trainer = Trainer(
        module, ImageClassification, torch.optim.SGD(module.parameters(), 0.0), lambda _: 0.0, 8
    )
    trainer.train_epoch(part, torch.arange(24), 0)
    learned = {name: value.clone() for name, value in norm.state_dict().items()}
    measure(module, ImageClassification, part)
    assert all(torch.equal(value, learned[name]) for name, value in norm.state_dict().items())
    assert int(learned["num_batches_tracked"]) == 3


def test_measuring_leaves_no_gradient_and_takes_none() -> None:
    module, part = Modes(), a_part()
    measure(module, ImageClassification, part)
    assert all(value.grad is None for value in module.parameters())
    assert all(value.requires_grad for value in module.parameters())


def test_gradients_of_one_step_do_not_run_into_the_next() -> None:
    """With a rate of 0 every step sees the same weights: so the same gradient, not twice it."""
    module, part = Modes(), a_part(8)
    trainer = Trainer(
        module, ImageClassification, torch.optim.SGD(module.parameters(), 0.0), lambda _: 0.0, 8
    )
    trainer.train_epoch(part, torch.arange(8), 0)
    first = module.linear.weight.grad
    assert first is not None
    kept = first.clone()
    trainer.train_epoch(part, torch.arange(8), 1)
    assert module.linear.weight.grad is not None
    assert torch.allclose(module.linear.weight.grad, kept)


@pytest.mark.parametrize(
    "result", [torch.ones(1), (torch.ones(1),), (torch.ones(1), torch.ones(2))]
)
def test_a_lone_output_is_a_tuple_of_one(result: Any) -> None:
    class Gives(nn.Module):
        def forward(self, *_inputs: torch.Tensor) -> Any:
            return result

    found = outputs_of(Gives(), (torch.ones(1),))
    assert isinstance(found, tuple)
    assert len(found) == (len(result) if isinstance(result, tuple) else 1)


# Seeds and settings ------------------------------------------------------------------------------


def test_a_seed_gives_three_unlike_generators_each_time_the_same() -> None:
    first, again, other = generators_of(5), generators_of(5), generators_of(6)
    words = [int(torch.randint(2**60, (), generator=g)) for g in (*first, *again, *other)]
    assert words[:3] == words[3:6]
    assert len(set(words[:3] + words[6:])) == 6


@pytest.mark.parametrize(
    "wrong",
    [
        {"learning_rate": 0}, {"learning_rate": 11}, {"learning_rate": math.nan},
        {"learning_rate": math.inf}, {"warm_up": 1}, {"warm_up": -0.1}, {"batch_size": 1},
        {"batch_size": 70_000}, {"batch_size": 2.5}, {"weight_decay": -1}, {"weight_decay": 1.5},
        {"optimizer": "adam"}, {"precision": "float16"}, {"epochs": 3},
    ],
)  # fmt: skip
def test_settings_out_of_bounds_are_refused_by_name(wrong: dict[str, Any]) -> None:
    (name,) = wrong
    with pytest.raises(ValidationError) as error:
        TrainingSettings.model_validate(wrong)
    assert name in str(error.value)


def test_a_batch_larger_than_the_part_is_the_whole_part(trainers: list[Trainer]) -> None:
    one = replace(ASSIGNMENT, fidelity=Fidelity(epochs=2), settings={"batch_size": 4096})
    score_of(one)
    assert trainers[0].rate(2) == pytest.approx(0.0)  # two steps in all


def test_the_weights_of_a_candidate_do_not_depend_on_those_before_it() -> None:
    """Common random numbers: a candidate scores the same whatever was trained in this process."""
    one = replace(ASSIGNMENT, fidelity=Fidelity(epochs=1))
    first = score_of(one).values
    chain = a_chain(an_operator("stem", "conv", channels=3), *HEAD)
    score_of(replace(one, document=json.dumps(chain), decisions={}))
    assert score_of(one).values == first
