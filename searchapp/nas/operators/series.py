"""Series: channels × length, the earliest step first.

MACs are counted as for images: products, and one for each added bias.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.base import InputPort, Operator, Requirement, operator
from searchapp.nas.operators.convolution import CHANNELS, ChannelSettings
from searchapp.nas.registry import SettingsModel

SERIES = (InputPort("x", rank=2),)
SHORTENED = "(x[1] - 1) // stride + 1"
LONGEST = Field(default=3, ge=1, le=127, title="Kernel", description="Steps of the window")
STRIDE = Field(default=1, ge=1, le=8, title="Stride", description="The length is divided by it")
DILATION = Field(
    default=1, ge=1, le=1024, title="Dilation", description="Distance of the steps of the window"
)


class Conv1dSettings(ChannelSettings):
    """All that a convolution over steps can be told."""

    kernel: int = LONGEST
    stride: int = STRIDE
    dilation: int = DILATION
    groups: int = Field(
        default=1,
        ge=1,
        le=65536,
        title="Groups",
        description="Groups of channels that do not see each other",
    )
    bias: bool = Field(default=True, title="Bias", description="Add a learned constant per channel")
    padding: Literal["same", "causal"] = Field(
        default="same", title="Padding", description="Causal: no step sees a later one"
    )


@operator("conv_1d")
class Conv1d(Operator):
    """Convolution over steps, causal on demand (WaveNet, arXiv:1609.03499)."""

    title = "Convolution 1-D"
    short = "Conv 1-D"
    family = "series"
    summary = "Slides a learned window over the steps; keeps the length up to its stride."
    glyph = "C"
    Settings = Conv1dSettings
    inputs = SERIES
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
    shape = {"y": f"[{CHANNELS}, {SHORTENED}]"}
    parameters = "y[0] * (x[0] // groups) * kernel + (y[0] if bias else 0)"
    macs = "y[1] * (y[0] * (x[0] // groups) * kernel + (y[0] if bias else 0))"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        s, (x,) = settings, inputs
        options = {
            "stride": (s.stride, 1),
            "dilation": (s.dilation, 1),
            "groups": (s.groups, 1),
            "bias": (s.bias, True),
            "causal": (s.padding == "causal", False),
        }
        kwargs = {name: value for name, (value, usual) in options.items() if value != usual}
        return Layer("Conv1d", (x[0], s.width(x), s.kernel), kwargs)


class Block1dSettings(ChannelSettings):
    """A convolution over steps that keeps the length up to its stride."""

    kernel: int = LONGEST
    stride: int = STRIDE
    dilation: int = DILATION


@operator("conv_bn_relu_1d")
class ConvBNReLU1d(Operator):
    """Convolution over steps, batch normalisation, ReLU."""

    title = "Convolution 1-D, norm, ReLU"
    short = "Conv 1-D"
    family = "series"
    summary = "Convolution over steps, batch normalisation, ReLU."
    glyph = "C"
    Settings = Block1dSettings
    inputs = SERIES
    shape = {"y": f"[{CHANNELS}, {SHORTENED}]"}
    parameters = "y[0] * x[0] * kernel + 2 * y[0]"
    macs = "y[1] * y[0] * x[0] * kernel"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        s, (x,) = settings, inputs
        conv = _without_bias(x[0], s.width(x), s)
        norm = Layer("nn.BatchNorm1d", (s.width(x),))
        return Layer("nn.Sequential", (conv, norm, Layer("nn.ReLU")))


@operator("sep_conv_1d")
class SepConv1d(Operator):
    """Depthwise separable convolution over steps (QuartzNet, arXiv:1910.10261)."""

    title = "Separable convolution 1-D"
    short = "Sep conv 1-D"
    family = "series"
    summary = "A window for each channel, then a mixture of the channels, norm, ReLU."
    glyph = "S"
    Settings = Block1dSettings
    inputs = SERIES
    shape = {"y": f"[{CHANNELS}, {SHORTENED}]"}
    parameters = "x[0] * kernel + y[0] * x[0] + 2 * y[0]"
    macs = "y[1] * x[0] * (kernel + y[0])"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        s, (x,) = settings, inputs
        width = s.width(x)
        layers = (
            _without_bias(x[0], x[0], s, groups=x[0]),
            Layer("nn.Conv1d", (x[0], width, 1), {"bias": False}),
            Layer("nn.BatchNorm1d", (width,)),
            Layer("nn.ReLU"),
        )
        return Layer("nn.Sequential", layers)


def _without_bias(channels: int, width: int, settings: Block1dSettings, groups: int = 1) -> Layer:
    options = {
        "stride": (settings.stride, 1),
        "dilation": (settings.dilation, 1),
        "groups": (groups, 1),
        "bias": (False, True),
    }
    kwargs = {name: value for name, (value, usual) in options.items() if value != usual}
    return Layer("Conv1d", (channels, width, settings.kernel), kwargs)


class GatedConv1dSettings(ChannelSettings):
    """Of a gated convolution."""

    kernel: int = LONGEST
    dilation: int = DILATION
    padding: Literal["causal", "same"] = Field(
        default="causal", title="Padding", description="Causal: no step sees a later one"
    )


@operator("gated_conv_1d")
class GatedConv1d(Operator):
    """Gated convolution over steps (WaveNet, arXiv:1609.03499)."""

    title = "Gated convolution 1-D"
    short = "Gated conv"
    family = "series"
    summary = "The tanh of a convolution times the sigmoid of another."
    glyph = "G"
    Settings = GatedConv1dSettings
    inputs = SERIES
    shape = {"y": f"[{CHANNELS}, x[1]]"}
    parameters = "2 * y[0] * (x[0] * kernel + 1)"
    macs = "2 * y[1] * y[0] * (x[0] * kernel + 1)"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        s, (x,) = settings, inputs
        kwargs: dict[str, Any] = {"dilation": s.dilation} if s.dilation != 1 else {}
        if s.padding == "same":
            kwargs["causal"] = False
        return Layer("GatedConv1d", (x[0], s.width(x), s.kernel), kwargs)


class Pool1dSettings(SettingsModel):
    """A window over steps. An odd one keeps the length up to its stride."""

    kernel: int = LONGEST
    stride: int = STRIDE


class _Pool1d(Operator):
    """Slides a window over the steps."""

    family = "series"
    glyph = "P"
    Settings = Pool1dSettings
    inputs = SERIES
    requires = (
        Requirement(
            "x[1] + 2 * ((kernel - 1) // 2) >= kernel",
            "the window must fit into the series, but it is {kernel} for {x}",
        ),
    )
    shape = {"y": "[x[0], (x[1] + 2 * ((kernel - 1) // 2) - kernel) // stride + 1]"}
    is_identity = "kernel == 1 and stride == 1"


@operator("max_pool_1d")
class MaxPool1d(_Pool1d):
    """The largest number of each window of steps."""

    title = "Max pooling 1-D"
    short = "Max pool"
    summary = "The largest number of each window of steps."

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        s = settings
        return Layer("nn.MaxPool1d", (s.kernel, s.stride), {"padding": (s.kernel - 1) // 2})


@operator("avg_pool_1d")
class AvgPool1d(_Pool1d):
    """The mean of each window of steps; padding is not counted."""

    title = "Average pooling 1-D"
    short = "Avg pool"
    summary = "The mean of each window of steps, padding not counted."

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        s = settings
        kwargs = {"padding": (s.kernel - 1) // 2, "count_include_pad": False}
        return Layer("nn.AvgPool1d", (s.kernel, s.stride), kwargs)


@operator("last_step")
class LastStep(Operator):
    """What a series has come to."""

    title = "Last step"
    family = "series"
    summary = "The channels of the last step."
    glyph = "L"
    inputs = SERIES
    shape = {"y": "[x[0]]"}

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("LastStep")
