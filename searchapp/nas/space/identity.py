"""The digest of a document: what it means, without what only people see."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from searchapp.nas.space.arithmetic import equal
from searchapp.nas.space.canonical import sha256_of
from searchapp.nas.space.document import Constraint, SpaceDocument

_UNSEEN = frozenset({"title"})
_UNSEEN_OF_DOCUMENT = frozenset({"name", "description", "view"})
_UNSEEN_OF_CONSTRAINT = frozenset({"message"})


def digest_of(document: SpaceDocument) -> str:
    """Return the sha256 of the document without defaults, view, name, description and titles.

    Parts are left out by field, never by key: an operator's argument may be called `name`.
    """
    return sha256_of(_meaning(document))


def _meaning(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return _meaning_of_part(value)
    if isinstance(value, dict):
        return {key: _meaning(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_meaning(item) for item in value]
    return value


def _meaning_of_part(part: BaseModel) -> dict[str, Any]:
    unseen = _UNSEEN
    if isinstance(part, SpaceDocument):
        unseen = _UNSEEN_OF_DOCUMENT
    elif isinstance(part, Constraint):
        unseen = _UNSEEN_OF_CONSTRAINT
    kept: dict[str, Any] = {}
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if name in unseen or (not field.is_required() and _is_default(value, field.default)):
            continue
        kept[name] = _meaning(value)
    return kept


def _is_default(value: Any, default: Any) -> bool:
    if isinstance(value, (BaseModel, dict)):
        return bool(value == default)
    return equal(value, default)
