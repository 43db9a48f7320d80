"""NAS-Bench-201: a small cell with a table of results for every member."""

from __future__ import annotations

from searchapp.nas.presets.base import PresetSpace, preset
from searchapp.nas.presets.drawing import (
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
    tied,
    titled,
)
from searchapp.nas.space.document import SpaceDocument

WIRES = {
    "e01": ("in", "n1"),
    "e02": ("in", "n2"),
    "e12": ("n1", "n2"),
    "e03": ("in", "n3"),
    "e13": ("n1", "n3"),
    "e23": ("n2", "n3"),
}


@preset("nas-bench-201")
class NasBench201(PresetSpace):
    """NAS-Bench-201 (Dong & Yang 2020, arXiv:2001.00326): 5 operators on each of 6 wires.

    The skeleton is the benchmark's: a stem, three stages of N cells with C, 2C and 4C channels,
    residual blocks of stride 2 between them, and norm, ReLU, pooling and a linear layer behind.
    """

    title = "NAS-Bench-201"
    summary = "Six wires, five operators each: one small cell, repeated through three stages."
    paper = "Dong & Yang 2020, arXiv:2001.00326"
    size = "15625"
    shown = "cell"

    @staticmethod
    def document() -> SpaceDocument:
        """Return the space; the root's parameters C and N are the benchmark's width and depth."""
        return space(
            {
                "name": "NAS-Bench-201",
                "description": "The cell space of NAS-Bench-201 in the benchmark's own skeleton.",
                "problem": {
                    "kind": "image_classification",
                    "symbols": {"channels": 3, "height": 32, "width": 32, "classes": 10},
                },
                "modules": {
                    "edge": _edge(),
                    "cell": _cell(),
                    "stage": _stage(),
                    "net": _network(),
                },
                "root": "net",
            },
        )


def _edge() -> dict[str, object]:
    op = choice(
        none=operator("zero"),
        skip=operator("identity"),
        conv1=operator("relu_conv_bn", channels=expr("C"), kernel=1),
        conv3=operator("relu_conv_bn", channels=expr("C"), kernel=3),
        pool3=operator("avg_pool", kernel=3),
    )
    return chain(
        "operator",
        "Operator of a wire",
        {"op": titled("Operator", op)},
        parameters={"C": {"type": "int"}},
    )


def _cell() -> dict[str, object]:
    carried = reference("edge", C=expr("C"))
    wires = {name: edge(source, target, carried) for name, (source, target) in WIRES.items()}
    return module(
        "cell",
        "Cell",
        {f"n{k}": titled(f"Node {k}", merge("sum")) for k in (1, 2, 3)},
        {**wires, "y": edge("n3", "out")},
        parameters={"C": {"type": "int"}},
    )


def _stage() -> dict[str, object]:
    down = {
        "kind": "switch",
        "on": expr("s"),
        "cases": [
            {"id": "keep", "values": [0], "node": operator("identity")},
            {
                "id": "half",
                "node": operator("residual_block", channels=expr("C * 2**s"), stride=2),
            },
        ],
    }
    cells = repeat(expr("N"), tied("cell", reference("cell", C=expr("C * 2**s"))))
    return chain(
        "cell",
        "Stage",
        {"down": titled("Downsampling", down), "cells": titled("Cell", cells)},
        parameters={"s": {"type": "int"}, "C": {"type": "int"}, "N": {"type": "int"}},
    )


def _network() -> dict[str, object]:
    stage = reference("stage", s=expr("s"), C=expr("C"), N=expr("N"))
    return chain(
        "network",
        "Network",
        {
            "stem": titled("Stem", operator("conv_bn", channels=expr("C"), kernel=3)),
            "stages": titled("Stage", repeat(3, stage, "s")),
            "last": operator("bn_relu"),
            "pool": operator("global_pool"),
            "head": titled("Classifier", operator("linear", features=expr("classes"))),
        },
        parameters={"C": {"type": "int", "default": 16}, "N": {"type": "int", "default": 5}},
        inputs=[{"id": "image"}],
        outputs=[{"id": "scores"}],
    )
