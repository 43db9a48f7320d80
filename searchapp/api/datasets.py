"""Data: built-in sets and uploads."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import IO, Any, cast

from django.contrib.auth.models import User
from django.http import FileResponse
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.views import APIView

from searchapp.api.operation import operation
from searchapp.api.parsing import StrictJSONParser
from searchapp.models import Dataset, Project
from searchapp.selectors import datasets
from searchapp.selectors.permissions import find
from searchapp.services import datasets as services
from searchapp.wire.errors import NotFound
from searchapp.wire.forms import DataChange, DataForm, DataQuery, DatasetForm, SampleQuery


class FileParser(BaseParser):
    """A file as the body: handed on as a stream, never read into memory."""

    media_type = "application/octet-stream"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        return stream


class DatasetsView(APIView):
    """The datasets a run may name."""

    parser_classes = (StrictJSONParser, FileParser)

    @operation(gives=list[DatasetForm])
    def get(self, request: Request) -> list[DatasetForm]:
        return datasets.dataset_list_for(request.user)

    @operation(asks=DataQuery, gives=DataForm, status=201)
    def post(self, request: Request, query: DataQuery) -> DataForm:
        project = find(Project, request.user, query.project, "edit")
        content: Any = request.data
        if request.stream is None:  # an empty body is parsed by nobody
            content = io.BytesIO()
        elif not hasattr(content, "read"):
            raise UnsupportedMediaType(request.content_type)
        length = request.META.get("CONTENT_LENGTH")
        upload = services.Upload(query.file_name, content, int(length) if length else None)
        made = services.dataset_create(cast("User", request.user), project, upload)
        return datasets.dataset_get_for(request.user, made.id)


class DatasetView(APIView):
    """One dataset."""

    @operation(gives=DataForm)
    def get(self, request: Request, id: str) -> DataForm:
        return datasets.dataset_get_for(request.user, id)

    @operation(takes=DataChange, gives=DataForm)
    def patch(self, request: Request, id: str, body: DataChange) -> DataForm:
        services.dataset_change(
            cast("User", request.user), find(Dataset, request.user, id, "edit"), body
        )
        return datasets.dataset_get_for(request.user, id)

    @operation(gives=None, status=204)
    def delete(self, request: Request, id: str) -> None:
        services.dataset_delete(cast("User", request.user), find(Dataset, request.user, id, "edit"))


class SampleView(APIView):
    """A picture of one item."""

    @operation(asks=SampleQuery, gives="image/png")
    def get(self, request: Request, id: str, number: str, query: SampleQuery) -> FileResponse:
        dataset = find(Dataset, request.user, id, "see")
        if not number.isdecimal() or len(number) > 4:
            raise NotFound("sample")
        picture = datasets.sample_path(dataset, int(number)).open("rb")
        return FileResponse(picture, content_type="image/png")
