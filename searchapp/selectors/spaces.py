"""Reads of spaces, drafts and versions."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Prefetch, QuerySet

from searchapp.models import Draft, Space, Version
from searchapp.selectors.permissions import GUEST, Caller, find, pick, rights, role_in, visible
from searchapp.wire.errors import NotFound
from searchapp.wire.forms import DraftForm, SpaceForm, SpaceSummary, VersionForm, VersionSummary

VERSIONS: QuerySet[Version] = (
    Version.objects.select_related("created_by").annotate(n_runs=Count("runs")).order_by("-number")
)


def space_list_for(user: Caller, *, archived: bool = False) -> list[SpaceSummary]:
    """Return the spaces of the user's teams, last changed first; or those that were put away."""
    spaces = _with_versions(visible(Space, user).filter(is_archived=archived))
    return [space_summary(space, role_in(space)) for space in spaces]


def space_get_for(user: Caller, id: str) -> SpaceForm:
    """Return a space with its draft and all its versions."""
    space = pick(_with_versions(visible(Space, user)), id)
    if space is None:
        raise NotFound("space")
    role, latest = role_in(space), _latest(space)
    return SpaceForm(
        **space_summary(space, role).model_dump(),
        draft=draft_shown(space, latest) if role == GUEST else draft_form(space.draft, latest),
        versions=[version_summary(version, role) for version in space.versions.all()],
        can=rights(role),
    )


def version_list_for(user: Caller, space: str) -> list[VersionSummary]:
    """Return the versions of a space, newest first."""
    role = role_in(find(Space, user, space, "see"))
    return [version_summary(version, role) for version in VERSIONS.filter(space_id=space)]


def version_get_for(user: Caller, id: str) -> VersionForm:
    """Return a version with its document."""
    role = role_in(find(Version, user, id, "see"))
    version = VERSIONS.get(pk=id)
    return VersionForm(
        **version_summary(version, role).model_dump(),
        space=version.space_id,
        document=version.document,
    )


def draft_form(draft: Draft, latest: Version | None) -> DraftForm:
    """Return the working copy, and whether it says something else than the latest version."""
    return DraftForm(
        revision=draft.revision,
        document=draft.document,
        saved_at=draft.saved_at,
        saved_by=draft.saved_by.get_username(),
        changed_since_version=latest is None or draft.document != latest.document,
    )


def draft_shown(space: Space, latest: Version | None) -> DraftForm:
    """Return what guests get for a draft: the latest version, for work under way is not shown."""
    document = latest.document if latest else ""
    return DraftForm(
        revision=space.draft.revision,
        document=document,
        saved_at=latest.created_at if latest else space.created_at,
        saved_by="",
        changed_since_version=False,
    )


def space_summary(space: Space, role: str) -> SpaceSummary:
    """Return a space as a list shows it."""
    latest = _latest(space)
    return SpaceSummary(
        id=space.id,
        name=space.name,
        project=space.project_id,
        preset=space.preset,
        is_archived=space.is_archived,
        updated_at=space.draft.saved_at,
        latest_version=version_summary(latest, role) if latest else None,
        runs=sum(_runs(version) for version in space.versions.all()),
    )


def version_summary(version: Version, role: str) -> VersionSummary:
    """Return a version as a list shows it."""
    return VersionSummary(
        id=version.id,
        number=version.number,
        message=version.message,
        created_by="" if role == GUEST else version.created_by.get_username(),
        created_at=version.created_at,
        digest=version.digest,
        runs=_runs(version),
    )


def _with_versions(spaces: QuerySet[Space]) -> QuerySet[Space]:
    return (
        spaces.select_related("draft__saved_by")
        .prefetch_related(Prefetch("versions", VERSIONS.defer("document")))
        .order_by("-draft__saved_at")
    )


def _latest(space: Space) -> Version | None:
    versions: Iterable[Version] = space.versions.all()
    return max(versions, key=lambda version: version.number, default=None)


def _runs(version: Version) -> int:
    return int(version.n_runs)  # type: ignore[attr-defined]  # annotated by VERSIONS
