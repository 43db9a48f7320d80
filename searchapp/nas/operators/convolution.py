"""Convolutions, alone and in the blocks that published spaces are made of.

MACs are counted as in NAS-Bench-201 (Dong & Yang 2020, arXiv:2001.00326): products of convolutions
and linear layers, and one for each added bias; normalisation, activations, pooling count nothing.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.base import InputPort, Operator, Requirement, operator
from searchapp.nas.registry import SettingsModel
from searchapp.nas.space.bound import Shape

IMAGE = (InputPort("x", rank=3),)
CHANNELS = "(channels if channels > 0 else x[0])"
STRIDED = f"[{CHANNELS}, (x[1] - 1) // stride + 1, (x[2] - 1) // stride + 1]"

OddKernel = Literal[1, 3, 5, 7, 9, 11, 13, 15]


class ChannelSettings(SettingsModel):
    """Width of the output."""

    channels: int = Field(
        default=0,
        ge=0,
        le=65536,
        title="Channels",
        description="Channels of the output; 0 keeps those of the input",
    )

    def width(self, x: Shape) -> int:
        """Return the channels of the output for an input of shape `x`."""
        return self.channels if self.channels > 0 else x[0]


class BlockSettings(ChannelSettings):
    """A convolution that keeps the size up to its stride."""

    kernel: OddKernel = Field(
        default=3, title="Kernel", description="Height and width of the window"
    )
    stride: int = Field(
        default=1, ge=1, le=8, title="Stride", description="Height and width are divided by it"
    )


class ConvSettings(BlockSettings):
    """All that a plain convolution can be told."""

    dilation: int = Field(
        default=1, ge=1, le=16, title="Dilation", description="Distance of the pixels of the window"
    )
    groups: int = Field(
        default=1,
        ge=1,
        le=65536,
        title="Groups",
        description="Groups of channels that do not see each other",
    )
    bias: bool = Field(default=True, title="Bias", description="Add a learned constant per channel")


@operator("conv")
class Conv(Operator):
    """Convolution."""

    title = "Convolution"
    short = "Conv"
    family = "convolution"
    summary = "Slides a learned window over the image; keeps the size up to its stride."
    glyph = "C"
    Settings = ConvSettings
    inputs = IMAGE
    requires = (
        Requirement(
            "x[0] % groups == 0",
            "groups must divide the input's channels, but got {groups} for {x}",
        ),
        Requirement(
            f"{CHANNELS} % groups == 0",
            "groups must divide the output's channels, but got {groups} for {channels}",
        ),
    )
    shape = {"y": STRIDED}
    parameters = "y[0] * (x[0] // groups) * kernel ** 2 + (y[0] if bias else 0)"
    macs = "y[1] * y[2] * (y[0] * (x[0] // groups) * kernel ** 2 + (y[0] if bias else 0))"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        s, (x,) = settings, inputs
        options = {
            "stride": (s.stride, 1),
            "padding": (s.dilation * (s.kernel // 2), 0),
            "dilation": (s.dilation, 1),
            "groups": (s.groups, 1),
            "bias": (s.bias, True),
        }
        kwargs = {name: value for name, (value, usual) in options.items() if value != usual}
        return Layer("nn.Conv2d", (x[0], s.width(x), s.kernel), kwargs)


class DepthwiseSettings(SettingsModel):
    """One window per channel."""

    kernel: OddKernel = Field(
        default=3, title="Kernel", description="Height and width of the window"
    )
    stride: int = Field(
        default=1, ge=1, le=8, title="Stride", description="Height and width are divided by it"
    )
    dilation: int = Field(
        default=1, ge=1, le=16, title="Dilation", description="Distance of the pixels of the window"
    )


@operator("depthwise_conv")
class DepthwiseConv(Operator):
    """Depthwise convolution."""

    title = "Depthwise convolution"
    short = "Depthwise conv"
    family = "convolution"
    summary = "A learned window of its own for each channel."
    glyph = "D"
    Settings = DepthwiseSettings
    inputs = IMAGE
    shape = {"y": "[x[0], (x[1] - 1) // stride + 1, (x[2] - 1) // stride + 1]"}
    parameters = "x[0] * kernel ** 2"
    macs = "y[1] * y[2] * x[0] * kernel ** 2"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        s, (x,) = settings, inputs
        options = {
            "stride": (s.stride, 1),
            "padding": (s.dilation * (s.kernel // 2), 0),
            "dilation": (s.dilation, 1),
            "groups": (x[0], 1),
            "bias": (False, True),
        }
        kwargs = {name: value for name, (value, usual) in options.items() if value != usual}
        return Layer("nn.Conv2d", (x[0], x[0], s.kernel), kwargs)


class _Block(Operator):
    """A convolution without bias and a batch normalisation, in some order with a ReLU."""

    family = "convolution"
    Settings = BlockSettings
    inputs = IMAGE
    shape = {"y": STRIDED}
    parameters = "y[0] * x[0] * kernel ** 2 + 2 * y[0]"
    macs = "y[1] * y[2] * y[0] * x[0] * kernel ** 2"


def block(name: str, settings: Any, x: Shape, **more: int) -> Layer:
    """Describe an own block that takes (in, out, kernel, stride), and `more` by name."""
    kwargs = {"stride": settings.stride} if settings.stride != 1 else {}
    return Layer(name, (x[0], settings.width(x), settings.kernel), {**kwargs, **more})


@operator("conv_bn")
class ConvBN(_Block):
    """Convolution, batch normalisation."""

    title = "Convolution, norm"
    short = "Conv"
    summary = "Convolution, then batch normalisation."
    glyph = "C"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return block("ConvBN", settings, inputs[0])


@operator("conv_bn_relu")
class ConvBNReLU(_Block):
    """Convolution, batch normalisation, ReLU."""

    title = "Convolution, norm, ReLU"
    short = "Conv"
    summary = "Convolution, batch normalisation, ReLU."
    glyph = "C"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return block("ConvBNReLU", settings, inputs[0])


@operator("relu_conv_bn")
class ReLUConvBN(_Block):
    """ReLU, convolution, batch normalisation: the order of NAS-Bench-201 and DARTS."""

    title = "ReLU, convolution, norm"
    short = "Conv"
    summary = "ReLU, convolution, batch normalisation, as in NAS-Bench-201 and DARTS."
    glyph = "C"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return block("ReLUConvBN", settings, inputs[0])


@operator("sep_conv")
class SepConv(Operator):
    """Depthwise separable convolution, twice (DARTS, arXiv:1806.09055)."""

    title = "Separable convolution"
    short = "Sep conv"
    family = "convolution"
    summary = "ReLU, depthwise, pointwise, norm, twice, as in DARTS; the stride is in the first."
    glyph = "S"
    Settings = BlockSettings
    inputs = IMAGE
    shape = {"y": STRIDED}
    parameters = "x[0] * (2 * kernel ** 2 + x[0] + 2) + y[0] * (x[0] + 2)"
    macs = "y[1] * y[2] * x[0] * (2 * kernel ** 2 + x[0] + y[0])"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return block("SepConv", settings, inputs[0])


class DilatedSettings(BlockSettings):
    """A block with holes in its window."""

    dilation: int = Field(
        default=2, ge=1, le=16, title="Dilation", description="Distance of the pixels of the window"
    )


@operator("dil_conv")
class DilConv(Operator):
    """Dilated depthwise separable convolution (DARTS, arXiv:1806.09055)."""

    title = "Dilated convolution"
    short = "Dil conv"
    family = "convolution"
    summary = "ReLU, dilated depthwise, pointwise, norm, as in DARTS."
    glyph = "D"
    Settings = DilatedSettings
    inputs = IMAGE
    shape = {"y": STRIDED}
    parameters = "x[0] * kernel ** 2 + y[0] * (x[0] + 2)"
    macs = "y[1] * y[2] * x[0] * (kernel ** 2 + y[0])"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        more = {"dilation": settings.dilation} if settings.dilation != 2 else {}
        return block("DilConv", settings, inputs[0], **more)


@operator("factorized_reduce")
class FactorizedReduce(Operator):
    """Halving by two shifted 1×1 convolutions (DARTS, arXiv:1806.09055).

    Odd sizes are padded at the end, as NAS-Bench-201 does, so that any size can be halved.
    """

    title = "Factorised reduction"
    short = "Reduce"
    family = "convolution"
    summary = "Halves height and width without losing every other pixel."
    glyph = "F"
    Settings = ChannelSettings
    inputs = IMAGE
    requires = (
        Requirement(
            f"{CHANNELS} > 1", "a factorised reduction needs at least 2 output channels, for {x}"
        ),
    )
    shape = {"y": f"[{CHANNELS}, (x[1] + 1) // 2, (x[2] + 1) // 2]"}
    parameters = "y[0] * (x[0] + 2)"
    macs = "y[0] * y[1] * y[2] * x[0]"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        (x,) = inputs
        return Layer("FactorizedReduce", (x[0], settings.width(x)))


class ReLUSettings(ChannelSettings):
    """A convolution whose window may be wider than high."""

    kernel: OddKernel = Field(
        default=3, title="Kernel", description="Height and width of the window"
    )
    kernel_h: Literal[0, 1, 3, 5, 7, 9, 11, 13, 15] = Field(
        default=0, title="Kernel height", description="Of the window; 0 takes the kernel"
    )
    kernel_w: Literal[0, 1, 3, 5, 7, 9, 11, 13, 15] = Field(
        default=0, title="Kernel width", description="Of the window; 0 takes the kernel"
    )
    stride: int = Field(
        default=1, ge=1, le=8, title="Stride", description="Height and width are divided by it"
    )


WINDOW = "(kernel_h if kernel_h > 0 else kernel) * (kernel_w if kernel_w > 0 else kernel)"


@operator("conv_relu")
class ConvReLU(Operator):
    """Convolution, ReLU, as in MetaQNN (arXiv:1611.02167) and Zoph & Le (arXiv:1611.01578)."""

    title = "Convolution, ReLU"
    short = "Conv"
    family = "convolution"
    summary = "Convolution with a bias, then ReLU; the window may be wider than high."
    glyph = "C"
    Settings = ReLUSettings
    inputs = IMAGE
    shape = {"y": STRIDED}
    parameters = f"y[0] * (x[0] * {WINDOW} + 1)"
    macs = f"y[1] * y[2] * y[0] * (x[0] * {WINDOW} + 1)"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        s, (x,) = settings, inputs
        window = (s.kernel_h or s.kernel, s.kernel_w or s.kernel)
        kwargs: dict[str, Any] = {"stride": s.stride} if s.stride != 1 else {}
        kwargs["padding"] = tuple(size // 2 for size in window)
        conv = Layer("nn.Conv2d", (x[0], s.width(x), window), kwargs)
        return Layer("nn.Sequential", (conv, Layer("nn.ReLU")))


@operator("factorized_conv")
class FactorizedConv(Operator):
    """ReLU, 1×n and n×1 convolution, norm, as in NASNet (Zoph et al. 2018, arXiv:1707.07012)."""

    title = "Factorised convolution"
    short = "1×n n×1"
    family = "convolution"
    summary = "ReLU, a window of one row, one of one column, norm, as in NASNet."
    glyph = "F"
    Settings = BlockSettings
    inputs = IMAGE
    shape = {"y": STRIDED}
    parameters = "y[0] * kernel * (x[0] + y[0]) + 2 * y[0]"
    macs = "y[2] * y[0] * kernel * (x[1] * x[0] + y[1] * y[0])"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        s, (x,) = settings, inputs
        width, half = s.width(x), s.kernel // 2
        rows = {"padding": (0, half), "bias": False}
        columns = {"padding": (half, 0), "bias": False}
        layers = (
            Layer("nn.ReLU"),
            Layer("nn.Conv2d", (x[0], width, (1, s.kernel), (1, s.stride)), rows),
            Layer("nn.Conv2d", (width, width, (s.kernel, 1), (s.stride, 1)), columns),
            Layer("nn.BatchNorm2d", (width,)),
        )
        return Layer("nn.Sequential", layers)
