"""A preset: a published or proven space, ready to open, change and run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from searchapp.nas.registry import Registry
from searchapp.nas.space.document import SpaceDocument


@dataclass(frozen=True)
class LaunchDefaults:
    """With what a preset is run when it is started as it is."""

    title: str
    summary: str
    dataset: str
    strategy: str
    epochs: int
    candidates: int
    strategy_settings: Mapping[str, Any] = field(default_factory=dict)


class PresetSpace:
    """One preset. Subclasses set the class attributes and draw the document.

    Attributes:
        title: What people read.
        summary: One or two sentences.
        paper: Where it was published, with the arXiv number; empty for our own.
        size: Number of architectures, in decimal digits.
        shown: The module whose picture tells most.
        launch: Defaults for starting it as it is, or None.
    """

    title: ClassVar[str]
    summary: ClassVar[str]
    paper: ClassVar[str] = ""
    size: ClassVar[str]
    shown: ClassVar[str]
    launch: ClassVar[LaunchDefaults | None] = None

    @staticmethod
    def document() -> SpaceDocument:
        """Return the document."""
        raise NotImplementedError


PRESETS: Registry[type[PresetSpace]] = Registry("preset", "searchapp.nas.presets")

preset = PRESETS.register
"""Decorator: registers a class as the preset of a name."""
