"""Small documents for tests, drawn with few words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from searchapp.nas.presets.drawing import Json, chain, operator, space
from searchapp.nas.space.document import SpaceDocument
from searchapp.nas.space.space import SearchSpace

PROBLEM: Json = {
    "kind": "image_classification",
    "symbols": {"channels": 1, "height": 8, "width": 8, "classes": 10},
}


def drawn(modules: Mapping[str, Json], root: str = "net", **fields: Any) -> SpaceDocument:
    """Make a document of modules."""
    return space({"name": "Test", "problem": PROBLEM, "modules": modules, "root": root, **fields})


def line(
    nodes: Mapping[str, Json], modules: Mapping[str, Json] | None = None, **fields: Any
) -> SpaceDocument:
    """Make a document whose root is a chain of nodes."""
    return drawn({"net": chain("network", "", nodes), **(modules or {})}, **fields)


def members(document: SpaceDocument) -> list[dict[str, Any]]:
    """Return the decisions of every architecture."""
    return [dict(a.decisions) for a in SearchSpace(document).enumerate()]


def conv(**settings: Any) -> Json:
    """Draw a convolution."""
    return operator("conv_bn_relu", **settings)
