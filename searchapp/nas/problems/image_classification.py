"""Image classification: one image in, one score a class out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from searchapp.nas.errors import NasError
from searchapp.nas.problems.base import ArrayData, Problem, SplitName, problem
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
        return (tuple(_symbol(symbols, name) for name in ("channels", "height", "width")),)

    @staticmethod
    def output_shapes(symbols: Mapping[str, Any]) -> tuple[Shape, ...]:
        """Return the shape (classes,) of the only output."""
        return ((_symbol(symbols, "classes"),),)

    @staticmethod
    def preprocessing(data: ArrayData) -> dict[str, list[float]]:
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
        from torch.nn import functional as F

        return F.cross_entropy(outputs[0], targets)

    @staticmethod
    def score(outputs: tuple[torch.Tensor, ...], targets: torch.Tensor) -> dict[str, float]:
        """Return accuracy (0 to 1) and mean cross-entropy."""
        is_right = outputs[0].argmax(dim=1) == targets
        loss = ImageClassification.loss(outputs, targets)
        return {"accuracy": is_right.double().mean().item(), "loss": loss.item()}


def _symbol(symbols: Mapping[str, Any], name: str) -> int:
    value = symbols.get(name)
    if not isinstance(value, int) or value < 1:
        raise NasError(
            "missing_symbol",
            f"image classification needs the symbol {name!r} as a positive integer, "
            f"but got {value!r}",
            ("problem", "symbols", name),
        )
    return value
