"""Invitations: a link that lets whoever opens it first into a team."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from searchapp.models import Invitation, Membership, Team, Verb
from searchapp.selectors.teams import invitation_of, open_invitations
from searchapp.services import activity
from searchapp.services.teams import check_may_own
from searchapp.wire.errors import NoSuchLink
from searchapp.wire.forms import InvitationRequest
from searchapp.wire.secrets import new_secret


@transaction.atomic
def invitation_create(user: User, team: Team, request: InvitationRequest) -> tuple[Invitation, str]:
    """Return an invitation and its secret.

    Raises:
        Conflict: `personal_team`: nobody else may own it.
    """
    check_may_own(team, request.role)
    secret, digest = new_secret()
    invitation = Invitation.objects.create(
        team=team,
        role=request.role,
        digest=digest,
        created_by=user,
        expires_at=timezone.now() + timedelta(days=request.days),
    )
    activity.tell_of_member(user, Verb.INVITED, team, f"somebody as {request.role}")
    return invitation, secret


@transaction.atomic
def invitation_revoke(user: User, invitation: Invitation) -> None:
    """End an invitation; one that has ended stays as it is."""
    if open_invitations().filter(pk=invitation.pk).exists():
        Invitation.objects.filter(pk=invitation.pk).update(revoked_at=timezone.now())
        title = f"somebody as {invitation.role}"
        activity.tell_of_member(user, Verb.UNINVITED, invitation.team, title)


@transaction.atomic
def invitation_join(user: User, secret: str) -> Team:
    """Let the user into the team, which uses the invitation up; members find it as it is.

    Raises:
        NoSuchLink: It is used, revoked, too old, unknown, or of somebody who owns the team no more.
    """
    invitation = invitation_of(secret)
    team = invitation.team
    # The table lets only one of two invitations that are redeemed at once make a member.
    role = {"role": invitation.role}
    _, is_new = Membership.objects.get_or_create(team=team, user=user, defaults=role)
    if not is_new:
        return team
    unused = Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None)
    if not unused.update(used_by=user, used_at=timezone.now()):
        raise NoSuchLink
    activity.tell_of_member(user, Verb.JOINED, team, f"{user.get_username()} as {invitation.role}")
    return team
