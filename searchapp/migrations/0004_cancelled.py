"""Candidates that a stop cut short are counted apart from those that failed."""

from importlib import import_module

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Count, F

moves = import_module("searchapp.migrations.0002_moves")


def count_apart(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Move the cancelled candidates of each run from one counter to the other."""
    candidates = apps.get_model("searchapp", "Candidate").objects.filter(failure="cancelled")
    runs = apps.get_model("searchapp", "Run").objects
    for run, count in candidates.values_list("run").annotate(Count("pk")).order_by():
        runs.filter(pk=run).update(n_cancelled=count, n_failed=F("n_failed") - count)


def count_together(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Count the cancelled as failed again."""
    runs = apps.get_model("searchapp", "Run").objects
    runs.update(n_failed=F("n_failed") + F("n_cancelled"))


class Migration(migrations.Migration):
    dependencies = [("searchapp", "0003_sign_in_failures")]

    operations = [
        # SQLite adds a column by making the table anew, which loses its triggers.
        migrations.RunPython(moves.remove, moves.install),
        migrations.AddField(
            model_name="run",
            name="n_cancelled",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(moves.install, moves.remove),
        migrations.RunPython(count_apart, count_together),
    ]
