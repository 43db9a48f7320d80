"""What keeps a network and the memory of its resolver finite, and what replaying promises."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from searchapp.nas.errors import InvalidArchitecture
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.presets.drawing import Json, chain, choice, expr, reference, repeat
from searchapp.nas.presets.drawing import operator as op
from searchapp.nas.space import resolver
from searchapp.nas.space.architecture import Architecture, Decision
from searchapp.nas.space.bound import BoundModule, BoundOperator
from searchapp.nas.space.choosers import choose_given
from searchapp.nas.space.document import SpaceDocument
from searchapp.nas.space.space import SearchSpace
from tests.unit.nas.space.drawings import line

TIMES: Json = {"domain": "int", "min": 0, "max": 5}


def nodes_of(bound: BoundModule) -> int:
    """Count the operators of a bound tree, those of every use."""
    return sum(
        1 if isinstance(node.body, BoundOperator) else nodes_of(node.body) for node in bound.nodes
    )


def resolved(document: SpaceDocument, **decisions: Any) -> BoundModule:
    space = SearchSpace(document)
    return space.bind(space.adopt(decisions))


def row(count: int, most: int) -> SpaceDocument:
    """Draw that many operators in a row, where so many are allowed."""
    return line({f"n{k}": op("relu") for k in range(count)}, limits={"max_nodes": most})


def nested(most: int, times: int = 3) -> SpaceDocument:
    """Draw uses of a module of two operators, which is one node in the drawing."""
    pair = chain("cell", "", {"a": op("relu"), "b": op("tanh")})
    return line({"r": repeat(times, reference("pair"))}, {"pair": pair}, limits={"max_nodes": most})


def test_as_many_nodes_as_the_limit_are_a_network_and_one_more_is_none() -> None:
    assert nodes_of(resolved(row(7, most=7))) == 7
    with pytest.raises(InvalidArchitecture, match="at most 7 nodes") as error:
        resolved(row(8, most=7))
    assert error.value.code == "too_many_nodes"


def test_nodes_of_equal_uses_count_at_every_use() -> None:
    """Equal uses are one object; the network they make is as large as if they were not."""
    assert nodes_of(resolved(nested(most=6))) == 6
    with pytest.raises(InvalidArchitecture) as error:
        resolved(nested(most=5))
    assert error.value.code == "too_many_nodes"


def test_uses_that_double_at_every_level_are_refused_before_they_are_built() -> None:
    """2^20 nodes of 20 modules: the check is on sizes, never on an unfolded tree."""
    modules: dict[str, Json] = {"m0": chain("cell", "", {"a": op("relu")})}
    for level in range(1, 21):
        inner = reference(f"m{level - 1}")
        modules[f"m{level}"] = chain("cell", "", {"a": inner, "b": inner})
    with pytest.raises(InvalidArchitecture) as error:
        resolved(line({"top": reference("m20")}, modules))
    assert error.value.code == "too_many_nodes"


@pytest.mark.parametrize(
    ("outer", "inner", "fits"),
    [(3, 4, True), (4, 3, True), (4, 4, False), (16, 0, True), (1, 15, True), (1, 16, False)],
)
def test_copies_are_counted_over_all_repeats(outer: int, inner: int, fits: bool) -> None:
    """A copy of a repeat is no node, but it takes time: 4 + 4·3 = 16 of them fit, 1 + 16 do not."""
    body = repeat(inner, op("identity"), "j")
    document = line({"r": repeat(outer, body)}, limits={"max_nodes": 16})
    if fits:
        assert nodes_of(resolved(document)) == outer * inner
    else:
        with pytest.raises(InvalidArchitecture) as error:
            resolved(document)
        assert error.value.code == "too_many_nodes"


def test_the_budget_of_copies_begins_anew_with_every_architecture() -> None:
    space = SearchSpace(line({"r": repeat(TIMES, op("relu"))}, limits={"max_nodes": 5}))
    for _ in range(4):
        assert nodes_of(space.bind(space.adopt({"r.times": 5}))) == 5


@pytest.mark.parametrize("times", [-1, 1.5, 9, True, "two"])
def test_times_that_are_no_number_of_copies_are_refused_with_the_place(times: Any) -> None:
    wanted = {"domain": "choice", "values": [1, times]}
    document = line({"r": repeat(wanted, op("relu"))}, limits={"max_nodes": 8})
    space = SearchSpace(document)
    with pytest.raises(InvalidArchitecture) as error:
        space.bind(Architecture(space.digest, {"r.times": times}))
    assert error.value.code == "invalid_times"
    assert "copies from 0 to 8, but got" in error.value.message
    assert error.value.path == ("modules", "net", "nodes", "r", "times")


def test_a_whole_number_written_as_a_float_is_a_number_of_copies() -> None:
    assert nodes_of(resolved(line({"r": repeat(expr("4 / 2"), op("relu"))}))) == 2


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_a_recursion_that_never_ends_names_the_limit(depth: int) -> None:
    cases = [
        {"id": "end", "values": [0], "node": op("relu")},
        {"id": "more", "node": reference("endless")},
    ]
    endless = chain("cell", "", {"a": {"kind": "switch", "on": expr("1"), "cases": cases}})
    document = line({"x": reference("endless")}, {"endless": endless}, limits={"max_depth": depth})
    with pytest.raises(InvalidArchitecture) as error:
        resolved(document)
    assert error.value.code == "too_deep"
    assert f"{depth} time{'s' * (depth > 1)} at most" in error.value.message
    assert "limits" not in error.value.message


# Memory ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", [0, 1, 40])
@pytest.mark.parametrize("name", ["nas-bench-201", "darts", "residual-cnn"])
def test_what_was_learned_may_be_forgotten_at_any_time(
    name: str, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forgetting changes what a network costs to resolve, never which network it is."""
    document = PRESETS.get(name).document()
    free, bounded = SearchSpace(document), SearchSpace(document)
    for seed in range(12):
        sampled = free.sample(np.random.default_rng(seed))
        with monkeypatch.context() as patch:
            patch.setattr(resolver, "MEMO_LIMIT", limit)
            again = bounded.sample(np.random.default_rng(seed))
            bound = bounded.bind(Architecture(bounded.digest, again.decisions))
        assert again == sampled
        assert shape_of(bound) == shape_of(free.bind(sampled))


def shape_of(bound: BoundModule) -> list[Any]:
    """Return a bound tree as plain lists, which compare by what they hold."""
    return [
        bound.module,
        bound.outputs,
        [
            (
                node.id,
                node.inputs,
                node.weights,
                node.alternative,
                (node.body.operator, dict(node.body.settings))
                if isinstance(node.body, BoundOperator)
                else shape_of(node.body),
            )
            for node in bound.nodes
        ],
    ]


def test_memory_stays_bounded_however_many_architectures_are_resolved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(resolver, "MEMO_LIMIT", 200)
    space = SearchSpace(PRESETS.get("darts").document())
    rng, sizes = np.random.default_rng(0), []
    for _ in range(60):
        space.sample(rng)
        sizes.append(space.program.memo_size)
    assert max(sizes) < 2 * 200
    assert sizes != sorted(sizes)  # it was forgotten at least once


def test_what_is_known_is_counted_until_it_is_forgotten() -> None:
    space = SearchSpace(PRESETS.get("nas-bench-201").document())
    space.sample(np.random.default_rng(0))
    assert space.program.memo_size > 0
    assert any(module.memo for module in space.program.modules.values())
    resolver.forget(space.program)
    assert space.program.memo_size == 0
    assert not any(module.memo for module in space.program.modules.values())


# Replaying -------------------------------------------------------------------------------------


def a_space() -> SearchSpace:
    width = {"domain": "choice", "values": [8, 16], "default": 16}
    some = choice(a=op("relu"), b=op("conv", channels=width))
    return SearchSpace(line({"x": some, "r": repeat(TIMES, some)}))


def test_replaying_gives_back_what_was_decided() -> None:
    space = a_space()
    for seed in range(20):
        member = space.sample(np.random.default_rng(seed))
        assert space.resolve(choose_given(member.decisions)) == member


def test_replaying_without_a_decision_names_it() -> None:
    space = a_space()
    member = space.adopt({"x": "b", "r.times": 2})
    for path in member.decisions:
        less = {other: value for other, value in member.decisions.items() if other != path}
        with pytest.raises(InvalidArchitecture) as error:
            space.resolve(choose_given(less))
        assert (error.value.code, error.value.path) == ("missing_decision", (path,))
        assert repr(path) in error.value.message


def test_a_value_that_means_nothing_is_never_replaced_by_a_default() -> None:
    """`adopt` puts defaults in place of what does not fit; `bind` must not."""
    space = a_space()
    decisions = {"x": "b", "x/b.channels": 9, "r.times": 0}
    assert space.adopt(decisions).decisions["x/b.channels"] == 16
    with pytest.raises(InvalidArchitecture, match=r"must be one of 8, 16, but got 9") as error:
        space.bind(Architecture(space.digest, decisions))
    assert (error.value.code, error.value.path) == ("illegal_value", ("x/b.channels",))


@pytest.mark.parametrize("value", [None, 0, False, ""])
def test_a_decision_may_be_a_value_that_is_false(value: Any) -> None:
    decision = Decision("p", "choice_value", (value, "other"))
    assert choose_given({"p": value})(decision) is value


def test_decisions_that_are_not_active_are_passed_over_when_binding() -> None:
    space = a_space()
    member = space.adopt({"x": "a", "r.times": 0})
    more = Architecture(space.digest, {**member.decisions, "x/b.channels": 8, "gone": 1})
    assert shape_of(space.bind(more)) == shape_of(space.bind(member))
    assert {issue.code for issue in space.check(more)} == {"inactive_decision"}
