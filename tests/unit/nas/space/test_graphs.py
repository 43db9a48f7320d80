"""The graph hash against a plain definition of "the same graph", over all small graphs there are.

The definition tries every renumbering: two graphs are the same if one of them turns one into the
other, wires into symmetric operators in any order, nodes that share parameters still sharing them.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from searchapp.nas.operators.traits import traits
from searchapp.nas.space.bound import BoundModule, BoundNode, Wire
from searchapp.nas.space.hashing import graph_hash
from tests.trees import module, node, wire, wires

UNARY, MERGE = "relu", "max"
SOURCE = -1


@dataclass(frozen=True)
class Graph:
    """Nodes in topological order: what each is, what it reads (-1: the input), whose weights."""

    labels: tuple[str, ...]
    reads: tuple[tuple[int, ...], ...]
    weights: tuple[str, ...]
    ends: tuple[int, ...]

    def live(self) -> list[int]:
        """Return the nodes that reach an output."""
        found: set[int] = set()
        waiting = list(self.ends)
        while waiting:
            index = waiting.pop()
            if index != SOURCE and index not in found:
                found.add(index)
                waiting += self.reads[index]
        return sorted(found)

    def canon(self) -> Any:
        """Return the least description over all numberings of the live nodes."""
        live = self.live()
        return min(
            self._described(live, numbers) for numbers in itertools.permutations(range(len(live)))
        )

    def _described(self, live: list[int], numbers: Sequence[int]) -> Any:
        number = {SOURCE: -1, **dict(zip(live, numbers, strict=True))}
        rows = []
        for index in live:
            reads = [number[ref] for ref in self.reads[index]]
            if self.labels[index] != UNARY:
                reads.sort()
            kin = [number[k] for k in live if self.weights[k] == self.weights[index]]
            rows.append((number[index], self.labels[index], reads, sorted(kin)))
        return sorted(rows), [number[end] for end in self.ends], SOURCE in self._read(live)

    def _read(self, live: list[int]) -> set[int]:
        return {ref for index in live for ref in self.reads[index]} | set(self.ends)

    def bound(self) -> BoundModule:
        """Return the graph as one flat module."""
        nodes = [
            self.node(k, [named(ref) for ref in self.reads[k]]) for k in range(len(self.reads))
        ]
        ends = {f"y{k}": [named(end)] for k, end in enumerate(self.ends)}
        return module("flat", ["x"], nodes, ends)

    def node(self, index: int, entering: list[Wire]) -> BoundNode:
        return node(f"n{index}", self.labels[index], entering, weights=self.weights[index])


def named(ref: int) -> Wire:
    return wire("in.x") if ref == SOURCE else wire(f"n{ref}")


def graphs(size: int) -> Iterator[Graph]:
    """Yield every graph of so many nodes: unary ones, and merges of two wires."""
    options = []
    for place in range(size):
        refs = range(SOURCE, place)
        pairs = itertools.combinations_with_replacement(refs, 2)
        options.append([(UNARY, (ref,)) for ref in refs] + [(MERGE, pair) for pair in pairs])
    own = tuple(f"n{k}" for k in range(size))
    for chosen in itertools.product(*options):
        labels, reads = zip(*chosen, strict=True)
        yield Graph(labels, reads, own, (size - 1,))


def with_shared_weights(graph: Graph) -> Iterator[Graph]:
    """Yield the graph once for each way in which its nodes of one kind may share parameters."""
    unary = [k for k, label in enumerate(graph.labels) if label == UNARY]
    for groups in itertools.product(range(len(unary)), repeat=len(unary)):
        weights = list(graph.weights)
        for k, group in zip(unary, groups, strict=True):
            weights[k] = f"#shared{group}"
        yield Graph(graph.labels, graph.reads, tuple(weights), graph.ends)


def check_classes(some: Iterator[Graph]) -> int:
    """Graphs must fall into the same classes by hash and by definition; return how many there are.

    A graph with a dead node is, by both, the one without it.
    """
    by_hash: dict[str, set[Any]] = defaultdict(set)
    by_canon: dict[Any, set[str]] = defaultdict(set)
    for graph in some:
        found, canon = graph_hash(graph.bound(), traits), repr(graph.canon())
        by_hash[found].add(canon)
        by_canon[canon].add(found)
    assert max(map(len, by_hash.values())) == 1, "two graphs have one hash"
    assert max(map(len, by_canon.values())) == 1, "one graph has two hashes"
    return len(by_hash)


def test_all_graphs_of_up_to_four_nodes_are_told_apart_exactly() -> None:
    every = itertools.chain.from_iterable(graphs(size) for size in range(1, 5))
    assert check_classes(every) > 150


def test_with_shared_parameters_too() -> None:
    some = itertools.chain.from_iterable(
        with_shared_weights(graph) for size in (1, 2, 3) for graph in graphs(size)
    )
    assert check_classes(some) > 40


def test_outputs_are_told_apart_by_their_ports() -> None:
    some = (
        Graph(graph.labels, graph.reads, graph.weights, ends)
        for graph in graphs(3)
        for ends in itertools.product(range(SOURCE, 3), repeat=2)
    )
    check_classes(some)


# Modules -----------------------------------------------------------------------------------------


def grouped(graph: Graph, first: int, last: int, *, is_twice: bool = False) -> BoundModule:
    """Put the nodes from `first` to `last` into a module (and that into another)."""
    inside = set(range(first, last + 1))
    outside = sorted({ref for k in inside for ref in graph.reads[k]} - inside)
    port = {ref: f"p{number}" for number, ref in enumerate(outside)}
    leaving = sorted(
        {ref for k, refs in enumerate(graph.reads) if k not in inside for ref in refs} & inside
        | (set(graph.ends) & inside)
    )

    def entering(ref: int) -> Wire:
        return named(ref) if ref in inside else wire(f"in.{port[ref]}")

    nodes = [graph.node(k, [entering(ref) for ref in graph.reads[k]]) for k in sorted(inside)]
    inner = module("inner", list(port.values()), nodes, {f"o{k}": [named(k)] for k in leaving})
    if is_twice:
        ends = {f"o{k}": [wire(f"deep.o{k}")] for k in leaving}
        deep = node("deep", inner, *(wires(f"in.{name}") for name in port.values()))
        inner = module("outer", list(port.values()), [deep], ends)

    def outer(ref: int) -> Wire:
        return wire(f"g.o{ref}") if ref in inside else named(ref)

    made: list[BoundNode] = []
    for k in range(len(graph.reads)):
        if k == last:
            made.append(node("g", inner, *([outer(ref)] for ref in outside)))
        elif k not in inside:
            made.append(graph.node(k, [outer(ref) for ref in graph.reads[k]]))
    return module("root", ["x"], made, {f"y{k}": [outer(e)] for k, e in enumerate(graph.ends)})


def is_in_order(graph: Graph, first: int, last: int) -> bool:
    """Tell whether nothing that the group reads comes after its first node outside of it."""
    return all(ref <= last for k in range(first, last + 1) for ref in graph.reads[k])


@pytest.mark.parametrize("is_twice", [False, True])
def test_a_group_of_nodes_leaves_no_trace(is_twice: bool) -> None:
    """Whatever part of a graph is drawn as a module, in series or not, and however deep."""
    for graph in itertools.islice(graphs(4), 0, None, 7):
        flat = graph_hash(graph.bound(), traits)
        for first, last in ((0, 1), (1, 2), (1, 3), (0, 2), (2, 2)):
            made = grouped(graph, first, last, is_twice=is_twice)
            assert graph_hash(made, traits) == flat, (graph, first, last)


def test_parameters_shared_across_a_group_are_still_shared() -> None:
    for graph in graphs(3):
        for shared in with_shared_weights(graph):
            flat = graph_hash(shared.bound(), traits)
            assert graph_hash(grouped(shared, 1, 2), traits) == flat


def test_parameters_named_alike_in_two_uses_are_not_shared() -> None:
    """Weight paths are relative to the use, unless they begin with `#`."""
    block = module("block", ["x"], [node("c", "relu", wires("in.x"), weights="w")],
                   {"y": wires("c")})  # fmt: skip

    def net(first: str, second: str) -> BoundModule:
        uses = [
            node("a", block, wires("in.x"), weights=first),
            node("b", block, wires("in.x"), weights=second),
            node("m", MERGE, wires("a", "b")),
        ]
        return module("net", ["x"], uses, {"y": wires("m")})

    own, other, same = (
        graph_hash(net(*pair), traits) for pair in (("a", "b"), ("q", "p"), ("#s", "#s"))
    )
    assert own == other
    assert own != same


def test_two_uses_of_a_module_with_two_inputs_have_parameters_of_their_own() -> None:
    """Such a module is opened in place; what it calls `w` is another `w` in each use."""
    block = module(
        "block", ["p", "q"],
        [node("c", "relu", wires("in.p"), weights="w"), node("m", MERGE, wires("c", "in.q"))],
        {"y": wires("m")},
    )  # fmt: skip
    uses = [
        node("a", block, wires("in.x"), wires("in.x")),
        node("b", block, wires("a"), wires("in.x")),
    ]
    flat = [
        node("c1", "relu", wires("in.x")),
        node("m1", MERGE, wires("c1", "in.x")),
        node("c2", "relu", wires("m1")),
        node("m2", MERGE, wires("c2", "in.x")),
    ]
    assert graph_hash(module("net", ["x"], uses, {"y": wires("b")}), traits) == graph_hash(
        module("net", ["x"], flat, {"y": wires("m2")}), traits
    )


def test_a_sum_in_a_module_melts_into_the_sum_behind_it() -> None:
    plus = module("plus", ["p", "q"], [node("s", "sum", wires("in.p", "in.q"))], {"y": wires("s")})
    nodes = [node("a", "relu", wires("in.x")), node("b", "tanh", wires("in.x"))]
    nested = [*nodes, node("u", plus, wires("a"), wires("b")), node("t", "sum", wires("u", "in.x"))]
    flat = [*nodes, node("t", "sum", wires("a", "b", "in.x"))]
    assert graph_hash(module("net", ["x"], nested, {"y": wires("t")}), traits) == graph_hash(
        module("net", ["x"], flat, {"y": wires("t")}), traits
    )


# Merges that bring wires to one shape -----------------------------------------------------------


def fitted(mode: str, edges: Sequence[str], like: str | None, on_mismatch: str) -> str:
    """Return the hash of a merge of two different convolutions, wires in the order of `edges`."""
    named_wires = {"a": wire("c3", "a"), "b": wire("c5", "b")}
    nodes = [
        node("c3", "conv", wires("in.x"), settings={"kernel": 3}),
        node("c5", "conv", wires("in.x"), settings={"kernel": 5}),
        node("m", mode, [named_wires[e] for e in edges], on_mismatch=on_mismatch, like=like),
    ]
    return graph_hash(module("net", ["x"], nodes, {"y": wires("m")}), traits)


@pytest.mark.parametrize("mode", ["sum", "mean", "concat", "max", "mul"])
def test_the_wire_that_sets_the_shape_is_told_from_the_others(mode: str) -> None:
    assert fitted(mode, "ab", "a", "project") != fitted(mode, "ab", "b", "project")


@pytest.mark.parametrize("mode", ["sum", "mean", "concat"])
@pytest.mark.parametrize("like", ["a", "b"])
def test_the_order_of_the_wires_means_nothing_once_the_shape_is_named(mode: str, like: str) -> None:
    assert fitted(mode, "ab", like, "project") == fitted(mode, "ba", like, "project")


@pytest.mark.parametrize("like", [None, "gone"])
def test_without_a_name_the_first_wire_sets_the_shape(like: str | None) -> None:
    assert fitted("sum", "ab", like, "project") == fitted("sum", "ab", "a", "project")
    assert fitted("sum", "ba", like, "project") == fitted("sum", "ab", "b", "project")


def test_what_becomes_of_unequal_shapes_matters() -> None:
    found = {fitted("sum", "ab", "a", bends) for bends in ("error", "project", "pad")}
    assert len(found) == 3


def test_a_merge_that_bends_is_never_melted_into_the_sum_behind_it() -> None:
    def net(bends: str) -> str:
        nodes = [
            node("c3", "conv", wires("in.x"), settings={"kernel": 3}),
            node("c5", "conv", wires("in.x"), settings={"kernel": 5}),
            node("s", "sum", [wire("c3", "a"), wire("c5", "b")], on_mismatch=bends),
            node("t", "sum", wires("s", "in.x")),
        ]
        return graph_hash(module("net", ["x"], nodes, {"y": wires("t")}), traits)

    assert net("error") != net("project")


# Several ports ----------------------------------------------------------------------------------


def test_the_port_that_a_wire_enters_matters() -> None:
    """The inner module treats its two inputs differently; which wire goes where is the network."""
    inner = module(
        "inner", ["p", "q"],
        [node("r", "relu", wires("in.p")), node("m", MERGE, wires("r", "in.q"))],
        {"y": wires("m")},
    )  # fmt: skip

    def net(first: str, second: str) -> str:
        nodes = [
            node("a", "tanh", wires("in.x")),
            node("b", "gelu", wires("in.x")),
            node("u", inner, wires(first), wires(second)),
        ]
        return graph_hash(module("net", ["x"], nodes, {"y": wires("u")}), traits)

    assert net("a", "b") != net("b", "a")


def test_items_of_a_list_are_told_apart() -> None:
    split = module(
        "split", ["x"],
        [node("a", "relu", wires("in.x")), node("b", "tanh", wires("in.x"))],
        {"parts": wires("a", "b")},
    )  # fmt: skip

    def net(index: int) -> str:
        nodes = [node("s", split, wires("in.x")), node("g", "gelu", wires(f"s.parts@{index}"))]
        return graph_hash(module("net", ["x"], nodes, {"y": wires("g")}), traits)

    assert net(0) != net(1)


def test_the_input_that_is_read_matters() -> None:
    def net(*sources: str) -> str:
        nodes = [
            node(f"n{k}", "relu", wires(f"in.{source}" if source in "pq" else source))
            for k, source in enumerate(sources)
        ]
        return graph_hash(module("net", ["p", "q"], nodes, {"y": wires(nodes[-1].id)}), traits)

    for rest in ((), ("n0",), ("n0", "n1")):
        assert net("p", *rest) != net("q", *rest)


def test_an_output_that_is_absent_is_not_one_that_is_the_input() -> None:
    nodes = [node("a", "relu", wires("in.x"))]
    outputs = [{"y": wires("a"), "z": end} for end in (None, wires("in.x"), wires("a"))]
    assert len({graph_hash(module("net", ["x"], nodes, ends), traits) for ends in outputs}) == 3


def test_a_module_that_hands_its_input_on_leaves_no_trace() -> None:
    empty = module("empty", ["x"], [], {"y": wires("in.x")})
    inner = [node("e", empty, wires("in.x")), node("a", "relu", wires("e"))]
    plain = [node("a", "relu", wires("in.x"))]
    found = {
        graph_hash(module("net", ["x"], nodes, {"y": wires("a")}), traits)
        for nodes in (inner, plain)
    }
    assert len(found) == 1


def test_a_row_of_modules_is_hashed_like_the_row_of_their_operators() -> None:
    """Pieces of a chain are remembered by themselves; remembering must not change what they are."""
    labels = ["relu", "tanh", "gelu", "relu", "relu"]
    flat = [
        node(f"n{k}", label, wires("in.x" if k == 0 else f"n{k - 1}"))
        for k, label in enumerate(labels)
    ]
    cells = [
        node(
            f"u{k}",
            module(f"cell_{label}", ["x"], [node("o", label, wires("in.x"))], {"y": wires("o")}),
            wires("in.x" if k == 0 else f"u{k - 1}"),
        )
        for k, label in enumerate(labels)
    ]
    assert graph_hash(module("a", ["x"], flat, {"y": wires("n4")}), traits) == graph_hash(
        module("b", ["x"], cells, {"y": wires("u4")}), traits
    )
    shorter = module("c", ["x"], [cells[0], cells[1]], {"y": wires("u1")})
    assert graph_hash(shorter, traits) != graph_hash(
        module("b", ["x"], cells, {"y": wires("u4")}), traits
    )
