"""The problem protocol: what is learned, on which data, measured how.

A problem knows how a dataset is read, split, prepared, what the network's ports are, and how
predictions are scored. The split has four parts: `train` (weights), `early` (validation for the
weights: stopping), `validation` (the search's score) and `test`, touched once, by the winner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol

from pydantic import BaseModel, ConfigDict

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
class ArrayData:
    """A dataset in memory: `inputs` (N, ...) and `targets` (N,), with fixed split indices."""

    card: DatasetCard
    inputs: np.ndarray[Any, Any]
    targets: np.ndarray[Any, Any]
    split: Mapping[SplitName, np.ndarray[Any, Any]]
    fingerprint: str


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

    @staticmethod
    def input_shapes(symbols: Mapping[str, Any]) -> tuple[Shape, ...]:
        """Return the shapes of the root's input ports, in order, for these symbols."""
        raise NotImplementedError

    @staticmethod
    def output_shapes(symbols: Mapping[str, Any]) -> tuple[Shape, ...]:
        """Return the shapes that the root's output ports must have."""
        raise NotImplementedError

    @staticmethod
    def preprocessing(data: ArrayData) -> dict[str, list[float]]:
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
