"""The catalogue as plain data: what palettes, forms and the browser's shape rules are made of."""

from __future__ import annotations

from typing import Any

from searchapp.nas.operators.base import OPERATORS


def operator_form(name: str) -> dict[str, Any]:
    """Return one entry with the fields of `wire.forms.OperatorForm`.

    Raises:
        UnknownName: There is no such operator; the message suggests the nearest.
    """
    entry = OPERATORS.get(name)
    return {
        "name": name,
        "title": entry.title,
        "family": entry.family,
        "summary": entry.summary,
        "glyph": entry.glyph,
        "settings": entry.Settings.model_json_schema(),
        "inputs": [{"id": port.id, "many": port.many, "rank": port.rank} for port in entry.inputs],
        "outputs": list(entry.outputs),
        "requires": [{"expr": rule.expr, "message": rule.message} for rule in entry.requires],
        "shape": dict(entry.shape),
        "parameters": entry.parameters,
        "macs": entry.macs,
        "is_identity": entry.is_identity,
        "is_symmetric": entry.is_symmetric,
        "is_merge": entry.is_merge,
    }


def operator_forms() -> list[dict[str, Any]]:
    """Return all entries, by name."""
    return [operator_form(name) for name in OPERATORS.names()]
