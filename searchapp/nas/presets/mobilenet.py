"""A chain of inverted residuals: kernel, expansion, depth and width are searched."""

from __future__ import annotations

from collections.abc import Mapping

from searchapp.nas.presets.base import PresetSpace, preset
from searchapp.nas.presets.drawing import (
    Json,
    chain,
    choice,
    expr,
    operator,
    reference,
    repeat,
    space,
    titled,
)
from searchapp.nas.space.document import SpaceDocument

STAGES = ((16, 1), (24, 2), (40, 2), (80, 2))
"""Channels at width 1, and the stride of the first block, of each stage."""


@preset("mobilenet")
class MobileNet(PresetSpace):
    """Inverted residuals (Sandler et al. 2018, arXiv:1801.04381) for images of 32×32 pixels.

    What is chosen follows once-for-all networks (Cai et al. 2020, arXiv:1908.09791): kernel and
    expansion of every block, depth of every stage, one width for all. Departs from them in that the
    stem has stride 1 and there are four stages, for images of 32×32 instead of 224×224 pixels.
    """

    title = "MobileNet chain"
    summary = "Four stages of inverted residuals: kernel, expansion, depth and width are chosen."
    paper = "Cai et al. 2020, arXiv:1908.09791"
    size = "13292298288"
    shown = "net"

    @staticmethod
    def document() -> SpaceDocument:
        """Return the space."""
        return space(
            {
                "name": "MobileNet chain",
                "description": "Inverted residuals with kernel, expansion, depth and width.",
                "problem": {
                    "kind": "image_classification",
                    "symbols": {"channels": 3, "height": 32, "width": 32, "classes": 10},
                },
                "variables": {
                    "multiplier": {"domain": "choice", "values": [0.5, 0.75, 1.0], "ordered": True}
                },
                "modules": {"block": _block(), "net": _network()},
                "root": "net",
            }
        )


def _block() -> Json:
    def inverted(kernel: int, expand: int) -> Json:
        return operator(
            "mbconv",
            channels=expr("C"),
            kernel=kernel,
            expand=expand,
            stride=expr("stride"),
        )

    kinds = {f"k{k}e{e}": inverted(k, e) for k in (3, 5, 7) for e in (3, 6)}
    return chain(
        "cell",
        "Inverted residual",
        {"op": titled("Kernel and expansion", _options(kinds))},
        parameters={"C": {"type": "int"}, "stride": {"type": "int"}},
    )


def _options(kinds: Mapping[str, Json]) -> Json:
    """Tell operators of one kind apart by what they expand to; the drawing adds their kernels."""
    drawn = choice(**kinds)
    of = [
        titled(f"Expansion {option['node']['arguments']['expand']}", option)
        for option in drawn["of"]
    ]
    return {**drawn, "of": of}


def _network() -> Json:
    def stage(channels: int, stride: int) -> Json:
        wide = expr(f"max(8, round({channels} * multiplier / 8) * 8)")
        step = expr(f"{stride} if i == 0 else 1")
        depth = {"domain": "int", "min": 1, "max": 3}
        return repeat(depth, reference("block", C=wide, stride=step))

    stages = {
        f"stage{k}": titled(f"Stage {k} block", stage(*numbers))
        for k, numbers in enumerate(STAGES, 1)
    }
    return chain(
        "network",
        "Network",
        {
            "stem": titled("Stem", operator("conv_bn_relu", channels=16, kernel=3)),
            **stages,
            "last": titled("Last convolution", operator("conv_bn_relu", channels=160, kernel=1)),
            "pool": operator("global_pool"),
            "head": titled("Classifier", operator("linear", features=expr("classes"))),
        },
        inputs=[{"id": "image"}],
        outputs=[{"id": "scores"}],
    )
