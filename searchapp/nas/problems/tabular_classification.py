"""Classification of rows of a table."""

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
from searchapp.nas.problems.table import row_shape, rows_of, rules_of
from searchapp.nas.space.bound import Shape

if TYPE_CHECKING:
    import torch


@problem("tabular_classification")
class TabularClassification(Problem):
    """Which of the classes a row belongs to; trained with cross-entropy."""

    title = "Classification of tables"
    summary = "Tell from the numbers and words of a row which class it belongs to."
    metrics: ClassVar[tuple[tuple[str, Literal["max", "min"]], ...]] = (
        ("accuracy", "max"),
        ("loss", "min"),
    )
    inputs: ClassVar[tuple[str, ...]] = ("[columns]",)
    outputs: ClassVar[tuple[str, ...]] = ("[classes]",)
    script = "predict_table.py"

    @staticmethod
    def input_shapes(symbols: Mapping[str, Any]) -> tuple[Shape, ...]:
        """Return the shape (columns,) of the only input."""
        return row_shape(symbols)

    @staticmethod
    def output_shapes(symbols: Mapping[str, Any]) -> tuple[Shape, ...]:
        """Return the shape (classes,) of the only output."""
        return ((size_of(symbols, "classes", "classification"),),)

    @staticmethod
    def preprocessing(data: ArrayData) -> dict[str, Any]:
        """Return how rows are prepared (`table.rules_of`)."""
        return rules_of(data)

    @staticmethod
    def tensors(
        data: ArrayData, part: SplitName, device: torch.device
    ) -> tuple[tuple[torch.Tensor, ...], torch.Tensor]:
        """Return ((rows (N, columns) float32,), classes (N,) int64) of a part."""
        import torch

        targets = torch.from_numpy(data.targets[data.split[part]].astype(np.int64))
        return (rows_of(data, part, device),), targets.to(device)

    @staticmethod
    def loss(outputs: tuple[torch.Tensor, ...], targets: torch.Tensor) -> torch.Tensor:
        """Return the mean cross-entropy of logits (N, classes) against classes (N,)."""
        return cross_entropy(outputs[0], targets)

    @staticmethod
    def score(outputs: tuple[torch.Tensor, ...], targets: torch.Tensor) -> dict[str, float]:
        """Return accuracy (0 to 1) and mean cross-entropy."""
        return accuracy_and_loss(outputs[0], targets)
