"""What happened in the teams of a user, newest first."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core import signing

from searchapp.models import Activity
from searchapp.selectors.permissions import visible
from searchapp.wire.errors import Invalid
from searchapp.wire.forms import ActivityForm, ActivityPage

SALT = "page of activity"


def activity_page_for(user: User, before: str | None = None, limit: int = 50) -> ActivityPage:
    """Return the page that follows `before`."""
    rows = visible(Activity, user).select_related("actor").order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=_read_key(before))
    found = list(rows[: limit + 1])
    more = len(found) > limit
    return ActivityPage(
        items=[activity_form(line) for line in found[:limit]],
        next=signing.dumps(found[limit - 1].pk, salt=SALT) if more else None,
    )


def activity_form(line: Activity) -> ActivityForm:
    """Return one line of a story."""
    return ActivityForm(
        team=line.team_id,
        project=line.project_id or "",
        actor=line.actor.get_username() if line.actor else "",
        verb=line.verb,
        kind=line.kind,
        thing=line.thing,
        title=line.title,
        at=line.at,
    )


def _read_key(text: str) -> int:
    try:
        return int(signing.loads(text, salt=SALT))
    except signing.BadSignature:
        raise Invalid(
            "bad_cursor", "`before` must be the `next` of a page of this very list", ("before",)
        ) from None
