"""Pooling: no parameters, and nothing that counts as a MAC."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.base import InputPort, Operator, Requirement, operator
from searchapp.nas.registry import SettingsModel

IMAGE = (InputPort("x", rank=3),)


class PoolSettings(SettingsModel):
    """A window. An odd one keeps the size up to its stride; an even one is not padded at all."""

    kernel: int = Field(
        default=3, ge=1, le=15, title="Kernel", description="Height and width of the window"
    )
    stride: int = Field(
        default=1, ge=1, le=8, title="Stride", description="Height and width are divided by it"
    )


class _Pool(Operator):
    """Slides a window."""

    family = "pooling"
    glyph = "P"
    Settings = PoolSettings
    inputs = IMAGE
    requires = (
        Requirement(
            "min(x[1], x[2]) + 2 * ((kernel - 1) // 2) >= kernel",
            "the window must fit into the image, but it is {kernel} for {x}",
        ),
    )
    shape = {
        "y": "[x[0], (x[1] + 2 * ((kernel - 1) // 2) - kernel) // stride + 1,"
        " (x[2] + 2 * ((kernel - 1) // 2) - kernel) // stride + 1]"
    }
    is_identity = "kernel == 1 and stride == 1"


@operator("max_pool")
class MaxPool(_Pool):
    """The largest number of each window."""

    title = "Max pooling"
    short = "Max pool"
    summary = "The largest number of each window."

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        s = settings
        return Layer("nn.MaxPool2d", (s.kernel, s.stride), {"padding": (s.kernel - 1) // 2})


@operator("avg_pool")
class AvgPool(_Pool):
    """The mean of each window; padding is not counted."""

    title = "Average pooling"
    short = "Avg pool"
    summary = "The mean of each window, padding not counted."

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        s = settings
        kwargs = {"padding": (s.kernel - 1) // 2, "count_include_pad": False}
        return Layer("nn.AvgPool2d", (s.kernel, s.stride), kwargs)


class GlobalPoolSettings(SettingsModel):
    """How the positions are joined."""

    kind: Literal["avg", "max"] = Field(
        default="avg", title="Kind", description="Mean or largest value"
    )


@operator("global_pool")
class GlobalPool(Operator):
    """One number per channel."""

    title = "Global pooling"
    short = "Global pool"
    family = "pooling"
    summary = "One number per channel: the mean or the largest value of all positions."
    glyph = "P"
    Settings = GlobalPoolSettings
    requires = (Requirement("len(x) > 1", "there must be positions to pool, but the input is {x}"),)
    shape = {"y": "[x[0]]"}

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("GlobalPool", ("max",) if settings.kind == "max" else ())


class AdaptivePoolSettings(GlobalPoolSettings):
    """How large the result is."""

    height: int = Field(default=4, ge=1, le=4096, title="Height", description="Of the output")
    width: int = Field(default=4, ge=1, le=4096, title="Width", description="Of the output")


@operator("adaptive_pool")
class AdaptivePool(Operator):
    """Pooling to a size that does not depend on the input's."""

    title = "Adaptive pooling"
    short = "Adaptive pool"
    family = "pooling"
    summary = "The mean or the largest value of as many windows as the output has pixels."
    glyph = "P"
    Settings = AdaptivePoolSettings
    inputs = IMAGE
    shape = {"y": "[x[0], height, width]"}

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        name = "nn.AdaptiveMaxPool2d" if settings.kind == "max" else "nn.AdaptiveAvgPool2d"
        return Layer(name, ((settings.height, settings.width),))
