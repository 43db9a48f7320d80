"""The one place that says who may do what: roles and their rights, and every route with its deed.

API, sockets, the `can` lists of forms and the tests read it. What has no row is denied.
"""

from __future__ import annotations

from typing import Literal, TypeVar, cast

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import F, Model, QuerySet

from searchapp.models import Candidate, Dataset, Project, Role, Run, Space, Version
from searchapp.wire.errors import Forbidden, NotFound

Caller = User | AnonymousUser
Action = Literal["anyone", "signed_in", "see", "comment", "edit", "run", "take_away"]
"""`anyone` and `signed_in` ask for no role; the others are rights in the team of the thing."""

RIGHTS: dict[str, frozenset[Action]] = {
    Role.VIEWER: frozenset({"see"}),
    Role.COMMENTER: frozenset({"see", "comment"}),
    Role.EDITOR: frozenset({"see", "comment", "edit", "run", "take_away"}),
    Role.OWNER: frozenset({"see", "comment", "edit", "run", "take_away"}),
}

ROUTES: dict[tuple[str | None, str | None], Action] = {
    ("session", "GET"): "anyone",
    ("sign-in", "POST"): "anyone",
    ("sign-out", "POST"): "signed_in",
    ("catalogue", "GET"): "signed_in",
    ("preset-picture", "GET"): "signed_in",
    ("schema", "GET"): "signed_in",
    ("spaces", "GET"): "signed_in",
    ("spaces", "POST"): "edit",
    ("space", "GET"): "see",
    ("draft", "PUT"): "edit",
    ("versions", "GET"): "see",
    ("versions", "POST"): "edit",
    ("version", "GET"): "see",
    ("report", "POST"): "signed_in",
    ("datasets", "GET"): "signed_in",
    ("datasets", "POST"): "edit",
    ("dataset", "GET"): "see",
    ("dataset", "PATCH"): "edit",
    ("dataset", "DELETE"): "edit",
    ("dataset-sample", "GET"): "see",
    ("runs", "GET"): "signed_in",
    ("runs", "POST"): "run",
    ("estimate", "POST"): "see",
    ("run", "GET"): "see",
    ("run-start", "POST"): "run",
    ("run-pause", "POST"): "run",
    ("run-resume", "POST"): "run",
    ("run-stop", "POST"): "run",
    ("run-clone", "POST"): "run",
    ("run-snapshot", "GET"): "see",
    ("run-events", "GET"): "see",
    ("run-candidates", "GET"): "see",
    ("candidate", "GET"): "see",
    ("candidate-graph", "GET"): "see",
    ("candidate-curve", "GET"): "see",
    ("candidate-code", "GET"): "see",
    ("candidate-export", "POST"): "take_away",
    ("candidate-model", "GET"): "take_away",
    ("workers", "GET"): "signed_in",
    ("run-socket", "WEBSOCKET"): "see",
}
"""(Route name, method) and what the caller must be allowed to do."""

TEAM_OF: dict[type[Model], str] = {
    Project: "team",
    Space: "project__team",
    Dataset: "project__team",
    Version: "space__project__team",
    Run: "project__team",
    Candidate: "run__project__team",
}

Row = TypeVar("Row", bound=Model)


def visible(model: type[Row], user: Caller) -> QuerySet[Row]:
    """Return the rows of the user's teams, each with the user's `role` there."""
    if isinstance(user, AnonymousUser):
        return model._default_manager.none()
    memberships = f"{TEAM_OF[model]}__memberships"
    rows = model._default_manager.filter(**{f"{memberships}__user": user})
    return cast("QuerySet[Row]", rows.annotate(role=F(f"{memberships}__role")))


def pick(rows: QuerySet[Row], id: str) -> Row | None:
    """Return the row of that id, or None; PostgreSQL breaks on a NUL, which no id has."""
    return None if "\0" in id else rows.filter(pk=id).first()


def find(model: type[Row], user: Caller, id: str, action: Action) -> Row:
    """Return the row for a deed.

    Raises:
        NotFound: There is none, or the user is no member of its team.
        Forbidden: The user's role does not allow the deed.
    """
    row = pick(visible(model, user), id)
    if row is None:
        raise NotFound(model.__name__.lower())
    require(role_in(row), action)
    return row


def role_in(row: Model) -> str:
    """Return the caller's role in the team of a row that came from `visible`."""
    return str(row.role)  # type: ignore[attr-defined]  # annotated by `visible`


def require(role: str, action: Action) -> None:
    """Refuse a deed that the role does not allow."""
    if action not in RIGHTS[role]:
        raise Forbidden(
            "forbidden", f"to {action.replace('_', ' ')} here takes another role than {role}"
        )


def rights(role: str) -> list[str]:
    """Return what a role may do beyond seeing, as forms list it."""
    return sorted(RIGHTS[role] - {"see"})
