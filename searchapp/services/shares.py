"""Share links: made, opened, revoked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from searchapp.models import Run, Share, Verb
from searchapp.selectors.permissions import pick
from searchapp.selectors.shares import open_shares
from searchapp.selectors.things import on, thing_of
from searchapp.services import activity
from searchapp.wire.errors import NoSuchLink
from searchapp.wire.secrets import digest_of, new_secret


@transaction.atomic
def share_create(
    user: User, thing: Any, days: int, *, with_model: bool = False
) -> tuple[Share, str]:
    """Return a link to a run or a space, and its secret."""
    secret, digest = new_secret()
    expires_at = timezone.now() + timedelta(days=days)
    share = Share.objects.create(
        **on(thing),
        digest=digest,
        created_by=user,
        expires_at=expires_at,
        with_model=with_model and isinstance(thing, Run),
    )
    activity.tell(user, Verb.SHARED, thing)
    return share, secret


@transaction.atomic
def share_revoke(user: User, share: Share) -> None:
    """End a link; one that has ended stays as it is."""
    if open_shares().filter(pk=share.pk).update(revoked_at=timezone.now()):
        activity.tell(user, Verb.UNSHARED, thing_of(share))


def share_open(id: str, secret: str) -> Share:
    """Return the link that id and secret belong to, and count that it was opened.

    Raises:
        NoSuchLink: There is none, or no longer.
    """
    share = pick(open_shares().filter(digest=digest_of(secret)), id)
    if share is None:
        raise NoSuchLink
    Share.objects.filter(pk=share.pk).update(opened=F("opened") + 1, last_opened_at=timezone.now())
    return share
