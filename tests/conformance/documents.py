"""Documents with their issues and sizes: the templates, and faults planted into one of them."""

from __future__ import annotations

import json
from typing import Any

from searchapp.nas.errors import InvalidDocument
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.space.reading import read_document, write_document
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.validation import validate

HOST = "nas-bench-201"
Place = tuple[str | int, ...]

CELL: Place = ("modules", "cell")
NET: Place = ("modules", "net")
CHOICE: Place = ("modules", "edge", "nodes", 0, "of")

FAULTS: dict[str, tuple[Place, Any]] = {
    "a wire from nowhere": ((*CELL, "edges", 0, "source"), "n9"),
    "a wire to nowhere": ((*CELL, "edges", 0, "target"), "n9"),
    "a wire to a port that is not there": ((*NET, "edges", 0, "source"), "in.picture"),
    "a circle": ((*CELL, "edges", 2, "source"), "n3"),
    "a wire into itself": ((*CELL, "edges", 2, "source"), "n2"),
    "two nodes of one name": ((*CELL, "nodes", 1, "id"), "n1"),
    "two wires of one name": ((*CELL, "edges", 1, "id"), "e01"),
    "two alternatives of one name": ((*CHOICE, 1, "id"), "none"),
    "a node named like a port": ((*CELL, "nodes", 0, "id"), "in"),
    "an output without a wire": ((*CELL, "edges", 6), None),
    "a root that is not there": (("root",), "nett"),
    "a module that is not there": ((*CELL, "edges", 0, "carries", "module"), "edgee"),
    "a module inside itself": ((*CELL, "edges", 0, "carries", "module"), "cell"),
    "an operator that is not there": ((*CHOICE, 4, "node", "operator"), "avg_pol"),
    "a setting that is not there": ((*CHOICE, 4, "node", "arguments", "kernal"), 3),
    "a setting out of bounds": ((*CHOICE, 4, "node", "arguments", "kernel"), 0),
    "text that is no expression": ((*NET, "nodes", 0, "arguments", "channels", "expr"), "C +"),
    "a name that nobody gives": ((*NET, "nodes", 0, "arguments", "channels", "expr"), "D"),
    "an argument that nobody takes": (
        (*CELL, "edges", 0, "carries", "arguments", "D"),
        1,
    ),
    "fewer classes than asked for": ((*NET, "nodes", 4, "arguments", "features"), 7),
    "a field of nobody": ((*CELL, "colour"), "red"),
    "another format": (("format",), "nasweb.space/9"),
    "a problem that is not there": (("problem", "kind"), "image_clasification"),
}
"""What is wrong, where it is put, and what is put there (None: it is taken away)."""


def cases() -> list[dict[str, Any]]:
    """Return documents with the places and codes of their issues, and the sizes of sound ones."""
    sound = [_case(name, _written(name)) for name in PRESETS.names()]
    return sound + [_case(name, _broken(*fault)) for name, fault in FAULTS.items()]


def _case(name: str, document: Any) -> dict[str, Any]:
    case = {"name": name, "document": document}
    try:
        read = read_document(json.dumps(document))
        issues = validate(read)
    except InvalidDocument as error:
        return {**case, "issues": _short(error.issues), "size": None}
    if any(issue.severity == "error" for issue in issues):
        return {**case, "issues": _short(issues), "size": None}
    return {**case, "issues": _short(issues), "size": str(SearchSpace(read).count().assignments)}


def _short(issues: Any) -> list[dict[str, Any]]:
    return [{"path": list(issue.path), "code": issue.code} for issue in issues]


def _written(name: str) -> Any:
    document = json.loads(write_document(PRESETS.get(name).document()))
    document.pop("view", None)
    return document


def _broken(place: Place, value: Any) -> Any:
    document = part = _written(HOST)
    for step in place[:-1]:
        part = part[step]
    if value is None:
        del part[place[-1]]
    else:
        part[place[-1]] = value
    return document
