"""People and their teams: accounts, personal teams, one-time sign-in links."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from searchapp.models import Membership, Project, Role, SignInLink, Team

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
    secret = secrets.token_urlsafe(32)
    SignInLink.objects.create(
        user=user, digest=_digest(secret), expires_at=timezone.now() + LINK_LIFETIME
    )
    return secret


@transaction.atomic
def redeem_sign_in_link(secret: str) -> User | None:
    """Return whom the secret signs in, or None if it is unknown, used or too old."""
    now = timezone.now()
    link = SignInLink.objects.filter(digest=_digest(secret), user__is_active=True)
    if not link.filter(used_at=None, expires_at__gt=now).update(used_at=now):
        return None
    return link.select_related("user").get().user


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
