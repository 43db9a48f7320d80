"""Residual blocks."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.base import Operator, operator
from searchapp.nas.operators.convolution import IMAGE, STRIDED, ChannelSettings

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
