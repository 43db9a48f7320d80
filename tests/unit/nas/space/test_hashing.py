"""The graph hash: what is the same network, and what only looks like it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import pytest

from searchapp.nas.operators.traits import traits
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.presets.drawing import Json, chain, edge, merge, module, reference, repeat
from searchapp.nas.presets.drawing import operator as op
from searchapp.nas.space.document import SpaceDocument
from searchapp.nas.space.hashing import graph_hash
from searchapp.nas.space.space import SearchSpace
from tests.unit.nas.space.drawings import conv, drawn, line

OPERATORS = ("none", "skip", "conv1", "conv3", "pool3")
WIRES = ("e01", "e02", "e12", "e03", "e13", "e23")


def hash_of(document: SpaceDocument, decisions: Mapping[str, Any] | None = None) -> str:
    space = SearchSpace(document)
    return graph_hash(space.bind(space.adopt(decisions or {})), traits)


def cell_space() -> SearchSpace:
    """Return the cell of NAS-Bench-201 alone: its skeleton adds nothing to the comparison."""
    document = PRESETS.get("nas-bench-201").document()
    cell = document.modules["cell"]
    width = {"C": cell.parameters["C"].model_copy(update={"default": 16})}
    modules = {**document.modules, "cell": cell.model_copy(update={"parameters": width})}
    return SearchSpace(document.model_copy(update={"modules": modules, "root": "cell"}))


@pytest.mark.slow
def test_nas_bench_201_has_11870_graphs() -> None:
    space = cell_space()

    hashes = {graph_hash(space.bind(member), traits) for member in space.enumerate()}

    assert len(hashes) == 11_870


# The published string rule is an oracle of its own: unfolded trees, in which one convolution used
# twice equals two. `written` writes them as the code of NATS-Bench (arXiv:2009.00437) does.


def written(cell: tuple[str, ...], *, knows_zeros: bool) -> str:
    """Return the string of a cell."""
    e01, e02, e12, e03, e13, e23 = cell
    nodes = ["0"]
    for wires in (((e01, 0),), ((e02, 0), (e12, 1)), ((e03, 0), (e13, 1), (e23, 2))):
        terms = [term(name, nodes[source], knows_zeros=knows_zeros) for name, source in wires]
        nodes.append("+".join(sorted(terms)))
    return nodes[-1]


def term(name: str, source: str, *, knows_zeros: bool) -> str:
    """Return what a wire brings; `#` is nothing, and a node is nothing only if it is one `#`."""
    if knows_zeros and (name == "none" or source == "#"):
        return "#"
    return source if name == "skip" else f"({source})@{name}"


def test_the_published_string_rule_gives_its_published_numbers() -> None:
    cells = list(itertools.product(OPERATORS, repeat=6))

    assert len({written(cell, knows_zeros=False) for cell in cells}) == 12_751
    assert len({written(cell, knows_zeros=True) for cell in cells}) == 6_466


def test_one_convolution_used_twice_is_not_two() -> None:
    space = cell_space()

    def cell_hash(**ops: str) -> str:
        decisions = {f"{wire}/op": ops.get(wire, "none") for wire in WIRES}
        return graph_hash(space.bind(space.adopt(decisions)), traits)

    # conv1(x) + conv1'(x) against conv1(x) + conv1(x) read from one node.
    two = cell_hash(e02="conv1", e03="conv1", e23="skip")
    one = cell_hash(e01="conv1", e12="skip", e13="skip", e23="skip")
    assert two != one


def diamond(names: tuple[str, str, str], order: tuple[int, ...], **fields: Any) -> Json:
    """Draw two different convolutions side by side, added; names and order are free."""
    a, b, s = names
    nodes = [(a, conv(kernel=3)), (b, conv(kernel=5)), (s, merge("sum"))]
    wires = [
        (f"{a}1", edge("in", a)),
        (f"{b}1", edge("in", b)),
        (f"{a}2", edge(a, s)),
        (f"{b}2", edge(b, s)),
        ("y", edge(s, "out")),
    ]
    return module(
        "network",
        "",
        dict(nodes[k % 3] for k in order[:3]),
        dict(wires[k] for k in order),
        **fields,
    )


def test_names_and_order_mean_nothing() -> None:
    first = drawn({"net": diamond(("a", "b", "s"), (0, 1, 2, 3, 4))})
    other = drawn({"net": diamond(("q", "p", "o"), (2, 0, 1, 4, 3))})

    assert hash_of(first) == hash_of(other)


def test_identities_and_one_wire_merges_leave_no_trace() -> None:
    plain = line({"a": conv(), "b": conv(kernel=5)})
    padded = line({"i": op("identity"), "a": conv(), "m": merge("mean"), "b": conv(kernel=5)})

    assert hash_of(plain) == hash_of(padded)


def test_grouping_into_modules_leaves_no_trace() -> None:
    flat = line({"a": conv(), "b": conv(kernel=5), "c": op("relu"), "d": conv(kernel=1)})
    inner = chain("cell", "", {"b": conv(kernel=5), "c": op("relu")})
    outer = chain("cell", "", {"first": conv(), "rest": reference("inner")})
    grouped = line({"g": reference("outer"), "d": conv(kernel=1)}, {"inner": inner, "outer": outer})

    assert hash_of(flat) == hash_of(grouped)


def test_a_module_beside_a_wire_is_opened() -> None:
    nodes = {"a": conv(), "b": conv(kernel=5), "s": merge("sum")}
    wires = {"1": edge("in", "a"), "2": edge("a", "b"), "3": edge("b", "s"), "4": edge("in", "s")}
    flat = module(
        "network", "", nodes, {f"w{k}": w for k, w in wires.items()} | {"y": edge("s", "out")}
    )
    both = chain("cell", "", {"a": conv(), "b": conv(kernel=5)})
    used = module(
        "network",
        "",
        {"u": reference("both"), "s": merge("sum")},
        {"p": edge("in", "u"), "q": edge("u", "s"), "r": edge("in", "s"), "y": edge("s", "out")},
    )

    assert hash_of(drawn({"net": flat})) == hash_of(drawn({"net": used, "both": both}))


def test_sums_of_sums_are_one_sum() -> None:
    def net(*, is_nested: bool) -> SpaceDocument:
        nodes = {"a": conv(kernel=1), "b": conv(kernel=3), "s": merge("sum"), "t": merge("sum")}
        wires = {
            "1": edge("in", "a"),
            "2": edge("in", "b"),
            "3": edge("a", "s"),
            "4": edge("b", "s" if is_nested else "t"),
            "5": edge("s", "t"),
            "6": edge("in", "t"),
            "7": edge("t", "out"),
        }
        return drawn({"net": module("network", "", nodes, {f"w{k}": w for k, w in wires.items()})})

    assert hash_of(net(is_nested=True)) == hash_of(net(is_nested=False))


def test_a_sum_that_two_nodes_read_stays() -> None:
    """Flattening it would make two sums of one, and with other merges two networks of one."""
    nodes = {"a": conv(), "s": merge("sum"), "t": merge("sum"), "u": conv(kernel=5)}
    wires = {
        "1": edge("in", "a"),
        "2": edge("a", "s"),
        "3": edge("in", "s"),
        "4": edge("s", "u"),
        "5": edge("s", "t"),
        "6": edge("u", "t"),
        "7": edge("t", "out"),
    }
    shared = drawn({"net": module("network", "", nodes, {f"w{k}": w for k, w in wires.items()})})

    assert hash_of(shared) != hash_of(line({"a": conv(), "u": conv(kernel=5)}))


def test_what_reaches_no_output_is_dropped_and_zero_stays() -> None:
    dead = module(
        "network",
        "",
        {"a": conv(), "dead": conv(kernel=5)},
        {"w": edge("in", "a"), "v": edge("a", "dead"), "y": edge("a", "out")},
    )

    assert hash_of(drawn({"net": dead})) == hash_of(line({"a": conv()}))
    assert hash_of(line({"a": conv(), "z": op("zero")})) != hash_of(line({"a": conv()}))
    assert hash_of(line({"a": conv(), "z": op("zero")})) != hash_of(line({"z": op("zero")}))


def test_shared_parameters_are_told_from_own_ones() -> None:
    block = {"block": chain("cell", "", {"a": conv()})}
    own = line({"x": reference("block"), "y": reference("block")}, block)
    shared_use = {**reference("block"), "weights": "shared"}
    shared = line({"x": shared_use, "y": shared_use}, block)
    copies = line({"x": {**repeat(2, conv()), "weights": "shared"}})

    assert hash_of(own) == hash_of(line({"x": repeat(2, conv())}))
    assert hash_of(shared) == hash_of(copies)
    assert hash_of(shared) != hash_of(own)


def test_settings_matter() -> None:
    assert hash_of(line({"a": conv(kernel=3)})) != hash_of(line({"a": conv(kernel=5)}))


def test_two_rings_are_not_one() -> None:
    """Colour refinement alone cannot tell six convolutions summed in one ring from two of three."""

    def ring(steps: list[int]) -> SpaceDocument:
        nodes: dict[str, Json] = {f"c{k}": conv() for k in range(6)}
        nodes |= {f"s{k}": merge("max") for k in range(6)}
        nodes["all"] = merge("concat")
        wires = {f"i{k}": edge("in", f"c{k}") for k in range(6)}
        wires |= {f"a{k}": edge(f"c{k}", f"s{k}") for k in range(6)}
        wires |= {f"b{k}": edge(f"c{steps[k]}", f"s{k}") for k in range(6)}
        wires |= {f"o{k}": edge(f"s{k}", "all") for k in range(6)}
        return drawn({"net": module("network", "", nodes, {**wires, "y": edge("all", "out")})})

    one, two = ring([1, 2, 3, 4, 5, 0]), ring([1, 2, 0, 4, 5, 3])

    assert hash_of(one) != hash_of(two)
    assert hash_of(one) == hash_of(ring([5, 0, 1, 2, 3, 4]))
