"""Reads of comments and marks."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import User

from searchapp.models import Comment, Note, Star
from searchapp.selectors.permissions import RIGHTS, find, role_in
from searchapp.selectors.things import find_thing, held_by, kind_of
from searchapp.wire.forms import CommentForm, CommentPlace, Marks, Place
from searchapp.wire.forms.social import ThingKind


def comment_list_for(user: User, place: Place) -> list[CommentForm]:
    """Return what was said about a thing, in the order in which it was."""
    thing = find_thing(user, place.kind, place.id, "look_around")
    said = Comment.objects.filter(**{place.kind: thing}).select_related("author")
    return [comment_form(c, user, role_in(thing)) for c in said.order_by("created_at", "pk")]


def comment_get_for(user: User, id: str) -> CommentForm:
    """Return a comment."""
    comment = find(Comment, user, id, "look_around")
    return comment_form(comment, user, role_in(comment))


def comment_form(comment: Comment, user: User, role: str) -> CommentForm:
    """Return a comment as the user sees it."""
    kind, thing = held_by(comment)
    is_deleted = comment.deleted_at is not None
    return CommentForm(
        id=comment.id,
        place=CommentPlace(
            kind=cast("ThingKind", kind), id=thing, path=comment.path, about=comment.about
        ),
        author=comment.author.get_username(),
        text=comment.text,
        created_at=comment.created_at,
        edited_at=comment.edited_at,
        is_deleted=is_deleted,
        can=[] if is_deleted else _can(comment.author_id == user.pk, role),
    )


def _can(is_own: bool, role: str) -> list[str]:
    if is_own and "comment" in RIGHTS[role]:
        return ["change", "delete"]
    return ["delete"] if "manage" in RIGHTS[role] else []


def starred_by(user: User) -> list[Place]:
    """Return what the user starred in teams that the user is in, newest star first."""
    stars = Star.objects.filter(user=user, team__memberships__user=user)
    held = (held_by(star) for star in stars.order_by("-created_at", "-pk"))
    return [Place(kind=cast("ThingKind", kind), id=id) for kind, id in held]


def marks_of(user: User, thing: Any) -> Marks:
    """Return the marks on a thing."""
    here = {kind_of(thing): thing}
    stars = Star.objects.filter(**here)
    note = Note.objects.filter(**here).select_related("saved_by").first()
    return Marks(
        is_starred=stars.filter(user=user).exists(),
        stars=stars.count(),
        note=note.text if note else "",
        noted_by=note.saved_by.get_username() if note else "",
        comments=Comment.objects.filter(**here, deleted_at=None).count(),
    )
