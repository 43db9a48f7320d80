"""What is known of a model that is taken away: `run.json`, and what its pages tell in words."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from searchapp.nas.registry import Registry

PACKAGES = ("nasweb", "torch", "numpy", "scikit-learn")


class Told(BaseModel):
    """Common ground: unknown fields and infinities are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class SearchFacts(Told):
    """The search that found the model, as far as it was when the model was written.

    Attributes:
        trained: Candidates that were scored.
        rank: The model's place among them by the objective, from 1.
        validation: Its metrics on the part by which candidates were chosen.
    """

    strategy: str
    settings: dict[str, Any]
    metric: str
    direction: Literal["max", "min"]
    trained: int
    failed: int
    is_over: bool
    rank: int | None
    validation: dict[str, float]


class SpaceFacts(Told):
    """The space it comes from. `architectures` are digits: JSON's numbers are too small."""

    name: str
    digest: str
    architectures: str
    is_exact: bool


class DataFacts(Told):
    """The data. `parts` are items of every part of the split."""

    title: str
    source: str
    licence: str
    fingerprint: str
    parts: dict[str, int]


class TrainingFacts(Told):
    """How it was trained."""

    evaluator: str
    settings: dict[str, Any]
    epochs: int
    fraction: float
    seed: int


class Facts(Told):
    """All of it. `test` are the metrics on the test part; `search` is None where none is known."""

    format: Literal["nasweb.model/1"] = "nasweb.model/1"
    candidate: int
    test: dict[str, float]
    parameters: int
    macs: int
    was_retrained: bool
    space: SpaceFacts
    data: DataFacts
    training: TrainingFacts
    search: SearchFacts | None
    versions: dict[str, str]


class OnnxFacts(Told):
    """What became of `model.onnx`: how far onnxruntime is from torch, or why there is no such file.

    Attributes:
        difference: The largest in any output.
        items: Test items that both were given.
    """

    difference: float | None = None
    items: int = 0
    reason: str = ""

    def __str__(self) -> str:
        if self.difference is None:
            return f"not here: {self.reason}"
        return (
            f"over {self.items} test items onnxruntime and torch differ by "
            f"{self.difference:.1e} at most"
        )


def named(
    registry: Registry[Any], name: str, settings: Mapping[str, Any]
) -> tuple[str, dict[str, Any]]:
    """Return the title of an entry, and its settings with the defaults filled in.

    An old model can name what has another form by now, or is gone: then all is as it was asked for.
    """
    if name not in registry:
        return name, dict(settings)
    entry = registry.get(name)
    try:
        return entry.title, entry.Settings.model_validate(settings).model_dump(mode="json")
    except ValidationError:
        return entry.title, dict(settings)


def versions() -> dict[str, str]:
    """Return what the numbers were made with."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
