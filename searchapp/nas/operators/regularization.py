"""Regularisation: acts while training only."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.base import Operator, operator
from searchapp.nas.registry import SettingsModel


class DropoutSettings(SettingsModel):
    """Of a dropout."""

    p: float = Field(
        default=0.2, ge=0, lt=1, title="Probability", description="Share of numbers set to 0"
    )


@operator("dropout")
class Dropout(Operator):
    """Dropout (arXiv:1207.0580)."""

    title = "Dropout"
    family = "regularization"
    summary = "Sets a random share of the numbers to 0 while training."
    glyph = "D"
    Settings = DropoutSettings
    is_identity = "p == 0"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("nn.Dropout", (settings.p,))
