"""Normalisation: learned scale and shift per channel, counted as parameters, not as MACs."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.base import Operator, Requirement, operator
from searchapp.nas.registry import SettingsModel
from searchapp.nas.space.bound import Shape

BATCH_NORMS = {1: "nn.BatchNorm1d", 2: "nn.BatchNorm1d", 3: "nn.BatchNorm2d"}
AFFINE = "2 * x[0] if affine else 0"


class BatchNormSettings(SettingsModel):
    """Of a batch normalisation."""

    affine: bool = Field(
        default=True, title="Affine", description="Learn a scale and a shift per channel"
    )
    momentum: float = Field(
        default=0.1,
        gt=0,
        le=1,
        title="Momentum",
        description="Weight of a batch in the running mean",
    )


@operator("batch_norm")
class BatchNorm(Operator):
    """Batch normalisation (Ioffe & Szegedy 2015, arXiv:1502.03167)."""

    title = "Batch norm"
    family = "normalization"
    summary = "Gives each channel mean 0 and variance 1 over the batch."
    glyph = "N"
    Settings = BatchNormSettings
    parameters = AFFINE

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return batch_norm(settings, inputs[0])


def batch_norm(settings: BatchNormSettings, x: Shape) -> Layer:
    """Describe a batch normalisation for an input of shape `x`."""
    kwargs: dict[str, Any] = {}
    if settings.momentum != 0.1:
        kwargs["momentum"] = settings.momentum
    if not settings.affine:
        kwargs["affine"] = False
    return Layer(BATCH_NORMS[len(x)], (x[0],), kwargs)


@operator("bn_relu")
class BatchNormReLU(Operator):
    """Batch normalisation, ReLU."""

    title = "Norm, ReLU"
    family = "normalization"
    summary = "Batch normalisation, then ReLU."
    glyph = "N"
    Settings = BatchNormSettings
    parameters = AFFINE

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("nn.Sequential", (batch_norm(settings, inputs[0]), Layer("nn.ReLU")))


@operator("layer_norm")
class LayerNorm(Operator):
    """Layer normalisation (Ba et al. 2016, arXiv:1607.06450).

    Of a series it is one step at a time, as of the tokens of a transformer; of an image all
    positions together.
    """

    title = "Layer norm"
    family = "normalization"
    summary = "Gives each item mean 0 and variance 1, whatever else is in the batch."
    glyph = "L"
    parameters = "2 * x[0]"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return layer_norm(inputs[0])


def layer_norm(x: Shape) -> Layer:
    """Describe a layer normalisation for an input of shape `x`."""
    names = {1: ("nn.LayerNorm", (x[0],)), 2: ("TokenNorm", (x[0],))}
    return Layer(*names.get(len(x), ("nn.GroupNorm", (1, x[0]))))


class GroupNormSettings(SettingsModel):
    """Of a group normalisation."""

    groups: int = Field(
        default=4,
        ge=1,
        le=1024,
        title="Groups",
        description="Groups of channels normalised together",
    )


@operator("group_norm")
class GroupNorm(Operator):
    """Group normalisation (Wu & He 2018, arXiv:1803.08494)."""

    title = "Group norm"
    family = "normalization"
    summary = "Normalises groups of channels of each item."
    glyph = "G"
    Settings = GroupNormSettings
    requires = (
        Requirement(
            "x[0] % groups == 0", "groups must divide the channels, but got {groups} for {x}"
        ),
    )
    parameters = "2 * x[0]"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("nn.GroupNorm", (settings.groups, inputs[0][0]))


@operator("rms_norm")
class RMSNorm(Operator):
    """Root mean square normalisation (Zhang & Sennrich 2019, arXiv:1910.07467), place by place."""

    title = "RMS norm"
    family = "normalization"
    summary = "Divides by the root mean square of the channels, place by place."
    glyph = "R"
    parameters = "x[0]"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("RootMeanSquareNorm", (inputs[0][0],))


class InstanceNormSettings(SettingsModel):
    """Of an instance normalisation."""

    affine: bool = Field(
        default=True, title="Affine", description="Learn a scale and a shift per channel"
    )


@operator("instance_norm")
class InstanceNorm(Operator):
    """Instance normalisation (Ulyanov et al. 2016, arXiv:1607.08022)."""

    title = "Instance norm"
    family = "normalization"
    summary = "Gives each channel of each item mean 0 and variance 1."
    glyph = "I"
    Settings = InstanceNormSettings
    requires = (
        Requirement(
            "len(x) > 1 and prod(x) > x[0]",
            "there must be several positions to normalise, but the input is {x}",
        ),
    )
    parameters = AFFINE

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        (x,) = inputs
        name = "nn.InstanceNorm2d" if len(x) == 3 else "nn.InstanceNorm1d"
        return Layer(name, (x[0],), {"affine": True} if settings.affine else {})


class NormSettings(SettingsModel):
    """Which normalisation."""

    kind: Literal["batch", "layer", "none"] = Field(
        default="batch", title="Kind", description="The normalisation; none hands its input on"
    )


@operator("norm")
class Norm(Operator):
    """A normalisation whose kind is a setting, so that it can be one decision for many places."""

    title = "Normalisation"
    short = "Norm"
    family = "normalization"
    summary = "The normalisation that its setting names."
    glyph = "N"
    Settings = NormSettings
    parameters = "0 if kind == 'none' else 2 * x[0]"
    is_identity = "kind == 'none'"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        if settings.kind == "none":
            return Layer("identity")
        return (
            layer_norm(inputs[0])
            if settings.kind == "layer"
            else Layer(BATCH_NORMS[len(inputs[0])], (inputs[0][0],))
        )
