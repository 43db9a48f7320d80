"""What people say and do about things: invitations, shares, tokens, comments, stars, notes.

Secrets are kept as digests. Rows about a thing name its team, which no thing ever leaves.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from searchapp.models.run import Candidate, Run
from searchapp.models.space import Dataset, Space
from searchapp.models.team import Project, Role, Team, public_id

THINGS = ("space", "run", "candidate", "dataset")
"""What one can say something about."""


def _one_of(*fields: str) -> Q:
    """Return the condition that exactly one of the fields is set."""
    any_one = Q()
    for field in fields:
        any_one |= Q(**{f"{other}__isnull": other != field for other in fields})
    return any_one


class Invitation(models.Model):
    """A place in a team for whoever opens the link first."""

    id = models.CharField(primary_key=True, max_length=16, default=public_id, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=10, choices=Role)
    digest = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invitation_role_known")
        ]

    def __str__(self) -> str:
        return f"invitation to {self.team} as {self.role}"


class Share(models.Model):
    """A link with which anybody may look at one run or one space."""

    id = models.CharField(primary_key=True, max_length=16, default=public_id, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="shares")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, null=True, related_name="shares")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, null=True, related_name="shares")
    digest = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True)
    with_model = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_one_of("run", "space"), name="share_of_one_thing")
        ]

    def __str__(self) -> str:
        return f"link to {self.run or self.space}"


class Token(models.Model):
    """A key for scripts, with its owner's rights."""

    id = models.CharField(primary_key=True, max_length=16, default=public_id, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens"
    )
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} of {self.user}"


class OnAThing(models.Model):
    """Hangs on one space, run, candidate or dataset of a team."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, null=True, related_name="+")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, null=True, related_name="+")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, null=True, related_name="+")
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=_one_of(*THINGS), name="%(class)s_on_one_thing")
        ]


def _once(name: str, *fields: str) -> list[models.BaseConstraint]:
    """Return the constraints that there is one row of the fields on each thing."""
    return [
        models.UniqueConstraint(
            fields=[*fields, kind],
            condition=Q(**{f"{kind}__isnull": False}),
            name=f"{name}_once_on_{kind}",
        )
        for kind in THINGS
    ]


class Comment(OnAThing):
    """Words on a thing; `path` is the node or wire of a space. A deleted one loses its words.

    `about` is what the drawing called the node when it was said: the node may be gone since.
    """

    id = models.CharField(primary_key=True, max_length=16, default=public_id, editable=False)
    path = models.JSONField(default=list)
    about = models.CharField(max_length=300, default="", blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"comment of {self.author}"


class Star(OnAThing):
    """A user's mark on a thing."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(OnAThing.Meta):
        constraints = [*OnAThing.Meta.constraints, *_once("star", "user")]

    def __str__(self) -> str:
        return f"star of {self.user}"


class Note(OnAThing):
    """The team's words on a thing, one text that editors keep up to date."""

    text = models.TextField()
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField(auto_now=True)

    class Meta(OnAThing.Meta):
        constraints = [*OnAThing.Meta.constraints, *_once("note")]

    def __str__(self) -> str:
        return f"note of {self.saved_by}"


class Verb(models.TextChoices):
    """What somebody did."""

    CREATED = "created"
    SAVED = "saved"
    STARTED = "started"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"
    UPLOADED = "uploaded"
    COMMENTED = "commented"
    NOTED = "noted"
    SHARED = "shared"
    UNSHARED = "unshared"
    INVITED = "invited"
    UNINVITED = "uninvited"
    JOINED = "joined"
    LEFT = "left"
    REMOVED = "removed"
    APPOINTED = "appointed"
    RENAMED = "renamed"
    MOVED = "moved"
    ARCHIVED = "archived"
    UNARCHIVED = "unarchived"
    DELETED = "deleted"


class Activity(models.Model):
    """One line of a team's story; kept when its thing is gone."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="activities")
    project = models.ForeignKey(Project, on_delete=models.SET_NULL, null=True, related_name="+")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    """Nobody, when a run came to its end by itself."""
    verb = models.CharField(max_length=10, choices=Verb)
    kind = models.CharField(max_length=10)
    thing = models.CharField(max_length=16, blank=True)
    title = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(condition=Q(verb__in=Verb.values), name="activity_verb_known")
        ]
        indexes = [models.Index(fields=["team", "-id"], name="activity_of_team")]

    def __str__(self) -> str:
        return f"{self.actor} {self.verb} {self.title}"
