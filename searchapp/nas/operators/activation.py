"""Activations: one operator each, so that each can be found and offered by its name."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.base import Operator, operator
from searchapp.nas.registry import SettingsModel


class _Activation(Operator):
    """Works on every number alone: any shape, no parameters."""

    family = "activation"
    glyph = "A"


@operator("relu")
class ReLU(_Activation):
    """Rectified linear unit."""

    title = "ReLU"
    summary = "Negative numbers become 0."

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("nn.ReLU")


class LeakySettings(SettingsModel):
    """Of a leaky ReLU."""

    slope: float = Field(
        default=0.01, ge=0, le=1, title="Slope", description="Factor for negative numbers"
    )


@operator("leaky_relu")
class LeakyReLU(_Activation):
    """Leaky rectified linear unit."""

    title = "Leaky ReLU"
    summary = "Negative numbers are scaled down."
    Settings = LeakySettings

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("nn.LeakyReLU", (settings.slope,))


@operator("elu")
class ELU(_Activation):
    """Exponential linear unit (arXiv:1511.07289)."""

    title = "ELU"
    summary = "Negative numbers bend smoothly towards -1."

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("nn.ELU")


@operator("gelu")
class GELU(_Activation):
    """Gaussian error linear unit (arXiv:1606.08415)."""

    title = "GELU"
    summary = "A smooth ReLU, as in transformers."

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("nn.GELU")


@operator("silu")
class SiLU(_Activation):
    """Sigmoid linear unit, also called swish (arXiv:1710.05941)."""

    title = "SiLU"
    summary = "The number times its sigmoid; also called swish."

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("nn.SiLU")


@operator("hardswish")
class Hardswish(_Activation):
    """Piecewise approximation of swish (MobileNetV3, arXiv:1905.02244)."""

    title = "Hard swish"
    summary = "A cheap approximation of SiLU."

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("nn.Hardswish")


@operator("tanh")
class Tanh(_Activation):
    """Hyperbolic tangent."""

    title = "Tanh"
    summary = "Squeezes numbers into -1 to 1."

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("nn.Tanh")


@operator("sigmoid")
class Sigmoid(_Activation):
    """Logistic function."""

    title = "Sigmoid"
    summary = "Squeezes numbers into 0 to 1."

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("nn.Sigmoid")
