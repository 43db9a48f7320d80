"""One epoch of training, one of measuring, and the learning rate over them."""

from __future__ import annotations

import math

import pytest
import torch
from torch import nn

from searchapp.nas.problems.image_classification import ImageClassification
from searchapp.nas.training import Part, Trainer, batches, chance_of, cosine, measure

CPU = torch.device("cpu")


def a_part(items: int = 40, seed: int = 0) -> Part:
    """Images whose class is the brighter half: a linear layer can learn it."""
    generator = torch.Generator().manual_seed(seed)
    images = torch.randn(items, 1, 4, 4, generator=generator)
    targets = (images[:, 0, :2].sum(dim=(1, 2)) > images[:, 0, 2:].sum(dim=(1, 2))).long()
    return Part((images,), targets)


def a_module(*layers: nn.Module) -> nn.Module:
    module = nn.Sequential(nn.Flatten(), *layers, nn.Linear(16, 2))
    generator = torch.Generator().manual_seed(1)
    for parameter in module.parameters():
        nn.init.uniform_(parameter, -0.2, 0.2, generator=generator)
    return module


def a_trainer(module: nn.Module, rate: float = 0.1, batch_size: int = 8) -> Trainer:
    optimizer = torch.optim.SGD(module.parameters(), rate)
    return Trainer(module, ImageClassification, optimizer, lambda _: rate, batch_size)


def test_training_lowers_the_loss_and_measuring_agrees() -> None:
    part, module = a_part(), a_module()
    trainer = a_trainer(module)
    before = measure(module, ImageClassification, part)
    step = 0
    for _ in range(20):
        loss, step = trainer.train_epoch(part, torch.arange(40), step)
    after = measure(module, ImageClassification, part)
    assert after["loss"] < before["loss"]
    assert after["accuracy"] > 0.9
    assert loss == pytest.approx(after["loss"], rel=0.2)
    assert step == 20 * 5


def test_the_loss_of_an_epoch_is_the_mean_over_items() -> None:
    part, module = a_part(10), a_module()
    loss, _ = a_trainer(module, rate=0.0, batch_size=4).train_epoch(part, torch.arange(10), 0)
    assert loss == pytest.approx(measure(module, ImageClassification, part)["loss"], rel=1e-5)


def test_the_same_order_gives_the_same_weights() -> None:
    weights = []
    for _ in range(2):
        module = a_module()
        a_trainer(module).train_epoch(a_part(), torch.arange(40).flip(0), 0)
        weights.append(module.state_dict()["1.weight"])
    assert torch.equal(*weights)


def test_a_loss_that_is_not_finite_shows_in_the_mean() -> None:
    part, module = a_part(), a_module()
    loss, _ = a_trainer(module, rate=1e38).train_epoch(part, torch.arange(40), 0)
    assert not math.isfinite(loss)


def test_measuring_is_done_in_evaluation_mode_and_changes_nothing() -> None:
    part, module = a_part(), a_module(nn.Dropout(0.5), nn.BatchNorm1d(16))
    state = {name: value.clone() for name, value in module.state_dict().items()}
    first = measure(module, ImageClassification, part)
    assert measure(module, ImageClassification, part) == first
    assert all(torch.equal(value, state[name]) for name, value in module.state_dict().items())


def test_measuring_in_batches_is_measuring_the_whole() -> None:
    part, module = a_part(1300), a_module()
    with torch.inference_mode():
        whole = ImageClassification.score((module(part.inputs[0]),), part.targets)
    assert measure(module, ImageClassification, part) == pytest.approx(whole, rel=1e-5)


@pytest.mark.parametrize(("items", "sizes"), [(10, [4, 4, 2]), (9, [4, 4]), (1, [1]), (8, [4, 4])])
def test_batches_hold_every_item_but_a_last_one_alone(items: int, sizes: list[int]) -> None:
    assert [len(batch) for batch in batches(torch.arange(items), 4)] == sizes


def test_the_learning_rate_warms_up_and_falls_to_nothing() -> None:
    rate = cosine(peak=2.0, steps=110, warm_up=10)
    rates = [rate(step) for step in range(111)]
    assert rates[:10] == pytest.approx([0.2 * (step + 1) for step in range(10)])
    assert rates[10] == 2.0
    assert rates[60] == pytest.approx(1.0)
    assert rates[110] == pytest.approx(0.0)
    assert sorted(rates[10:], reverse=True) == rates[10:]


def test_chance_depends_on_the_generator_alone_and_moves_on() -> None:
    def drawn(generator: torch.Generator) -> torch.Tensor:
        with chance_of(generator, CPU):
            return torch.nn.functional.dropout(torch.ones(50))

    one, two = torch.Generator().manual_seed(1), torch.Generator().manual_seed(1)
    outside = torch.random.get_rng_state()
    first = drawn(one)
    assert torch.equal(first, drawn(two))
    assert not torch.equal(first, drawn(one))
    assert torch.equal(torch.random.get_rng_state(), outside)
