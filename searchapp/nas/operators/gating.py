"""Gates: what passes is weighed by something learned from it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.base import Operator, Requirement, operator
from searchapp.nas.operators.convolution import IMAGE
from searchapp.nas.registry import SettingsModel

POSITIONS = Requirement("len(x) > 1", "there must be positions to pool, but the input is {x}")


class SqueezeExciteSettings(SettingsModel):
    """How narrow the middle is."""

    ratio: int = Field(
        default=4, ge=1, le=256, title="Ratio", description="The middle is this many times narrower"
    )


MIDDLE = "max(1, x[0] // ratio)"


@operator("squeeze_excite")
class SqueezeExcite(Operator):
    """Squeeze-and-excitation (Hu et al. 2018, arXiv:1709.01507)."""

    title = "Squeeze and excite"
    short = "SE"
    family = "gating"
    summary = "Weighs every channel by what all channels are on average."
    glyph = "SE"
    Settings = SqueezeExciteSettings
    requires = (POSITIONS,)
    parameters = f"{MIDDLE} * (2 * x[0] + 1) + x[0]"
    macs = f"{MIDDLE} * (2 * x[0] + 1) + x[0]"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("SqueezeExcite", (inputs[0][0], settings.ratio))


class GateSettings(SettingsModel):
    """How far the gate looks."""

    kernel: Literal[1, 3, 5, 7, 9] = Field(
        default=3, title="Kernel", description="Neighbours that the gate looks at"
    )


@operator("channel_gate")
class ChannelGate(Operator):
    """Efficient channel attention (Wang et al. 2020, arXiv:1910.03151)."""

    title = "Channel gate"
    family = "gating"
    summary = "Weighs every channel by the averages of its neighbours."
    glyph = "E"
    Settings = GateSettings
    requires = (POSITIONS,)
    parameters = "kernel"
    macs = "x[0] * kernel"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("ChannelGate", (settings.kernel,))


@operator("spatial_gate")
class SpatialGate(Operator):
    """Spatial attention of CBAM (Woo et al. 2018, arXiv:1807.06521)."""

    title = "Spatial gate"
    family = "gating"
    summary = "Weighs every position by the mean and the largest of its channels."
    glyph = "S"
    Settings = GateSettings
    inputs = IMAGE
    parameters = "2 * kernel ** 2"
    macs = "x[1] * x[2] * 2 * kernel ** 2"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("SpatialGate", (settings.kernel,))


@operator("glu")
class GatedLinearUnit(Operator):
    """Gated linear unit (Dauphin et al. 2017, arXiv:1612.08083)."""

    title = "Gated linear unit"
    short = "GLU"
    family = "gating"
    summary = "The first half of the channels times the sigmoid of the second."
    glyph = "G"
    requires = (Requirement("x[0] % 2 == 0", "the channels must be even, but the input is {x}"),)
    shape = {
        "y": "[x[0] // 2] if len(x) == 1 else [x[0] // 2, x[1]] if len(x) == 2 else"
        " [x[0] // 2, x[1], x[2]]"
    }

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("nn.GLU", (1,))


class LayerScaleSettings(SettingsModel):
    """Where the factors begin."""

    start: float = Field(
        default=0.1, gt=0, le=1, title="Start", description="What every factor is at first"
    )


@operator("layer_scale")
class LayerScale(Operator):
    """Layer scale (CaiT, Touvron et al. 2021, arXiv:2103.17239)."""

    title = "Layer scale"
    family = "gating"
    summary = "Scales every channel by a learned factor that begins small."
    glyph = "λ"
    Settings = LayerScaleSettings
    parameters = "x[0]"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("LayerScale", (inputs[0][0], settings.start))
