"""Comments: said, said otherwise, taken back."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from searchapp.models import Comment, Space, Verb
from searchapp.selectors.permissions import RIGHTS, role_in
from searchapp.selectors.things import on
from searchapp.services import activity
from searchapp.wire.errors import Conflict, Forbidden, Invalid
from searchapp.wire.forms import CommentPlace


@transaction.atomic
def comment_create(user: User, thing: Any, place: CommentPlace, text: str) -> Comment:
    """Say something about a thing, or about a node or wire of a space.

    Raises:
        Invalid: `path_of_a_space`: nothing else has nodes.
    """
    if place.path and not isinstance(thing, Space):
        raise Invalid(
            "path_of_a_space", "only a comment on a space may name a node", ("place", "path")
        )
    comment = Comment.objects.create(
        **on(thing), path=place.path, about=place.about, author=user, text=text
    )
    activity.tell(user, Verb.COMMENTED, thing)
    return comment


def comment_change(user: User, comment: Comment, text: str) -> None:
    """Put other words in place of one's own.

    Raises:
        Forbidden: `not_yours`: somebody else said it.
        Conflict: `deleted`: it was taken back.
    """
    _check_own(user, comment)
    now = timezone.now()
    there = Comment.objects.filter(pk=comment.pk, deleted_at=None)
    if not there.update(text=text, edited_at=now):
        raise Conflict("deleted", "a comment that was deleted cannot be changed; say it anew")


def comment_delete(user: User, comment: Comment) -> None:
    """Take a comment back: its place stays, its words go.

    Args:
        user: Who wants it gone.
        comment: As `find` returned it for the user.

    Raises:
        Forbidden: `not_yours`: somebody else said it, and the user owns no team it is in.
    """
    if "manage" not in RIGHTS[role_in(comment)]:
        _check_own(user, comment)
    there = Comment.objects.filter(pk=comment.pk, deleted_at=None)
    there.update(text="", deleted_at=timezone.now())


def _check_own(user: User, comment: Comment) -> None:
    if comment.author_id != user.pk:
        raise Forbidden("not_yours", "only who said it may change it")
