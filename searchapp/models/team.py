"""Who works together on what."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models


def public_id() -> str:
    """Return a random id for URLs: nothing can be counted or guessed from it."""
    return secrets.token_hex(8)


class Team(models.Model):
    """People who share projects. Every user has a personal one."""

    id = models.CharField(primary_key=True, max_length=16, default=public_id, editable=False)
    name = models.CharField(max_length=100)
    is_personal = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a member may do; every role may do what the ones after it may."""

    OWNER = "owner"
    EDITOR = "editor"
    COMMENTER = "commenter"
    VIEWER = "viewer"


class Membership(models.Model):
    """A user's role in a team."""

    key = models.CharField(max_length=16, default=public_id, editable=False, unique=True)
    """Its id in addresses: the primary key would tell how many there are."""
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=10, choices=Role)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "user"], name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="membership_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} is {self.role} of {self.team}"


class Project(models.Model):
    """A shelf of spaces and runs."""

    id = models.CharField(primary_key=True, max_length=16, default=public_id, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="projects")
    name = models.CharField(max_length=100)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class SignInLink(models.Model):
    """A one-time sign-in, stored as a digest."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"sign-in of {self.user}"


class SignInFailure(models.Model):
    """A wrong password lately, by digest of a name or of an address."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="sign_in_failure_lately")]

    def __str__(self) -> str:
        return f"wrong password at {self.at}"
