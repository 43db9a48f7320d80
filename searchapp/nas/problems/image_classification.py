"""Image classification: one image in, one score a class out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from searchapp.nas.problems.base import (
    ArrayData,
    Problem,
    SplitName,
    accuracy_and_loss,
    cross_entropy,
    problem,
    size_of,
)
from searchapp.nas.space.bound import Shape

if TYPE_CHECKING:
    import torch


@problem("image_classification")
class ImageClassification(Problem):
    """Which of the classes an image belongs to; trained with cross-entropy."""

    title = "Image classification"
    summary = "Tell which class an image belongs to."
    metrics: ClassVar[tuple[tuple[str, Literal["max", "min"]], ...]] = (
        ("accuracy", "max"),
        ("loss", "min"),
    )
    inputs: ClassVar[tuple[str, ...]] = ("[channels, height, width]",)
    outputs: ClassVar[tuple[str, ...]] = ("[classes]",)

    @staticmethod
    def input_shapes(symbols: Mapping[str, Any]) -> tuple[Shape, ...]:
        """Return the shape (channels, height, width) of the only input."""
        names = ("channels", "height", "width")
        return (tuple(size_of(symbols, name, "image classification") for name in names),)

    @staticmethod
    def output_shapes(symbols: Mapping[str, Any]) -> tuple[Shape, ...]:
        """Return the shape (classes,) of the only output."""
        return ((size_of(symbols, "classes", "image classification"),),)

    @staticmethod
    def preprocessing(data: ArrayData) -> dict[str, Any]:
        """Return mean and standard deviation of every channel over the train part.

        Inputs are prepared as (x − mean) / std; a constant channel has std 1. JSON only: exported
        models carry it.
        """
        pixels = data.inputs[data.split["train"]].astype(np.float64)
        mean, std = pixels.mean(axis=(0, 2, 3)), pixels.std(axis=(0, 2, 3))
        return {"mean": mean.tolist(), "std": np.where(std > 0, std, 1.0).tolist()}

    @staticmethod
    def tensors(
        data: ArrayData, part: SplitName, device: torch.device
    ) -> tuple[tuple[torch.Tensor, ...], torch.Tensor]:
        """Return ((images (N, C, H, W) float32, normalised),) and classes (N,) int64 of a part."""
        import torch

        numbers = ImageClassification.preprocessing(data)
        mean, std = (
            np.asarray(numbers[name], np.float32)[:, None, None] for name in ("mean", "std")
        )
        indices = data.split[part]
        images = (data.inputs[indices].astype(np.float32) - mean) / std
        targets = data.targets[indices].astype(np.int64)
        return (torch.from_numpy(images).to(device),), torch.from_numpy(targets).to(device)

    @staticmethod
    def loss(outputs: tuple[torch.Tensor, ...], targets: torch.Tensor) -> torch.Tensor:
        """Return the mean cross-entropy of logits (N, classes) against classes (N,)."""
        return cross_entropy(outputs[0], targets)

    @staticmethod
    def score(outputs: tuple[torch.Tensor, ...], targets: torch.Tensor) -> dict[str, float]:
        """Return accuracy (0 to 1) and mean cross-entropy."""
        return accuracy_and_loss(outputs[0], targets)
