"""The problem protocol: what is learned, on which data, measured how.

A problem knows how a dataset is read, split, prepared, what the network's ports are, and how
predictions are scored. The split has four parts: `train` (weights), `early` (validation for the
weights: stopping), `validation` (the search's score) and `test`, touched once, by the winner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol

from pydantic import BaseModel, ConfigDict

from searchapp.nas.errors import NasError
from searchapp.nas.registry import Registry, SettingsModel
from searchapp.nas.space.bound import Shape

if TYPE_CHECKING:
    import numpy as np
    import torch

SplitName = Literal["train", "early", "validation", "test"]


class DatasetCard(BaseModel):
    """What the web knows about a dataset without reading it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str
    problem: str
    summary: str
    source: str
    licence: str
    symbols: dict[str, int | float | str | list[int]]
    """E.g. {"channels": 1, "height": 8, "width": 8, "classes": 10, "items": 1797}."""
    class_names: list[str] = []
    seconds_per_epoch_hint: float = 1.0


@dataclass(frozen=True)
class TableColumn:
    """A column of a table: its name, and the values of a category in the order of their codes."""

    name: str
    values: Sequence[str] = ()


@dataclass(frozen=True)
class ArrayData:
    """A dataset in memory: `inputs` (N, ...) and `targets` (N,), with fixed split indices.

    Of a table, `columns` tells what stands in the columns of `inputs`.
    """

    card: DatasetCard
    inputs: np.ndarray[Any, Any]
    targets: np.ndarray[Any, Any]
    split: Mapping[SplitName, np.ndarray[Any, Any]]
    fingerprint: str
    columns: Sequence[TableColumn] = ()


class DatasetReader(Protocol):
    """Reads one built-in dataset; an extension point of its own (`searchapp.nas.datasets`)."""

    hint: str
    """How to get the data, for those who do not have it."""

    def card(self) -> DatasetCard:
        """Return the card, without heavy imports."""

    def is_installed(self) -> bool:
        """Tell whether the data is on this machine."""

    def read(self) -> ArrayData:
        """Read it (worker only: may import scikit-learn)."""


class Problem:
    """One kind of learning problem."""

    title: ClassVar[str]
    summary: ClassVar[str] = ""
    Settings: ClassVar[type[SettingsModel]] = SettingsModel
    metrics: ClassVar[tuple[tuple[str, Literal["max", "min"]], ...]]
    """Metrics of a validation pass with their directions; the first is the default objective."""
    inputs: ClassVar[tuple[str, ...]]
    """Shapes of the root's input ports as expressions of the symbols, for the browser."""
    outputs: ClassVar[tuple[str, ...]]
    """Shapes that the root's output ports must have, likewise."""
    script: ClassVar[str] = "predict.py"
    """Of `searchapp.nas.compile`: what exported models are used with, always as `predict.py`."""

    @staticmethod
    def input_shapes(symbols: Mapping[str, Any]) -> tuple[Shape, ...]:
        """Return the shapes of the root's input ports, in order, for these symbols."""
        raise NotImplementedError

    @staticmethod
    def output_shapes(symbols: Mapping[str, Any]) -> tuple[Shape, ...]:
        """Return the shapes that the root's output ports must have."""
        raise NotImplementedError

    @staticmethod
    def preprocessing(data: ArrayData) -> dict[str, Any]:
        """Return how inputs are prepared, as JSON: what an exported model must know."""
        raise NotImplementedError

    @staticmethod
    def tensors(
        data: ArrayData, part: SplitName, device: torch.device
    ) -> tuple[tuple[torch.Tensor, ...], torch.Tensor]:
        """Return (inputs, targets) of a split part, prepared, on the device."""
        raise NotImplementedError

    @staticmethod
    def loss(outputs: tuple[torch.Tensor, ...], targets: torch.Tensor) -> torch.Tensor:
        """Return the scalar training loss of a batch."""
        raise NotImplementedError

    @staticmethod
    def score(outputs: tuple[torch.Tensor, ...], targets: torch.Tensor) -> dict[str, float]:
        """Return all metrics over a whole split part."""
        raise NotImplementedError


PROBLEMS: Registry[type[Problem]] = Registry("problem", "searchapp.nas.problems")

problem = PROBLEMS.register
"""Decorator: registers a class as the problem of a name."""


def size_of(symbols: Mapping[str, Any], name: str, what: str) -> int:
    """Return a symbol that must be a positive whole number.

    Args:
        symbols: Of the space or the dataset.
        name: Of the symbol.
        what: Needs it, for the message.

    Raises:
        NasError: `missing_symbol`.
    """
    value = symbols.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise NasError(
            "missing_symbol",
            f"{what} needs the symbol {name!r} as a positive integer, but got {value!r}",
            ("problem", "symbols", name),
        )
    return value


def cross_entropy(logits: torch.Tensor, classes: torch.Tensor) -> torch.Tensor:
    """Return the mean cross-entropy of logits (N, classes) against classes (N,)."""
    from torch.nn import functional as F

    return F.cross_entropy(logits, classes)


def accuracy_and_loss(logits: torch.Tensor, classes: torch.Tensor) -> dict[str, float]:
    """Return accuracy (0 to 1) and mean cross-entropy of logits (N, classes)."""
    is_right = logits.argmax(dim=1) == classes
    loss = cross_entropy(logits, classes)
    return {"accuracy": is_right.double().mean().item(), "loss": loss.item()}
