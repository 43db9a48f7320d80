"""Work that a worker claims, and the workers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from searchapp.models.run import Candidate, Run
from searchapp.models.space import Dataset
from searchapp.models.team import public_id


class JobKind(models.TextChoices):
    """What is to be done."""

    EVALUATE = "evaluate"
    TRAIN_SUPERNET = "train_supernet"
    RETRAIN = "retrain"
    EXPORT = "export"
    IMPORT_DATA = "import_data"


class JobState(models.TextChoices):
    """Life of a job; `queued` again after a lost lease."""

    QUEUED = "queued"
    LEASED = "leased"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


JOB_MOVES: dict[str, frozenset[str]] = {
    "queued": frozenset({"leased", "failed", "cancelled"}),
    "leased": frozenset({"queued", "done", "failed", "cancelled"}),
    "done": frozenset(),
    "failed": frozenset(),
    "cancelled": frozenset(),
}
"""Legal transitions; a trigger holds them, and that no fence ever falls."""
JOB_OPEN = (JobState.QUEUED, JobState.LEASED)


class Job(models.Model):
    """The only claimable row. A claim raises `fence`; every later write must name it."""

    id = models.CharField(primary_key=True, max_length=16, default=public_id, editable=False)
    kind = models.CharField(max_length=15, choices=JobKind)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, null=True, related_name="jobs")
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, null=True, related_name="jobs")
    """Of the job that makes it; such a job has no run."""
    candidate = models.ForeignKey(
        Candidate, on_delete=models.CASCADE, null=True, related_name="jobs"
    )
    device = models.CharField(max_length=10, default="cpu")
    """Queue it is claimed from: `cpu` or `gpu`."""
    assignment = models.JSONField()
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    fence = models.PositiveIntegerField(default=0)
    lease_owner = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    checkpoint = models.CharField(max_length=300, blank=True)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(condition=Q(kind__in=JobKind.values), name="job_kind_known"),
            models.CheckConstraint(
                condition=Q(run=None) ^ Q(dataset=None), name="job_of_a_run_or_a_dataset"
            ),
            models.UniqueConstraint(
                fields=["dataset"],
                condition=Q(state__in=["queued", "leased"]),
                name="job_once_per_dataset",
            ),
            models.UniqueConstraint(
                fields=["candidate", "kind"],
                condition=Q(state__in=["queued", "leased"]),
                name="job_once_per_candidate",
            ),
        ]
        indexes = [models.Index(fields=["state", "device", "created_at"], name="job_to_claim")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Worker(models.Model):
    """A process that does jobs, as it last said."""

    id = models.CharField(primary_key=True, max_length=100)
    host = models.CharField(max_length=200)
    pid = models.PositiveIntegerField()
    queues = models.JSONField(default=list)
    devices = models.JSONField(default=list)
    version = models.CharField(max_length=40)
    is_warm = models.BooleanField(default=False)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.host}:{self.pid}"
