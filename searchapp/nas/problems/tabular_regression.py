"""Prediction of a number from rows of a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from searchapp.nas.problems.base import ArrayData, Problem, SplitName, problem
from searchapp.nas.problems.table import row_shape, rows_of, rules_of
from searchapp.nas.space.bound import Shape

if TYPE_CHECKING:
    import torch


@problem("tabular_regression")
class TabularRegression(Problem):
    """A number for each row; trained with the squared error of the standardised target."""

    title = "Regression on tables"
    summary = "Predict a number from the numbers and words of a row."
    metrics: ClassVar[tuple[tuple[str, Literal["max", "min"]], ...]] = (
        ("r2", "max"),
        ("mae", "min"),
        ("rmse", "min"),
    )
    inputs: ClassVar[tuple[str, ...]] = ("[columns]",)
    outputs: ClassVar[tuple[str, ...]] = ("[1]",)
    script = "predict_table.py"

    @staticmethod
    def input_shapes(symbols: Mapping[str, Any]) -> tuple[Shape, ...]:
        """Return the shape (columns,) of the only input."""
        return row_shape(symbols)

    @staticmethod
    def output_shapes(
        symbols: Mapping[str, Any],  # noqa: ARG004  # one number, whatever the table
    ) -> tuple[Shape, ...]:
        """Return the shape (1,) of the only output: the target in deviations from its mean."""
        return ((1,),)

    @staticmethod
    def preprocessing(data: ArrayData) -> dict[str, Any]:
        """Return how rows are prepared (`table.rules_of`), and `target`: mean and deviation."""
        mean, std = _unit(data)
        return {**rules_of(data), "target": {"mean": mean, "std": std}}

    @staticmethod
    def tensors(
        data: ArrayData, part: SplitName, device: torch.device
    ) -> tuple[tuple[torch.Tensor, ...], torch.Tensor]:
        """Return ((rows (N, columns) float32,), targets (N, 2) float32) of a part.

        The first of the two is the target in deviations from the mean of the train part, the
        second how much one deviation is, so that errors can be told in the target's own unit.
        """
        import torch

        mean, std = _unit(data)
        targets = (data.targets[data.split[part]].astype(np.float64) - mean) / std
        pairs = np.stack([targets, np.full(len(targets), std)], axis=1).astype(np.float32)
        return (rows_of(data, part, device),), torch.from_numpy(pairs).to(device)

    @staticmethod
    def loss(outputs: tuple[torch.Tensor, ...], targets: torch.Tensor) -> torch.Tensor:
        """Return the mean squared error of predictions (N, 1), in squared deviations."""
        from torch.nn import functional as F

        return F.mse_loss(outputs[0][:, 0], targets[:, 0])

    @staticmethod
    def score(outputs: tuple[torch.Tensor, ...], targets: torch.Tensor) -> dict[str, float]:
        """Return R² (1 is perfect, 0 as good as the mean), and errors in the target's own unit."""
        wanted, unit = targets[:, 0].double(), targets[:, 1].double()
        error = outputs[0][:, 0].double() - wanted
        spread = (wanted - wanted.mean()).pow(2).sum()
        # A part of one value has no spread: nothing is explained there.
        r2 = 1 - error.pow(2).sum() / spread if spread > 0 else spread
        return {
            "r2": float(r2),
            "mae": float((error.abs() * unit).mean()),
            "rmse": float((error * unit).pow(2).mean().sqrt()),
        }


def _unit(data: ArrayData) -> tuple[float, float]:
    """Return mean and deviation of the target over the train part."""
    targets = data.targets[data.split["train"]].astype(np.float64)
    std = float(targets.std())
    return float(targets.mean()), std if std > 0 else 1.0
