"""Reads of teams, their members and invitations."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.models import User
from django.db.models import F, QuerySet
from django.utils import timezone

from searchapp.models import Invitation, Membership, Role, Team
from searchapp.selectors.permissions import find, role_in, visible
from searchapp.wire.errors import NoSuchLink
from searchapp.wire.forms import InvitationForm, InvitationOffer, MemberForm, TeamForm, TeamPage
from searchapp.wire.forms.teams import RoleName
from searchapp.wire.secrets import digest_of


def team_list_for(user: User) -> list[TeamForm]:
    """Return the teams the user is in, the own one first, then as they were joined."""
    teams = list(visible(Team, user).order_by("memberships__created_at"))
    teams.sort(key=lambda team: not is_own(team, role_in(team)))
    return [
        TeamForm(
            id=team.id,
            name=team.name,
            is_personal=team.is_personal,
            role=cast("RoleName", role_in(team)),
        )
        for team in teams
    ]


def is_own(team: Team, role: str) -> bool:
    """Tell whether it is the team that came with the account: others may be guests in theirs."""
    return team.is_personal and role == Role.OWNER


def team_page_for(user: User, id: str) -> TeamPage:
    """Return a team with its members; owners also see who is invited."""
    team = find(Team, user, id, "look_around")
    role = role_in(team)
    members = list(team.memberships.select_related("user").order_by("created_at"))
    open_ones = open_invitations().filter(team=team).order_by("created_at")
    return TeamPage(
        id=team.id,
        name=team.name,
        is_personal=team.is_personal,
        role=cast("RoleName", role),
        members=[member_form(member, user) for member in members],
        invitations=[invitation_form(one) for one in open_ones] if role == Role.OWNER else [],
        can=_can(team, role, members),
    )


def _can(team: Team, role: str, members: list[Membership]) -> list[str]:
    owners = sum(member.role == Role.OWNER for member in members)
    is_owner = role == Role.OWNER
    deeds = {
        "delete": is_owner and not team.is_personal,
        "leave": not is_owner or owners > 1,
        "manage": is_owner,
    }
    return [deed for deed, is_possible in deeds.items() if is_possible]


def member_form(member: Membership, you: User) -> MemberForm:
    """Return a member as the team's page shows it."""
    return MemberForm(
        id=member.key,
        user=member.user.get_username(),
        role=cast("RoleName", member.role),
        joined_at=member.created_at,
        is_you=member.user_id == you.pk,
    )


def open_invitations() -> QuerySet[Invitation]:
    """Return the invitations that somebody may still accept: those who invited own the team yet."""
    return Invitation.objects.filter(
        used_at=None,
        revoked_at=None,
        expires_at__gt=timezone.now(),
        created_by__is_active=True,
        team__memberships__user=F("created_by"),
        team__memberships__role=Role.OWNER,
    ).select_related("team", "created_by")


def invitation_form(invitation: Invitation, secret: str = "") -> InvitationForm:
    """Return an invitation; with its secret when it was just made."""
    return InvitationForm(
        id=invitation.id,
        role=cast("RoleName", invitation.role),
        created_by=invitation.created_by.get_username(),
        created_at=invitation.created_at,
        expires_at=invitation.expires_at,
        link=f"/join#{secret}" if secret else "",
    )


def invitation_of(secret: str) -> Invitation:
    """Return the open invitation that a secret belongs to; raises `NoSuchLink`."""
    invitation = open_invitations().filter(digest=digest_of(secret)).first()
    if invitation is None:
        raise NoSuchLink
    return invitation


def offer_for(user: User, secret: str) -> InvitationOffer:
    """Return what an invitation offers."""
    invitation = invitation_of(secret)
    return InvitationOffer(
        team=invitation.team.name,
        role=cast("RoleName", invitation.role),
        invited_by=invitation.created_by.get_username(),
        is_member=invitation.team.memberships.filter(user=user).exists(),
    )
