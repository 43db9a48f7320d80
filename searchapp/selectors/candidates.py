"""Reads of candidates: lists, pages, curves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal, cast

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from searchapp.models import (
    JOB_OPEN,
    Candidate,
    CandidateMetric,
    Job,
    JobKind,
    JobState,
    Measurement,
    Run,
)
from searchapp.nas.events import Fidelity
from searchapp.selectors.permissions import GUEST, Caller, pick, rights_of, role_in, visible
from searchapp.wire.curves import thin
from searchapp.wire.errors import NotFound
from searchapp.wire.forms import (
    CandidateForm,
    CandidateStateName,
    CandidateSummary,
    Curve,
    RunStateName,
)

Archive = Literal["none", "queued", "ready", "failed"]


def candidate_get_for(user: Caller, id: str) -> CandidateForm:
    """Return a candidate's page."""
    candidate = pick(visible(Candidate, user).select_related("run"), id)
    if candidate is None:
        raise NotFound("candidate")
    return candidate_form(candidate, user)


def candidate_form(candidate: Candidate, user: Caller) -> CandidateForm:
    """Return the whole of a candidate, as the caller sees it."""
    run, archive, rights = candidate.run, archive_of(candidate), rights_of(user, candidate)
    (summary,) = summaries([candidate], ranks_of(run, [candidate]), role_in(candidate))
    can_export = "take_away" in rights and archive in ("none", "failed")
    deeds = {
        "download": archive == "ready" and "download" in rights,
        "export": can_export and bool(candidate.weights),
    }
    return CandidateForm(
        **summary.model_dump(),
        run=run.id,
        run_name=run.name,
        run_state=cast("RunStateName", run.state),
        version=run.version_id,
        decisions=candidate.decisions,
        architecture_id=candidate.architecture_id,
        fidelity=Fidelity(**candidate.fidelity),
        test_scores=_scores([candidate], "test").get(candidate.id, {}),
        has_weights=bool(candidate.weights),
        archive=archive,
        files=files_of(candidate),
        can=[deed for deed, is_possible in deeds.items() if is_possible],
    )


def summaries(
    candidates: Sequence[Candidate], ranks: dict[str, int], role: str
) -> list[CandidateSummary]:
    """Return candidates as lists show them, with two queries for all of them."""
    scores = _scores(candidates, "validation")
    return [
        CandidateSummary(
            id=candidate.id,
            index=candidate.index,
            state=cast("CandidateStateName", candidate.state),
            parameters=candidate.parameters,
            macs=candidate.macs,
            scores=scores.get(candidate.id, {}),
            parents=candidate.parents,
            how=candidate.how,
            graph_hash=candidate.graph_hash,
            failure=candidate.failure,
            message="" if role == GUEST else candidate.message,
            seconds=candidate.seconds,
            rank=ranks.get(candidate.id),
        )
        for candidate in candidates
    ]


def board(run: Run) -> QuerySet[CandidateMetric]:
    """Return the scores of a run by its first objective, best first.

    Of equals the one with fewer parameters comes first, then the earlier one.
    """
    objective = run.request["objectives"][0]
    order = "-value" if objective["direction"] == "max" else "value"
    rows = CandidateMetric.objects.filter(run=run, part="validation", metric=objective["metric"])
    return rows.order_by(order, "candidate__parameters", "candidate__index")


def ranks_of(run: Run, candidates: Iterable[Candidate]) -> dict[str, int]:
    """Return the places of scored candidates on the whole board, from 1."""
    rows = board(run)
    ahead = "value__gt" if rows.query.order_by[0] == "-value" else "value__lt"
    size = OuterRef("candidate__parameters")
    is_smaller = Q(candidate__parameters__lt=size) | Q(
        candidate__parameters=size, candidate__index__lt=OuterRef("candidate__index")
    )
    is_better = Q(**{ahead: OuterRef("value")}) | Q(value=OuterRef("value")) & is_smaller
    better = rows.filter(is_better).order_by().values("run").annotate(n=Count("pk")).values("n")
    chosen = rows.filter(candidate__in=[candidate.id for candidate in candidates])
    placed = chosen.annotate(place=Coalesce(Subquery(better), 0) + 1)
    return dict(placed.values_list("candidate_id", "place"))


def curves_of(candidates: Iterable[Candidate]) -> list[Curve]:
    """Return the learning curves of candidates, in the order of their indices."""
    found: dict[int, dict[str, dict[int, float]]] = defaultdict(lambda: defaultdict(dict))
    rows = Measurement.objects.filter(candidate__in=[candidate.id for candidate in candidates])
    for index, metric, step, value in rows.values_list(
        "candidate__index", "metric", "step", "value"
    ):
        found[index][metric][step] = value
    return [curve_of(index, metrics) for index, metrics in sorted(found.items())]


def curve_of(index: int, metrics: dict[str, dict[int, float]]) -> Curve:
    """Return one curve from its points by metric and step."""
    thinned = {metric: thin(points.items()) for metric, points in sorted(metrics.items())}
    return Curve(
        index=index,
        steps={metric: steps for metric, (steps, _) in thinned.items()},
        values={metric: values for metric, (_, values) in thinned.items()},
    )


def curve_get_for(user: Caller, id: str) -> Curve:
    """Return a candidate's learning curve, empty before the first epoch."""
    candidate = pick(visible(Candidate, user), id)
    if candidate is None:
        raise NotFound("candidate")
    return next(iter(curves_of([candidate])), Curve(index=candidate.index, steps={}, values={}))


def archive_of(candidate: Candidate) -> Archive:
    """Tell how far the candidate's `model.zip` is."""
    if candidate.archive:
        return "ready"
    jobs = Job.objects.filter(candidate=candidate, kind=JobKind.EXPORT).order_by("-created_at")
    state = jobs.values_list("state", flat=True).first()
    if state in JOB_OPEN:
        return "queued"
    return "none" if state is None else "failed"


def files_of(candidate: Candidate) -> list[str]:
    """Return the names of what lies in the candidate's `model.zip`, if it is there."""
    if not candidate.archive:
        return []
    done = Job.objects.filter(candidate=candidate, kind=JobKind.EXPORT, state=JobState.DONE)
    result = done.order_by("-ended_at").values_list("result", flat=True).first() or {}
    return list(result.get("files", []))


def _scores(candidates: Iterable[Candidate], part: str) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    rows = CandidateMetric.objects.filter(candidate__in=[c.id for c in candidates], part=part)
    for candidate, metric, value in rows.values_list("candidate_id", "metric", "value"):
        found[candidate][metric] = value
    return found
