"""What a socket reads from the database; each read asks anew who may see the run."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.utils import timezone

from searchapp.models import Run
from searchapp.selectors.permissions import Caller, find
from searchapp.selectors.snapshots import event_page_for, snapshot_for
from searchapp.selectors.waiting import is_stalled, waiting_of, workshop
from searchapp.wire.errors import SignedOut
from searchapp.wire.messages import Beat, Page, Reset

FAR_BEHIND = 5_000
"""Missed events beyond which a snapshot is cheaper than the pages."""


def read_first(user: Caller, id: str, after: int | None, epoch: str | None) -> Page | Reset:
    """Return what a client gets first: a page if it can go on from `after`, else everything.

    Raises:
        NotFound: There is no such run, or the user may not know of it.
    """
    run = find(Run, user, id, "see")
    head = run.next_seq - 1
    if after is None or epoch != str(run.epoch) or not head - FAR_BEHIND <= after <= head:
        return Reset(snapshot=snapshot_for(user, id))
    return event_page_for(user, id, after)


def read_page(user: Caller, id: str, after: int) -> Page:
    """Return the events that follow `after`, as many as a page holds.

    Raises:
        NotFound: The run is gone, or the user may no longer see it.
    """
    return event_page_for(user, id, after)


def read_beat(user: Caller, session: str | None, id: str) -> Beat:
    """Return how things stand.

    Raises:
        SignedOut: The session that opened the socket has ended.
        NotFound: The run is gone, or the user may no longer see it.
    """
    now = timezone.now()
    if not Session.objects.filter(session_key=session, expire_date__gt=now).exists():
        raise SignedOut("signed_out", "the session has ended")
    run = find(Run, user, id, "see")
    shop = workshop(now)
    return Beat(
        at=now,
        head=run.next_seq - 1,
        workers=len(shop.crew),
        is_stalled=is_stalled(run, shop),
        waiting=waiting_of(run, shop),
    )
