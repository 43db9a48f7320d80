"""Writes of runs: start one, make another like it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import F

from searchapp.models import RUN_LIVE, Dataset, Run, RunState, Space, Verb, Version
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.space.space import SearchSpace
from searchapp.selectors.launches import Launch, launch_for
from searchapp.services import activity, transitions
from searchapp.services.spaces import space_create
from searchapp.wire.errors import Conflict, Invalid, Refused
from searchapp.wire.forms import RunRequest, SpaceRequest

NAME = 200
"""The most characters that the name of a run has."""


class OtherRequest(Refused):
    """An idempotency key that was used for something else."""

    status = 422


def run_start(user: User, request: RunRequest, key: str | None = None) -> Run:
    """Start a search. The same key gives the same run, however often and how closely it is sent.

    Raises:
        Invalid: Something is in the way; all issues are told.
        OtherRequest: The key was used for another request.
    """
    if key is not None and not 0 < len(key) <= 100:
        raise Invalid("bad_key", "an Idempotency-Key must have 1 to 100 characters")
    known = _run_of_key(user, key, request)
    if known is not None:
        return known
    launch = launch_for(user, request)
    if launch.issues:
        first = launch.issues[0]
        raise Invalid(first.code, first.message, first.path, launch.issues)
    try:
        return _create_started(user, launch, key)
    except IntegrityError:
        winner = _run_of_key(user, key, request)
        if winner is None:
            raise
        return winner


@transaction.atomic
def _create_started(user: User, launch: Launch, key: str | None) -> Run:
    """Create the run, with a space of its own if a template was asked for, and queue it."""
    version = launch.version or _version_of_preset(user, launch)
    request = launch.request.model_copy(
        update={"version": version.id, "objectives": launch.objectives}
    )
    run = _create(user, request, version, launch.dataset, key)
    return transitions.request(run, "start", user)


@transaction.atomic
def run_rename(user: User, run: Run, name: str) -> None:
    """Give a run another name."""
    if run.name != name:
        run.name = name
        run.save(update_fields=["name"])
        activity.tell(user, Verb.RENAMED, run)


@transaction.atomic
def run_archive(user: User, run: Run, *, is_archived: bool) -> None:
    """Put a run away, out of the lists, or take it back.

    Raises:
        Conflict: `not_ended`: it still goes on, or rests.
    """
    if run.is_archived == is_archived:
        return
    if is_archived and run.state in (*RUN_LIVE, RunState.PAUSED):
        raise Conflict(
            "not_ended", f"a run must have ended to be put away, but it is {run.state}; stop it"
        )
    run.is_archived = is_archived
    run.save(update_fields=["is_archived"])
    activity.tell(user, Verb.ARCHIVED if is_archived else Verb.UNARCHIVED, run)


@transaction.atomic
def run_clone(user: User, run: Run) -> Run:
    """Make a draft run that asks for the same on the same version."""
    return _create(user, RunRequest.model_validate(run.request), run.version, run.dataset, None)


def _create(
    user: User, request: RunRequest, version: Version, dataset: Any, key: str | None
) -> Run:
    return Run.objects.create(
        project_id=request.project,
        version=version,
        dataset=dataset,
        name=request.name or _name_of(version.space, dataset, request.strategy.name),
        request=request.model_dump(mode="json"),
        seed=request.seed,
        budget_candidates=request.budget.candidates,
        concurrency=request.concurrency,
        idempotency_key=key,
        created_by=user,
    )


def _name_of(space: Space, dataset: Dataset, strategy: str) -> str:
    """Make up a name that tells the runs of a space apart, by their data too where it differs."""
    Space.objects.select_for_update().get(pk=space.pk)  # two starts at once count one by one
    runs = Run.objects.filter(version__space=space)
    data = [dataset.card["title"]] if runs.exclude(dataset=dataset).exists() else []
    words = " · ".join([strategy.replace("_", " "), *data, str(runs.count() + 1)])
    return f"{space.name[: NAME - len(words) - 3]} · {words}"


def _version_of_preset(user: User, launch: Launch) -> Version:
    """Return the template as an earlier launch left it, if nobody drew in it; else a new one."""
    preset = launch.request.preset or ""
    digest = SearchSpace(PRESETS.get(preset).document()).digest
    untouched = Version.objects.filter(
        space__project=launch.project, space__preset=preset, digest=digest, number=1
    ).filter(space__draft__document=F("document"))
    known = untouched.order_by("created_at").first()
    if known is not None and not known.space.versions.exclude(pk=known.pk).exists():
        return known
    wanted = SpaceRequest(project=launch.project.id, preset=preset)
    return space_create(user, launch.project, wanted).versions.get()


def _run_of_key(user: User, key: str | None, request: RunRequest) -> Run | None:
    """Return the run that this very request has started before."""
    run = Run.objects.filter(created_by=user, idempotency_key=key).first() if key else None
    if run is None:
        return None
    stored = RunRequest.model_validate(run.request)
    filled = {"version": request.version if request.preset else stored.version}
    if not request.objectives:
        filled["objectives"] = []  # type: ignore[assignment]
    if stored.model_copy(update=filled) != request:
        raise OtherRequest("idempotency_mismatch", f"the key {key!r} was used for another request")
    return run
