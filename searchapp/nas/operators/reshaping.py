"""The same numbers in another form."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.base import Operator, Requirement, operator
from searchapp.nas.operators.convolution import IMAGE
from searchapp.nas.operators.series import SERIES
from searchapp.nas.registry import SettingsModel


class ShuffleSettings(SettingsModel):
    """Which channels are interleaved."""

    groups: int = Field(
        default=2, ge=1, le=1024, title="Groups", description="Groups that are interleaved"
    )


@operator("channel_shuffle")
class ChannelShuffle(Operator):
    """Channel shuffle (ShuffleNet, Zhang et al. 2018, arXiv:1707.01083)."""

    title = "Channel shuffle"
    family = "reshaping"
    summary = "Interleaves groups of channels, so that the next grouped layer sees all."
    glyph = "S"
    Settings = ShuffleSettings
    requires = (
        Requirement(
            "x[0] % groups == 0", "groups must divide the channels, but got {groups} for {x}"
        ),
    )
    is_identity = "groups == 1"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("ChannelShuffle", (settings.groups,))


@operator("transpose")
class Transpose(Operator):
    """Channels and steps change places, as in MLP-Mixer (arXiv:2105.01601)."""

    title = "Transpose"
    family = "reshaping"
    summary = "Channels become steps and steps channels."
    glyph = "T"
    inputs = SERIES
    shape = {"y": "[x[1], x[0]]"}

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("Transpose")


@operator("to_series")
class ToSeries(Operator):
    """Pixels in a row."""

    title = "Image to series"
    short = "To series"
    family = "reshaping"
    summary = "The pixels of an image, row after row, as the steps of a series."
    glyph = "="
    inputs = IMAGE
    shape = {"y": "[x[0], x[1] * x[2]]"}

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        (x,) = inputs
        return Layer("Reshape", (x[0], x[1] * x[2]))


class ToImageSettings(SettingsModel):
    """Of the image."""

    height: int = Field(default=8, ge=1, le=8192, title="Height", description="Of the output")
    width: int = Field(default=8, ge=1, le=8192, title="Width", description="Of the output")


@operator("to_image")
class ToImage(Operator):
    """Steps as pixels."""

    title = "Series to image"
    short = "To image"
    family = "reshaping"
    summary = "The steps of a series, row after row, as the pixels of an image."
    glyph = "#"
    Settings = ToImageSettings
    inputs = SERIES
    requires = (
        Requirement(
            "height * width == x[1]",
            "height times width must be the length, but got {height} and {width} for {x}",
        ),
    )
    shape = {"y": "[x[0], height, width]"}

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("Reshape", (inputs[0][0], settings.height, settings.width))


class PadSettings(SettingsModel):
    """How much is added."""

    amount: int = Field(
        default=1, ge=0, le=1024, title="Amount", description="Zeros added at every side"
    )


@operator("zero_pad")
class ZeroPad(Operator):
    """Zeros around."""

    title = "Padding"
    family = "reshaping"
    summary = "Adds zeros around an image, or before and after a series."
    glyph = "0"
    Settings = PadSettings
    requires = (Requirement("len(x) > 1", "there must be positions to pad, but the input is {x}"),)
    shape = {
        "y": "[x[0], x[1] + 2 * amount] if len(x) == 2 else"
        " [x[0], x[1] + 2 * amount, x[2] + 2 * amount]"
    }
    is_identity = "amount == 0"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        name = "nn.ZeroPad2d" if len(inputs[0]) == 3 else "nn.ZeroPad1d"
        return Layer(name, (settings.amount,))
