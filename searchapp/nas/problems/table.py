"""What both problems on tables share: how rows become what a network takes.

A dataset's `inputs` (N, numbers + categories) hold numbers as they are, NaN where one is missing,
then the codes of categories, 0 where one is missing. A network takes one row of `columns` numbers:
the numbers standardised (0 where one is missing); for every column with gaps 1 where it is missing,
else 0; then the codes, 0 also for what training has never seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from searchapp.nas.problems.base import ArrayData, SplitName, size_of
from searchapp.nas.space.bound import Shape

if TYPE_CHECKING:
    import torch

    Array = np.ndarray[Any, Any]


def row_shape(symbols: Mapping[str, Any]) -> tuple[Shape, ...]:
    """Return the shape (columns,) of the only input."""
    return ((size_of(symbols, "columns", "a problem on tables"),),)


def rules_of(data: ArrayData) -> dict[str, Any]:
    """Return how rows are prepared, as JSON: exported models carry it.

    Returns:
        `numbers`: name, mean, deviation and `has_gaps` of each; `categories`: name, values in the
        order of their codes from 1, and `seen`, the codes that stand in the train part.
    """
    n_numbers = data.inputs.shape[1] - len(data.card.symbols["cardinalities"])  # type: ignore[arg-type]
    train = data.inputs[data.split["train"]]
    has_gaps = np.isnan(data.inputs[:, :n_numbers]).any(axis=0)
    names = [column.name for column in data.columns] or [str(k) for k in range(train.shape[1])]
    values = [column.values for column in data.columns] or [[] for _ in names]
    numbers = [
        {"name": names[k], "has_gaps": bool(has_gaps[k]), **_measured(train[:, k])}
        for k in range(n_numbers)
    ]
    categories = [
        {
            "name": names[k],
            "values": list(values[k]),
            "seen": sorted({int(code) for code in np.unique(train[:, k])} | {0}),
        }
        for k in range(n_numbers, train.shape[1])
    ]
    return {"numbers": numbers, "categories": categories}


def _measured(values: Array) -> dict[str, float]:
    """Return mean and deviation of what is there; a constant column has deviation 1."""
    there = values[~np.isnan(values)].astype(np.float64)
    mean, std = (float(there.mean()), float(there.std())) if len(there) else (0.0, 0.0)
    return {"mean": mean, "std": std if std > 0 else 1.0}


def prepare(rows: Array, rules: Mapping[str, Any]) -> Array:
    """Return rows (N, numbers + categories) as a network takes them, (N, columns) float32.

    Numbers are standardised, 0 where one is missing; then 1 or 0 tells for every column with gaps
    whether it is missing; then the codes, 0 for what training has never seen.
    """
    numbers, categories = rules["numbers"], rules["categories"]
    parts = []
    gaps = []
    for k, rule in enumerate(numbers):
        value = (rows[:, k].astype(np.float64) - rule["mean"]) / rule["std"]
        is_missing = np.isnan(value)
        parts.append(np.where(is_missing, 0.0, value))
        gaps += [is_missing] if rule["has_gaps"] else []
    for k, rule in enumerate(categories, len(numbers)):
        codes = rows[:, k]
        gaps.append(np.where(np.isin(codes, rule["seen"]), codes, 0))
    return np.stack([*parts, *gaps], axis=1).astype(np.float32)


def rows_of(data: ArrayData, part: SplitName, device: torch.device) -> torch.Tensor:
    """Return the prepared rows (N, columns) of a part, on the device."""
    import torch

    return torch.from_numpy(prepare(data.inputs[data.split[part]], rules_of(data))).to(device)
