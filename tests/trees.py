"""Hand-made bound trees: what a drawing gives once all its decisions are taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from searchapp.nas.space.bound import BoundModule, BoundNode, BoundOperator, Wire

STEM = 16


def wire(text: str, edge: str = "") -> Wire:
    """Read `node.port`, `node` (port y) or `node.port@2` (one item of a list) as a wire."""
    text, _, index = text.partition("@")
    node, _, port = text.partition(".")
    return Wire(node, port or "y", edge, int(index) if index else None)


def wires(*texts: str) -> tuple[Wire, ...]:
    """Read several wires into one port."""
    return tuple(wire(text) for text in texts)


def node(
    id: str,
    body: str | BoundModule,
    *ports: Sequence[Wire],
    settings: Mapping[str, Any] | None = None,
    **kwargs: Any,
) -> BoundNode:
    """Make a node: `body` is an operator's name or a module; each port is a list of wires."""
    made = BoundOperator(body, settings or {}) if isinstance(body, str) else body
    kwargs.setdefault("weights", id)
    return BoundNode(id, made, tuple(tuple(port) for port in ports), **kwargs)


def module(
    id: str,
    inputs: Sequence[str],
    nodes: Sequence[BoundNode],
    outputs: Mapping[str, Sequence[Wire] | None],
    role: Any = "cell",
) -> BoundModule:
    """Make a bound module."""
    ends = tuple((port, None if ends is None else tuple(ends)) for port, ends in outputs.items())
    return BoundModule(id, role, tuple(inputs), tuple(nodes), ends)


# NAS-Bench-201 --------------------------------------------------------------------------------

EDGES = ("e01", "e02", "e12", "e03", "e13", "e23")
OPERATIONS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "none": ("zero", {}),
    "skip": ("identity", {}),
    "conv1": ("relu_conv_bn", {"kernel": 1}),
    "conv3": ("relu_conv_bn", {"kernel": 3}),
    "pool3": ("avg_pool", {"kernel": 3}),
}


def nas_bench_201(operations: Sequence[str], cells: int = 5, channels: int = STEM) -> BoundModule:
    """Return the network of one cell of NAS-Bench-201 (arXiv:2001.00326).

    Args:
        operations: Keys of `OPERATIONS` in the order of `EDGES`.
        cells: Cells in each of the three stages.
        channels: Width of the first stage.
    """
    stages: list[BoundNode] = []
    last = "stem"
    for s in range(3):
        stage = _stage(operations, s, cells, channels * 2**s)
        stages.append(node(f"stages[{s}]", stage, wires(last)))
        last = f"stages[{s}]"
    nodes = [
        node("stem", "conv_bn", wires("in.image"), settings={"channels": channels}),
        *stages,
        node("norm", "bn_relu", wires(last)),
        node("gap", "global_pool", wires("norm")),
        node("fc", "linear", wires("gap"), settings={"features": 10}),
    ]
    return module("net", ["image"], nodes, {"scores": wires("fc")}, role="network")


def _stage(operations: Sequence[str], s: int, cells: int, channels: int) -> BoundModule:
    cell = nas_bench_201_cell(operations, channels)
    first = (
        node("down", "identity", wires("in.x"), alternative=("keep",))
        if s == 0
        else node(
            "down", "residual_block", wires("in.x"), settings={"channels": channels, "stride": 2}
        )
    )
    nodes, last = [first], "down"
    for k in range(cells):
        nodes.append(node(f"cells[{k}]", cell, wires(last)))
        last = f"cells[{k}]"
    return module("stage", ["x"], nodes, {"y": wires(last)})


def nas_bench_201_cell(operations: Sequence[str], channels: int) -> BoundModule:
    """Return a cell of NAS-Bench-201 at this width."""
    edges = {}
    for edge, operation in zip(EDGES, operations, strict=True):
        name, settings = OPERATIONS[operation]
        if name == "relu_conv_bn":
            settings = {**settings, "channels": channels}
        inner = node(
            "op",
            name,
            wires("in.x"),
            settings=settings,
            alternative=(operation,),
            weights=f"op/{operation}",
        )
        edges[edge] = module("edge", ["x"], [inner], {"y": wires("op")}, role="operator")
    sources = {"0": "in.x", "1": "n1", "2": "n2"}
    nodes: list[BoundNode] = []
    for target in "123":
        entering = [edge for edge in EDGES if edge[2] == target]
        nodes += [node(edge, edges[edge], wires(sources[edge[1]])) for edge in entering]
        nodes.append(node(f"n{target}", "sum", [wire(edge, edge) for edge in entering]))
    return module("cell", ["x"], nodes, {"y": wires("n3")})


# DARTS ----------------------------------------------------------------------------------------


def darts(cells: int = 4, channels: int = 4) -> BoundModule:
    """Return a small network of DARTS cells (arXiv:1806.09055): two inputs, a repeat."""
    nodes = [node("stem", "conv_bn", wires("in.image"), settings={"channels": 3 * channels})]
    p = q = "stem"
    for i in range(cells):
        is_reduction, is_after = i == 2, i == 3
        width = channels * (2 if i >= 2 else 1)
        step = _darts_step(_darts_cell(width, is_reduction, is_after))
        nodes.append(node(f"cells[{i}]", step, wires(p), wires(q)))
        p, q = f"cells[{i}].p", f"cells[{i}].q"
    nodes.append(node("gap", "global_pool", wires(q)))
    nodes.append(node("fc", "linear", wires("gap"), settings={"features": 10}))
    return module("net", ["image"], nodes, {"scores": wires("fc")}, role="network")


def _darts_step(cell: BoundModule) -> BoundModule:
    which = node("which", cell, wires("in.p"), wires("in.q"))
    return module("step", ["p", "q"], [which], {"p": wires("in.q"), "q": wires("which")})


def _darts_cell(channels: int, is_reduction: bool, is_after: bool) -> BoundModule:
    stride = 2 if is_reduction else 1
    fit = {"channels": channels, "kernel": 1}
    strided = {"channels": channels, "stride": stride}
    nodes = [
        node(
            "pre0", "relu_conv_bn", wires("in.p"), settings={**fit, "stride": 2 if is_after else 1}
        ),
        node("pre1", "relu_conv_bn", wires("in.q"), settings=fit),
        node("e02", "sep_conv", wires("pre0"), settings=strided, alternative=("sep_conv",)),
        node("e12", "skip", wires("pre1"), settings=strided, alternative=("skip",)),
        node("n2", "sum", wires("e02", "e12")),
        node("e13", "dil_conv", wires("pre1"), settings=strided, alternative=("dil_conv",)),
        node("e23", "max_pool", wires("n2")),
        node("n3", "sum", wires("e13", "e23")),
        node("cat", "concat", wires("n2", "n3")),
    ]
    return module("cell", ["p", "q"], nodes, {"y": wires("cat")})


# Others ---------------------------------------------------------------------------------------


def residual(widths: Sequence[int] = (8, 16), depth: int = 2) -> BoundModule:
    """Return a residual network with drawn skips, fitted by projections where widths change."""
    nodes = [
        node("stem", "conv", wires("in.image"), settings={"channels": widths[0], "bias": False})
    ]
    last = "stem"
    for s, width in enumerate(widths):
        for i in range(depth):
            stride = 2 if s > 0 and i == 0 else 1
            name = f"stage{s}[{i}]"
            nodes.append(node(name, _residual_cell(width, stride), wires(last)))
            last = name
    nodes.append(node("flat", "flatten", wires(last)))
    nodes.append(node("drop", "dropout", wires("flat")))
    nodes.append(node("fc", "linear", wires("drop"), settings={"features": 3}))
    return module("net", ["image"], nodes, {"scores": wires("fc")}, role="network")


def _residual_cell(width: int, stride: int) -> BoundModule:
    nodes = [
        node("a", "conv_bn_relu", wires("in.x"), settings={"channels": width, "stride": stride}),
        node("b", "conv_bn", wires("a"), settings={"channels": width}),
        node(
            "add",
            "sum",
            [wire("b", "main"), wire("in.x", "skip")],
            on_mismatch="project",
            like="main",
        ),
        node("act", "relu", wires("add")),
    ]
    return module("block", ["x"], nodes, {"y": wires("act")})


def shared() -> BoundModule:
    """Return a network that uses one cell with shared weights and with its own."""
    inner = [
        node("conv", "conv_bn", wires("in.x"), settings={"channels": 4}),
        node("act", "tanh", wires("conv")),
    ]
    cell = module("cell", ["x"], inner, {"y": wires("act")})
    around = module(
        "around",
        ["x"],
        [node("a", cell, wires("in.x"), weights="#cell"), node("b", "relu", wires("a"))],
        {"y": wires("b")},
    )
    nodes = [
        node("first", cell, wires("in.image"), weights="#cell"),
        node("many[0]", cell, wires("first"), weights="many[*]"),
        node("many[1]", cell, wires("many[0]"), weights="many[*]"),
        node("own", cell, wires("many[1]")),
        node("deep", around, wires("own")),
    ]
    return module("net", ["image"], nodes, {"y": wires("deep")}, role="network")


def lists() -> BoundModule:
    """Return a network with `many` ports: a module that takes a list and one that gives a list."""
    split = module(
        "split",
        ["x"],
        [node("a", "relu", wires("in.x")), node("b", "tanh", wires("in.x"))],
        {"parts": wires("a", "b"), "rest": None},
    )
    join = module(
        "join",
        ["h"],
        [node("last", "sigmoid", wires("in.h@1")), node("all", "sum", wires("in.h", "last"))],
        {"y": wires("all"), "first": wires("in.h@0")},
    )
    nodes = [
        node("split", split, wires("in.image")),
        node("join", join, wires("split.parts", "in.image")),
        node("more", "mean", wires("join.y", "join.first", "split.parts@1")),
        node("top", "max", wires("more", "in.image")),
        node("product", "mul", wires("top", "more")),
    ]
    return module(
        "net", ["image"], nodes, {"y": wires("product"), "z": wires("more")}, role="network"
    )


def hostile() -> BoundModule:
    """Return a network whose ids are words of Python, of torch and of the generated file."""
    words = [
        "self",
        "torch",
        "nn",
        "layer",
        "forward",
        "training",
        "class",
        "None",
        "range",
        "F",
        "match",
    ]
    nodes, last = [], "in.super"
    for word in words:
        nodes.append(node(word, "conv_bn", wires(last), settings={"channels": 2}))
        last = word
    inner = module(
        "Exception",
        ["self"],
        [node("parameters", "relu", wires("in.self")), node("self", "linear", wires("parameters"))],
        {"y": wires("self")},
    )
    nodes.append(node("gap", "global_pool", wires(last)))
    nodes.append(node("state_dict", inner, wires("gap")))
    return module("None", ["super"], nodes, {"y": wires("state_dict")}, role="network")
