"""The one place that says who may do what: roles and their rights, and every route with its deed.

API, sockets, the `can` lists of forms and the tests read it. What has no row is denied.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeVar, cast

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import F, Model, QuerySet, Value

from searchapp.models import (
    Activity,
    Candidate,
    Comment,
    Dataset,
    Invitation,
    Membership,
    Project,
    Role,
    Run,
    Share,
    Space,
    Team,
    Version,
)
from searchapp.wire.errors import Forbidden, NotFound


@dataclass(frozen=True)
class Guest:
    """Whoever came by a share link: sees that one thing, and nothing else."""

    kind: Literal["run", "space"]
    thing: str
    with_model: bool = False
    """Whether the link also lets its guests download the models of its run."""
    is_authenticated = False

    @property
    def rights(self) -> frozenset[Action]:
        """What this guest may do."""
        return RIGHTS[GUEST] | ({"download"} if self.with_model else set())


SHARE = "share"
"""The parameter of an address that names the link by which one comes."""
Caller = User | AnonymousUser | Guest
GUEST = "guest"
"""The role of a guest; no member has it."""

Action = Literal[
    "anyone", "known", "signed_in", "in_person",
    "see", "look_around", "download", "comment", "edit", "run", "take_away", "manage",
]  # fmt: skip
"""The first four ask for no role: `known` is signed in or came by a share link, `in_person` signed
in by oneself, not by a token. The others are rights in the team of the thing; `look_around` is what
members alone see: data, comments, marks. `take_away` has an archive made, `download` gets it."""

RIGHTS: dict[str, frozenset[Action]] = {
    GUEST: frozenset({"see"}),
    Role.VIEWER: frozenset({"see", "look_around"}),
    Role.COMMENTER: frozenset({"see", "look_around", "comment"}),
    Role.EDITOR: frozenset(
        {"see", "look_around", "download", "comment", "edit", "run", "take_away"}
    ),
    Role.OWNER: frozenset(
        {"see", "look_around", "download", "comment", "edit", "run", "take_away", "manage"}
    ),
}

ROUTES: dict[tuple[str | None, str | None], Action] = {
    ("session", "GET"): "anyone",
    ("sign-in", "POST"): "anyone",
    ("sign-out", "POST"): "signed_in",
    ("catalogue", "GET"): "known",
    ("preset-picture", "GET"): "signed_in",
    ("schema", "GET"): "signed_in",
    ("spaces", "GET"): "signed_in",
    ("spaces", "POST"): "edit",
    ("space", "GET"): "see",
    ("space", "PATCH"): "edit",
    ("space", "DELETE"): "edit",
    ("draft", "PUT"): "edit",
    ("versions", "GET"): "see",
    ("versions", "POST"): "edit",
    ("version", "GET"): "see",
    ("version-picture", "GET"): "see",
    ("report", "POST"): "signed_in",
    ("sample", "POST"): "signed_in",
    ("datasets", "GET"): "signed_in",
    ("datasets", "POST"): "edit",
    ("dataset", "GET"): "look_around",
    ("dataset", "PATCH"): "edit",
    ("dataset", "DELETE"): "edit",
    ("dataset-sample", "GET"): "look_around",
    ("runs", "GET"): "signed_in",
    ("runs", "POST"): "run",
    ("estimate", "POST"): "look_around",
    ("run", "GET"): "see",
    ("run", "PATCH"): "edit",
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
    ("candidate-legend", "GET"): "see",
    ("candidate-curve", "GET"): "see",
    ("candidate-code", "GET"): "see",
    ("candidate-export", "POST"): "take_away",
    ("candidate-model", "GET"): "download",
    ("workers", "GET"): "signed_in",
    ("teams", "GET"): "signed_in",
    ("teams", "POST"): "signed_in",
    ("team", "GET"): "look_around",
    ("team", "PATCH"): "manage",
    ("team", "DELETE"): "manage",
    ("invitations", "POST"): "manage",
    ("invitation", "DELETE"): "manage",
    ("invitation-look", "POST"): "signed_in",
    ("invitation-join", "POST"): "in_person",
    ("member", "PATCH"): "manage",
    ("member", "DELETE"): "look_around",  # everyone may leave; others are removed by owners
    ("projects", "POST"): "edit",
    ("project", "PATCH"): "manage",
    ("project", "DELETE"): "manage",
    ("comments", "GET"): "look_around",
    ("comments", "POST"): "comment",
    ("comment", "PATCH"): "comment",  # one's own
    ("comment", "DELETE"): "comment",  # one's own; owners any
    ("marks", "GET"): "look_around",
    ("stars", "GET"): "signed_in",
    ("stars", "POST"): "look_around",
    ("notes", "POST"): "edit",
    ("activity", "GET"): "signed_in",
    ("shares", "GET"): "edit",
    ("shares", "POST"): "edit",
    ("share", "DELETE"): "edit",
    ("share-open", "POST"): "anyone",
    ("tokens", "GET"): "in_person",
    ("tokens", "POST"): "in_person",
    ("token", "DELETE"): "in_person",
    ("run-socket", "WEBSOCKET"): "see",
}
"""(Route name, method) and what the caller must be allowed to do."""

TEAM_OF: dict[type[Model], str] = {
    Team: "",
    Membership: "team",
    Invitation: "team",
    Project: "team",
    Share: "team",
    Comment: "team",
    Activity: "team",
    Space: "project__team",
    Dataset: "project__team",
    Version: "space__project__team",
    Run: "project__team",
    Candidate: "run__project__team",
}

SHOWN: dict[str, dict[type[Model], str]] = {
    "run": {Run: "pk", Candidate: "run", Version: "runs"},
    "space": {Space: "pk", Version: "space"},
}
"""What belongs to a shared thing, and by which path to its id."""

ROLELESS: frozenset[Action] = frozenset({"anyone", "known"})
"""What guests may ask for whatever their link is."""
FOR_GUESTS = RIGHTS[GUEST] | ROLELESS | {"download"}
"""What guests may ask for at all; some only where their link says so (`Guest.rights`)."""

Row = TypeVar("Row", bound=Model)


def visible(model: type[Row], caller: Caller) -> QuerySet[Row]:
    """Return the rows that the caller may know of, each with the caller's role there."""
    rows = model._default_manager.all()
    if isinstance(caller, Guest):
        path = SHOWN[caller.kind].get(model)
        rows = rows.filter(**{path: caller.thing}) if path else rows.none()
        return cast("QuerySet[Row]", rows.annotate(role_there=Value(GUEST)))
    if isinstance(caller, AnonymousUser):
        return rows.none()
    memberships = "__".join(filter(None, (TEAM_OF[model], "memberships")))
    rows = rows.filter(**{f"{memberships}__user": caller})
    return cast("QuerySet[Row]", rows.annotate(role_there=F(f"{memberships}__role")))


def pick(rows: QuerySet[Row], id: str) -> Row | None:
    """Return the row of that id, or None; PostgreSQL breaks on a NUL, which no id has."""
    name = "key" if rows.model is Membership else "pk"
    return None if "\0" in id else rows.filter(**{name: id}).first()


def find(model: type[Row], caller: Caller, id: str, action: Action) -> Row:
    """Return the row for a deed.

    Raises:
        NotFound: There is none, or the caller may not know that there is.
        Forbidden: The caller's role does not allow the deed.
    """
    row = pick(visible(model, caller), id)
    if row is None:
        raise NotFound(model.__name__.lower())
    if action not in rights_of(caller, row):
        require(role_in(row), action)
    return row


def rights_of(caller: Caller, row: Model) -> frozenset[Action]:
    """Return what the caller may do about a row that came from `visible`."""
    return caller.rights if isinstance(caller, Guest) else RIGHTS[role_in(row)]


def role_in(row: Model) -> str:
    """Return the caller's role in the team of a row that came from `visible`."""
    return str(row.role_there)  # type: ignore[attr-defined]  # annotated by `visible`


def require(role: str, action: Action) -> None:
    """Refuse a deed that the role does not allow."""
    if action not in RIGHTS[role]:
        raise Forbidden(
            "forbidden", f"to {action.replace('_', ' ')} here takes another role than {role}"
        )


def rights(role: str) -> list[str]:
    """Return what a role may do beyond looking, as forms list it."""
    return sorted(RIGHTS[role] - {"see", "look_around", "download"})
