"""What palettes and forms are made of: operators, strategies, datasets, workers, the schema."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseNotModified, JsonResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from searchapp.api.candidates import picture
from searchapp.api.operation import operation
from searchapp.selectors import catalogue, drawings, workers
from searchapp.wire.forms import Catalogue, WorkerForm


class CatalogueView(APIView):
    """Every entry of every registry."""

    @operation(gives=Catalogue)
    def get(self, request: Request) -> HttpResponse:
        body, tag = catalogue.catalogue_json()
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if request.headers.get("If-None-Match") == tag:
            return HttpResponseNotModified(headers=headers)
        return HttpResponse(body, content_type="application/json", headers=headers)


class PresetPictureView(APIView):
    """The most telling module of a template."""

    @operation(gives="image/svg+xml")
    def get(self, request: Request, name: str) -> HttpResponse:
        return picture(drawings.preset_svg(name))


class WorkersView(APIView):
    """The workers, as they last said."""

    @operation(gives=list[WorkerForm])
    def get(self, request: Request) -> list[WorkerForm]:
        return workers.worker_list_for(request.user)


class SchemaView(APIView):
    """This API, in OpenAPI 3.1."""

    @operation(gives="application/json")
    def get(self, request: Request) -> JsonResponse:
        from searchapp.api.schema import openapi  # noqa: PLC0415  # 6 MiB that few ask for

        return JsonResponse(openapi())
