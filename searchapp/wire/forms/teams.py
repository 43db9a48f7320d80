"""Teams, their members, invitations and projects."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from searchapp.wire.forms.base import Form

RoleName = Literal["owner", "editor", "commenter", "viewer"]
Name = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$"
    ),
]
"""One line of any script."""


class MemberForm(Form):
    """A member of a team; `user` is the public name."""

    id: str
    user: str
    role: RoleName
    joined_at: datetime
    is_you: bool


class InvitationForm(Form):
    """An open invitation; only the answer to its making carries the secret, in `link`."""

    id: str
    role: RoleName
    created_by: str
    created_at: datetime
    expires_at: datetime
    link: str = ""
    """`/join#<secret>`: browsers never send the part behind the hash."""


class TeamPage(Form):
    """A team opened; invitations are listed for owners only."""

    id: str
    name: str
    is_personal: bool
    role: RoleName
    members: list[MemberForm]
    invitations: list[InvitationForm]
    can: list[str]
    """`manage`, `leave`, `delete`."""


class TeamRequest(Form):
    """Make or rename a team."""

    name: Name


class RoleRequest(Form):
    """Give a member another role."""

    role: RoleName


class InvitationRequest(Form):
    """Invite whoever opens the link."""

    role: RoleName
    days: int = Field(default=7, ge=1, le=30)


class SecretRequest(Form):
    """The secret of an invitation or of a share link; never part of an address that is sent."""

    secret: str = Field(min_length=1, max_length=200)


class InvitationOffer(Form):
    """What an invitation offers to whoever holds its secret."""

    team: str
    role: RoleName
    invited_by: str
    is_member: bool


class ProjectRequest(Form):
    """Make a project."""

    team: str = Field(max_length=16)
    name: Name


class ProjectRename(Form):
    """Rename a project."""

    name: Name
