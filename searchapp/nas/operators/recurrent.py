"""Recurrent layers: one step after the other."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.base import Operator, operator
from searchapp.nas.operators.series import SERIES
from searchapp.nas.registry import SettingsModel

GATES = "(4 if cell == 'lstm' else 3 if cell == 'gru' else 1)"
WEIGHTS = f"y[0] * {GATES} * (x[0] + units + 2)"


class RecurrentSettings(SettingsModel):
    """Of a recurrent layer."""

    cell: Literal["lstm", "gru", "rnn"] = Field(
        default="lstm", title="Cell", description="What is done at each step"
    )
    units: int = Field(
        default=64, ge=1, le=65536, title="Units", description="Numbers that it remembers"
    )
    bidirectional: bool = Field(
        default=False,
        title="Both ways",
        description="Read the series from its end as well, with weights of their own",
    )


@operator("rnn")
class Recurrent(Operator):
    """Recurrent layer: LSTM (Hochreiter & Schmidhuber 1997), GRU (arXiv:1406.1078), or tanh.

    As torch has them: two biases for each gate, each counted as one MAC at every step.
    """

    title = "Recurrent layer"
    short = "RNN"
    family = "recurrent"
    summary = "Reads step after step and remembers; hands on what it holds after each."
    glyph = "R"
    Settings = RecurrentSettings
    inputs = SERIES
    shape = {"y": "[units * (2 if bidirectional else 1), x[1]]"}
    parameters = WEIGHTS
    macs = f"x[1] * {WEIGHTS}"

    @staticmethod
    def layer(settings: Any, inputs: tuple[Any, ...]) -> Layer:
        s, (x,) = settings, inputs
        kwargs = {"bidirectional": True} if s.bidirectional else {}
        return Layer("Recurrent", (s.cell, x[0], s.units), kwargs)
