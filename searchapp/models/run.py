"""Runs, their candidates, and the events that tell their story."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from searchapp.models.space import Dataset, Version
from searchapp.models.team import Project, public_id

LARGEST = 1.7976931348623157e308
"""The greatest finite float: `value <= LARGEST` refuses infinities and, on PostgreSQL, NaN."""


class RunState(models.TextChoices):
    """Life of a run: draft, queued, running (pausing, paused, stopping), and one of three ends."""

    DRAFT = "draft"
    QUEUED = "queued"
    RUNNING = "running"
    PAUSING = "pausing"
    PAUSED = "paused"
    STOPPING = "stopping"
    STOPPED = "stopped"
    FINISHED = "finished"
    FAILED = "failed"


RUN_MOVES: dict[str, frozenset[str]] = {
    "draft": frozenset({"queued"}),
    "queued": frozenset({"running", "paused", "stopping", "stopped", "failed"}),
    "running": frozenset({"pausing", "stopping", "finished", "failed", "queued"}),
    "pausing": frozenset({"paused", "queued", "stopping", "finished", "failed"}),
    "paused": frozenset({"queued", "stopping", "stopped"}),
    "stopping": frozenset({"stopped", "finished", "failed"}),
    "stopped": frozenset(),
    "finished": frozenset(),
    "failed": frozenset(),
}
"""Legal moves: `services.transitions` makes them as conditional updates, a trigger holds them."""
RUN_LIVE = (RunState.QUEUED, RunState.RUNNING, RunState.PAUSING, RunState.STOPPING)
"""States in which a run needs a coordinator."""
RUN_ENDED = (RunState.STOPPED, RunState.FINISHED, RunState.FAILED)


class Run(models.Model):
    """A search over one version of a space.

    `request` is the `wire.forms.RunRequest` it was started with. `next_seq` is the event counter,
    taken under the row lock; `fence`, `lease_until` and `lease_owner` say who coordinates.
    """

    id = models.CharField(primary_key=True, max_length=16, default=public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="runs")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="runs")
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="runs")
    name = models.CharField(max_length=200)
    request = models.JSONField()
    seed = models.BigIntegerField()
    budget_candidates = models.PositiveIntegerField()
    concurrency = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.DRAFT)
    epoch = models.UUIDField(default=uuid.uuid4, editable=False)
    next_seq = models.PositiveBigIntegerField(default=1)
    fence = models.PositiveIntegerField(default=0)
    lease_owner = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True)
    progress_at = models.DateTimeField(null=True)
    n_proposed = models.PositiveIntegerField(default=0)
    n_finished = models.PositiveIntegerField(default=0)
    n_failed = models.PositiveIntegerField(default=0)
    n_cancelled = models.PositiveIntegerField(default=0)
    best_candidate = models.ForeignKey(
        "Candidate", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    best_score = models.FloatField(null=True)
    error = models.TextField(blank=True)
    error_detail = models.TextField(blank=True)
    is_archived = models.BooleanField(default=False)
    """Put away: lists leave it out unless they are asked for it."""
    idempotency_key = models.CharField(max_length=100, null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    """Since when it rests; None while it does not."""
    paused_seconds = models.FloatField(default=0.0)
    """How long it rested since its start, the pause of now left out."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="run_state_known"),
            models.CheckConstraint(
                condition=Q(best_score=None) | Q(best_score__range=(-LARGEST, LARGEST)),
                name="run_best_score_finite",
            ),
            models.UniqueConstraint(
                fields=["created_by", "idempotency_key"], name="run_idempotency_key_once"
            ),
        ]
        indexes = [models.Index(fields=["project", "-created_at"], name="run_by_project")]

    def __str__(self) -> str:
        return self.name


class CandidateState(models.TextChoices):
    """Life of a candidate."""

    PROPOSED = "proposed"
    EVALUATING = "evaluating"
    FINISHED = "finished"
    FAILED = "failed"


CANDIDATE_ENDED = (CandidateState.FINISHED, CandidateState.FAILED)


class Candidate(models.Model):
    """An architecture in a run."""

    id = models.CharField(primary_key=True, max_length=16, default=public_id, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="candidates")
    index = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=CandidateState, default=CandidateState.PROPOSED)
    decisions = models.JSONField()
    architecture_id = models.CharField(max_length=64)
    graph_hash = models.CharField(max_length=64, db_index=True)
    parents = models.JSONField(default=list)
    how = models.JSONField(default=dict)
    fidelity = models.JSONField()
    parameters = models.BigIntegerField()
    macs = models.BigIntegerField()
    failure = models.CharField(max_length=30, blank=True)
    message = models.TextField(blank=True)
    seconds = models.FloatField(null=True)
    weights = models.CharField(max_length=300, blank=True)
    """Path of the safetensors in the artifact store, when they are kept."""
    archive = models.CharField(max_length=300, blank=True)
    """Path of `model.zip` in the artifact store, once it was exported."""
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "index"], name="candidate_index_once"),
            models.CheckConstraint(
                condition=Q(state__in=CandidateState.values), name="candidate_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"candidate {self.index} of {self.run}"


class CandidateMetric(models.Model):
    """One number of a candidate's score. `part` tells validation scores from the final test."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="metrics")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="metrics")
    metric = models.CharField(max_length=64)
    part = models.CharField(max_length=10, default="validation")
    value = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "metric", "part"], name="candidate_metric_once"
            ),
            models.CheckConstraint(
                condition=Q(value__range=(-LARGEST, LARGEST)), name="candidate_metric_finite"
            ),
        ]
        indexes = [models.Index(fields=["run", "part", "metric", "value"], name="metric_by_value")]

    def __str__(self) -> str:
        return f"{self.metric} = {self.value}"


class Measurement(models.Model):
    """One point of a learning curve."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="measurements")
    metric = models.CharField(max_length=64)
    step = models.PositiveIntegerField()
    value = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "metric", "step"], name="measurement_once"
            ),
            models.CheckConstraint(
                condition=Q(value__range=(-LARGEST, LARGEST)), name="measurement_finite"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric} after {self.step}: {self.value}"


class RunEvent(models.Model):
    """One line of a run's log: gap-free, append-only, written with the change it tells of."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="events")
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=30)
    body = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "seq"], name="event_seq_once")]
        ordering = ["run", "seq"]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"
