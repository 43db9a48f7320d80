"""Spaces, drafts, versions, and the report on a document."""

from __future__ import annotations

import re
from typing import cast

from django.contrib.auth.models import User
from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from searchapp.api.candidates import picture
from searchapp.api.operation import Answer, operation
from searchapp.models import Project, Space, Version
from searchapp.selectors import drawings, reports, samples, spaces
from searchapp.selectors.permissions import find
from searchapp.services import spaces as services
from searchapp.wire.errors import Invalid, Refused
from searchapp.wire.forms import (
    DraftForm,
    DraftRequest,
    Form,
    Report,
    ReportRequest,
    SampleForm,
    SampleRequest,
    SpaceChange,
    SpaceForm,
    SpaceRequest,
    SpaceSummary,
    VersionForm,
    VersionRequest,
    VersionSummary,
)

ETAG = re.compile(r'(?:W/)?"(\d{1,9})"')


class NoRevision(Refused):
    """A save that does not say what it read."""

    status = 428


class SpacesQuery(Form):
    """Which spaces to list."""

    archived: bool = False


class SpacesView(APIView):
    """All spaces."""

    @operation(asks=SpacesQuery, gives=list[SpaceSummary])
    def get(self, request: Request, query: SpacesQuery) -> list[SpaceSummary]:
        return spaces.space_list_for(request.user, archived=query.archived)

    @operation(takes=SpaceRequest, gives=SpaceForm, status=201)
    def post(self, request: Request, body: SpaceRequest) -> SpaceForm:
        project = find(Project, request.user, body.project, "edit")
        space = services.space_create(cast("User", request.user), project, body)
        return spaces.space_get_for(request.user, space.id)


class SpaceView(APIView):
    """One space."""

    @operation(gives=SpaceForm)
    def get(self, request: Request, id: str) -> Answer:
        space = spaces.space_get_for(request.user, id)
        return Answer(space, {"ETag": f'"{space.draft.revision}"'})

    @operation(takes=SpaceChange, gives=SpaceForm)
    def patch(self, request: Request, id: str, body: SpaceChange) -> SpaceForm:
        space = find(Space, request.user, id, "edit")
        user = cast("User", request.user)
        if body.project is not None:
            project = find(Project, user, body.project, "edit")
            services.space_move(user, space, project)
        if body.is_archived is not None:
            services.space_archive(user, space, is_archived=body.is_archived)
        return spaces.space_get_for(request.user, id)

    @operation(gives=None, status=204)
    def delete(self, request: Request, id: str) -> None:
        services.space_delete(cast("User", request.user), find(Space, request.user, id, "edit"))


class DraftView(APIView):
    """The working copy of a space."""

    @operation(takes=DraftRequest, gives=DraftForm)
    def put(self, request: Request, id: str, body: DraftRequest) -> Answer:
        space = find(Space, request.user, id, "edit")
        seen = _revision(request.headers.get("If-Match"))
        draft = services.draft_save(cast("User", request.user), space, seen, body.document)
        return Answer(
            spaces.draft_form(draft, space.versions.order_by("-number").first()),
            {"ETag": f'"{draft.revision}"'},
        )


class VersionsView(APIView):
    """The versions of a space."""

    @operation(gives=list[VersionSummary])
    def get(self, request: Request, id: str) -> list[VersionSummary]:
        return spaces.version_list_for(request.user, id)

    @operation(takes=VersionRequest, gives=VersionForm, status=201)
    def post(self, request: Request, id: str, body: VersionRequest) -> VersionForm:
        space = find(Space, request.user, id, "edit")
        version = services.version_save(cast("User", request.user), space, body)
        return spaces.version_get_for(request.user, version.id)


class VersionView(APIView):
    """One version with its document."""

    @operation(gives=VersionForm)
    def get(self, request: Request, id: str) -> VersionForm:
        return spaces.version_get_for(request.user, id)


class VersionPictureView(APIView):
    """The most telling module of a version as a picture."""

    @operation(gives="image/svg+xml")
    def get(self, request: Request, id: str) -> HttpResponse:
        return picture(drawings.version_svg(find(Version, request.user, id, "see")))


class ReportView(APIView):
    """What is known about a document before anything is spent."""

    @operation(takes=ReportRequest, gives=Report)
    def post(self, request: Request, body: ReportRequest) -> Report:
        return reports.report_on(body.document)


class SampleView(APIView):
    """Members of a document, drawn by chance."""

    @operation(takes=SampleRequest, gives=list[SampleForm])
    def post(self, request: Request, body: SampleRequest) -> list[SampleForm]:
        return samples.samples_of(body.document, body.seed)


def _revision(header: str | None) -> int:
    """Return the revision that a save has read, from `If-Match`."""
    if header is None:
        raise NoRevision(
            "revision_required", 'a save must send If-Match: "<revision>" of the draft it read'
        )
    match = ETAG.fullmatch(header.strip())
    if match is None:
        raise Invalid("bad_revision", f'If-Match must be "<revision>", but got {header[:40]!r}')
    return int(match[1])
