"""DARTS: two cells of four nodes, each with two wires that carry an operator."""

from __future__ import annotations

from itertools import pairwise

from searchapp.nas.presets.base import PresetSpace, preset
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
    tied,
    titled,
)
from searchapp.nas.space.document import SpaceDocument

NODES = ("n2", "n3", "n4", "n5")
"""Of a cell; the paper's figures number them from 0."""
PORTS = [{"id": "p", "title": "c k−2"}, {"id": "q", "title": "c k−1"}]
REDUCES = "i in [N // 3, 2 * N // 3]"


@preset("darts")
class Darts(PresetSpace):
    """DARTS (Liu et al. 2019, arXiv:1806.09055): a normal and a reduction cell.

    As in the paper each cell reads the outputs of the two before it, each of its four nodes adds
    two picked wires, and their outputs are put side by side; cells at one and two thirds of the
    depth reduce. The macro skeleton here has C=16 and N=8 (the paper's search phase); the operator
    `none` of its supernet is no alternative of the drawing, and pooling has no norm behind it.
    """

    title = "DARTS"
    summary = "A normal and a reduction cell of four nodes; two wires into each, seven operators."
    paper = "Liu, Simonyan & Yang 2019, arXiv:1806.09055"
    size = "1076746950455072400"
    shown = "cell"

    @staticmethod
    def document() -> SpaceDocument:
        """Return the space; the root's parameters C and N are width and number of cells."""
        return space(
            {
                "name": "DARTS",
                "description": "The cells of DARTS: normal and reduction cell are one template "
                "under two labels.",
                "problem": {
                    "kind": "image_classification",
                    "symbols": {"channels": 3, "height": 32, "width": 32, "classes": 10},
                },
                "modules": {
                    "mixed": _mixed(),
                    "cell": _cell(),
                    "step": _step(),
                    "net": _network(),
                },
                "root": "net",
            },
        )


def _mixed() -> Json:
    strided = {"stride": expr("stride")}
    wide = {"channels": expr("C"), **strided}
    op = choice(
        sep3=operator("sep_conv", kernel=3, **wide),
        sep5=operator("sep_conv", kernel=5, **wide),
        dil3=operator("dil_conv", kernel=3, **wide),
        dil5=operator("dil_conv", kernel=5, **wide),
        max3=operator("max_pool", kernel=3, **strided),
        avg3=operator("avg_pool", kernel=3, **strided),
        skip=operator("skip", **strided),
    )
    parameters = {"C": {"type": "int"}, "stride": {"type": "int", "default": 1}}
    return chain(
        "operator", "Operator of a wire", {"op": titled("Operator", op)}, parameters=parameters
    )


def _cell() -> Json:
    first = reference("mixed", C=expr("C"), stride=expr("2 if reduction else 1"))
    later = reference("mixed", C=expr("C"))
    sources = {"0": "pre0", "1": "pre1", "2": "n2", "3": "n3", "4": "n4"}
    wires = {
        f"e{number}{node[1]}": edge(source, node, first if source.startswith("pre") else later)
        for node in NODES
        for number, source in sources.items()
        if number < node[1]
    }
    narrow = {"channels": expr("C"), "kernel": 1}
    return module(
        "cell",
        "Cell",
        {
            "pre0": titled(
                "Preprocess 0",
                operator("relu_conv_bn", stride=expr("2 if after_reduction else 1"), **narrow),
            ),
            "pre1": titled("Preprocess 1", operator("relu_conv_bn", **narrow)),
            **{node: titled(f"Node {k}", merge("sum", pick=2)) for k, node in enumerate(NODES)},
            "cat": merge("concat"),
        },
        {
            "p": edge("in.p", "pre0"),
            "q": edge("in.q", "pre1"),
            **wires,
            **{f"c{node[1]}": edge(node, "cat") for node in NODES},
            "y": edge("cat", "out"),
        },
        parameters={
            "C": {"type": "int"},
            "reduction": {"type": "bool"},
            "after_reduction": {"type": "bool"},
        },
        inputs=PORTS,
    )


def _step() -> Json:
    width = expr("C * 2**((i >= N // 3) + (i >= 2 * N // 3))")
    after = expr(REDUCES.replace("i in", "i - 1 in"))
    uses = {
        label: tied(
            label, reference("cell", C=width, reduction=label == "reduce", after_reduction=after)
        )
        for label in ("reduce", "normal")
    }
    which = {
        "kind": "switch",
        "on": expr(REDUCES),
        "cases": [
            {"id": "reduce", "values": [True], "node": uses["reduce"]},
            {"id": "normal", "node": uses["normal"]},
        ],
    }
    return module(
        "cell",
        "Next cell",
        {"which": titled("Normal or reduction cell", which)},
        {
            "p": edge("in.p", "which.p"),
            "q": edge("in.q", "which.q"),
            "keep": edge("in.q", "out.p"),
            "new": edge("which", "out.q"),
        },
        parameters={name: {"type": "int"} for name in ("i", "N", "C")},
        inputs=PORTS,
        outputs=PORTS,
    )


def _network() -> Json:
    step = reference("step", i=expr("i"), N=expr("N"), C=expr("C"))
    names = ["cells.q", "pool", "head", "out"]
    tail = {f"w{k}": edge(a, b) for k, (a, b) in enumerate(pairwise(names))}
    into_both = {f"s{port}": edge("stem", f"cells.{port}") for port in "pq"}
    return module(
        "network",
        "Network",
        {
            "stem": titled("Stem", operator("conv_bn", channels=expr("3 * C"), kernel=3)),
            "cells": titled("Cell", repeat(expr("N"), step)),
            "pool": operator("global_pool"),
            "head": titled("Classifier", operator("linear", features=expr("classes"))),
        },
        {"image": edge("in", "stem"), **into_both, **tail},
        parameters={"C": {"type": "int", "default": 16}, "N": {"type": "int", "default": 8}},
        inputs=[{"id": "image"}],
        outputs=[{"id": "scores"}],
    )
