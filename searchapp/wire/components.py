"""JSON schemas of every form and message, named once: the components of OpenAPI and TypeScript."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema

from searchapp.wire import forms, messages

REFERENCE = "#/components/schemas/{model}"
SENT_BY_BROWSERS: tuple[type[forms.Form], ...] = (
    forms.SignIn,
    forms.SpaceRequest,
    forms.DraftRequest,
    forms.VersionRequest,
    forms.ReportRequest,
    forms.RunRequest,
    forms.InvitationRequest,
    forms.ShareRequest,
    forms.CommentRequest,
    forms.TokenRequest,
    messages.Acknowledge,
)
"""Forms in which what has a default may be left out; in all others every field is there."""


class Answers(GenerateJsonSchema):
    """Schemas of what the server sends: every field is there, also one that has a default."""

    def field_is_required(self, field: Any, total: bool) -> bool:
        return self.mode == "serialization" or super().field_is_required(field, total)

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def component_schemas() -> dict[str, Any]:
    """Return the schema of every form and message by its name."""
    everything = [
        form
        for module in (forms, messages)
        for form in vars(module).values()
        if isinstance(form, type) and issubclass(form, BaseModel) and form.model_fields
    ]
    schemas = (
        _schemas(everything, "serialization")
        | _schemas(list(SENT_BY_BROWSERS), "validation")
        | {"ServerMessage": _union(messages.Page, messages.Reset, messages.Beat)}
    )
    return dict(sorted(schemas.items()))


def _schemas(models: list[type[BaseModel]], mode: JsonSchemaMode) -> dict[str, Any]:
    _, schema = models_json_schema(
        [(model, mode) for model in models], ref_template=REFERENCE, schema_generator=Answers
    )
    return dict(schema["$defs"])


def _union(*models: type[BaseModel]) -> dict[str, Any]:
    return {"oneOf": [{"$ref": REFERENCE.format(model=model.__name__)} for model in models]}
