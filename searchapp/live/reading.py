"""What a socket reads from the database; each read asks anew who may see the run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.utils import timezone

from searchapp.models import Run
from searchapp.selectors.permissions import Caller, find
from searchapp.selectors.shares import guest_of
from searchapp.selectors.snapshots import event_page_for, snapshot_for
from searchapp.selectors.waiting import is_stalled, waiting_of, workshop
from searchapp.wire.errors import SignedOut
from searchapp.wire.messages import Beat, Page, Reset

FAR_BEHIND = 5_000
"""Missed events beyond which a snapshot is cheaper than the pages."""


@dataclass(frozen=True)
class Visitor:
    """Who opened a socket, by what can be looked up again: a share link, else a session."""

    session: str | None
    share: str | None
    cookies: Mapping[str, str]


def admit(visitor: Visitor, id: str) -> Caller:
    """Return who it is by now, if they may see the run.

    Raises:
        SignedOut: The session has ended: by time, by signing out, by another password.
        NoSuchLink: The share link has ended, or was not opened in this browser.
        NotFound: There is no such run, or the caller may not know of it.
    """
    if visitor.share is not None:
        caller: Caller = guest_of(visitor.share, visitor.cookies)
    else:
        caller = _user_of(visitor.session)
    find(Run, caller, id, "see")
    return caller


def _user_of(session: str | None) -> Any:
    request = HttpRequest()
    request.session = SessionStore(session)
    user = get_user(request)
    if not user.is_authenticated:
        raise SignedOut("signed_out", "sign in first")
    return user


def read_first(caller: Caller, id: str, after: int | None, epoch: str | None) -> Page | Reset:
    """Return what a client gets first: a page if it can go on from `after`, else everything.

    Raises:
        NotFound: There is no such run, or the caller may not know of it.
    """
    run = find(Run, caller, id, "see")
    head = run.next_seq - 1
    if after is None or epoch != str(run.epoch) or not head - FAR_BEHIND <= after <= head:
        return Reset(snapshot=snapshot_for(caller, id))
    return event_page_for(caller, id, after)


def read_page(caller: Caller, id: str, after: int) -> Page:
    """Return the events that follow `after`, as many as a page holds.

    Raises:
        NotFound: The run is gone, or the caller may no longer see it.
    """
    return event_page_for(caller, id, after)


def read_beat(caller: Caller, id: str) -> Beat:
    """Return how things stand.

    Raises:
        NotFound: The run is gone, or the caller may no longer see it.
    """
    now = timezone.now()
    run = find(Run, caller, id, "see")
    shop = workshop(now)
    return Beat(
        at=now,
        head=run.next_seq - 1,
        workers=len(shop.crew),
        is_stalled=is_stalled(run, shop),
        waiting=waiting_of(run, shop),
    )
