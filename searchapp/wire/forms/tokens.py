"""Keys for scripts."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from searchapp.wire.forms.base import Form
from searchapp.wire.forms.teams import Name


class TokenForm(Form):
    """A key for scripts; only the answer to its making carries the secret."""

    id: str
    name: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    secret: str = ""
    """Sent as `Authorization: Bearer <secret>`."""


class TokenRequest(Form):
    """Make a key with one's own rights."""

    name: Name
    days: int = Field(default=90, ge=1, le=365)
