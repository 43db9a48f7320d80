"""Activations: one operator each, so that each can be found and offered by its name."""

from __future__ import annotations

from typing import Any, Literal

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


@operator("relu6")
class ReLU6(_Activation):
    """Rectified linear unit with a ceiling (MobileNet, arXiv:1704.04861)."""

    title = "ReLU6"
    summary = "Negative numbers become 0, those above 6 become 6."

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("nn.ReLU6")


@operator("selu")
class SELU(_Activation):
    """Scaled exponential linear unit (arXiv:1706.02515)."""

    title = "SELU"
    summary = "Keeps mean 0 and variance 1 through plain deep networks."

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("nn.SELU")


@operator("mish")
class Mish(_Activation):
    """Mish (arXiv:1908.08681)."""

    title = "Mish"
    summary = "The number times the tanh of its softplus."

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("nn.Mish")


@operator("softplus")
class Softplus(_Activation):
    """Smooth rectifier (Glorot et al. 2011)."""

    title = "Softplus"
    summary = "A smooth ReLU that never reaches 0."

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("nn.Softplus")


@operator("prelu")
class PReLU(_Activation):
    """Parametric ReLU (He et al. 2015, arXiv:1502.01852), with one slope."""

    title = "Learned ReLU"
    short = "PReLU"
    summary = "Negative numbers are scaled by a learned factor."
    parameters = "1"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("nn.PReLU")


KINDS = {
    "relu": "nn.ReLU", "gelu": "nn.GELU", "silu": "nn.SiLU", "elu": "nn.ELU", "tanh": "nn.Tanh",
    "sigmoid": "nn.Sigmoid", "none": "identity",
}  # fmt: skip


class ActivationSettings(SettingsModel):
    """Which activation."""

    kind: Literal["relu", "gelu", "silu", "elu", "tanh", "sigmoid", "none"] = Field(
        default="relu", title="Kind", description="The activation; none hands its input on"
    )


@operator("activation")
class Activation(_Activation):
    """An activation whose kind is a setting, so that it can be one decision for many places."""

    title = "Activation"
    summary = "The activation that its setting names."
    Settings = ActivationSettings
    is_identity = "kind == 'none'"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer(KINDS[settings.kind])
