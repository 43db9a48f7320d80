"""Drawings with anything in any place: issues in words, or a space that can be used; never a crash.

A drawing comes from anybody, through the designer or as a file; a web process validates it.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import numpy as np
import pytest

from searchapp.nas.drawing import draw_module
from searchapp.nas.errors import Issue, NasError
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.presets.drawing import chain, choice, edge, expr, merge, module, repeat
from searchapp.nas.presets.drawing import operator as op
from searchapp.nas.space.document import SpaceDocument
from searchapp.nas.space.reading import read_document, write_document
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.validation import validate
from tests.unit.nas.cost_range.test_lists import DENSE, nats_size
from tests.unit.nas.space.drawings import drawn, line
from tests.unit.nas.space.test_digest import a_document

Json = dict[str, Any]

NESTED: Any = 1
for _ in range(20):
    NESTED = [NESTED]

ANYTHING: list[Any] = [
    None, True, False, 0, 1, -1, 2, 1.5, 1e300, 2**53 - 1, "", "in", "out", "in.x", "x", "a.b",
    "a.b.c", [], [1], [2, 1], [-1, 1], ["a"], {}, {"a": 1}, NESTED, "relu", "conv", "concat",
    "project", "repeat", expr("1/0"), expr("zzz"), expr("i"), expr("item"), expr("unused"),
    expr("present('q')"), expr("otherwise"), {"domain": "bool"},
    {"domain": "int", "min": 0, "max": 3}, {"domain": "int", "min": 0, "max": 10**9},
    {"domain": "float", "min": 0.0, "max": 1.0}, {"domain": "choice", "values": ["sum", 1, None]},
    {"domain": "subset", "of": [1, 2], "pick": 1}, {"domain": "permutation", "of": [1, 2]},
]  # fmt: skip


def plain(document: SpaceDocument) -> Json:
    found: Json = json.loads(write_document(document))
    return found


BASES: dict[str, Json] = {
    "every construct": a_document(),
    "lists": plain(DENSE["operators on every item"]),
    "conditions on lists": plain(DENSE["items that may be left out"]),
    "sizes": plain(nats_size((8, 16), 1)),
    "residual-cnn": plain(PRESETS.get("residual-cnn").document()),
}


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to everything in a document."""
    if path:
        yield path
    items: Any = ()
    if isinstance(value, (dict, list)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        yield from places(item, (*path, key))


def spoilt(base: Json, rng: np.random.Generator) -> Json:
    """Return the document with one or two things left out, moved, or replaced by anything."""
    document = copy.deepcopy(base)
    for _ in range(int(rng.choice([1, 1, 2]))):
        found = list(places(document))
        path = found[int(rng.integers(len(found)))]
        place: Any = document
        for step in path[:-1]:
            place = place[step]
        what = rng.random()
        if what < 0.15:
            del place[path[-1]]
        elif what < 0.3:
            place[path[-1]] = copy.deepcopy(at(document, found[int(rng.integers(len(found)))]))
        else:
            place[path[-1]] = copy.deepcopy(ANYTHING[int(rng.integers(len(ANYTHING)))])
    return document


def at(document: Json, path: tuple[Any, ...]) -> Any:
    place: Any = document
    for step in path:
        place = place[step]
    return place


def use(document: SpaceDocument) -> list[Issue]:
    """Do with a document what the web does; only faults that are told may come of it."""
    issues = validate(document)
    with suppress(NasError):
        space = SearchSpace(document)
        space.count()
        space.potential()
        space.sample(np.random.default_rng(0))
    return issues


@pytest.mark.parametrize("name", BASES)
def test_whatever_is_spoilt_is_told_in_words(name: str) -> None:
    rng = np.random.default_rng(20)
    for _ in range(40):
        raw = spoilt(BASES[name], rng)
        try:
            document = read_document(json.dumps(raw))
        except NasError:
            continue
        for issue in use(document):
            assert issue.message
            assert issue.code
        for module_id in document.modules:  # what cannot be understood is drawn plainly
            assert draw_module(document, module_id).startswith("digraph")


@pytest.mark.parametrize("name", BASES)
def test_what_is_spoilt_here_is_sound_before(name: str) -> None:
    """So that what the test above is told is of its own making."""
    errors = [i for i in validate(read_document(json.dumps(BASES[name]))) if i.severity == "error"]
    expected = {"every construct": True}
    assert bool(errors) == expected.get(name, False), errors


# What was found so ------------------------------------------------------------------------------

FOUND: dict[str, tuple[Json, str]] = {
    "objects as values": ({"domain": "choice", "values": [{"a": 1}]}, "values must hold literals"),
    "objects deep in values": ({"domain": "choice", "values": [[{}]]}, "values must hold literals"),
    "objects to draw from": ({"domain": "subset", "of": [{}, 1], "pick": 1}, "of must hold"),
    "objects in an order": ({"domain": "permutation", "of": [1, [{}]]}, "of must hold literals"),
    "more than there is": ({"domain": "subset", "of": [1, 2], "pick": 5}, "the 2 items"),
    "less than nothing": ({"domain": "subset", "of": [1, 2], "pick": -1}, "but got -1"),
    "a span upside down": ({"domain": "subset", "of": [1, 2], "pick": [2, 1]}, "got (2, 1)"),
    "an item twice": ({"domain": "subset", "of": [1, 2, 1.0], "pick": 1}, "1.0 twice"),
    "a strange default": (
        {"domain": "subset", "of": [1, 2], "pick": 1, "default": [3]}, "default must be drawn"),
    "a default too long": (
        {"domain": "subset", "of": [1, 2], "pick": 1, "default": [1, 2]}, "default must be drawn"),
    "a pin with a repeat": (
        {"domain": "subset", "of": [1, 2], "pick": 2, "pinned": [1, 1]}, "pinned must be drawn"),
    "an order of some": ({"domain": "permutation", "of": [1, 2], "default": [1]}, "default must"),
    "an order of others": ({"domain": "permutation", "of": [1, 2], "pinned": [1, 3]}, "pinned"),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
@pytest.mark.parametrize("is_variable", [False, True])
def test_a_domain_that_cannot_be_drawn_from_is_an_issue(name: str, is_variable: bool) -> None:
    domain, words = FOUND[name]
    if is_variable:
        document = line({"x": op("relu")}, variables={"v": domain})
    else:
        document = line({"x": op("conv", channels=domain)})
    found = [issue for issue in use(document) if issue.code == "invalid_domain"]
    assert found
    assert words in found[0].message


@pytest.mark.parametrize("port", ["z", "b.c", "x"])
def test_a_port_that_an_operator_does_not_have_is_an_issue(port: str) -> None:
    wires = {"a": edge("in", "n"), "b": edge(f"n.{port}", "m"), "y": edge("m", "out")}
    nodes = {"n": op("relu"), "m": merge("sum")}
    issues = use(drawn({"net": module("network", "", nodes, wires)}))
    (found,) = [issue for issue in issues if issue.code == "unknown_port"]
    assert f"'n' has no port {port!r}" in found.message
    assert "'y'" in found.message


TIMES: dict[str, Any] = {
    "text": {"domain": "choice", "values": ["two", 1]},
    "a list": {"domain": "choice", "values": [[1], 2, 1]},
    "nothing": {"domain": "choice", "values": [None, 1, 2, 3]},
    "a half": {"domain": "choice", "values": [0.5, 1]},
    "below 0": {"domain": "choice", "values": [-1, 0, 1]},
    "too many": {"domain": "choice", "values": [10**6, 1]},
    "true": {"domain": "choice", "values": [True, 1]},
}


@pytest.mark.parametrize("name", TIMES)
@pytest.mark.parametrize("is_variable", [False, True])
def test_times_that_are_no_number_of_copies_count_nothing(name: str, is_variable: bool) -> None:
    """The count is still that of the assignments that there are."""
    times = TIMES[name]
    body = choice(a=op("relu"), b=op("tanh"))
    if is_variable:
        document = line({"r": repeat(expr("n"), body)}, variables={"n": times})
    else:
        document = line({"r": repeat(times, body)})
    space = SearchSpace(document)
    sound = [n for n in times["values"] if isinstance(n, int) and not isinstance(n, bool)]
    wanted = sum(2**n for n in sound if 0 <= n <= 5000)
    assert len(list(space.enumerate(keep_absent=True))) == wanted
    assert space.count().assignments == wanted
    assert {d.path.partition("[")[0] for d in space.potential()} <= {"r", "r.times", "$n"}


@pytest.mark.parametrize("default", ["two", None, [1], -1, 0.5])
def test_a_parameter_that_gives_no_number_of_copies_leaves_nothing(default: Any) -> None:
    row = chain("cell", "", {"r": repeat(expr("N"), op("relu"))})
    row["parameters"] = {"N": {"default": default}}
    use_ = {"kind": "reference", "module": "row"}
    document = line({"x": use_}, {"row": row})
    if default is None:
        use(document)
        return
    space = SearchSpace(document)
    assert space.count().assignments == 0
    assert list(space.enumerate()) == []
