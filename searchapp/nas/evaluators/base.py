"""The evaluator protocol: score one architecture, telling how it goes.

`evaluate` yields a `Measured` at least once an epoch and ends with the score; stopping between two
yields stops the evaluation. Deterministic under its seed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Literal

from searchapp.nas.events import Fidelity
from searchapp.nas.registry import Registry, SettingsModel
from searchapp.nas.space.architecture import Architecture


@dataclass(frozen=True)
class Assignment:
    """All that one evaluation needs, as plain JSON values: it crosses a process border.

    Attributes:
        document: The space document, as text.
        dataset: Name of the dataset (or path of an imported one).
        seed: Of this evaluation: initial weights, order of the data.
        folder: Where weights and checkpoints may be written, or None to keep nothing.
    """

    index: int
    document: str
    decisions: dict[str, Any]
    dataset: str
    evaluator: str
    settings: dict[str, Any]
    fidelity: Fidelity
    seed: int
    device: str = "auto"
    threads: int | None = None
    folder: str | None = None
    attempt: int = 1


@dataclass(frozen=True)
class Measurement:
    """Metrics after `step` epochs."""

    step: int
    values: dict[str, float]


@dataclass(frozen=True)
class Score:
    """The end of an evaluation: every objective metric, what else was measured, and the weights."""

    values: dict[str, float]
    seconds: float
    weights: Path | None = None
    details: dict[str, Any] = field(default_factory=dict)


class Evaluator:
    """One way of scoring."""

    title: ClassVar[str]
    summary: ClassVar[str] = ""
    cost_class: ClassVar[Literal["instant", "batched", "training"]]
    version: ClassVar[int] = 1
    Settings: ClassVar[type[SettingsModel]] = SettingsModel

    def __init__(self, settings: Any) -> None:
        """Keep the settings; data is loaded at the first evaluation and kept."""
        self.settings = settings

    def evaluate(
        self, architecture: Architecture, assignment: Assignment
    ) -> Iterator[Measurement | Score]:
        """Score the architecture.

        Yields:
            A measurement after every epoch, then one `Score`.

        Raises:
            EvaluationFailed: With the reason; the message is for people.
        """
        raise NotImplementedError


EVALUATORS: Registry[type[Evaluator]] = Registry("evaluator", "searchapp.nas.evaluators")

evaluator = EVALUATORS.register
"""Decorator: registers a class as the evaluator of a name."""
