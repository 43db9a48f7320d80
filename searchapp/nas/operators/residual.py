"""Residual blocks: convolutions beside a shortcut."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.base import Operator, Requirement, operator
from searchapp.nas.operators.convolution import (
    CHANNELS,
    IMAGE,
    STRIDED,
    BlockSettings,
    ChannelSettings,
    OddKernel,
    block,
)
from searchapp.nas.registry import SettingsModel

SHORTCUT = "0 if stride == 1 and y[0] == x[0] else"


class ResidualSettings(ChannelSettings):
    """Width and stride of a residual block."""

    stride: int = Field(
        default=1, ge=1, le=8, title="Stride", description="Height and width are divided by it"
    )


@operator("residual_block")
class ResidualBlock(Operator):
    """The reduction block of NAS-Bench-201 (arXiv:2001.00326), as in its published code.

    Two ReLU-convolution-norm in a row, added to a shortcut: the input itself; at a stride average
    pooling and a 1×1 convolution without norm; else a ReLU-convolution-norm with a 1×1 window.
    """

    title = "Residual block"
    short = "Residual"
    family = "convolution"
    summary = "Two 3×3 convolutions beside a shortcut."
    glyph = "R"
    Settings = ResidualSettings
    inputs = IMAGE
    shape = {"y": STRIDED}
    parameters = (
        "9 * y[0] * (x[0] + y[0]) + 4 * y[0]"
        f" + ({SHORTCUT} y[0] * x[0] + (2 * y[0] if stride == 1 else 0))"
    )
    macs = f"y[1] * y[2] * y[0] * (9 * (x[0] + y[0]) + ({SHORTCUT} x[0]))"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        (x,) = inputs
        kwargs = {"stride": settings.stride} if settings.stride > 1 else {}
        return Layer("ResidualBlock", (x[0], settings.width(x)), kwargs)


class MBConvSettings(BlockSettings):
    """An inverted residual."""

    expand: int = Field(
        default=6,
        ge=1,
        le=12,
        title="Expansion",
        description="The middle is this many times as wide",
    )


@operator("mbconv")
class MBConv(Operator):
    """Inverted residual block (MobileNetV2, arXiv:1801.04381), without squeeze-and-excite."""

    title = "Inverted residual"
    short = "MBConv"
    family = "convolution"
    summary = "Widen, depthwise, narrow; the input is added where stride and channels allow it."
    glyph = "M"
    Settings = MBConvSettings
    inputs = IMAGE
    shape = {"y": STRIDED}
    parameters = (
        "x[0] * expand * ((x[0] + 2 if expand > 1 else 0) + kernel ** 2 + 2 + y[0]) + 2 * y[0]"
    )
    macs = (
        "x[0] * expand * ((x[0] * x[1] * x[2] if expand > 1 else 0)"
        " + y[1] * y[2] * (kernel ** 2 + y[0]))"
    )

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return block("MBConv", settings, inputs[0], expand=settings.expand)


class FusedSettings(BlockSettings):
    """An inverted residual of two convolutions."""

    expand: int = Field(
        default=4,
        ge=1,
        le=12,
        title="Expansion",
        description="The middle is this many times as wide",
    )


@operator("fused_mbconv")
class FusedMBConv(Operator):
    """Fused inverted residual (EfficientNetV2, Tan & Le 2021, arXiv:2104.00298)."""

    title = "Fused inverted residual"
    short = "Fused MBConv"
    family = "convolution"
    summary = "Widen by a full convolution, narrow; the input is added where it fits."
    glyph = "M"
    Settings = FusedSettings
    inputs = IMAGE
    shape = {"y": STRIDED}
    parameters = "x[0] * expand * (x[0] * kernel ** 2 + 2 + y[0]) + 2 * y[0]"
    macs = "y[1] * y[2] * x[0] * expand * (x[0] * kernel ** 2 + y[0])"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return block("FusedMBConv", settings, inputs[0], expand=settings.expand)


class BottleneckSettings(BlockSettings):
    """How narrow the middle is."""

    ratio: int = Field(
        default=4, ge=1, le=64, title="Ratio", description="The middle is this many times narrower"
    )


NARROW = "max(1, y[0] // ratio)"


@operator("bottleneck")
class Bottleneck(Operator):
    """Bottleneck block of ResNet (He et al. 2016, arXiv:1512.03385), strided in the window."""

    title = "Bottleneck"
    family = "convolution"
    summary = "Narrow, look around, widen, beside a shortcut, then ReLU."
    glyph = "B"
    Settings = BottleneckSettings
    inputs = IMAGE
    shape = {"y": STRIDED}
    parameters = (
        f"{NARROW} * (x[0] + {NARROW} * kernel ** 2 + y[0] + 4) + 2 * y[0]"
        f" + ({SHORTCUT} y[0] * (x[0] + 2))"
    )
    macs = (
        f"{NARROW} * (x[1] * x[2] * x[0] + y[1] * y[2] * ({NARROW} * kernel ** 2 + y[0]))"
        f" + ({SHORTCUT} y[1] * y[2] * y[0] * x[0])"
    )

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        more = {"ratio": settings.ratio} if settings.ratio != 4 else {}
        return block("Bottleneck", settings, inputs[0], **more)


class ConvNeXtSettings(SettingsModel):
    """Of a ConvNeXt block."""

    kernel: OddKernel = Field(
        default=7, title="Kernel", description="Height and width of the window"
    )
    expand: int = Field(
        default=4,
        ge=1,
        le=12,
        title="Expansion",
        description="The middle is this many times as wide",
    )


@operator("convnext_block")
class ConvNeXtBlock(Operator):
    """ConvNeXt block with layer scale (Liu et al. 2022, arXiv:2201.03545)."""

    title = "ConvNeXt block"
    short = "ConvNeXt"
    family = "convolution"
    summary = "Depthwise convolution, norm, widen, GELU, narrow, beside the input."
    glyph = "N"
    Settings = ConvNeXtSettings
    inputs = IMAGE
    parameters = "x[0] * (kernel ** 2 + 5 + expand + 2 * expand * x[0])"
    macs = "x[1] * x[2] * x[0] * (kernel ** 2 + 2 + expand + 2 * expand * x[0])"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        kwargs = {"expand": settings.expand} if settings.expand != 4 else {}
        return Layer("ConvNeXtBlock", (inputs[0][0], settings.kernel), kwargs)


EVEN = Requirement(
    f"{CHANNELS} % 2 == 0", "the output's channels must be even, but got {channels} for {x}"
)
HALF = "(y[0] // 2)"
SPLIT = "stride == 1 and y[0] == x[0]"
ENTERING = f"({HALF} if {SPLIT} else x[0])"


@operator("shuffle_block")
class ShuffleBlock(Operator):
    """Shuffle block (ShuffleNetV2, arXiv:1807.11164), as in SPOS (Guo et al. 2019, 1904.00420)."""

    title = "Shuffle block"
    short = "Shuffle"
    family = "convolution"
    summary = "Half of the channels pass, half are convolved, then they are interleaved."
    glyph = "S"
    Settings = BlockSettings
    inputs = IMAGE
    requires = (EVEN,)
    shape = {"y": STRIDED}
    parameters = (
        f"{HALF} * ({ENTERING} + kernel ** 2 + {HALF} + 6)"
        f" + (0 if {SPLIT} else x[0] * (kernel ** 2 + 2 + {HALF}) + y[0])"
    )
    macs = (
        f"{HALF} * (x[1] * x[2] * {ENTERING} + y[1] * y[2] * (kernel ** 2 + {HALF}))"
        f" + (0 if {SPLIT} else y[1] * y[2] * x[0] * (kernel ** 2 + {HALF}))"
    )

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return block("ShuffleBlock", settings, inputs[0])


@operator("shuffle_xception")
class ShuffleXception(Operator):
    """Shuffle block of three separable convolutions (SPOS, Guo et al. 2019, arXiv:1904.00420)."""

    title = "Shuffle Xception block"
    short = "Xception"
    family = "convolution"
    summary = "A shuffle block whose branch is three separable convolutions."
    glyph = "X"
    Settings = BlockSettings
    inputs = IMAGE
    requires = (EVEN,)
    shape = {"y": STRIDED}
    parameters = (
        f"{ENTERING} * (kernel ** 2 + 2 + {HALF}) + {HALF} * (2 * kernel ** 2 + 2 * {HALF} + 10)"
        f" + (0 if {SPLIT} else x[0] * (kernel ** 2 + 2 + {HALF}) + y[0])"
    )
    macs = (
        f"y[1] * y[2] * ({ENTERING} * (kernel ** 2 + {HALF})"
        f" + 2 * {HALF} * (kernel ** 2 + {HALF})"
        f" + (0 if {SPLIT} else x[0] * (kernel ** 2 + {HALF})))"
    )

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return block("ShuffleXception", settings, inputs[0])
