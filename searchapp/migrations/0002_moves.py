"""The database itself holds the legal moves of runs and jobs, and that events are never rewritten.

SQLite forgets the triggers of a table that a later migration rebuilds: such a migration must call
`install` again (tests/integration/test_database.py notices).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

RUN_MOVES = {
    "draft": ("queued",),
    "queued": ("running", "paused", "stopping", "stopped", "failed"),
    "running": ("pausing", "stopping", "finished", "failed", "queued"),
    "pausing": ("paused", "queued", "stopping", "finished", "failed"),
    "paused": ("queued", "stopping", "stopped"),
    "stopping": ("stopped", "finished", "failed"),
}
JOB_MOVES = {
    "queued": ("leased", "failed", "cancelled"),
    "leased": ("queued", "done", "failed", "cancelled"),
}


def illegal_move(moves: Mapping[str, tuple[str, ...]]) -> str:
    """Return the SQL condition that a change of `state` is not one of `moves`."""
    legal = " OR ".join(
        "(OLD.state = '{}' AND NEW.state IN ({}))".format(
            state, ", ".join(f"'{after}'" for after in followers)
        )
        for state, followers in moves.items()
    )
    return f"OLD.state <> NEW.state AND NOT ({legal})"


GUARDS = {
    "run_moves": ("searchapp_run", illegal_move(RUN_MOVES), "illegal move of a run"),
    "run_fence": ("searchapp_run", "NEW.fence < OLD.fence", "the fence of a run fell"),
    "run_seq": ("searchapp_run", "NEW.next_seq < OLD.next_seq", "the event counter of a run fell"),
    "job_moves": ("searchapp_job", illegal_move(JOB_MOVES), "illegal move of a job"),
    "job_fence": ("searchapp_job", "NEW.fence < OLD.fence", "the fence of a job fell"),
    "event_kept": ("searchapp_runevent", "1 = 1", "events are only ever added"),
    "version_kept": (
        "searchapp_version",
        "NEW.document <> OLD.document OR NEW.number <> OLD.number OR NEW.digest <> OLD.digest",
        "versions never change",
    ),
}
"""Trigger name: table, condition of an update that is refused, message."""


def install(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers."""
    create = _on_postgresql if editor.connection.vendor == "postgresql" else _on_sqlite
    for name, (table, condition, message) in GUARDS.items():
        for statement in create(name, table, condition, message):
            editor.execute(statement)


def _on_sqlite(name: str, table: str, condition: str, message: str) -> Iterator[str]:
    yield (
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _on_postgresql(name: str, table: str, condition: str, message: str) -> Iterator[str]:
    yield (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END $$"
    )
    yield (
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({condition}) "
        f"EXECUTE FUNCTION {name}()"
    )


def remove(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    for name, (table, _condition, _message) in GUARDS.items():
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER {name} ON {table}")
            editor.execute(f"DROP FUNCTION {name}()")
        else:
            editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("searchapp", "0001_tables")]
    operations = [migrations.RunPython(install, remove)]
