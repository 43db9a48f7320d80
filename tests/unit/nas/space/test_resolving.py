"""Resolving: paths, values, what is active, and the bound tree that comes out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from searchapp.nas.errors import InvalidArchitecture
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.presets.drawing import (
    Json,
    chain,
    choice,
    edge,
    expr,
    merge,
    module,
    reference,
    repeat,
)
from searchapp.nas.presets.drawing import operator as op
from searchapp.nas.space.architecture import Architecture
from searchapp.nas.space.bound import BoundModule, BoundNode, BoundOperator, Wire
from searchapp.nas.space.document import SpaceDocument
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.space.variation import crossover, mutate
from tests.unit.nas.space.drawings import conv, drawn, line, members

WIDTHS: Json = {"domain": "choice", "values": [8, 16]}
DEPTH: Json = {"domain": "int", "min": 1, "max": 3}
RELU_OR_NOT = choice(a=op("relu"), b=op("identity"))


def bound(document: SpaceDocument, **decisions: Any) -> BoundModule:
    space = SearchSpace(document)
    return space.bind(Architecture(space.digest, decisions))


def adopted(document: SpaceDocument, decisions: dict[str, Any] | None = None) -> dict[str, Any]:
    return dict(SearchSpace(document).adopt(decisions or {}).decisions)


def node(module_: BoundModule, name: str) -> BoundNode:
    return next(n for n in module_.nodes if n.id == name)


def test_paths_run_through_nodes_edges_alternatives_and_copies() -> None:
    block = chain("cell", "", {"op": choice(k3=conv(channels=WIDTHS), no=op("identity"))})
    stage = module(
        "cell",
        "",
        {"s": merge("sum", pick=1)},
        {
            "e0": edge("in", "s", reference("block")),
            "e1": edge("in", "s", reference("block")),
            "y": edge("s", "out"),
        },
    )
    tied = {**reference("block"), "decisions": "tied", "label": "same"}
    document = line(
        {
            "stage": repeat(DEPTH, reference("stage")),
            "t": tied,
            "w": conv(channels=expr("wide")),
        },
        {"block": block, "stage": stage},
        variables={"wide": WIDTHS},
    )

    assert adopted(document, {"stage.times": 2, "stage[1]/s.pick": ["e1"]}) == {
        "stage.times": 2,
        "stage[0]/s.pick": ["e0"],
        "stage[0]/e0/op": "k3",
        "stage[0]/e0/op/k3.channels": 8,
        "stage[1]/s.pick": ["e1"],
        "stage[1]/e1/op": "k3",
        "stage[1]/e1/op/k3.channels": 8,
        "#same/op": "k3",
        "#same/op/k3.channels": 8,
        "$wide": 8,
    }


def test_tied_copies_share_a_path_and_shared_ones_a_weight_path() -> None:
    copies = repeat(2, choice(a=conv(), b=op("identity")))
    document = line({"x": {**copies, "decisions": "tied", "weights": "shared"}})

    assert adopted(document) == {"x[*]": "a"}
    nodes = bound(document, **{"x[*]": "a"}).nodes
    assert [n.id for n in nodes] == ["x[0]", "x[1]"]
    assert [n.weights for n in nodes] == ["x[*]/a", "x[*]/a"]
    assert [n.alternative for n in nodes] == [("a",), ("a",)]


def test_a_parameter_not_given_takes_its_default_in_the_callee() -> None:
    parameters = {
        "heads": {"default": {"domain": "choice", "values": [3, 4]}},
        "dim": {"default": expr("64 * heads")},
    }
    block = chain("cell", "", {"c": conv(channels=expr("dim"))}, parameters=parameters)
    document = line({"x": reference("block"), "y": reference("block", dim=7)}, {"block": block})

    assert adopted(document) == {"x.heads": 3, "y.heads": 3}
    root = bound(document, **{"x.heads": 4, "y.heads": 3})
    widths = [n.body.nodes[0].body.settings for n in root.nodes]  # type: ignore[union-attr]
    assert widths == [{"channels": 256}, {"channels": 7}]


def test_names_are_lexical() -> None:
    block = chain("cell", "", {"c": conv(channels=expr("i"))})

    with pytest.raises(Exception, match="mentions 'i'"):
        SearchSpace(line({"x": repeat(2, reference("block"))}, {"block": block}))


def test_a_pick_takes_only_what_its_wires_carry() -> None:
    wires = {"e0": edge("in", "m", RELU_OR_NOT), "e1": edge("in", "m", RELU_OR_NOT)}
    document = drawn(
        {
            "net": module(
                "network", "", {"m": merge("sum", pick=1)}, {**wires, "y": edge("m", "out")}
            )
        }
    )

    assert members(document) == [
        {"m.pick": ["e0"], "e0": "a"},
        {"m.pick": ["e0"], "e0": "b"},
        {"m.pick": ["e1"], "e1": "a"},
        {"m.pick": ["e1"], "e1": "b"},
    ]


def test_an_optional_wire_carries_only_when_it_is_there() -> None:
    wires = {
        "main": edge("in", "m"),
        "e": {**edge("in", "m", RELU_OR_NOT), "when": {"domain": "bool"}},
        "y": edge("m", "out"),
    }
    document = drawn({"net": module("network", "", {"m": merge("sum")}, wires)})

    assert members(document) == [
        {"e.when": False},
        {"e.when": True, "e": "a"},
        {"e.when": True, "e": "b"},
    ]
    assert len(node(bound(document, **{"e.when": False}), "m").inputs[0]) == 1


def test_a_network_without_output_is_invalid_and_never_sampled() -> None:
    wires = {
        "w": {**edge("in", "n"), "when": {"domain": "bool"}},
        "y": edge("n", "out"),
    }
    document = drawn({"net": module("network", "", {"n": op("relu")}, wires)})
    space = SearchSpace(document)

    with pytest.raises(InvalidArchitecture, match="absent"):
        bound(document, **{"w.when": False})
    rng = np.random.default_rng(0)
    assert {space.sample(rng).decisions["w.when"] for _ in range(20)} == {True}


def test_guards_keep_alternatives_out() -> None:
    guarded = choice(a=op("relu"), b=op("identity"))
    guarded["of"][1]["when"] = expr("i > 0")
    document = line({"x": repeat(2, guarded)})

    assert {member["x[0]"] for member in members(document)} == {"a"}
    assert {member["x[1]"] for member in members(document)} == {"a", "b"}


def test_disabled_and_pinned_options_are_not_offered() -> None:
    some = choice(a=op("relu"), b=op("identity"), c=op("gelu"))
    some["of"][0]["enabled"] = False
    width = {"domain": "choice", "values": [1, 2, 3], "disabled": [2], "pinned": 3}
    document = line({"x": some, "c": conv(channels=width)})

    assert members(document) == [{"x": "b", "c.channels": 3}, {"x": "c", "c.channels": 3}]


def test_priors_weigh_the_draw() -> None:
    some = choice(a=op("relu"), b=op("identity"))
    some["of"][0]["prior"] = 9.0
    space = SearchSpace(line({"x": some}))
    rng = np.random.default_rng(1)

    share = np.mean([space.sample(rng).decisions["x"] == "a" for _ in range(2000)])

    assert abs(share - 0.9) < 0.03


def test_the_same_seed_draws_the_same() -> None:
    space = SearchSpace(PRESETS.get("darts").document())
    again = SearchSpace(PRESETS.get("darts").document())

    first = [space.sample(np.random.default_rng(7)).id for _ in range(2)]
    assert first == [again.sample(np.random.default_rng(7)).id for _ in range(2)]


def test_switches_decide_nothing() -> None:
    which = {
        "kind": "switch",
        "on": expr("i"),
        "cases": [
            {"id": "first", "values": [0], "node": op("relu")},
            {"id": "later", "node": RELU_OR_NOT},
        ],
    }
    document = line({"x": repeat(3, which)})

    assert adopted(document) == {"x[1]/later": "a", "x[2]/later": "a"}
    assert bound(document, **adopted(document)).nodes[0].alternative == ("first",)


def test_a_switch_without_a_case_makes_the_architecture_invalid() -> None:
    which = {
        "kind": "switch",
        "on": expr("n"),
        "cases": [{"id": "one", "values": [1], "node": op("relu")}],
    }
    document = line({"x": which}, variables={"n": {"domain": "int", "min": 1, "max": 2}})

    assert members(document) == [{"$n": 1}]


def test_copies_hand_on_by_name_and_append_to_lists() -> None:
    layer = module(
        "cell",
        "",
        {"m": merge("sum"), "c": conv()},
        {"a": edge("in.h", "m"), "b": edge("m", "c"), "y": edge("c", "out")},
        inputs=[{"id": "h", "many": True}],
        outputs=[{"id": "h"}],
    )
    ends = module(
        "network",
        "",
        {"layers": repeat(3, reference("layer")), "all": merge("concat")},
        {"x": edge("in", "layers"), "l": edge("layers", "all"), "y": edge("all", "out")},
    )
    root = bound(drawn({"net": ends, "layer": layer}))

    assert [len(node(root, f"layers[{k}]").inputs[0]) for k in range(3)] == [1, 2, 3]
    assert [wire.node for wire in node(root, "all").inputs[0]] == [
        "layers[0]",
        "layers[1]",
        "layers[2]",
    ]


def test_a_repeat_of_none_hands_its_input_on() -> None:
    document = line({"x": repeat({"domain": "int", "min": 0, "max": 1}, conv())})

    assert bound(document, **{"x.times": 0}).outputs == (("y", (Wire("in", "x", "w1"),)),)


def test_otherwise_and_unused_speak_of_the_other_wires() -> None:
    wires = {
        "a": edge("in", "n1"),
        "b": {**edge("n1", "m"), "when": {"domain": "bool"}},
        "c": {**edge("in", "m"), "when": expr("otherwise")},
        "d": edge("m", "cat"),
        "e": {**edge("n1", "cat"), "when": expr("unused")},
        "y": edge("cat", "out"),
    }
    nodes = {"n1": op("relu"), "m": merge("sum"), "cat": merge("concat")}
    document = drawn({"net": module("network", "", nodes, wires)})

    there = bound(document, **{"b.when": True})
    absent = bound(document, **{"b.when": False})

    assert [w.edge for w in node(there, "m").inputs[0]] == ["b"]
    assert [w.edge for w in node(there, "cat").inputs[0]] == ["d"]
    assert [w.edge for w in node(absent, "m").inputs[0]] == ["c"]
    assert [w.edge for w in node(absent, "cat").inputs[0]] == ["d", "e"]


def test_several_alternatives_are_joined() -> None:
    some = {**choice(a=conv(), b=op("relu"), c=op("gelu")), "pick": [1, 2], "mode": "max"}
    document = line({"x": some})

    assert len(members(document)) == 3 + 3
    root = bound(document, x=["a", "c"])
    assert [n.id for n in root.nodes] == ["x/a", "x/c", "x"]
    assert node(root, "x").body == BoundOperator("max", {})


def test_recursion_ends_where_the_depth_says() -> None:
    rule = chain("cell", "", {"s": choice(end=op("relu"), more=reference("twice"))})
    twice = chain("cell", "", {"a": reference("rule"), "b": reference("rule")})
    document = line(
        {"x": reference("rule")}, {"rule": rule, "twice": twice}, limits={"max_depth": 3}
    )

    # n(1) = 1, n(k) = 1 + n(k−1)²
    assert len(members(document)) == 5
    assert SearchSpace(document).count().assignments == 5


def test_equal_uses_are_one_object() -> None:
    space = SearchSpace(PRESETS.get("nas-bench-201").document())
    root = space.bind(space.sample(np.random.default_rng(0)))
    stage = node(root, "stages[1]").body

    assert isinstance(stage, BoundModule)
    cells = [n.body for n in stage.nodes if n.id.startswith("cells")]
    assert len(cells) == 5
    assert all(cell is cells[0] for cell in cells)


def test_checking_names_every_fault() -> None:
    space = SearchSpace(line({"x": RELU_OR_NOT, "y": RELU_OR_NOT, "c": conv(channels=WIDTHS)}))
    wrong = Architecture("other", {"x": "z", "c.channels": True, "gone": 1})

    found = {(issue.code, issue.path) for issue in space.check(wrong)}

    assert found == {
        ("other_space", ()),
        ("illegal_value", ("x",)),
        ("missing_decision", ("y",)),
        ("illegal_value", ("c.channels",)),
        ("inactive_decision", ("gone",)),
    }
    assert not space.check(space.sample(np.random.default_rng(0)))


def test_numbers_are_equal_by_value() -> None:
    space = SearchSpace(line({"c": conv(channels=WIDTHS)}))

    assert not space.check(Architecture(space.digest, {"c.channels": 16.0}))


def test_old_decisions_are_adopted_where_they_fit() -> None:
    space = SearchSpace(line({"x": RELU_OR_NOT, "c": conv(channels={**WIDTHS, "default": 16})}))

    adopted_ = space.adopt({"x": "b", "c.channels": 99, "gone": 1})

    assert adopted_.decisions == {"x": "b", "c.channels": 16}


@pytest.mark.parametrize("name", PRESETS.names())
def test_a_mutation_changes_one_decision_and_what_hangs_on_it(name: str) -> None:
    space = SearchSpace(PRESETS.get(name).document())
    rng = np.random.default_rng(3)
    parent = space.sample(rng)

    for _ in range(20):
        child, path = mutate(space, parent, rng)

        assert child.decisions[path] != parent.decisions[path]
        kept = child.decisions.keys() & parent.decisions.keys() - {path}
        assert all(child.decisions[k] == parent.decisions[k] for k in kept)
        assert not space.check(child)


@pytest.mark.parametrize("name", PRESETS.names())
def test_a_crossover_takes_every_decision_from_a_parent(name: str) -> None:
    space = SearchSpace(PRESETS.get(name).document())
    rng = np.random.default_rng(4)
    a, b = space.sample(rng), space.sample(rng)

    child = crossover(space, a, b, rng)

    assert not space.check(child)
    for path, value in child.decisions.items():
        options = [parent.decisions[path] for parent in (a, b) if path in parent.decisions]
        assert not options or value in options


def test_a_space_of_one_cannot_be_mutated() -> None:
    space = SearchSpace(line({"x": conv()}))

    with pytest.raises(InvalidArchitecture, match="more than one option"):
        mutate(space, space.adopt({}), np.random.default_rng(0))


def test_potential_lists_what_can_become_active() -> None:
    nested = choice(a=conv(channels=WIDTHS), b=repeat(DEPTH, RELU_OR_NOT))
    space = SearchSpace(line({"x": nested}))

    assert [decision.path for decision in space.potential()] == [
        "x",
        "x/a.channels",
        "x/b.times",
        "x/b[0]",
        "x/b[1]",
        "x/b[2]",
    ]


def test_the_digest_leaves_out_what_only_people_see() -> None:
    document = PRESETS.get("darts").document()
    renamed = document.model_copy(update={"name": "Other", "view": type(document.view)()})
    cell = document.modules["cell"]
    titled = {**document.modules, "cell": cell.model_copy(update={"title": "Z"})}
    wider = {**document.modules, "cell": cell.model_copy(update={"on_mismatch": "project"})}

    digest = SearchSpace(document).digest
    assert SearchSpace(renamed).digest == digest
    assert SearchSpace(document.model_copy(update={"modules": titled})).digest == digest
    assert SearchSpace(document.model_copy(update={"modules": wider})).digest != digest
