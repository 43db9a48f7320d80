"""Spaces, runs, candidates and datasets as places where people leave words and marks."""

from __future__ import annotations

from typing import Any, TypeAlias

from django.db.models import Model

from searchapp.models import Candidate, Dataset, Project, Run, Space, Team
from searchapp.selectors.permissions import Action, Caller, find

Thing: TypeAlias = Space | Run | Candidate | Dataset
MODELS: dict[str, type[Any]] = {
    "space": Space,
    "run": Run,
    "candidate": Candidate,
    "dataset": Dataset,
}


def find_thing(caller: Caller, kind: str, id: str, action: Action) -> Any:
    """Return the thing for a deed; raises as `find` does."""
    return find(MODELS[kind], caller, id, action)


def kind_of(thing: Model) -> str:
    """Return the word for what it is."""
    return type(thing).__name__.lower()


def project_of(thing: Model) -> Project | None:
    """Return the shelf on which a thing stands; a team stands on none."""
    match thing:
        case Team():
            return None
        case Project():
            return thing
        case Candidate():
            return thing.run.project
    project: Project | None = thing.project  # type: ignore[attr-defined]
    return project


def team_of(thing: Model) -> Team:
    """Return the team that a thing belongs to."""
    if isinstance(thing, Team):
        return thing
    project = project_of(thing)
    if project is None:
        raise ValueError(f"{thing} must belong to a team, but is built in")
    return project.team


def on(thing: Thing) -> dict[str, Any]:
    """Return the columns that say what a row hangs on."""
    return {kind_of(thing): thing, "team": team_of(thing)}


def thing_of(row: Model) -> Any:
    """Return what a row hangs on."""
    kind, _ = held_by(row)
    return getattr(row, kind)


def held_by(row: Model) -> tuple[str, str]:
    """Return kind and id of what a row hangs on."""
    ids = {kind: getattr(row, f"{kind}_id", None) for kind in MODELS}
    return next((kind, id) for kind, id in ids.items() if id)
