"""The only parser of request bodies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.parsers import BaseParser

from searchapp.wire.errors import Refused
from searchapp.wire.strict_json import parse_object


class TooLarge(Refused):
    """A body over the limit."""

    status = 413


class StrictJSONParser(BaseParser):
    """The only parser: `application/json` in UTF-8, an object at the top."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        if "*" in (media_type or ""):  # which the framework takes for every type, this one too
            raise UnsupportedMediaType(media_type or "")
        request = (parser_context or {}).get("request")
        encoding = request.META.get("HTTP_CONTENT_ENCODING", "") if request else ""
        if encoding not in ("", "identity"):
            raise UnsupportedMediaType(
                media_type or "", f"bodies must not be encoded, but got {encoding!r}"
            )
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise TooLarge("too_large", f"the body must have at most {limit} bytes")
        return parse_object(body)
