"""OpenAPI 3.1 from the forms; the socket's messages stand among its components."""

from __future__ import annotations

from typing import Any

from searchapp.wire.components import component_schemas


def add_components(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """Add every form, and what travels over the socket, which has no path of its own."""
    result.setdefault("components", {})["schemas"] = component_schemas()
    return result
