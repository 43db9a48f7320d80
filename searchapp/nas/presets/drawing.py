"""Short words for drawing a document in Python."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from searchapp.nas.space.document import SpaceDocument
from searchapp.nas.space.reading import read_document

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


def titled(title: str, body: Json) -> Json:
    """Give a node, or an alternative, the words that people read."""
    return {**body, "title": title}


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


def space(raw: Json) -> SpaceDocument:
    """Make a document of JSON. It places nothing: the canvas lays out what nobody has placed."""
    return read_document(json.dumps({"format": "nasweb.space/1", **raw}))


def _arguments(arguments: Mapping[str, Any]) -> Json:
    return {"arguments": dict(arguments)} if arguments else {}
