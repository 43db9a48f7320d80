"""Reads of share links, and who comes by one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.utils import timezone

from searchapp.models import Share
from searchapp.selectors.permissions import Guest, pick
from searchapp.selectors.things import held_by, kind_of, thing_of
from searchapp.wire.errors import NoSuchLink
from searchapp.wire.forms import ShareForm
from searchapp.wire.forms.shares import SharedKind

PASS_LIFETIME = timedelta(hours=12)
"""How long a browser that opened a link may look before it must open it again."""
_signer = signing.TimestampSigner(salt="share")


def open_shares() -> QuerySet[Share]:
    """Return the links that still lead somewhere."""
    return Share.objects.filter(revoked_at=None, expires_at__gt=timezone.now())


def share_list_of(thing: Any) -> list[ShareForm]:
    """Return the open links to a run or a space, newest first."""
    ours = open_shares().filter(**{kind_of(thing): thing})
    rows = ours.select_related("run", "space", "created_by").order_by("-created_at")
    return [share_form(share) for share in rows]


def share_form(share: Share, secret: str = "") -> ShareForm:
    """Return a link; with its secret when it was just made."""
    kind, thing = held_by(share)
    return ShareForm(
        id=share.id,
        kind=cast("SharedKind", kind),
        thing=thing,
        title=title_of(share),
        created_by=share.created_by.get_username(),
        created_at=share.created_at,
        expires_at=share.expires_at,
        opened=share.opened,
        last_opened_at=share.last_opened_at,
        with_model=share.with_model,
        link=f"/s/{share.id}#{secret}" if secret else "",
    )


def title_of(share: Share) -> str:
    """Return the name of what is shared."""
    return str(thing_of(share))


def pass_name(id: str) -> str:
    """Return the name of the cookie that proves that the link was opened."""
    return f"{'__Host-share' if settings.NASWEB_PRODUCTION else 'nasweb_share'}_{id}"


def pass_for(share: Share) -> str:
    """Return what the cookie holds."""
    return _signer.sign(share.id)


def guest_of(id: str, cookies: Mapping[str, str]) -> Guest:
    """Return who comes by a link that this browser has opened.

    Raises:
        NoSuchLink: It was not opened here lately, or there is no such link any more.
    """
    try:
        is_proven = _signer.unsign(cookies.get(pass_name(id), ""), PASS_LIFETIME) == id
    except signing.BadSignature:
        is_proven = False
    share = pick(open_shares(), id) if is_proven else None
    if share is None:
        raise NoSuchLink
    kind, thing = held_by(share)
    return Guest(cast("SharedKind", kind), thing, share.with_model)
