"""The size space of NATS-Bench: one cell, five widths."""

from __future__ import annotations

from searchapp.nas.presets.base import PresetSpace, preset
from searchapp.nas.presets.drawing import (
    Json,
    chain,
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

WIDTHS = [8, 16, 24, 32, 40, 48, 56, 64]


@preset("nats-size")
class NatsSize(PresetSpace):
    """The size search space of NATS-Bench (Dong et al. 2021, arXiv:2009.00437).

    The cell is the best of its topology space; the five numbers of channels of the skeleton are
    chosen, each of eight. Wires whose widths differ are projected.
    """

    title = "NATS-Bench size"
    summary = "One cell, five widths of eight values each: how wide, not which operators."
    paper = "Dong et al. 2021, arXiv:2009.00437"
    size = "32768"
    shown = "net"

    @staticmethod
    def document() -> SpaceDocument:
        """Return the space; the root's parameter N is the benchmark's number of cells a stage."""
        widths = {f"c{k}": {"domain": "choice", "values": WIDTHS} for k in range(1, 6)}
        return space(
            {
                "name": "NATS-Bench size",
                "description": "The size space of NATS-Bench: channels of five places.",
                "problem": {
                    "kind": "image_classification",
                    "symbols": {"channels": 3, "height": 32, "width": 32, "classes": 10},
                },
                "variables": widths,
                "modules": {"cell": _cell(), "net": _network()},
                "root": "net",
            }
        )


def _cell() -> Json:
    conv = operator("relu_conv_bn", channels=expr("C"), kernel=3)
    return module(
        "cell",
        "Cell",
        {
            "ka": titled("Convolution 1", conv),
            "kb": titled("Convolution 2", conv),
            "n2": titled("Sum 1", merge("sum", like="b2")),
            "kc": titled("Convolution 3", conv),
            "kd": titled("Convolution 4", conv),
            "n3": titled("Sum 2", merge("sum", like="d3")),
        },
        {
            "e01": edge("in", "ka"),
            "e12": edge("ka", "kb"),
            "e02": edge("in", "n2"),
            "b2": edge("kb", "n2"),
            "e13": edge("n2", "kc"),
            "c3": edge("kc", "kd"),
            "d3": edge("kd", "n3"),
            "s3": edge("n2", "n3"),
            "y": edge("n3", "out"),
        },
        parameters={"C": {"type": "int"}},
        on_mismatch="project",
    )


def _network() -> Json:
    def stage(k: int, channels: str) -> Json:
        cells = repeat(expr("N"), reference("cell", C=expr(channels)))
        return titled(f"Stage {k} cell", cells)

    def down(k: int, channels: str) -> Json:
        block = operator("residual_block", channels=expr(channels), stride=2)
        return titled(f"Downsampling {k}", block)

    return chain(
        "network",
        "Network",
        {
            "stem": titled("Stem", operator("conv_bn", channels=expr("c1"), kernel=3)),
            "first": stage(1, "c1"),
            "down1": down(1, "c2"),
            "second": stage(2, "c3"),
            "down2": down(2, "c4"),
            "third": stage(3, "c5"),
            "pool": operator("global_pool"),
            "head": titled("Classifier", operator("linear", features=expr("classes"))),
        },
        parameters={"N": {"type": "int", "default": 5}},
        inputs=[{"id": "image"}],
        outputs=[{"id": "scores"}],
    )
