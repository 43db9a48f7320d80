"""Candidates: what they are, how they look, and taking the model away."""

from __future__ import annotations

from typing import Literal

from django.http import FileResponse, HttpResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from searchapp.api.operation import operation
from searchapp.models import Candidate
from searchapp.selectors import archives, candidates, drawings
from searchapp.selectors.permissions import find
from searchapp.services import exports
from searchapp.wire.forms import CandidateForm, Code, Curve, Form, GraphLegend


class CandidateView(APIView):
    """One candidate."""

    @operation(gives=CandidateForm)
    def get(self, request: Request, id: str) -> CandidateForm:
        return candidates.candidate_get_for(request.user, id)


class GraphQuery(Form):
    """How much of the network to draw."""

    part: Literal["network", "cells"] = "network"


class GraphView(APIView):
    """The candidate as a picture; 404 for the cells of a network that has none."""

    @operation(asks=GraphQuery, gives="image/svg+xml")
    def get(self, request: Request, id: str, query: GraphQuery) -> HttpResponse:
        candidate = find(Candidate, request.user, id, "see")
        draw = drawings.cells_svg if query.part == "cells" else drawings.candidate_svg
        return picture(draw(candidate))


class LegendView(APIView):
    """Which boxes of that picture stand for which decisions."""

    @operation(gives=GraphLegend)
    def get(self, request: Request, id: str) -> GraphLegend:
        return drawings.candidate_legend(find(Candidate, request.user, id, "see"))


class CurveView(APIView):
    """The candidate's learning curve."""

    @operation(gives=Curve)
    def get(self, request: Request, id: str) -> Curve:
        return candidates.curve_get_for(request.user, id)


class CodeView(APIView):
    """The candidate as readable PyTorch."""

    @operation(gives=Code)
    def get(self, request: Request, id: str) -> Code:
        return drawings.candidate_code(find(Candidate, request.user, id, "see"))


class ExportView(APIView):
    """Have a worker make the candidate's archive."""

    @operation(gives=CandidateForm)
    def post(self, request: Request, id: str) -> CandidateForm:
        candidate = find(Candidate, request.user, id, "take_away")
        exports.request_export(candidate)
        candidate.refresh_from_db()
        return candidates.candidate_form(candidate, request.user)


class ModelView(APIView):
    """The archive: model, weights and a script that uses them."""

    @operation(gives="application/zip")
    def get(self, request: Request, id: str) -> FileResponse:
        candidate = find(Candidate, request.user, id, "download")
        archive = archives.archive_path(candidate)
        return FileResponse(
            archive.open("rb"),
            as_attachment=True,
            filename=f"candidate-{candidate.index}.zip",
            content_type="application/zip",
        )


def picture(svg: str) -> HttpResponse:
    """Answer a drawing."""
    return HttpResponse(
        svg, content_type="image/svg+xml", headers={"Cache-Control": "private, max-age=3600"}
    )
