"""People and their teams: accounts, one-time sign-in links, teams and who is in them."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from searchapp.models import (
    RUN_LIVE,
    Dataset,
    Membership,
    Project,
    Role,
    Run,
    RunState,
    SignInLink,
    Team,
    Verb,
)
from searchapp.services import activity, artifacts
from searchapp.services.datasets import dataset_delete
from searchapp.wire.errors import Conflict, NotFound
from searchapp.wire.secrets import digest_of, new_secret

LINK_LIFETIME = timedelta(hours=1)


@transaction.atomic
def create_user(username: str, password: str | None = None, *, is_staff: bool = False) -> User:
    """Create an account; its personal team comes with it."""
    return User.objects.create_user(
        username, password=password, is_staff=is_staff, is_superuser=is_staff
    )


def welcome(instance: User, *, created: bool, raw: bool, **_kwargs: Any) -> None:
    """Give a new user a team, whichever way the account was made."""
    if created and not raw:
        create_personal_team(instance)


@transaction.atomic
def create_personal_team(user: User) -> Project:
    """Return the first project of the user's personal team, made when it is not there."""
    found = Project.objects.filter(team__is_personal=True, team__memberships__user=user).first()
    if found is not None:
        return found
    team = Team.objects.create(name=user.username, is_personal=True)
    Membership.objects.create(team=team, user=user, role=Role.OWNER)
    return Project.objects.create(team=team, name="My searches")


@transaction.atomic
def create_sign_in_link(user: User) -> str:
    """Return a secret that signs the user in once, within the hour. Only its digest is kept."""
    secret, digest = new_secret()
    SignInLink.objects.create(user=user, digest=digest, expires_at=timezone.now() + LINK_LIFETIME)
    return secret


@transaction.atomic
def redeem_sign_in_link(secret: str) -> User | None:
    """Return whom the secret signs in, or None if it is unknown, used or too old."""
    now = timezone.now()
    link = SignInLink.objects.filter(digest=digest_of(secret), user__is_active=True)
    if not link.filter(used_at=None, expires_at__gt=now).update(used_at=now):
        return None
    return link.select_related("user").get().user


# Teams that people share ----------------------------------------------------------------------


@transaction.atomic
def team_create(user: User, name: str) -> Team:
    """Make a team that the user owns, with a first project."""
    team = Team.objects.create(name=name)
    Membership.objects.create(team=team, user=user, role=Role.OWNER)
    Project.objects.create(team=team, name="Our searches")
    activity.tell(user, Verb.CREATED, team)
    return team


@transaction.atomic
def team_rename(user: User, team: Team, name: str) -> None:
    """Give a team another name."""
    team.name = name
    team.save(update_fields=["name"])
    activity.tell(user, Verb.RENAMED, team)


@transaction.atomic
def team_delete(team: Team) -> None:
    """Delete a team with everything that is its.

    Raises:
        Conflict: `personal_team`: everyone keeps their own; `live_runs`: some runs have not ended;
            `in_use`: runs of another team learn from its data or search its spaces.
    """
    if team.is_personal:
        raise Conflict("personal_team", "a personal team cannot be deleted; delete what is in it")
    runs = Run.objects.filter(project__team=team)
    if runs.filter(state__in=(*RUN_LIVE, RunState.PAUSED)).exists():
        raise Conflict("live_runs", "every run of the team must have ended; stop those that go on")
    ids = list(runs.values_list("pk", flat=True))
    try:
        runs.delete()  # before what they hold on to
        for dataset in Dataset.objects.filter(project__team=team):
            dataset_delete(None, dataset)
        team.delete()
    except ProtectedError:
        raise Conflict(
            "in_use", "runs of another team use spaces or data of this one; delete those first"
        ) from None
    for id in ids:
        transaction.on_commit(partial(artifacts.remove_all_of_run, id))


@transaction.atomic
def member_appoint(user: User, member: Membership, role: Role) -> None:
    """Give a member another role.

    Raises:
        Conflict: `last_owner`: nobody else owns the team; `personal_team`: nobody else ever does.
    """
    member = _locked(member)
    if member.role == role:
        return
    check_may_own(member.team, role)
    if role != Role.OWNER:
        _check_not_last_owner(member)
    member.role = role
    member.save(update_fields=["role"])
    name = member.user.get_username()
    activity.tell_of_member(user, Verb.APPOINTED, member.team, f"{name} as {role}")


@transaction.atomic
def member_remove(user: User, member: Membership) -> None:
    """Take a member out of the team; one who goes by oneself leaves.

    Raises:
        Conflict: `last_owner`: nobody else owns the team.
    """
    member = _locked(member)
    _check_not_last_owner(member)
    member.delete()
    verb = Verb.LEFT if member.user_id == user.pk else Verb.REMOVED
    activity.tell_of_member(user, verb, member.team, member.user.get_username())


def check_may_own(team: Team, role: str) -> None:
    """Refuse to make somebody else an owner of a personal team; raises `Conflict`."""
    if team.is_personal and role == Role.OWNER:
        raise Conflict(
            "personal_team", "a personal team has one owner; make a team to own it together"
        )


def _locked(member: Membership) -> Membership:
    """Return the member as of now; until this transaction ends, nobody else changes the team."""
    Team.objects.select_for_update().filter(pk=member.team_id).first()
    found = Membership.objects.select_related("team", "user").filter(pk=member.pk).first()
    if found is None:
        raise NotFound("member")
    return found


def _check_not_last_owner(member: Membership) -> None:
    owners = member.team.memberships.filter(role=Role.OWNER)
    if member.role == Role.OWNER and owners.count() == 1:
        raise Conflict("last_owner", "a team must keep an owner; make somebody else an owner first")
