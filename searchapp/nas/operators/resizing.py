"""Larger and smaller images: up-sampling, and pixels traded for channels."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.base import InputPort, Operator, Requirement, operator
from searchapp.nas.operators.convolution import CHANNELS, IMAGE, ChannelSettings
from searchapp.nas.registry import SettingsModel

FACTOR = Field(default=2, ge=1, le=16, title="Factor", description="Height and width change by it")
MODE: Any = Field(
    default="nearest", title="Mode", description="How pixels between pixels are found"
)


class UpsampleSettings(SettingsModel):
    """How much larger."""

    factor: int = FACTOR
    mode: Literal["nearest", "bilinear"] = MODE


@operator("upsample")
class Upsample(Operator):
    """Up-sampling without anything learned."""

    title = "Up-sampling"
    short = "Upsample"
    family = "resizing"
    summary = "Enlarges an image by a whole factor."
    glyph = "U"
    Settings = UpsampleSettings
    inputs = IMAGE
    shape = {"y": "[x[0], x[1] * factor, x[2] * factor]"}
    is_identity = "factor == 1"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("nn.Upsample", (), {"scale_factor": settings.factor, "mode": settings.mode})


class ResizeSettings(SettingsModel):
    """To which size."""

    height: int = Field(default=8, ge=1, le=8192, title="Height", description="Of the output")
    width: int = Field(default=8, ge=1, le=8192, title="Width", description="Of the output")
    mode: Literal["nearest", "bilinear"] = MODE


@operator("resize_to")
class ResizeTo(Operator):
    """Up- or down-sampling to a size."""

    title = "Resize"
    family = "resizing"
    summary = "Brings an image to a height and width."
    glyph = "Z"
    Settings = ResizeSettings
    inputs = IMAGE
    shape = {"y": "[x[0], height, width]"}

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        s = settings
        return Layer("nn.Upsample", (), {"size": (s.height, s.width), "mode": s.mode})


class LikeSettings(SettingsModel):
    """How it is brought to the size."""

    mode: Literal["nearest", "bilinear"] = MODE


@operator("upsample_like")
class UpsampleLike(Operator):
    """Up-sampling to the size of another image, as in U-Net (arXiv:1505.04597)."""

    title = "Up-sampling to another's size"
    short = "Upsample"
    family = "resizing"
    summary = "Brings an image to the height and width of a second one."
    glyph = "U"
    Settings = LikeSettings
    inputs = (*IMAGE, InputPort("like", rank=3))
    shape = {"y": "[x[0], like[1], like[2]]"}

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("ResizeLike", (settings.mode,))


class TransposedSettings(ChannelSettings):
    """Of a transposed convolution."""

    factor: int = FACTOR
    bias: bool = Field(default=True, title="Bias", description="Add a learned constant per channel")


@operator("transposed_conv")
class TransposedConv(Operator):
    """Transposed convolution whose windows do not overlap (arXiv:1505.04597)."""

    title = "Transposed convolution"
    short = "Up conv"
    family = "resizing"
    summary = "Enlarges an image by a learned window for every pixel."
    glyph = "T"
    Settings = TransposedSettings
    inputs = IMAGE
    shape = {"y": f"[{CHANNELS}, x[1] * factor, x[2] * factor]"}
    parameters = "x[0] * y[0] * factor ** 2 + (y[0] if bias else 0)"
    macs = "y[1] * y[2] * y[0] * (x[0] + (1 if bias else 0))"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        s, (x,) = settings, inputs
        kwargs = {} if s.bias else {"bias": False}
        return Layer("nn.ConvTranspose2d", (x[0], s.width(x), s.factor, s.factor), kwargs)


class FactorSettings(SettingsModel):
    """How many pixels are traded."""

    factor: int = FACTOR


@operator("pixel_shuffle")
class PixelShuffle(Operator):
    """Channels become pixels (Shi et al. 2016, arXiv:1609.05158)."""

    title = "Pixel shuffle"
    family = "resizing"
    summary = "Turns groups of channels into finer pixels."
    glyph = "X"
    Settings = FactorSettings
    inputs = IMAGE
    requires = (
        Requirement(
            "x[0] % factor ** 2 == 0",
            "the factor's square must divide the channels, but got {factor} for {x}",
        ),
    )
    shape = {"y": "[x[0] // factor ** 2, x[1] * factor, x[2] * factor]"}
    is_identity = "factor == 1"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("nn.PixelShuffle", (settings.factor,))


@operator("pixel_unshuffle")
class PixelUnshuffle(Operator):
    """Pixels become channels, nothing is lost (space to depth; arXiv:1609.05158)."""

    title = "Pixel unshuffle"
    family = "resizing"
    summary = "Turns squares of pixels into channels, so that nothing is lost."
    glyph = "X"
    Settings = FactorSettings
    inputs = IMAGE
    requires = (
        Requirement(
            "x[1] % factor == 0 and x[2] % factor == 0",
            "the factor must divide height and width, but got {factor} for {x}",
        ),
    )
    shape = {"y": "[x[0] * factor ** 2, x[1] // factor, x[2] // factor]"}
    is_identity = "factor == 1"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("nn.PixelUnshuffle", (settings.factor,))
