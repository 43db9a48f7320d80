"""Uploads become datasets, by jobs that belong to no run."""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

moves = import_module("searchapp.migrations.0002_moves")


class Migration(migrations.Migration):
    dependencies = [
        ("searchapp", "0004_cancelled"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # SQLite makes tables anew, which loses their triggers.
        migrations.RunPython(moves.remove, moves.install),
        migrations.AddField(
            model_name="dataset",
            name="created_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="dataset",
            name="file_name",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="dataset",
            name="fingerprint",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="dataset",
            name="folder",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="dataset",
            name="issues",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="dataset",
            name="options",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="dataset",
            name="profile",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="dataset",
            name="size",
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="dataset",
            name="state",
            field=models.CharField(
                choices=[("checking", "Checking"), ("ready", "Ready"), ("failed", "Failed")],
                default="ready",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="dataset",
            name="upload",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="job",
            name="dataset",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="jobs",
                to="searchapp.dataset",
            ),
        ),
        migrations.AlterField(
            model_name="dataset",
            name="card",
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name="job",
            name="run",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="jobs",
                to="searchapp.run",
            ),
        ),
        migrations.AddConstraint(
            model_name="dataset",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["checking", "ready", "failed"])),
                name="dataset_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(("run", None), ("dataset", None), _connector="XOR"),
                name="job_of_a_run_or_a_dataset",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["queued", "leased"])),
                fields=("dataset",),
                name="job_once_per_dataset",
            ),
        ),
        migrations.RunPython(moves.install, moves.remove),
    ]
