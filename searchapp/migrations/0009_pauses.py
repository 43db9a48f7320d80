"""Runs know how long they rested."""

from importlib import import_module

from django.db import migrations, models

moves = import_module("searchapp.migrations.0002_moves")


class Migration(migrations.Migration):
    dependencies = [("searchapp", "0008_archive")]

    operations = [
        # SQLite adds a column by making the table anew, which loses its triggers.
        migrations.RunPython(moves.remove, moves.install),
        migrations.AddField(
            model_name="run", name="paused_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="run", name="paused_seconds", field=models.FloatField(default=0.0)
        ),
        migrations.RunPython(moves.install, moves.remove),
    ]
