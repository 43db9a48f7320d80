"""Runs with everything that happened in them, jobs and workers."""

from __future__ import annotations

from django.contrib import admin

from searchapp.admin.base import ReadOnlyAdmin
from searchapp.models import Candidate, CandidateMetric, Job, Measurement, Run, RunEvent, Worker


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    """Searches."""

    list_display = (
        "name", "state", "project", "dataset", "n_finished", "n_failed", "n_cancelled",
        "budget_candidates",
        "best_score", "created_by", "created_at", "id",
    )  # fmt: skip
    list_filter = ("state", "dataset")
    list_select_related = ("project", "dataset", "created_by")
    search_fields = ("name", "id", "project__name", "created_by__username", "error")
    date_hierarchy = "created_at"


@admin.register(Candidate)
class CandidateAdmin(ReadOnlyAdmin):
    """Architectures in runs."""

    list_display = ("id", "run", "index", "state", "failure", "parameters", "macs", "seconds")
    list_filter = ("state", "failure")
    list_select_related = ("run",)
    search_fields = ("id", "run__id", "run__name", "graph_hash", "architecture_id")
    date_hierarchy = "created_at"


@admin.register(CandidateMetric)
class CandidateMetricAdmin(ReadOnlyAdmin):
    """Scores."""

    list_display = ("candidate", "metric", "part", "value")
    list_filter = ("part", "metric")
    list_select_related = ("candidate__run",)
    search_fields = ("candidate__id", "run__id")


@admin.register(Measurement)
class MeasurementAdmin(ReadOnlyAdmin):
    """Points of learning curves."""

    list_display = ("candidate", "metric", "step", "value")
    list_select_related = ("candidate__run",)
    search_fields = ("candidate__id", "candidate__run__id")


@admin.register(RunEvent)
class RunEventAdmin(ReadOnlyAdmin):
    """The log of every run."""

    list_display = ("run", "seq", "kind", "at")
    list_filter = ("kind",)
    list_select_related = ("run",)
    search_fields = ("run__id", "run__name")
    date_hierarchy = "at"
    ordering = ("-id",)


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Work for workers, and who holds it."""

    list_display = (
        "id", "kind", "state", "run", "candidate", "device", "attempts", "fence", "lease_owner",
        "lease_until", "created_at",
    )  # fmt: skip
    list_filter = ("state", "kind", "device")
    list_select_related = ("run", "candidate__run")
    search_fields = ("id", "run__id", "candidate__id", "lease_owner", "error")
    date_hierarchy = "created_at"


@admin.register(Worker)
class WorkerAdmin(ReadOnlyAdmin):
    """Processes that do jobs, as they last said."""

    list_display = ("id", "host", "pid", "is_warm", "job", "version", "started_at", "seen_at")
    list_filter = ("is_warm", "version")
    list_select_related = ("job",)
    search_fields = ("id", "host")
    date_hierarchy = "seen_at"
