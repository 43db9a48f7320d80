"""Share links: a read-only view of one run or one space, for whoever holds the link."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from searchapp.wire.forms.base import Form

SharedKind = Literal["space", "run"]


class ShareForm(Form):
    """A share link; only the answer to its making carries the secret, in `link`."""

    id: str
    kind: SharedKind
    thing: str
    title: str
    created_by: str
    created_at: datetime
    expires_at: datetime
    opened: int
    last_opened_at: datetime | None
    with_model: bool
    link: str = ""
    """`/s/<id>#<secret>`: browsers never send the part behind the hash."""


class ShareRequest(Form):
    """Share a run with its candidates, or a space with its versions."""

    kind: SharedKind
    thing: str = Field(max_length=16)
    days: int = Field(default=30, ge=1, le=365)
    with_model: bool = False
    """Guests may download the models of the run that are ready; a space has none."""


class ShareOpened(Form):
    """What a link leads to. The answer sets a cookie that opens this one thing, for twelve hours.

    Requests name the link by `?share=<id>`.
    """

    kind: SharedKind
    thing: str
    title: str
    expires_at: datetime
    with_model: bool


class SharesQuery(Form):
    """Whose links."""

    kind: SharedKind
    thing: str = Field(max_length=16)
