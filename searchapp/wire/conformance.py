"""Files that hold Python and TypeScript to the same rules: questions with Python's answers.

`manage.py write_conformance` writes them; pytest and Vitest read them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from searchapp.nas.errors import InvalidDocument, NasError
from searchapp.nas.operators.rules import plan_operator
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.space.expressions import parse
from searchapp.nas.space.reading import read_document, write_document
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.space.structure import check_structure as validate
from searchapp.wire import reducer
from searchapp.wire.messages import Envelope, Snapshot

Row = dict[str, Any]
QUESTIONS = Path(__file__).with_name("conformance.json")
"""What is asked: expressions with scopes, operators with shapes, faults of documents, events."""


def conformance_files() -> dict[str, list[Row]]:
    """Return the rows of every file, by its name without `.json`."""
    asked: dict[str, Any] = json.loads(QUESTIONS.read_text(encoding="utf-8"))
    return {
        "expressions": [_expression(row) for row in asked["expressions"]],
        "shapes": [_shape(row) for row in asked["shapes"]],
        "documents": list(_documents(asked["documents"])),
        "reducer": list(_reductions(asked["reducer"])),
    }


def write_file(rows: list[Row]) -> str:
    """Return the text of a file: one row a line, so that changes are seen in reviews."""
    lines = (json.dumps(row, ensure_ascii=False, allow_nan=False, sort_keys=True) for row in rows)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _answer(row: Row, find: Callable[[], Row]) -> Row:
    """Return the row with what was found, or with the code of the error."""
    try:
        return {**row, **find()}
    except NasError as error:
        return {**row, "error": error.code}


def _expression(row: Row) -> Row:
    return _answer(row, lambda: {"value": parse(row["text"]).evaluate(row["scope"])})


def _shape(row: Row) -> Row:
    """Apply an operator; `inputs` holds, for each port, the shapes that enter it."""

    def find() -> Row:
        inputs = tuple(tuple(tuple(shape) for shape in port) for port in row["inputs"])
        planned, outputs = plan_operator(row["operator"], row["settings"], inputs)
        shapes = [[list(shape) for shape in port] for port in outputs]
        return {"outputs": shapes, "parameters": planned.parameters, "macs": planned.macs}

    return _answer(row, find)


def _documents(faults: list[Row]) -> Iterator[Row]:
    """Yield the templates, and each fault planted into the first of them that it fits."""
    for name, preset in PRESETS:
        yield _document({"name": name, "document": json.loads(write_document(preset.document()))})
    for fault in faults:
        document = json.loads(write_document(PRESETS.get(fault["preset"]).document()))
        _plant(document, fault["place"], fault["value"])
        yield _document({"name": fault["name"], "document": document})


def _document(row: Row) -> Row:
    """Add the issues of a document as (path, code), and its size if it has none."""
    try:
        document = read_document(json.dumps(row["document"]))
        issues = validate(document)
    except InvalidDocument as error:
        issues = list(error.issues)
    found = [{"path": list(issue.path), "code": issue.code} for issue in issues]
    if any(issue.severity == "error" for issue in issues):
        return {**row, "issues": found, "size": None}
    count = SearchSpace(document).count()
    return {**row, "issues": found, "size": str(count.assignments)}


def _plant(document: Any, place: list[str | int], value: Any) -> None:
    """Put `value` at the place, given by keys and positions; None removes what is there."""
    for key in place[:-1]:
        document = document[key]
    if value is None:
        del document[place[-1]]
    else:
        document[place[-1]] = value


def _reductions(asked: Row) -> Iterator[Row]:
    """Yield (snapshot, events, newer snapshot), each snapshot the one before."""
    snapshot = Snapshot.model_validate(asked["snapshot"])
    for group in asked["groups"]:
        events = [
            Envelope.model_validate(
                {"seq": snapshot.seq + 1 + k, "at": "2026-01-01T00:00:00Z", **event}
            )
            for k, event in enumerate(group["events"])
        ]
        after = reducer.apply(snapshot, events)
        yield {
            "name": group["name"],
            "snapshot": snapshot.model_dump(mode="json"),
            "events": [event.model_dump(mode="json") for event in events],
            "result": after.model_dump(mode="json"),
        }
        snapshot = after
