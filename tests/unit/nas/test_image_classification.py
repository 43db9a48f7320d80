"""The problem of image classification: ports, preparation, loss and metrics."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from searchapp.nas.errors import NasError
from searchapp.nas.problems.base import ArrayData, DatasetCard, SplitName
from searchapp.nas.problems.image_classification import ImageClassification

SYMBOLS = {"channels": 2, "height": 3, "width": 4, "classes": 5}


def data_of(inputs: np.ndarray) -> ArrayData:
    items = len(inputs)
    card = DatasetCard(
        name="tiny", title="", problem="image_classification", summary="", source="", licence="",
        symbols=SYMBOLS,
    )  # fmt: skip
    half = np.arange(items // 2)
    split: dict[SplitName, np.ndarray] = {"train": half, "test": half + items // 2}
    return ArrayData(card, inputs, np.arange(items) % 5, split, "")


def test_ports_have_the_shapes_of_the_symbols() -> None:
    assert ImageClassification.input_shapes(SYMBOLS) == ((2, 3, 4),)
    assert ImageClassification.output_shapes(SYMBOLS) == ((5,),)


@pytest.mark.parametrize("value", [None, 0, "three"])
def test_a_missing_symbol_is_named(value: object) -> None:
    with pytest.raises(NasError, match="'height' as a positive integer"):
        ImageClassification.input_shapes({**SYMBOLS, "height": value})


def test_the_train_part_is_normalised_per_channel_and_the_others_alike() -> None:
    inputs = np.random.default_rng(0).integers(0, 200, (40, 2, 3, 4)).astype(np.uint8)
    inputs[:, 1] += 50
    data = data_of(inputs)
    (train,), _ = ImageClassification.tensors(data, "train", torch.device("cpu"))
    assert train.dtype == torch.float32
    assert train.mean(dim=(0, 2, 3)).tolist() == pytest.approx([0, 0], abs=1e-5)
    assert train.std(dim=(0, 2, 3), correction=0).tolist() == pytest.approx([1, 1], abs=1e-5)
    (test,), targets = ImageClassification.tensors(data, "test", torch.device("cpu"))
    numbers = ImageClassification.preprocessing(data)
    undone = (
        test * torch.tensor(numbers["std"])[:, None, None]
        + torch.tensor(numbers["mean"])[:, None, None]
    )
    assert undone.numpy() == pytest.approx(inputs[20:], abs=1e-3)
    assert targets.tolist() == data.targets[20:].tolist()


def test_a_constant_channel_stays_finite() -> None:
    data = data_of(np.full((10, 2, 3, 4), 7, np.uint8))
    (train,), _ = ImageClassification.tensors(data, "train", torch.device("cpu"))
    assert train.abs().max() == 0


def test_metrics_are_those_of_counting() -> None:
    logits = torch.tensor([[2.0, 0.0], [0.0, 3.0], [1.0, 0.0], [0.0, 1.0]])
    targets = torch.tensor([0, 1, 1, 1])
    score = ImageClassification.score((logits,), targets)
    chances = torch.softmax(logits, 1)[torch.arange(4), targets]
    assert score["accuracy"] == 0.75
    assert score["loss"] == pytest.approx(-chances.log().mean().item())
    assert set(score) == {name for name, _ in ImageClassification.metrics}
