"""Runs: start them, steer them, follow them."""

from __future__ import annotations

from typing import Literal, cast

from django.contrib.auth.models import User
from pydantic import Field
from rest_framework.request import Request
from rest_framework.views import APIView

from searchapp.api.operation import operation
from searchapp.models import Run
from searchapp.selectors import estimates, pages, runs, snapshots
from searchapp.selectors.permissions import find
from searchapp.services import runs as services
from searchapp.services import transitions
from searchapp.wire.forms import (
    CandidatePage,
    Estimate,
    Form,
    RunChange,
    RunForm,
    RunRequest,
    RunStateName,
    RunSummary,
)
from searchapp.wire.messages import Page, Snapshot


class RunsQuery(Form):
    """Which runs to list."""

    state: RunStateName | Literal["live"] | None = None
    archived: bool = False


class CandidatesQuery(Form):
    """Which page of candidates to give."""

    sort: pages.Sort = "score"
    after: str | None = Field(default=None, max_length=500)
    limit: int = Field(default=50, ge=1, le=200)


class EventsQuery(Form):
    """Which events to give."""

    after: int = Field(default=0, ge=0, lt=2**53)


class RunsView(APIView):
    """All runs; a new one starts at once."""

    @operation(asks=RunsQuery, gives=list[RunSummary])
    def get(self, request: Request, query: RunsQuery) -> list[RunSummary]:
        return runs.run_list_for(request.user, query.state, archived=query.archived)

    @operation(takes=RunRequest, gives=RunForm, status=201)
    def post(self, request: Request, body: RunRequest) -> RunForm:
        key = request.headers.get("Idempotency-Key")
        run = services.run_start(cast("User", request.user), body, key)
        return runs.run_get_for(request.user, run.id)


class EstimateView(APIView):
    """What a run would take, and why it cannot start."""

    @operation(takes=RunRequest, gives=Estimate)
    def post(self, request: Request, body: RunRequest) -> Estimate:
        return estimates.estimate_for(request.user, body)


class RunView(APIView):
    """One run."""

    @operation(gives=RunForm)
    def get(self, request: Request, id: str) -> RunForm:
        return runs.run_get_for(request.user, id)

    @operation(takes=RunChange, gives=RunForm)
    def patch(self, request: Request, id: str, body: RunChange) -> RunForm:
        run = find(Run, request.user, id, "edit")
        user = cast("User", request.user)
        if body.is_archived is not None:
            services.run_archive(user, run, is_archived=body.is_archived)
        if body.name is not None:
            services.run_rename(user, run, body.name)
        return runs.run_get_for(request.user, id)


class DeedView(APIView):
    """Ask something of a run. Each deed has a route of its own."""

    deed: Literal["start", "pause", "resume", "stop"] = "start"

    @operation(gives=RunForm)
    def post(self, request: Request, id: str) -> RunForm:
        run = find(Run, request.user, id, "run")
        transitions.request(run, self.deed, cast("User", request.user))
        return runs.run_get_for(request.user, id)


class CloneView(APIView):
    """Make a draft run that asks for the same."""

    @operation(gives=RunForm, status=201)
    def post(self, request: Request, id: str) -> RunForm:
        run = find(Run, request.user, id, "run")
        clone = services.run_clone(cast("User", request.user), run)
        return runs.run_get_for(request.user, clone.id)


class SnapshotView(APIView):
    """The state of a run as of its last event."""

    @operation(gives=Snapshot)
    def get(self, request: Request, id: str) -> Snapshot:
        return snapshots.snapshot_for(request.user, id)


class EventsView(APIView):
    """The events of a run."""

    @operation(asks=EventsQuery, gives=Page)
    def get(self, request: Request, id: str, query: EventsQuery) -> Page:
        return snapshots.event_page_for(request.user, id, query.after)


class CandidatesView(APIView):
    """The candidates of a run."""

    @operation(asks=CandidatesQuery, gives=CandidatePage)
    def get(self, request: Request, id: str, query: CandidatesQuery) -> CandidatePage:
        return pages.candidate_page_for(request.user, id, query.sort, query.after, query.limit)
