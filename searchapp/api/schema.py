"""OpenAPI 3.1 from the forms; the socket's messages stand among its components.

Loaded when somebody asks for the schema: a web process does without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.urls import resolve
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from pydantic import BaseModel, TypeAdapter

from searchapp.api.operation import Described
from searchapp.selectors.permissions import FOR_GUESTS, ROUTES, SHARE
from searchapp.wire.components import REFERENCE, component_schemas
from searchapp.wire.forms import Form, Problem


@cache
def openapi() -> dict[str, Any]:
    """Return the schema of the whole API."""
    generator: Any = SchemaGenerator
    schema: dict[str, Any] = generator().get_schema(request=None, public=True)
    return schema


class FormSchema(AutoSchema):
    """Reads what `operation` was told; components are added as a whole by `add_components`."""

    @property
    def described(self) -> Described:
        described: Described = getattr(self.view, self.method.lower()).described
        return described

    def get_operation_id(self) -> str:
        """Name an operation by method and address: `get_runs_id_events`."""
        words = re.findall(r"[a-z0-9]+", self.path.removeprefix("/api"), re.IGNORECASE)
        return "_".join([self.method.lower(), *words])

    def get_auth(self) -> list[dict[str, list[str]]]:
        return [{"session": []}, {"token": []}]

    def get_request_serializer(self) -> Any:
        takes = self.described.takes
        return {"application/json": _schema(takes)} if takes else None

    def get_response_serializers(self) -> Any:
        gives, status = self.described.gives, self.described.status
        failed = {("default", "application/problem+json"): _schema(Problem)}
        if gives is None:
            return {status: None, **failed}
        if isinstance(gives, str):
            return {(status, gives): {"type": "string", "format": "binary"}, **failed}
        return {(status, "application/json"): _schema(gives), **failed}

    def get_override_parameters(self) -> list[Any]:
        asks = self.described.asks
        return [*(_parameters(asks) if asks else ()), *self.for_guests()]

    def for_guests(self) -> Iterator[OpenApiParameter]:
        """Yield the parameter by which guests ask, where they may."""
        name = resolve(self.path).url_name
        if ROUTES[name, self.method] in FOR_GUESTS - {"anyone"}:
            yield OpenApiParameter(SHARE, str, description="Id of the share link one comes by.")


def _schema(form: Any) -> dict[str, Any]:
    if isinstance(form, type) and issubclass(form, BaseModel):
        return {"$ref": REFERENCE.format(model=form.__name__)}
    schema = TypeAdapter(form).json_schema(ref_template=REFERENCE)
    schema.pop("$defs", None)
    return schema


def _parameters(form: type[Form]) -> list[OpenApiParameter]:
    schema = form.model_json_schema()
    return [
        OpenApiParameter(name, part, description=part.get("description", ""))
        for name, part in schema["properties"].items()
    ]


def add_components(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """Add every form, and what travels over the socket, which has no path of its own."""
    result.setdefault("components", {})["schemas"] = component_schemas()
    return result
