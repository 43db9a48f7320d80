"""Fully connected layers and what leads to them."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.base import InputPort, Operator, operator
from searchapp.nas.registry import SettingsModel


class LinearSettings(SettingsModel):
    """Of a fully connected layer."""

    features: int = Field(
        default=0,
        ge=0,
        le=1_000_000,
        title="Features",
        description="Numbers in the output; 0 keeps those of the input",
    )
    bias: bool = Field(default=True, title="Bias", description="Add a learned constant per feature")


@operator("linear")
class Linear(Operator):
    """Fully connected layer. An added bias counts as one MAC, as in NAS-Bench-201's figures."""

    title = "Linear"
    family = "linear"
    summary = "Every output is a weighted sum of all inputs."
    glyph = "F"
    Settings = LinearSettings
    inputs = (InputPort("x", rank=1),)
    shape = {"y": "[features if features > 0 else x[0]]"}
    parameters = "y[0] * (x[0] + (1 if bias else 0))"
    macs = "y[0] * (x[0] + (1 if bias else 0))"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        s, (x,) = settings, inputs
        return Layer("nn.Linear", (x[0], s.features or x[0]), {} if s.bias else {"bias": False})


@operator("flatten")
class Flatten(Operator):
    """All numbers of an item in one row."""

    title = "Flatten"
    family = "linear"
    summary = "All numbers of an item in one row."
    glyph = "="
    shape = {"y": "[prod(x)]"}

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        return Layer("flatten")
