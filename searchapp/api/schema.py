"""OpenAPI 3.1 from the forms; the socket's messages stand among its components."""

from __future__ import annotations

import re
from typing import Any

from drf_spectacular.openapi import AutoSchema

from searchapp.wire.components import component_schemas


class FormSchema(AutoSchema):
    """Names operations by method and address (`get_runs_id_events`); all ask for the session."""

    def get_operation_id(self) -> str:
        words = re.findall(r"[a-z0-9]+", self.path.removeprefix("/api"), re.IGNORECASE)
        return "_".join([self.method.lower(), *words])

    def get_auth(self) -> list[dict[str, list[str]]]:
        return [{"session": []}]


def add_components(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """Add every form, and what travels over the socket, which has no path of its own."""
    result.setdefault("components", {})["schemas"] = component_schemas()
    return result
