"""Runs with everything that happened in them, jobs and workers."""

from __future__ import annotations

import json

from django.contrib import admin
from django.utils.text import Truncator

from searchapp.admin.actions import JOB_ACTIONS, RUN_ACTIONS
from searchapp.admin.base import ReadOnlyAdmin, drawn, grouped, link_to, rounded
from searchapp.models import Candidate, CandidateMetric, Job, Measurement, Run, RunEvent, Worker
from searchapp.selectors.drawings import candidate_svg


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    """Searches."""

    list_display = (
        "name", "stands", "progress", rounded("best_score", 4), link_to("version"), "created_at",
    )  # fmt: skip
    list_filter = ("state", "is_archived", "dataset")
    actions = RUN_ACTIONS
    list_select_related = ("version__space", "created_by")
    search_fields = ("name", "id", "project__name", "created_by__username", "error")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)

    @admin.display(description="state", ordering="state")
    def stands(self, run: Run) -> str:
        """Return the state, and whether lists leave the run out."""
        state = run.get_state_display()
        return f"{state}, archived" if run.is_archived else state

    @admin.display(ordering="n_finished")
    def progress(self, run: Run) -> str:
        """Tell how many candidates are done, and what came of the others."""
        others = {"failed": run.n_failed, "cancelled": run.n_cancelled}
        words = [f"{number} {word}" for word, number in others.items() if number]
        return ", ".join([f"{run.n_finished} of {run.budget_candidates}", *words])

    def view_on_site(self, run: Run) -> str:
        """Return the run's page."""
        return f"/runs/{run.pk}"


@admin.register(Candidate)
class CandidateAdmin(ReadOnlyAdmin):
    """Architectures in runs."""

    list_display = (
        "id", link_to("run"), "index", "outcome", grouped("parameters"), grouped("macs"),
        rounded("seconds", 1, " s"), "created_at",
    )  # fmt: skip
    list_filter = ("state", "failure")
    pictures = (drawn("network", candidate_svg),)
    list_select_related = ("run",)
    search_fields = ("id", "run__id", "run__name", "graph_hash", "architecture_id")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)

    @admin.display(description="state", ordering="state")
    def outcome(self, candidate: Candidate) -> str:
        """Return the state, and what it failed of."""
        state = candidate.get_state_display()
        return f"{state}: {candidate.failure}" if candidate.failure else state

    def view_on_site(self, candidate: Candidate) -> str:
        """Return the candidate's page."""
        return f"/candidates/{candidate.pk}"


@admin.register(CandidateMetric)
class CandidateMetricAdmin(ReadOnlyAdmin):
    """Scores."""

    list_display = ("metric", "part", rounded("value", 6), link_to("candidate"))
    list_filter = ("part", "metric")
    list_select_related = ("candidate__run",)
    search_fields = ("candidate__id", "run__id")
    ordering = ("-id",)


@admin.register(Measurement)
class MeasurementAdmin(ReadOnlyAdmin):
    """Points of learning curves."""

    list_display = ("metric", "step", rounded("value", 6), link_to("candidate"))
    list_select_related = ("candidate__run",)
    search_fields = ("candidate__id", "candidate__run__id")
    ordering = ("-id",)


@admin.register(RunEvent)
class RunEventAdmin(ReadOnlyAdmin):
    """The log of every run."""

    list_display = ("seq", "kind", "said", link_to("run"), "at")
    list_filter = ("kind",)
    list_select_related = ("run",)
    search_fields = ("run__id", "run__name")
    date_hierarchy = "at"
    ordering = ("-id",)

    @admin.display(description="body")
    def said(self, event: RunEvent) -> str:
        """Return the beginning of what it says."""
        body = {name: value for name, value in event.body.items() if name != "kind"}
        return Truncator(json.dumps(body, ensure_ascii=False)).chars(60)


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Work for workers, and who holds it."""

    list_display = (
        "id", "kind", "state", link_to("candidate"), "attempts", "lease_owner", "created_at",
        "ended_at",
    )  # fmt: skip
    list_filter = ("state", "kind", "device")
    actions = JOB_ACTIONS
    list_select_related = ("run", "candidate__run")
    search_fields = ("id", "run__id", "candidate__id", "lease_owner", "error")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)


@admin.register(Worker)
class WorkerAdmin(ReadOnlyAdmin):
    """Processes that do jobs, as they last said."""

    list_display = (
        "id", "serves", "is_warm", link_to("job"), "version", "started_at", "seen_at",
    )  # fmt: skip
    list_filter = ("is_warm", "version")
    list_select_related = ("job",)
    search_fields = ("id", "host")
    date_hierarchy = "seen_at"
    ordering = ("-seen_at",)

    @admin.display(description="queues")
    def serves(self, worker: Worker) -> str:
        """Return the queues it takes work from."""
        return ", ".join(worker.queues)
