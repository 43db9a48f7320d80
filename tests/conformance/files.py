"""Which conformance files there are, and their text."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.conformance import (
    documents,
    expressions,
    histories,
    planned,
    reducer,
    shapes,
    spoken,
)

FOLDER = Path(__file__).parent.parent / "fixtures" / "conformance"
FILES: dict[str, Callable[[], Any]] = {
    "catalogue.json": shapes.catalogue,
    "documents.json": documents.cases,
    "expressions.json": expressions.document,
    "histories.json": histories.cases,
    "planned.json": planned.cases,
    "reducer.json": reducer.cases,
    "shapes.json": shapes.cases,
    "spoken.json": spoken.cases,
}


def written(name: str) -> str:
    """Return the text of a file."""
    return _text(FILES[name]())


def _text(content: Any) -> str:
    """One line for each case, so that a change shows as a change of lines."""
    if isinstance(content, list):
        lines = ",\n".join(json.dumps(case, ensure_ascii=False, sort_keys=True) for case in content)
        return f"[\n{lines}\n]\n"
    parts = ",\n".join(f"{json.dumps(key)}: {_part(part)}" for key, part in content.items())
    return f"{{\n{parts}\n}}\n"


def _part(part: Any) -> str:
    return _text(part).strip() if isinstance(part, list) else json.dumps(part, sort_keys=True)
