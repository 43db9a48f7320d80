"""Runs and spaces can be put away."""

from importlib import import_module

from django.db import migrations, models

moves = import_module("searchapp.migrations.0002_moves")

VERBS = [
    "created", "saved", "started", "finished", "stopped", "failed", "uploaded", "commented",
    "noted", "shared", "unshared", "invited", "uninvited", "joined", "left", "removed",
    "appointed", "renamed", "moved", "archived", "unarchived", "deleted",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("searchapp", "0007_share_with_model")]

    operations = [
        # SQLite adds a column by making the table anew, which loses its triggers.
        migrations.RunPython(moves.remove, moves.install),
        migrations.AddField(
            model_name="run", name="is_archived", field=models.BooleanField(default=False)
        ),
        migrations.AddField(
            model_name="space", name="is_archived", field=models.BooleanField(default=False)
        ),
        migrations.RunPython(moves.install, moves.remove),
        migrations.RemoveConstraint(model_name="activity", name="activity_verb_known"),
        migrations.AlterField(
            model_name="activity",
            name="verb",
            field=models.CharField(
                choices=[(verb, verb.capitalize()) for verb in VERBS], max_length=10
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("verb__in", VERBS)), name="activity_verb_known"
            ),
        ),
    ]
