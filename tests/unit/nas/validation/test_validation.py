"""Validation: every issue at once, with its place, what was found, and a way on."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from searchapp.nas.errors import InvalidDocument, Issue
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
from searchapp.nas.space.reading import read_document, write_document
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.validation import validate
from tests.unit.nas.space.drawings import PROBLEM, conv

Path = tuple[str, ...]


def network(**nodes: Json) -> Json:
    """Draw a classifier around some nodes."""
    return chain(
        "network",
        "",
        {**nodes, "pool": op("global_pool"), "head": op("linear", features=expr("classes"))},
    )


def plain(*modules: tuple[str, Json], **fields: Any) -> Json:
    """Return a document as JSON; the last module is the root."""
    return {
        "format": "nasweb.space/1",
        "name": "Test",
        "problem": PROBLEM,
        "modules": dict(modules),
        "root": modules[-1][0],
        **fields,
    }


def issues_of(document: Json) -> list[Issue]:
    return validate(read_document(json.dumps(document)))


def found(document: Json) -> dict[Path, str]:
    return {issue.path: issue.code for issue in issues_of(document)}


def broken(change: Callable[[Json], None]) -> Json:
    """Return NAS-Bench-201 with something broken."""
    document: Json = json.loads(write_document(PRESETS.get("nas-bench-201").document()))
    change(document)
    return document


def pairs(times: Any, **ports: str) -> Json:
    """Draw copies of a module with two inputs and one output, both of these names."""
    names = {"first": "p", "second": "q", "output": "y", **ports}
    nodes = {"add": merge("sum")}
    wires = {
        "a": edge(f"in.{names['first']}", "add"),
        "b": edge(f"in.{names['second']}", "add"),
        "c": edge("add", f"out.{names['output']}"),
    }
    cell = module(
        "cell",
        "Pair",
        nodes,
        wires,
        inputs=[{"id": names["first"]}, {"id": names["second"]}],
        outputs=[{"id": names["output"]}],
    )
    net = network(stem=conv(), pairs=repeat(times, reference("pair")))
    net["edges"] = [wire for wire in net["edges"] if wire["target"] not in ("pairs",)]
    net["edges"] += [
        {"id": f"to_{port}", "source": "stem", "target": f"pairs.{names[port]}"}
        for port in ("first", "second")
    ]
    return plain(("pair", cell), ("net", net))


def test_copies_of_which_only_the_last_counts_are_told() -> None:
    (issue,) = issues_of(pairs({"domain": "int", "min": 1, "max": 3}))
    assert (issue.code, issue.severity) == ("idle_copies", "warning")
    assert issue.path == ("modules", "net", "nodes", "pairs")
    assert "inputs are p, q and the outputs y" in issue.message


@pytest.mark.parametrize(
    "document",
    [pairs(1), pairs(3, output="p"), plain(("c", chain("cell", "", {"a": conv()})),
     ("net", network(a=repeat(3, reference("c")))))],
)  # fmt: skip
def test_copies_that_hand_something_on_are_fine(document: Json) -> None:
    assert issues_of(document) == []


def test_a_sound_document_has_no_issues() -> None:
    assert issues_of(plain(("net", network(a=conv())))) == []


def test_an_unknown_operator_comes_with_the_nearest_and_a_fix() -> None:
    def rename(document: Json) -> None:
        document["modules"]["edge"]["nodes"][0]["of"][2]["node"]["operator"] = "relu_conv_nb"

    (issue,) = issues_of(broken(rename))

    place = ("modules", "edge", "nodes", "op", "of", "conv1", "node", "operator")
    assert (issue.path, issue.code) == (place, "unknown_operator")
    assert "did you mean 'relu_conv_bn'" in issue.message
    assert issue.fix is not None
    assert issue.fix.command == "set_operator"
    assert issue.fix.arguments == {
        "module": "edge",
        "place": "op/conv1",
        "operator": "relu_conv_bn",
    }


def test_a_cycle_is_named() -> None:
    def close(document: Json) -> None:
        wire = {"id": "back", "source": "n3", "target": "n1"}
        document["modules"]["cell"]["edges"].append(wire)

    (issue,) = [i for i in issues_of(broken(close)) if i.code == "cycle"]

    assert issue.path[:3] == ("modules", "cell", "edges")
    assert all(name in issue.message for name in ("n1", "n3", "→"))


def test_faults_of_structure_come_all_at_once() -> None:
    def wreck(document: Json) -> None:
        modules = document["modules"]
        modules["net"]["nodes"][0]["arguments"]["channels"] = {"expr": "C +"}
        modules["net"]["nodes"][2]["id"] = "stem"
        modules["stage"]["nodes"][1]["body"]["module"] = "cel"
        modules["cell"]["edges"][0]["source"] = "nowhere"
        modules["cell"]["edges"][1]["carries"]["arguments"] = {"D": 3}
        modules["edge"]["nodes"][0]["of"][3]["node"]["arguments"]["channels"]["expr"] = "Q"
        modules["edge"]["edges"][1]["target"] = "out.z"
        document["variables"] = {"max": {"domain": "int", "min": 3, "max": 1}}

    codes = found(broken(wreck))

    assert (
        codes.items()
        >= {
            ("variables", "max"): "reserved_name",
            ("modules", "net", "nodes", "stem", "arguments", "channels"): "invalid_expression",
            ("modules", "net", "nodes", "stem"): "duplicate_id",
            ("modules", "stage", "nodes", "cells", "body", "module"): "unknown_module",
            ("modules", "cell", "edges", "e01", "source"): "unknown_node",
            ("modules", "cell", "edges", "e02", "carries", "arguments", "D"): "unknown_argument",
            ("modules", "cell", "edges", "e02", "carries", "arguments", "C"): "missing_argument",
            ("modules", "edge", "nodes", "op", "of", "conv3", "node", "arguments", "channels"): (
                "unknown_name"
            ),
            ("modules", "edge", "edges", "w1", "target"): "unknown_port",
        }.items()
    )


def two_inputs() -> Json:
    """Draw a cell with two inputs."""
    return module(
        "cell",
        "",
        {"m": merge("sum")},
        {"a": edge("in.p", "m"), "b": edge("in.q", "m"), "y": edge("m", "out")},
        inputs=[{"id": "p"}, {"id": "q"}],
    )


USE: Json = {"kind": "reference", "module": "cell"}


@pytest.mark.parametrize(
    ("wires", "path", "code"),
    [
        ({"a": edge("in", "u.p")}, ("nodes", "u"), "missing_wire"),
        ({"a": edge("in", "u")}, ("edges", "a", "target"), "ambiguous_port"),
        ({"a": edge("in", "u.z")}, ("edges", "a", "target"), "unknown_port"),
        (
            {"a": edge("in", "u.p"), "b": edge("in", "u.p"), "c": edge("in", "u.q")},
            ("nodes", "u"),
            "doubly_wired",
        ),
        ({"a": edge("in.z", "u.p")}, ("edges", "a", "source"), "unknown_port"),
    ],
)
def test_ports_are_met_once(wires: dict[str, Json], path: Path, code: str) -> None:
    net = network(u=USE)
    net["edges"] = [wire for wire in net["edges"] if wire["target"] != "u"]
    net["edges"] += [{"id": name, **wire} for name, wire in wires.items()]

    assert found(plain(("cell", two_inputs()), ("net", net)))["modules", "net", *path] == code


def test_an_operator_takes_one_wire_and_a_merge_many() -> None:
    net = network(a=conv(), b=conv())
    net["edges"].append({"id": "extra", "source": "in", "target": "b"})

    issues = issues_of(plain(("net", net)))

    assert [(i.path, i.code) for i in issues] == [
        (("modules", "net", "nodes", "b"), "doubly_wired")
    ]
    assert "merge" in issues[0].message


@pytest.mark.parametrize(
    ("arguments", "name", "code"),
    [
        ({"kernell": 3}, "kernell", "unknown_setting"),
        ({"kernel": "big"}, "kernel", "invalid_setting"),
        ({"kernel": 4}, "kernel", "invalid_setting"),
        ({"kernel": {"expr": "channels + 1"}}, "kernel", "invalid_setting"),
        ({"stride": {"domain": "choice", "values": [1, 0]}}, "stride", "invalid_setting"),
        ({"stride": {"domain": "int", "min": 2, "max": 1}}, "stride", "invalid_domain"),
        ({"stride": {"either": 1}}, "stride", "invalid_value"),
    ],
)
def test_settings_are_those_of_the_operator(arguments: Json, name: str, code: str) -> None:
    codes = found(plain(("net", network(a=conv(**arguments)))))

    assert codes["modules", "net", "nodes", "a", "arguments", name] == code


def test_a_setting_that_only_an_architecture_shows_wrong_is_found() -> None:
    document = plain(("net", network(a=repeat(4, conv(kernel=expr("2 * i + 1 if i < 3 else 4"))))))

    (issue,) = issues_of(document)

    assert (issue.path, issue.code) == (("modules", "net", "nodes", "a"), "invalid_setting")


def residual(*, mismatch: str = "error", channels: Any = 8) -> Json:
    """Draw a residual cell whose branch has its own width."""
    return module(
        "cell",
        "",
        {"c": conv(channels=channels), "m": merge("sum")},
        {"a": edge("in", "c"), "b": edge("c", "m"), "s": edge("in", "m"), "y": edge("m", "out")},
        on_mismatch=mismatch,
    )


def test_shapes_that_never_meet_are_an_error_naming_both() -> None:
    (issue,) = issues_of(plain(("cell", residual()), ("net", network(u=USE))))

    assert issue.severity == "error"
    assert issue.path == ("modules", "cell", "nodes", "m")
    assert "8×8×8" in issue.message
    assert "1×8×8" in issue.message
    assert issue.fix is not None
    assert issue.fix.arguments == {"module": "cell", "value": "project"}
    assert issues_of(plain(("cell", residual(mismatch="project")), ("net", network(u=USE)))) == []


def test_shapes_that_meet_sometimes_are_a_warning() -> None:
    widths = {"domain": "choice", "values": [1, 8]}

    (issue,) = issues_of(plain(("cell", residual(channels=widths)), ("net", network(u=USE))))

    assert (issue.severity, issue.code) == ("warning", "shape_mismatch")


def test_widths_that_go_together_are_no_false_alarm() -> None:
    wide = {"domain": "choice", "values": [4, 8, 16]}
    net = network(stem=conv(channels=expr("w")), u=USE, v=repeat(3, USE))

    document = plain(("cell", residual(channels=expr("w"))), ("net", net), variables={"w": wide})

    assert issues_of(document) == []


def test_an_output_that_does_not_fit_the_problem_is_named() -> None:
    (issue,) = issues_of(plain(("net", chain("network", "", {"a": conv()}))))

    assert (issue.path, issue.code) == (("modules", "net", "outputs", "y"), "wrong_output_shape")
    assert "10" in issue.message
    assert "1×8×8" in issue.message


def test_the_root_has_the_ports_of_the_problem() -> None:
    codes = found(plain(("net", two_inputs())))

    assert codes["modules", "net", "inputs"] == "problem_ports"


def test_an_unknown_problem_comes_with_the_nearest() -> None:
    problem = {"kind": "image_classfication", "symbols": PROBLEM["symbols"]}
    (issue,) = issues_of(plain(("net", network(a=conv())), problem=problem))

    assert "image_classification" in issue.message


def test_what_has_no_effect_is_a_warning() -> None:
    net = network(a=conv())
    net["nodes"].append({"id": "dead", **conv()})
    net["edges"].append({"id": "d", "source": "in", "target": "dead"})

    issues = issues_of(plain(("spare", chain("cell", "", {"a": conv()})), ("net", net)))

    assert {(i.path, i.code, i.severity) for i in issues} == {
        (("modules", "net", "nodes", "dead"), "unreachable", "warning"),
        (("modules", "spare"), "unused_module", "warning"),
    }


def test_recursion_without_end_is_an_error() -> None:
    loop = chain("cell", "", {"again": {"kind": "reference", "module": "loop"}})
    net = network(u={"kind": "reference", "module": "loop"})

    assert found(plain(("loop", loop), ("net", net)))["modules", "loop"] == "endless_recursion"


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"constraints": [{"id": "few", "require": {"expr": "true"}}]}, ("constraints", "few")),
        ({"training": {"lr": {"domain": "float", "min": 0, "max": 1}}}, ("training", "lr")),
    ],
)
def test_what_is_not_supported_yet_says_so(fields: Json, path: Path) -> None:
    assert found(plain(("net", network(a=conv())), **fields))[path] == "not_supported"


@pytest.mark.parametrize(
    ("body", "path", "code"),
    [
        ({**choice(a=conv()), "pick": 2}, ("pick",), "invalid_pick"),
        (repeat(-1, conv()), ("times",), "invalid_times"),
        (repeat(1.5, conv()), ("times",), "invalid_times"),
        (repeat(10**6, conv()), ("times",), "invalid_times"),
        (repeat({"domain": "bool"}, conv()), ("times",), "invalid_times"),
        ({"kind": "switch", "on": {"domain": "bool"}, "cases": [{"id": "c", "node": conv()}]},
         ("on",), "invalid_switch"),
        ({**merge("sum"), "like": "zz"}, ("like",), "unknown_edge"),
        ({**merge("sum"), "pick": 3}, ("pick",), "invalid_pick"),
        (merge("summ"), ("mode",), "unknown_mode"),
    ],
)  # fmt: skip
def test_bodies_say_what_they_need(body: Json, path: Path, code: str) -> None:
    assert found(plain(("net", network(b=body))))["modules", "net", "nodes", "b", *path] == code


def test_copies_beyond_the_limit_are_told_without_names_of_the_format() -> None:
    document = plain(("net", network(b=repeat(10**6, conv()))))
    said = [issue.message for issue in issues_of(document) if issue.code == "invalid_times"]
    assert said == ["a repeat makes a whole number of copies from 0 to 5000, but got 1000000"]


def test_a_broken_document_makes_no_space() -> None:
    document = read_document(json.dumps(broken(lambda d: d.update(root="nett"))))

    with pytest.raises(InvalidDocument) as caught:
        SearchSpace(document)

    assert caught.value.issues[0].code == "unknown_module"
    assert "did you mean 'net'?" in caught.value.message


def test_thousands_of_nodes_are_looked_at_without_trouble() -> None:
    nodes = {f"n{k}": op("relu") for k in range(5100)}

    (issue,) = issues_of(plain(("net", network(**nodes))))

    assert issue.code == "too_many_nodes"
    assert "5000" in issue.message


def test_endless_faults_are_cut_short() -> None:
    net = network(a=conv())
    net["edges"] += [{"id": f"e{k}", "source": "no", "target": "where"} for k in range(20_000)]

    issues = issues_of(plain(("net", net)))

    assert 500 <= len(issues) < 2_000
    assert {issue.code for issue in issues} == {"unknown_node"}
