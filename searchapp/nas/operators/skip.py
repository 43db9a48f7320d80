"""Ways past an operator: the input as it is, fitted, or nothing at all."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.base import InputPort, Operator, Requirement, operator
from searchapp.nas.operators.convolution import CHANNELS, ChannelSettings
from searchapp.nas.registry import SettingsModel


@operator("identity")
class Identity(Operator):
    """The input as it is."""

    title = "Identity"
    short = "Identity"
    family = "skip"
    summary = "Hands its input on unchanged."
    glyph = "="
    is_identity = "true"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("identity")


class SkipSettings(ChannelSettings):
    """What the skip must fit."""

    stride: Literal[1, 2] = Field(
        default=1, title="Stride", description="Height and width are divided by it"
    )


FITS = "stride == 1 and (channels == 0 or channels == x[0])"


@operator("skip")
class Skip(Operator):
    """Identity where shapes allow it, as in DARTS (arXiv:1806.09055).

    At stride 2 a factorised reduction, at stride 1 with other channels a ReLU, 1×1 convolution and
    norm, as in NAS-Bench-201 (arXiv:2001.00326).
    """

    title = "Skip connection"
    short = "Skip"
    family = "skip"
    summary = "Identity; a factorised reduction or a 1×1 convolution where the shape must change."
    glyph = "="
    Settings = SkipSettings
    inputs = (InputPort("x", rank=3),)
    requires = (
        Requirement(
            f"stride == 1 or {CHANNELS} > 1",
            "a skip with stride 2 needs at least 2 channels, for {x}",
        ),
    )
    shape = {"y": f"[{CHANNELS}, (x[1] - 1) // stride + 1, (x[2] - 1) // stride + 1]"}
    parameters = f"0 if {FITS} else y[0] * (x[0] + 2)"
    macs = f"0 if {FITS} else y[0] * y[1] * y[2] * x[0]"
    # Without the shape only channels left open are known to be kept.
    is_identity = "stride == 1 and channels == 0"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        (x,) = inputs
        channels = settings.width(x)
        if settings.stride > 1:
            return Layer("FactorizedReduce", (x[0], channels))
        return Layer("identity") if channels == x[0] else Layer("ReLUConvBN", (x[0], channels, 1))


class ZeroSettings(SettingsModel):
    """What the zeros must fit."""

    stride: int = Field(
        default=1, ge=1, le=8, title="Stride", description="Height and width are divided by it"
    )


@operator("zero")
class Zero(Operator):
    """Zeros. Not the same as an absent wire: what stands before it keeps its parameters."""

    title = "Zero"
    family = "skip"
    summary = "Nothing: zeros in the shape of its input."
    glyph = "0"
    Settings = ZeroSettings
    requires = (
        Requirement("stride == 1 or len(x) == 3", "a stride needs an image, but the input is {x}"),
    )
    shape = {
        "y": "x if stride == 1 else [x[0], (x[1] - 1) // stride + 1, (x[2] - 1) // stride + 1]"
    }

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("Zero", (settings.stride,) if settings.stride > 1 else ())
