"""Reads of runs."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import User
from django.db.models import QuerySet

from searchapp.models import RUN_LIVE, Run, Star
from searchapp.selectors.permissions import GUEST, RIGHTS, Caller, pick, role_in, visible
from searchapp.selectors.waiting import Workshop, is_stalled, waiting_of, workshop
from searchapp.wire.deeds import DEEDS
from searchapp.wire.errors import NotFound
from searchapp.wire.forms import (
    BestForm,
    ObjectiveRequest,
    RunForm,
    RunRequest,
    RunStateName,
    RunSummary,
)


def runs_for(user: Caller) -> QuerySet[Run]:
    """Return the runs of the user's teams with all that their forms need."""
    return visible(Run, user).select_related(
        "version__space", "dataset", "best_candidate", "created_by"
    )


def run_list_for(
    user: Caller, state: str | None = None, *, archived: bool = False, limit: int = 200
) -> list[RunSummary]:
    """Return runs, newest first; `state` is a state or `live` for those under way.

    Args:
        user: Whose runs.
        state: Of the runs, or None for any.
        archived: Return those that were put away, and no others.
        limit: The most that are returned; those that the user starred come on top of it.
    """
    runs = runs_for(user).filter(is_archived=archived).order_by("-created_at")
    if state is not None:
        runs = runs.filter(state__in=RUN_LIVE if state == "live" else [state])
    shop = workshop()
    newest = list(runs[:limit])
    if len(newest) == limit and isinstance(user, User):
        starred = Star.objects.filter(user=user, run__isnull=False).values("run")
        newest += runs.filter(pk__in=starred).exclude(pk__in=[run.pk for run in newest])
    return [run_summary(run, role_in(run), shop) for run in newest]


def run_get_for(user: Caller, id: str) -> RunForm:
    """Return a run with all that was asked for."""
    run = pick(runs_for(user), id)
    if run is None:
        raise NotFound("run")
    return run_form(run, role_in(run))


def run_form(run: Run, role: str) -> RunForm:
    """Return the whole of a run, as a caller of that role sees it."""
    return RunForm(
        **run_summary(run, role, workshop()).model_dump(),
        request=RunRequest.model_validate(run.request),
        epoch=str(run.epoch),
        seq=run.next_seq - 1,
        error_detail="" if role == GUEST else run.error_detail,
    )


def run_summary(run: Run, role: str, shop: Workshop) -> RunSummary:
    """Return a run as a list shows it."""
    request: dict[str, Any] = run.request
    version = run.version
    return RunSummary(
        id=run.id,
        name=run.name,
        project=run.project_id,
        space=version.space_id,
        space_name=version.space.name,
        version=version.id,
        version_number=version.number,
        dataset=run.dataset.name,
        dataset_title=run.dataset.card["title"],
        strategy=request["strategy"]["name"],
        objectives=[ObjectiveRequest(**objective) for objective in request["objectives"]],
        state=cast("RunStateName", run.state),
        is_archived=run.is_archived,
        is_stalled=is_stalled(run, shop),
        waiting=waiting_of(run, shop),
        budget_candidates=run.budget_candidates,
        n_proposed=run.n_proposed,
        n_finished=run.n_finished,
        n_failed=run.n_failed,
        n_cancelled=run.n_cancelled,
        best=best_form(run),
        created_by="" if role == GUEST else run.created_by.get_username(),
        created_at=run.created_at,
        started_at=run.started_at,
        paused_at=run.paused_at,
        paused_seconds=run.paused_seconds,
        ended_at=run.ended_at,
        error="" if role == GUEST else run.error,
        can=deeds(run.state, role),
    )


def best_form(run: Run) -> BestForm | None:
    """Return the best candidate so far, if there is one."""
    best = run.best_candidate
    if best is None or run.best_score is None:
        return None
    return BestForm(candidate=best.id, index=best.index, value=run.best_score)


def deeds(state: str, role: str) -> list[str]:
    """Return what a caller of that role may ask of a run in that state."""
    return list(DEEDS[state]) if "run" in RIGHTS[role] else []
