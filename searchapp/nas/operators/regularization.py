"""Regularisation: acts while training only."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.base import Operator, Requirement, operator
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


@operator("channel_dropout")
class ChannelDropout(Operator):
    """Dropout of whole channels (Tompson et al. 2015, arXiv:1411.4280)."""

    title = "Channel dropout"
    family = "regularization"
    summary = "Sets a random share of the channels to 0 while training."
    glyph = "D"
    Settings = DropoutSettings
    requires = (Requirement("len(x) > 1", "there must be channels with positions, for {x}"),)
    is_identity = "p == 0"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("nn.Dropout2d" if len(inputs[0]) == 3 else "nn.Dropout1d", (settings.p,))


@operator("drop_path")
class DropPath(Operator):
    """Stochastic depth (Huang et al. 2016, arXiv:1603.09382): for the end of a residual branch."""

    title = "Drop path"
    family = "regularization"
    summary = "Sets whole items to 0 at random while training, so that only the shortcut is left."
    glyph = "D"
    Settings = DropoutSettings
    is_identity = "p == 0"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("DropPath", (settings.p,))
