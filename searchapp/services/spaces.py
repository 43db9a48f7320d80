"""Writes of spaces: made from a template or a document, autosaved as drafts, kept as versions."""

from __future__ import annotations

import json

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from searchapp.models import Draft, Project, Run, Space, Verb, Version
from searchapp.nas.errors import InvalidDocument
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.space.reading import read_document, write_document
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.validation import faults
from searchapp.nas.words import counted, verb
from searchapp.services import activity
from searchapp.wire.errors import Conflict, Invalid, Stale, invalid_of
from searchapp.wire.forms import SpaceRequest, VersionRequest
from searchapp.wire.strict_json import parse_object

LARGEST_DOCUMENT = 5 * 10**6
"""Bytes of a document, as UTF-8."""
LONGEST_NAME = 200
"""Characters that the table of spaces has room for."""


@transaction.atomic
def space_create(user: User, project: Project, request: SpaceRequest) -> Space:
    """Make a space with its draft and, unless only a draft is asked for, version 1.

    Raises:
        Invalid: Neither or both of preset and document are given, or the document has faults
            (as a draft: it is no JSON object, or too long).
        UnknownName: There is no such preset.
    """
    if (request.preset is None) == (request.document is None):
        raise Invalid(
            "preset_or_document", "either a preset or a document must be given", ("preset",)
        )
    text = request.document or ""
    if request.preset is not None:
        text = write_document(PRESETS.get(request.preset).document())
    digest = None if request.is_draft else _read_valid(text)
    held = _name_in(text)
    name = (request.name or "").strip()
    if request.preset is not None:
        name = name or _free_name(project, held)
    if name and name != held:
        text = json.dumps({**parse_object(text.encode()), "name": name}, indent=1)
    space = Space.objects.create(
        project=project,
        name=name or held or "Untitled",
        preset=request.preset or "",
        created_by=user,
    )
    Draft.objects.create(space=space, document=text, saved_by=user)
    if digest is not None:
        Version.objects.create(
            space=space,
            number=1,
            document=text,
            digest=digest,
            created_by=user,
            message="As made",
        )
    activity.tell(user, Verb.CREATED, space)
    return space


@transaction.atomic
def space_move(user: User, space: Space, project: Project) -> None:
    """Put a space on another shelf of its team; its runs stay where they are.

    Raises:
        Invalid: `other_team`: nothing leaves its team.
    """
    if project.team_id != space.project.team_id:
        raise Invalid("other_team", "the project must be of the space's own team", ("project",))
    if project != space.project:
        space.project = project
        space.save(update_fields=["project"])
        activity.tell(user, Verb.MOVED, space)


@transaction.atomic
def space_archive(user: User, space: Space, *, is_archived: bool) -> None:
    """Put a space away, out of the lists, or take it back; its runs stay where they are."""
    if space.is_archived != is_archived:
        space.is_archived = is_archived
        space.save(update_fields=["is_archived"])
        activity.tell(user, Verb.ARCHIVED if is_archived else Verb.UNARCHIVED, space)


@transaction.atomic
def space_delete(user: User, space: Space) -> None:
    """Delete a space with its draft and its versions.

    Raises:
        Conflict: `in_use`: runs have searched it, and what they found is told in its words.
    """
    space = Space.objects.select_for_update().get(pk=space.pk)
    runs = Run.objects.filter(version__space=space).count()
    if runs:
        raise Conflict(
            "in_use",
            f"a space that runs have searched cannot be deleted, and {counted(runs, 'run')} "
            f"{verb(runs, 'has', 'have')}; its results are told in the words of its versions",
        )
    activity.tell(user, Verb.DELETED, space)
    space.delete()


def _free_name(project: Project, base: str) -> str:
    """Return the name, or "DARTS 2" if there is a "DARTS": lists tell copies apart by it."""
    taken = set(project.spaces.filter(name__startswith=base).values_list("name", flat=True))
    name, number = base, 2
    while name in taken:
        name, number = f"{base} {number}", number + 1
    return name


@transaction.atomic
def draft_save(user: User, space: Space, seen: int, text: str) -> Draft:
    """Save the draft if nobody else has since revision `seen`. It need not be a valid space.

    The space is called what its draft is called.

    Raises:
        Stale: `stale_draft`: another save came first; nothing was overwritten.
        Invalid: The text is no JSON object, or too long.
    """
    name = _name_in(text)
    saved = Draft.objects.filter(space=space, revision=seen).update(
        document=text, revision=F("revision") + 1, saved_by=user, saved_at=timezone.now()
    )
    draft = Draft.objects.select_related("saved_by").get(space=space)
    if not saved:
        raise _stale(draft, seen)
    if name:
        Space.objects.filter(pk=space.pk).exclude(name=name).update(name=name)
    return draft


@transaction.atomic
def version_save(user: User, space: Space, request: VersionRequest) -> Version:
    """Keep the draft as the next version.

    Raises:
        Stale: The draft is no longer the one that was seen.
        Invalid: The document has faults; all are told.
    """
    draft = Draft.objects.select_for_update().get(space=space)
    if draft.revision != request.revision:
        raise _stale(draft, request.revision)
    digest = _read_valid(draft.document)
    last = space.versions.aggregate(last=Max("number"))["last"] or 0
    version = Version.objects.create(
        space=space,
        number=last + 1,
        document=draft.document,
        digest=digest,
        message=request.message.strip(),
        created_by=user,
    )
    activity.tell(user, Verb.SAVED, space)
    return version


def _name_in(text: str) -> str:
    """Return the name in a draft, if it has one; refuse what is no JSON object at all."""
    body = text.encode("utf-8")
    if len(body) > LARGEST_DOCUMENT:
        raise Invalid(
            "too_large",
            f"a document must have at most {LARGEST_DOCUMENT} bytes, but it has {len(body)}",
            ("document",),
        )
    name = parse_object(body).get("name")
    return name.strip()[:LONGEST_NAME] if isinstance(name, str) else ""


def _read_valid(text: str) -> str:
    """Return the digest of the document, or refuse with every fault there is."""
    document = read_document(text)
    found = faults(document)
    if found:
        raise invalid_of(InvalidDocument(found))
    return SearchSpace(document).digest


def _stale(draft: Draft, seen: int) -> Stale:
    return Stale(
        "stale_draft",
        f"the draft must still be at revision {seen}, but {draft.saved_by.get_username()} "
        f"has saved revision {draft.revision}; nothing was overwritten",
    )
