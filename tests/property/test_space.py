"""Properties of spaces, on random documents made of all constructs."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from searchapp.nas.errors import InvalidArchitecture, InvalidDocument
from searchapp.nas.operators.traits import traits
from searchapp.nas.presets.drawing import Json, edge, expr, merge, module
from searchapp.nas.presets.drawing import operator as op
from searchapp.nas.space.document import SpaceDocument
from searchapp.nas.space.hashing import graph_hash
from searchapp.nas.space.reading import read_document, write_document
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.space.variation import mutate
from tests.examples import examples
from tests.unit.nas.space.drawings import drawn

MOST = 1_500
NAMES = st.sampled_from(["v", "w", "p"])
DOMAINS: st.SearchStrategy[Json] = st.one_of(
    st.lists(st.integers(1, 4), min_size=1, max_size=3, unique=True).map(
        lambda values: {"domain": "choice", "values": values}
    ),
    st.tuples(st.integers(1, 2), st.integers(0, 2)).map(
        lambda pair: {"domain": "int", "min": pair[0], "max": pair[0] + pair[1]}
    ),
)
NUMBERS: st.SearchStrategy[Any] = st.one_of(
    st.integers(1, 3),
    DOMAINS,
    NAMES.map(expr),
    NAMES.map(lambda name: expr(f"min({name}, 2)")),
)
CONDITIONS: st.SearchStrategy[Any] = st.one_of(
    st.just(True), NAMES.map(lambda name: expr(f"{name} > 1"))
)


def choices(bodies: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    """Draw choices of two or three, the first always on offer."""

    def build(parts: list[tuple[Json, Any]], pick: Any) -> Json:
        of = [
            {"id": f"a{k}", "node": body, "when": True if k == 0 else when}
            for k, (body, when) in enumerate(parts)
        ]
        return {"kind": "choice", "of": of, "pick": pick}

    parts = st.lists(st.tuples(bodies, CONDITIONS), min_size=1, max_size=3)
    return st.builds(build, parts, st.sampled_from([1, 1, 1, [1, 1]]))


def repeats(bodies: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    ties = st.sampled_from(["independent", "tied"])
    return st.builds(
        lambda body, times, tie: {"kind": "repeat", "body": body, "times": times, "decisions": tie},
        bodies,
        NUMBERS,
        ties,
    )


def switches(bodies: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    return st.builds(
        lambda name, one, other: {
            "kind": "switch",
            "on": expr(name),
            "cases": [{"id": "one", "values": [1], "node": one}, {"id": "other", "node": other}],
        },
        NAMES,
        bodies,
        bodies,
    )


LEAVES = st.one_of(
    st.just(op("relu")),
    st.just(op("identity")),
    NUMBERS.map(lambda channels: op("conv", channels=channels)),
)
USES = st.builds(
    lambda tie, label, arguments: {
        "kind": "reference",
        "module": "block",
        "decisions": tie,
        **({"label": label} if tie == "tied" else {}),
        "arguments": arguments,
    },
    st.sampled_from(["independent", "tied"]),
    st.sampled_from(["x", "y"]),
    st.one_of(st.just({}), NUMBERS.map(lambda value: {"p": value})),
)


def nested(bodies: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    """Draw choices, repeats and switches of bodies."""
    return st.one_of(choices(bodies), repeats(bodies), switches(bodies))


INNER = st.recursive(LEAVES, nested, max_leaves=3)
OUTER = st.recursive(st.one_of(LEAVES, USES), nested, max_leaves=3)


@st.composite
def graphs(draw: st.DrawFn, bodies: st.SearchStrategy[Json], role: str) -> Json:
    """Draw a small module: nodes in a row, wires between them that carry, pick and vanish."""
    nodes: dict[str, Json] = {"n0": draw(bodies)}
    wires: dict[str, Json] = {"w0": edge("in", "n0")}
    count = draw(st.integers(2, 4))
    for k in range(count):
        source = draw(st.sampled_from(["in", "n0"]))
        wires[f"e{k}"] = edge(source, "m", draw(st.one_of(st.none(), bodies)))
    pick = draw(st.sampled_from(["all", 1, 2, [1, 2], [0, 1]]))
    nodes["m"] = merge(draw(st.sampled_from(["sum", "max"])), pick=pick)
    if pick == "all":
        for k in range(1, count):
            wires[f"e{k}"]["when"] = draw(st.one_of(CONDITIONS, st.just({"domain": "bool"})))
    wires["y"] = edge("m", "out")
    default = draw(NUMBERS.filter(lambda value: value not in (expr("p"), expr("min(p, 2)"))))
    parameters = {"p": {"default": default}}
    return module(role, "", nodes, wires, parameters=parameters)


@st.composite
def documents(draw: st.DrawFn) -> SpaceDocument:
    """Draw a document of two modules and two variables."""
    modules = {"block": draw(graphs(INNER, "cell")), "net": draw(graphs(OUTER, "network"))}
    variables = {"v": draw(DOMAINS), "w": draw(DOMAINS)}
    try:
        return SearchSpace(drawn(modules, variables=variables)).document
    except InvalidDocument as error:
        raise AssertionError(error.issues) from error


def assignments(space: SearchSpace) -> int:
    """Count by enumeration, dead ends of the graph included: activity is syntactic."""
    seen: set[str] = set()
    for member in space.enumerate(keep_absent=True):
        assert member.id not in seen
        seen.add(member.id)
    return len(seen)


@examples(150)
@given(documents())
def test_the_count_is_what_enumeration_finds(document: SpaceDocument) -> None:
    space = SearchSpace(document)
    count = space.count()
    assume(count.assignments <= MOST)

    found = assignments(space)

    if count.is_exact:
        assert found == count.assignments
    else:
        assert found <= count.assignments


@examples(60)
@given(documents(), st.integers(0, 2**32))
def test_samples_are_members_that_replay_to_themselves(document: SpaceDocument, seed: int) -> None:
    space = SearchSpace(document)
    rng = np.random.default_rng(seed)
    try:
        member = space.sample(rng)
    except InvalidArchitecture:
        assume(False)

    assert space.check(member) == []
    assert space.adopt(member.decisions) == member
    assert {d.path for d in space.active(member)} <= {d.path for d in space.potential()}
    again = SearchSpace(read_document(write_document(document)))
    assert again.digest == space.digest
    assert graph_hash(again.bind(member), traits) == graph_hash(space.bind(member), traits)


@examples(60)
@given(documents(), st.integers(0, 2**32))
def test_mutants_are_members(document: SpaceDocument, seed: int) -> None:
    space = SearchSpace(document)
    rng = np.random.default_rng(seed)
    try:
        child, path = mutate(space, space.sample(rng), rng)
    except InvalidArchitecture:
        assume(False)

    assert space.check(child) == []
    assert path in child.decisions


@examples(60)
@given(documents(), st.integers(0, 2**32), st.randoms(use_true_random=False))
def test_the_hash_knows_neither_order_nor_names(
    document: SpaceDocument, seed: int, shuffled: Any
) -> None:
    space = SearchSpace(document)
    try:
        member = space.sample(np.random.default_rng(seed))
    except InvalidArchitecture:
        assume(False)
    names = {"n0": "first", "m": "joined", **{f"e{k}": f"wire{9 - k}" for k in range(4)}}
    other = SearchSpace(renamed(document, names, shuffled))
    decisions = {rename(path, names): value for path, value in member.decisions.items()}
    decisions = {
        path: sorted(names[edge_id] for edge_id in value) if path.endswith(".pick") else value
        for path, value in decisions.items()
    }
    twin = other.adopt(decisions)

    assert dict(twin.decisions) == decisions
    assert graph_hash(other.bind(twin), traits) == graph_hash(space.bind(member), traits)


def rename(path: str, names: dict[str, str]) -> str:
    """Rename the ids in a decision path."""
    parts = []
    for part in path.split("/"):
        name = part.partition(".")[0].partition("[")[0]
        parts.append(names.get(name, name) + part[len(name) :])
    return "/".join(parts)


def renamed(document: SpaceDocument, names: dict[str, str], shuffled: Any) -> SpaceDocument:
    """Return the document with other ids, its nodes and wires in another order."""
    modules: dict[str, Json] = document.model_dump(mode="json", exclude_defaults=True)["modules"]
    for drawn_module in modules.values():
        for part in [*drawn_module["nodes"], *drawn_module["edges"]]:
            part["id"] = names.get(part["id"], part["id"])
        for wire in drawn_module["edges"]:
            wire["source"] = names.get(wire["source"], wire["source"])
            wire["target"] = names.get(wire["target"], wire["target"])
        shuffled.shuffle(drawn_module["nodes"])
        shuffled.shuffle(drawn_module["edges"])
    variables = document.model_dump(mode="json", exclude_defaults=True)["variables"]
    return drawn(modules, variables=variables)
