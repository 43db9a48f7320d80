"""Spaces: an autosaved draft and immutable versions. Documents are kept as text, as written."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from searchapp.models.team import Project, public_id


class Space(models.Model):
    """A drawn search space."""

    id = models.CharField(primary_key=True, max_length=16, default=public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="spaces")
    name = models.CharField(max_length=200)
    preset = models.CharField(max_length=100, blank=True)
    is_archived = models.BooleanField(default=False)
    """Put away: lists leave it out unless they are asked for it."""
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """The working copy of a space. `revision` counts saves: a save names the one it read."""

    space = models.OneToOneField(
        Space, on_delete=models.CASCADE, primary_key=True, related_name="draft"
    )
    document = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"draft of {self.space}, revision {self.revision}"


class Version(models.Model):
    """An immutable snapshot of a space; runs start from these."""

    id = models.CharField(primary_key=True, max_length=16, default=public_id, editable=False)
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.TextField()
    digest = models.CharField(max_length=64)
    message = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "number"], name="version_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.space} v{self.number}"


class DataState(models.TextChoices):
    """Life of an upload; built-in data is always ready."""

    CHECKING = "checking"
    READY = "ready"
    FAILED = "failed"


class Dataset(models.Model):
    """Data that runs may use. Built-in ones belong to no team and are seen by everyone."""

    id = models.CharField(primary_key=True, max_length=16, default=public_id, editable=False)
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, related_name="datasets"
    )
    name = models.CharField(max_length=100)
    card = models.JSONField(default=dict)
    """Empty until an upload was checked."""
    is_installed = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=DataState, default=DataState.READY)
    file_name = models.CharField(max_length=300, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    """Bytes of the upload."""
    upload = models.CharField(max_length=300, blank=True)
    """Path of the file as it came, in the artifact store."""
    folder = models.CharField(max_length=300, blank=True)
    """Path of what was made of it, in the artifact store."""
    options = models.JSONField(default=dict)
    """How it is read: `nas.importing.profile.Options`."""
    profile = models.JSONField(null=True)
    issues = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(project=None), name="built_in_dataset_name_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=DataState.values), name="dataset_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name
