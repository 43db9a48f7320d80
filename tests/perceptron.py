"""A small space for tests that really search."""

from __future__ import annotations

import json
from typing import Any


def a_perceptron(widths: int = 40) -> dict[str, Any]:
    """Return a space of that many networks with one hidden layer: trained in a blink on digits."""
    choice = {"domain": "int", "min": 8, "max": 7 + widths}
    return {
        "format": "nasweb.space/1",
        "name": "One hidden layer",
        "problem": {
            "kind": "image_classification",
            "symbols": {"channels": 1, "height": 8, "width": 8, "classes": 10},
        },
        "root": "network",
        "modules": {
            "network": {
                "role": "network",
                "inputs": [{"id": "image"}],
                "outputs": [{"id": "logits"}],
                "nodes": [
                    {"id": "flat", "kind": "operator", "operator": "flatten"},
                    {"id": "hidden", "kind": "operator", "operator": "linear",
                     "arguments": {"features": choice}},
                    {"id": "bend", "kind": "operator", "operator": "relu"},
                    {"id": "head", "kind": "operator", "operator": "linear",
                     "arguments": {"features": {"expr": "classes"}}},
                ],
                "edges": [
                    {"id": "a", "source": "in", "target": "flat"},
                    {"id": "b", "source": "flat", "target": "hidden"},
                    {"id": "c", "source": "hidden", "target": "bend"},
                    {"id": "d", "source": "bend", "target": "head"},
                    {"id": "e", "source": "head", "target": "out"},
                ],
            }
        },
    }  # fmt: skip


def as_text(document: dict[str, Any]) -> str:
    """Return a document as it is stored."""
    return json.dumps(document)
