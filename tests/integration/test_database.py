"""What the database itself refuses, on SQLite and on PostgreSQL."""

from __future__ import annotations

import importlib
import io
from contextlib import suppress

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from searchapp.models import (
    JOB_MOVES,
    RUN_MOVES,
    CandidateMetric,
    Job,
    Measurement,
    Project,
    Run,
    RunEvent,
    RunState,
    Version,
)
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(project: Project) -> Run:
    return builders.a_run(builders.a_version(builders.a_space(project)))


def _move(run: Run, before: str, after: str) -> None:
    with transaction.atomic():
        fresh = builders.a_run(run.version, state=before)
        Run.objects.filter(pk=fresh.pk).update(state=after)


def test_a_run_moves_only_as_the_table_of_moves_says(run: Run) -> None:
    for before in RunState.values:
        for after in set(RunState.values) - {before}:
            if after in RUN_MOVES[before]:
                _move(run, before, after)
            else:
                with pytest.raises(DatabaseError, match="illegal move of a run"):
                    _move(run, before, after)


def test_a_job_moves_only_as_the_table_of_moves_says(run: Run) -> None:
    for before in JOB_MOVES:
        for after in set(JOB_MOVES) - {before}:
            job = builders.a_job(run, state=before)
            if after in JOB_MOVES[before]:
                Job.objects.filter(pk=job.pk).update(state=after)
            else:
                with (
                    pytest.raises(DatabaseError, match="illegal move of a job"),
                    transaction.atomic(),
                ):
                    Job.objects.filter(pk=job.pk).update(state=after)


def test_a_fence_never_falls(run: Run) -> None:
    job = builders.a_job(run, fence=3)
    with pytest.raises(DatabaseError, match="fence of a job"), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(fence=2)
    Run.objects.filter(pk=run.pk).update(fence=2)
    with pytest.raises(DatabaseError, match="fence of a run"), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(fence=1)


def test_an_event_is_never_rewritten(run: Run) -> None:
    event = builders.an_event(run, {"kind": "logged", "level": "info", "text": "as it was"})
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        RunEvent.objects.filter(pk=event.pk).update(body={})


def test_a_version_never_changes_but_its_message_may(run: Run) -> None:
    Version.objects.filter(pk=run.version_id).update(message="now with a word")
    with pytest.raises(DatabaseError, match="versions never change"), transaction.atomic():
        Version.objects.filter(pk=run.version_id).update(document="{}")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_numbers_are_finite(run: Run, value: float) -> None:
    candidate = builders.a_candidate(run)
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        CandidateMetric.objects.create(run=run, candidate=candidate, metric="accuracy", value=value)
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        Measurement.objects.create(candidate=candidate, metric="accuracy", step=1, value=value)


def test_a_deleted_run_takes_its_events_along(run: Run, ada: User) -> None:
    builders.an_event(run, {"kind": "logged", "level": "info", "text": "gone soon"})
    run.delete()
    assert not RunEvent.objects.exists()


def test_all_guards_stand_after_all_migrations() -> None:
    guards = importlib.import_module("searchapp.migrations.0002_moves").GUARDS
    table = "pg_trigger" if connection.vendor == "postgresql" else "sqlite_master"
    column = "tgname" if connection.vendor == "postgresql" else "name"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        names = {name for (name,) in cursor.fetchall()}
    assert set(guards) <= names


def test_the_moves_in_the_migration_are_those_of_the_models() -> None:
    migration = importlib.import_module("searchapp.migrations.0002_moves")
    ends = frozenset[str]()
    assert {
        state: frozenset(migration.RUN_MOVES.get(state, ends)) for state in RUN_MOVES
    } == RUN_MOVES
    assert {
        state: frozenset(migration.JOB_MOVES.get(state, ends)) for state in JOB_MOVES
    } == JOB_MOVES


def test_no_migration_is_missing() -> None:
    said = io.StringIO()
    with suppress(SystemExit):
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    assert said.getvalue() == "No changes detected\n"


def test_candidates_that_were_cut_short_before_are_counted_apart(run: Run) -> None:
    builders.a_candidate(run, 0, state="failed", failure="cancelled")
    builders.a_candidate(run, 1, state="failed", failure="crash")
    Run.objects.filter(pk=run.pk).update(n_failed=2)
    migration = importlib.import_module("searchapp.migrations.0004_cancelled")
    migration.count_apart(apps, None)
    run.refresh_from_db()
    assert (run.n_failed, run.n_cancelled) == (1, 1)
    migration.count_together(apps, None)
    run.refresh_from_db()
    assert run.n_failed == 2
