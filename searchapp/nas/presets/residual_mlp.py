"""Residual networks for tables: one space for classes, one for numbers."""

from __future__ import annotations

from searchapp.nas.presets.base import LaunchDefaults, PresetSpace, preset
from searchapp.nas.presets.drawing import (
    Json,
    chain,
    choice,
    edge,
    expr,
    merge,
    module,
    operator,
    reference,
    repeat,
    space,
    titled,
)
from searchapp.nas.space.document import SpaceDocument

PAPER = "Gorishniy et al. 2021, arXiv:2106.11959"


@preset("residual-mlp")
class ResidualMlp(PresetSpace):
    """The ResNet of Gorishniy et al. 2021 (arXiv:2106.11959, section 3.3).

    Width, depth, the width inside of a block, its activation, and dropout are searched. Departs
    from it in that categories are embedded in vectors of one length.
    """

    title = "Residual MLP for tables"
    summary = "Residual blocks of fully connected layers on numbers and embedded categories."
    paper = PAPER
    size = "17280"
    shown = "block"
    launch = LaunchDefaults(
        title="Find a network for a table",
        summary="Search a small residual network that tells malignant tumours from benign ones by "
        "30 measures of their cells. Done in a minute on two processor cores.",
        dataset="breast-cancer",
        strategy="regularized_evolution",
        strategy_settings={"population": 6, "tournament": 3},
        epochs=12,
        candidates=16,
    )

    @staticmethod
    def document() -> SpaceDocument:
        """Return the space."""
        symbols = {"columns": 13, "numbers": 13, "cardinalities": [], "classes": 3}
        return _document("Residual MLP", "tabular_classification", symbols, expr("classes"))


@preset("residual-mlp-regression")
class ResidualMlpRegression(PresetSpace):
    """The same network as `residual-mlp`, for a number to be predicted."""

    title = "Residual MLP for numbers"
    summary = "Residual blocks of fully connected layers that predict a number from a table."
    paper = PAPER
    size = "17280"
    shown = "block"

    @staticmethod
    def document() -> SpaceDocument:
        """Return the space."""
        symbols = {"columns": 10, "numbers": 10, "cardinalities": []}
        return _document("Residual MLP for numbers", "tabular_regression", symbols, 1)


def _document(name: str, problem: str, symbols: Json, features: object) -> SpaceDocument:
    return space(
        {
            "name": name,
            "description": "Width, depth and inner width, one activation a block, dropout, and the "
            "length of the vectors that stand for categories.",
            "problem": {"kind": problem, "symbols": symbols},
            "variables": {
                "width": {"domain": "choice", "values": [32, 64, 128, 256], "ordered": True},
                "depth": {"domain": "int", "min": 1, "max": 4},
                "inside": {"domain": "choice", "values": [1, 2, 4], "ordered": True},
                "drop": {"domain": "choice", "values": [0.0, 0.1, 0.2, 0.3], "ordered": True},
                "dim": {"domain": "choice", "values": [4, 8, 16], "ordered": True},
            },
            "modules": {"block": _block(), "net": _network(features)},
            "root": "net",
        }
    )


def _block() -> Json:
    return module(
        "cell",
        "Residual block",
        {
            "norm": operator("batch_norm"),
            "wide": titled("First linear", operator("linear", features=expr("width * inside"))),
            "act": titled(
                "Activation",
                choice(relu=operator("relu"), gelu=operator("gelu"), silu=operator("silu")),
            ),
            "drop": operator("dropout", p=expr("drop")),
            "back": titled("Second linear", operator("linear", features=expr("width"))),
            "add": merge("sum"),
        },
        {
            "a": edge("in", "norm"),
            "b": edge("norm", "wide"),
            "c": edge("wide", "act"),
            "d": edge("act", "drop"),
            "e": edge("drop", "back"),
            "f": edge("back", "add"),
            "skip": edge("in", "add"),
            "y": edge("add", "out"),
        },
    )


def _network(features: object) -> Json:
    return chain(
        "network",
        "Network",
        {
            "embed": operator(
                "embed_table",
                numbers=expr("numbers"),
                cardinalities=expr("cardinalities"),
                dim=expr("dim"),
            ),
            "first": titled("Input layer", operator("linear", features=expr("width"))),
            "blocks": titled("Block", repeat(expr("depth"), reference("block"))),
            "last": operator("bn_relu"),
            "head": titled("Prediction", operator("linear", features=features)),
        },
        inputs=[{"id": "row"}],
        outputs=[{"id": "scores"}],
    )
