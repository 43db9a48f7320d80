"""The digest of a document: frozen defaults leave no trace, everything that means something does.

Runs, candidates and caches are found by digests, so these must never change from release to
release: one is written down here.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from searchapp.nas.presets.base import PRESETS
from searchapp.nas.presets.drawing import (
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
from searchapp.nas.space.identity import digest_of
from searchapp.nas.space.reading import read_document, write_document
from tests.unit.nas.space.drawings import PROBLEM

Json = dict[str, Any]
GOLDEN = "3847f56feac181b7f8666ed0f0160cb3fcaa0707e381310aa88b4109a831aaa7"


def a_document() -> Json:
    """Return a document with every kind of part, no default written out."""
    block = chain("cell", "", {"c": op("conv", channels=expr("C"))})
    block["parameters"] = {"C": {"default": 8}}
    case = {"id": "one", "node": op("relu")}
    nodes = {
        "pick": choice(a=op("relu"), b=op("identity")),
        "use": reference("block"),
        "rep": repeat(2, op("tanh")),
        "sw": {"kind": "switch", "on": expr("v"), "cases": [case]},
        "m": merge("max"),
    }
    wires = {
        "w0": edge("in", "pick"),
        "w1": edge("pick", "use"),
        "w2": edge("use", "rep"),
        "w3": edge("rep", "sw"),
        "w4": edge("sw", "m"),
        "w5": edge("m", "out"),
    }
    rule = {"id": "small", "require": expr("1 < 2")}
    return {
        "format": "nasweb.space/1",
        "name": "A document",
        "problem": PROBLEM,
        "variables": {"v": {"domain": "int", "min": 1, "max": 2}},
        "modules": {"net": module("network", "", nodes, wires), "block": block},
        "root": "net",
        "constraints": [rule],
    }


def digest(raw: Json) -> str:
    return digest_of(read_document(json.dumps(raw)))


def node(raw: Json, name: str) -> Json:
    return next(n for n in raw["modules"]["net"]["nodes"] if n["id"] == name)


def wire(raw: Json, name: str) -> Json:
    return next(e for e in raw["modules"]["net"]["edges"] if e["id"] == name)


Part = Callable[[Json], Json]
PARTS: dict[str, Part] = {
    "document": lambda raw: raw,
    "network": lambda raw: raw["modules"]["net"],
    "input": lambda raw: raw["modules"]["net"]["inputs"][0],
    "parameter": lambda raw: raw["modules"]["block"]["parameters"]["C"],
    "wire": lambda raw: wire(raw, "w0"),
    "choice": lambda raw: node(raw, "pick"),
    "alternative": lambda raw: node(raw, "pick")["of"][0],
    "merge": lambda raw: node(raw, "m"),
    "reference": lambda raw: node(raw, "use"),
    "repeat": lambda raw: node(raw, "rep"),
    "case": lambda raw: node(raw, "sw")["cases"][0],
    "variable": lambda raw: raw["variables"]["v"],
    "constraint": lambda raw: raw["constraints"][0],
    "operator": lambda raw: node(raw, "pick")["of"][0]["node"],
}

DEFAULTS: list[tuple[str, str, Any, Any]] = [
    # part, field, its default, another value
    ("document", "training", {}, {"rate": 1}),
    ("document", "limits", {"max_depth": 4, "max_nodes": 5000}, {"max_depth": 5}),
    ("document", "limits", {}, {"max_nodes": 4999}),
    ("network", "on_mismatch", "error", "project"),
    ("network", "parameters", {}, {"D": {}}),
    ("input", "many", False, True),
    ("parameter", "type", None, "int"),
    ("wire", "when", True, expr("v > 1")),
    ("wire", "when", True, 1),
    ("parameter", "default", 8, 8.5),
    ("wire", "carries", None, op("relu")),
    ("choice", "pick", 1, [1, 2]),
    ("choice", "mode", "sum", "max"),
    ("alternative", "prior", 1.0, 2.0),
    ("alternative", "enabled", True, False),
    ("alternative", "when", True, expr("v > 1")),
    ("merge", "pick", "all", 1),
    ("merge", "like", None, "w4"),
    ("reference", "arguments", {}, {"C": 9}),
    ("reference", "decisions", "independent", "tied"),
    ("reference", "weights", "own", "shared"),
    ("reference", "label", None, "same"),
    ("repeat", "index", "i", "k"),
    ("repeat", "decisions", "independent", "tied"),
    ("repeat", "weights", "own", "shared"),
    ("case", "values", None, [1]),
    ("variable", "step", 1, 2),
    ("variable", "log", False, True),
    ("variable", "default", None, 1),
    ("variable", "pinned", None, 1),
    ("constraint", "module", None, "block"),
    ("constraint", "penalty", None, 0.0),
    ("operator", "arguments", {}, {"inplace": True}),
]
CASES = [pytest.param(*row, id=f"{row[0]}.{row[1]}={row[3]}") for row in DEFAULTS]


@pytest.mark.parametrize(("part", "name", "default", "other"), CASES)
def test_a_default_written_out_means_the_same_and_another_value_does_not(
    part: str, name: str, default: Any, other: Any
) -> None:
    plain = a_document()
    written, changed = copy.deepcopy(plain), copy.deepcopy(plain)
    PARTS[part](written)[name] = default
    PARTS[part](changed)[name] = other
    assert digest(written) == digest(plain)
    assert digest(changed) != digest(plain)


UNSEEN: list[tuple[str, str, Any]] = [
    ("document", "name", "Another name"),
    ("document", "description", "What it is for"),
    ("document", "view", {"positions": {"net/pick": [1.0, 2.0]}, "flows": {"block": "down"}}),
    ("network", "title", "Titled"),
    ("input", "title", "Titled"),
    ("choice", "title", "Titled"),
    ("alternative", "title", "Titled"),
    ("constraint", "message", "why"),
]


@pytest.mark.parametrize(("part", "name", "value"), UNSEEN)
def test_what_only_people_see_means_nothing(part: str, name: str, value: Any) -> None:
    changed = a_document()
    PARTS[part](changed)[name] = value
    assert digest(changed) == digest(a_document())


@pytest.mark.parametrize("name", ["title", "name", "view", "message", "description"])
def test_an_argument_is_never_taken_for_something_unseen(name: str) -> None:
    changed = a_document()
    PARTS["operator"](changed)["arguments"] = {name: "x"}
    assert digest(changed) != digest(a_document())


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [(1, 1.0, True), (0, -0.0, True), (1, True, False), (0, False, False), (1, "1", False),
     ("a", "b", False), (None, False, False), ([1, 2], [2, 1], False), ([], None, False)],
)  # fmt: skip
def test_numbers_are_the_same_by_value_and_all_else_by_type_too(
    one: Any, other: Any, is_same: bool
) -> None:
    first, second = a_document(), a_document()
    PARTS["operator"](first)["arguments"] = {"a": one}
    PARTS["operator"](second)["arguments"] = {"a": other}
    assert (digest(first) == digest(second)) == is_same


def test_the_order_of_keys_means_nothing_and_the_order_of_nodes_and_wires_does() -> None:
    def backwards(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: backwards(item) for key, item in reversed(value.items())}
        return [backwards(item) for item in value] if isinstance(value, list) else value

    plain, turned = a_document(), a_document()
    turned["modules"]["net"]["edges"].reverse()
    assert digest(backwards(plain)) == digest(plain)
    assert digest(turned) != digest(plain)


def test_writing_and_reading_keeps_the_digest() -> None:
    document = read_document(json.dumps(a_document()))
    assert digest_of(read_document(write_document(document))) == digest_of(document)


@pytest.mark.parametrize("name", PRESETS.names())
def test_a_template_has_the_digest_of_the_text_it_is_kept_as(name: str) -> None:
    document = PRESETS.get(name).document()
    assert digest_of(read_document(write_document(document))) == digest_of(document)


def test_the_digest_of_a_document_is_the_same_for_ever() -> None:
    assert digest(a_document()) == GOLDEN


def test_an_architecture_is_known_by_the_hash_of_its_canonical_json() -> None:
    text = '{"decisions":{"a":1,"b":["x","y"]},"digest":"d"}'
    found = Architecture("d", {"b": ["x", "y"], "a": 1}).id
    assert found == hashlib.sha256(text.encode()).hexdigest()


def test_an_architecture_is_the_same_whatever_the_order_of_its_decisions() -> None:
    one = Architecture("d", {"a": 1, "b": [1, 2]})
    assert one.id == Architecture("d", {"b": [1, 2], "a": 1}).id
    assert one.id == Architecture("d", {"a": 1.0, "b": [1, 2]}).id
    others = [
        Architecture("e", dict(one.decisions)),
        Architecture("d", {"a": True, "b": [1, 2]}),
        Architecture("d", {"a": 1, "b": [2, 1]}),
        Architecture("d", {"a": 1}),
    ]
    assert len({one.id, *(other.id for other in others)}) == 5
