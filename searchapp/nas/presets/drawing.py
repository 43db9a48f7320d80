"""Short words for drawing a document in Python, and a place on the canvas for every node."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from searchapp.nas.space.document import Module, SpaceDocument
from searchapp.nas.space.order import topological_order
from searchapp.nas.space.reading import read_document

COLUMN = 288
ROW = 120

Json = dict[str, Any]


def expr(text: str) -> Json:
    """Write an expression."""
    return {"expr": text}


def operator(name: str, **arguments: Any) -> Json:
    """Draw an operator."""
    return {"kind": "operator", "operator": name, **_arguments(arguments)}


def reference(module: str, /, **arguments: Any) -> Json:
    """Draw a use of a module, with choices of its own."""
    return {"kind": "reference", "module": module, **_arguments(arguments)}


def tied(label: str, use: Json) -> Json:
    """Make all uses with this label choose the same."""
    return {**use, "decisions": "tied", "label": label}


def choice(**alternatives: Json) -> Json:
    """Draw a choice: alternative id to body."""
    return {
        "kind": "choice",
        "of": [{"id": name, "node": node} for name, node in alternatives.items()],
    }


def merge(mode: str, **fields: Any) -> Json:
    """Draw a merge."""
    return {"kind": "merge", "mode": mode, **fields}


def repeat(times: Any, body: Json, index: str = "i") -> Json:
    """Draw copies of a body."""
    return {"kind": "repeat", "body": body, "times": times, "index": index}


def edge(source: str, target: str, carries: Json | None = None) -> Json:
    """Draw a wire; `module` gives it its id."""
    return {"source": source, "target": target, **({"carries": carries} if carries else {})}


def module(
    role: str,
    title: str,
    nodes: Mapping[str, Json],
    edges: Mapping[str, Json],
    **fields: Any,
) -> Json:
    """Draw a module; it has one input `x` and one output `y` unless told otherwise."""
    ports: Json = {"inputs": [{"id": "x"}], "outputs": [{"id": "y"}]}
    return {
        "role": role,
        "title": title,
        **ports,
        **fields,
        "nodes": [{"id": name, **body} for name, body in nodes.items()],
        "edges": [{"id": name, **wire} for name, wire in edges.items()],
    }


def chain(role: str, title: str, nodes: Mapping[str, Json], **fields: Any) -> Json:
    """Draw a module whose nodes stand one behind the other."""
    names = ["in", *nodes, "out"]
    wires = {f"w{k}": edge(a, b) for k, (a, b) in enumerate(pairwise(names))}
    return module(role, title, nodes, wires, **fields)


def space(raw: Json, positions: Mapping[str, tuple[float, float]] | None = None) -> SpaceDocument:
    """Make a document of JSON; nodes without a given position are set out from left to right."""
    document = read_document(json.dumps({"format": "nasweb.space/1", **raw}))
    placed: dict[str, tuple[float, float]] = {}
    for name, drawn in document.modules.items():
        placed.update((f"{name}/{node}", at) for node, at in arrange(drawn).items())
    placed.update((name, (float(x), float(y))) for name, (x, y) in (positions or {}).items())
    view = document.view.model_copy(update={"positions": placed})
    return document.model_copy(update={"view": view})


def arrange(drawn: Module) -> dict[str, tuple[float, float]]:
    """Set out a module from left to right: a column for each step, centred, no two in one place."""
    column = {"in": 0}
    sources: dict[str, list[str]] = {}
    for wire in drawn.edges:
        sources.setdefault(wire.target.partition(".")[0], []).append(wire.source.partition(".")[0])
    for node in [*topological_order(drawn), "out"]:
        column[node] = 1 + max((column[source] for source in sources.get(node, ["in"])), default=0)
    columns: dict[int, list[str]] = {}
    for node, place in column.items():
        columns.setdefault(place, []).append(node)
    return {
        node: (float(place * COLUMN), float(ROW * row) - ROW * (len(nodes) - 1) / 2)
        for place, nodes in columns.items()
        for row, node in enumerate(nodes)
    }


def _arguments(arguments: Mapping[str, Any]) -> Json:
    return {"arguments": dict(arguments)} if arguments else {}
