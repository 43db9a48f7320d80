"""A small residual network for little images: good results in seconds."""

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


@preset("residual-cnn")
class ResidualCnn(PresetSpace):
    """A residual network of two stages for images of 8×8 to 32×32 pixels.

    Every block adds one of five operators to its input (after He et al. 2016, arXiv:1603.05027);
    width, depth and the size of the first window are chosen for the whole network.
    """

    title = "Small residual CNN"
    summary = "Two stages of residual blocks for small images; members train in seconds."
    size = "130200"
    shown = "block"
    launch = LaunchDefaults(
        title="Find a network for digits",
        summary="Search a small residual network for handwritten digits, 8×8 pixels. "
        "Done in about a minute on two processor cores.",
        dataset="digits",
        strategy="regularized_evolution",
        strategy_settings={"population": 6, "tournament": 3},
        epochs=8,
        candidates=12,
    )

    @staticmethod
    def document() -> SpaceDocument:
        """Return the space."""
        return space(
            {
                "name": "Small residual CNN",
                "description": "Residual blocks in two stages: width, depth, the first window and "
                "the operator of every block are chosen.",
                "problem": {
                    "kind": "image_classification",
                    "symbols": {"channels": 1, "height": 8, "width": 8, "classes": 10},
                },
                "variables": {
                    "filters": {"domain": "choice", "values": [8, 12, 16, 24], "ordered": True},
                    "depth": {"domain": "int", "min": 1, "max": 3},
                    "window": {"domain": "choice", "values": [3, 5], "ordered": True},
                },
                "modules": {"block": _block(), "net": _network()},
                "root": "net",
            },
        )


def _block() -> Json:
    wide = {"channels": expr("C")}
    op = choice(
        conv3=operator("relu_conv_bn", kernel=3, **wide),
        conv5=operator("relu_conv_bn", kernel=5, **wide),
        sep3=operator("sep_conv", kernel=3, **wide),
        sep5=operator("sep_conv", kernel=5, **wide),
        inverted=operator("mbconv", kernel=3, expand=2, **wide),
    )
    return module(
        "cell",
        "Residual block",
        {"op": titled("Operator", op), "add": merge("sum")},
        {
            "a": edge("in", "op"),
            "b": edge("op", "add"),
            "skip": edge("in", "add"),
            "y": edge("add", "out"),
        },
        parameters={"C": {"type": "int"}},
    )


def _network() -> Json:
    def stage(channels: str) -> Json:
        return repeat(expr("depth"), reference("block", C=expr(channels)))

    return chain(
        "network",
        "Network",
        {
            "stem": titled(
                "Stem", operator("conv_bn", channels=expr("filters"), kernel=expr("window"))
            ),
            "fine": titled("Fine block", stage("filters")),
            "down": titled(
                "Downsampling",
                operator("residual_block", channels=expr("2 * filters"), stride=2),
            ),
            "coarse": titled("Coarse block", stage("2 * filters")),
            "last": operator("bn_relu"),
            "pool": operator("global_pool"),
            "head": titled("Classifier", operator("linear", features=expr("classes"))),
        },
        inputs=[{"id": "image"}],
        outputs=[{"id": "scores"}],
    )
