"""Teams get invitations, share links, tokens, comments, stars, notes, and a story.

No table with triggers is made anew.
"""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import searchapp.models.team


def give_keys(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Give every member that there is a key."""
    members = apps.get_model("searchapp", "Membership").objects
    for pk in members.values_list("pk", flat=True):
        members.filter(pk=pk).update(key=searchapp.models.team.public_id())


class Migration(migrations.Migration):
    dependencies = [
        ("searchapp", "0005_uploads"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # A unique column of a table that has rows: first none has a key, then each one of its own.
        migrations.AddField(
            model_name="membership",
            name="key",
            field=models.CharField(default="", editable=False, max_length=16),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="membership",
            name="key",
            field=models.CharField(
                default=searchapp.models.team.public_id, editable=False, max_length=16, unique=True
            ),
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=searchapp.models.team.public_id,
                        editable=False,
                        max_length=16,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("last_used_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("created", "Created"),
                            ("saved", "Saved"),
                            ("started", "Started"),
                            ("finished", "Finished"),
                            ("stopped", "Stopped"),
                            ("failed", "Failed"),
                            ("uploaded", "Uploaded"),
                            ("commented", "Commented"),
                            ("noted", "Noted"),
                            ("shared", "Shared"),
                            ("unshared", "Unshared"),
                            ("invited", "Invited"),
                            ("uninvited", "Uninvited"),
                            ("joined", "Joined"),
                            ("left", "Left"),
                            ("removed", "Removed"),
                            ("appointed", "Appointed"),
                            ("renamed", "Renamed"),
                            ("moved", "Moved"),
                            ("deleted", "Deleted"),
                        ],
                        max_length=10,
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("thing", models.CharField(blank=True, max_length=16)),
                ("title", models.CharField(max_length=200)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="searchapp.project",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activities",
                        to="searchapp.team",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "activities",
                "indexes": [models.Index(fields=["team", "-id"], name="activity_of_team")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "verb__in",
                                [
                                    "created",
                                    "saved",
                                    "started",
                                    "finished",
                                    "stopped",
                                    "failed",
                                    "uploaded",
                                    "commented",
                                    "noted",
                                    "shared",
                                    "unshared",
                                    "invited",
                                    "uninvited",
                                    "joined",
                                    "left",
                                    "removed",
                                    "appointed",
                                    "renamed",
                                    "moved",
                                    "deleted",
                                ],
                            )
                        ),
                        name="activity_verb_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=searchapp.models.team.public_id,
                        editable=False,
                        max_length=16,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("path", models.JSONField(default=list)),
                ("text", models.TextField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("edited_at", models.DateTimeField(null=True)),
                ("deleted_at", models.DateTimeField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="searchapp.candidate",
                    ),
                ),
                (
                    "dataset",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="searchapp.dataset",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="searchapp.run",
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="searchapp.space",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="searchapp.team",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("candidate__isnull", True),
                                ("dataset__isnull", True),
                                ("run__isnull", True),
                                ("space__isnull", False),
                            ),
                            models.Q(
                                ("candidate__isnull", True),
                                ("dataset__isnull", True),
                                ("run__isnull", False),
                                ("space__isnull", True),
                            ),
                            models.Q(
                                ("candidate__isnull", False),
                                ("dataset__isnull", True),
                                ("run__isnull", True),
                                ("space__isnull", True),
                            ),
                            models.Q(
                                ("candidate__isnull", True),
                                ("dataset__isnull", False),
                                ("run__isnull", True),
                                ("space__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="comment_on_one_thing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=searchapp.models.team.public_id,
                        editable=False,
                        max_length=16,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "Owner"),
                            ("editor", "Editor"),
                            ("commenter", "Commenter"),
                            ("viewer", "Viewer"),
                        ],
                        max_length=10,
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="searchapp.team",
                    ),
                ),
                (
                    "used_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ["owner", "editor", "commenter", "viewer"])
                        ),
                        name="invitation_role_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("saved_at", models.DateTimeField(auto_now=True)),
                (
                    "candidate",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="searchapp.candidate",
                    ),
                ),
                (
                    "dataset",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="searchapp.dataset",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="searchapp.run",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="searchapp.space",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="searchapp.team",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("candidate__isnull", True),
                                ("dataset__isnull", True),
                                ("run__isnull", True),
                                ("space__isnull", False),
                            ),
                            models.Q(
                                ("candidate__isnull", True),
                                ("dataset__isnull", True),
                                ("run__isnull", False),
                                ("space__isnull", True),
                            ),
                            models.Q(
                                ("candidate__isnull", False),
                                ("dataset__isnull", True),
                                ("run__isnull", True),
                                ("space__isnull", True),
                            ),
                            models.Q(
                                ("candidate__isnull", True),
                                ("dataset__isnull", False),
                                ("run__isnull", True),
                                ("space__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="note_on_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("space__isnull", False)),
                        fields=("space",),
                        name="note_once_on_space",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("run__isnull", False)),
                        fields=("run",),
                        name="note_once_on_run",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("candidate__isnull", False)),
                        fields=("candidate",),
                        name="note_once_on_candidate",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("dataset__isnull", False)),
                        fields=("dataset",),
                        name="note_once_on_dataset",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=searchapp.models.team.public_id,
                        editable=False,
                        max_length=16,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("opened", models.PositiveIntegerField(default=0)),
                ("last_opened_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="searchapp.run",
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="searchapp.space",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="searchapp.team",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("run__isnull", False), ("space__isnull", True)),
                            models.Q(("run__isnull", True), ("space__isnull", False)),
                            _connector="OR",
                        ),
                        name="share_of_one_thing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Star",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "candidate",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="searchapp.candidate",
                    ),
                ),
                (
                    "dataset",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="searchapp.dataset",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="searchapp.run",
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="searchapp.space",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="searchapp.team",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("candidate__isnull", True),
                                ("dataset__isnull", True),
                                ("run__isnull", True),
                                ("space__isnull", False),
                            ),
                            models.Q(
                                ("candidate__isnull", True),
                                ("dataset__isnull", True),
                                ("run__isnull", False),
                                ("space__isnull", True),
                            ),
                            models.Q(
                                ("candidate__isnull", False),
                                ("dataset__isnull", True),
                                ("run__isnull", True),
                                ("space__isnull", True),
                            ),
                            models.Q(
                                ("candidate__isnull", True),
                                ("dataset__isnull", False),
                                ("run__isnull", True),
                                ("space__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="star_on_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("space__isnull", False)),
                        fields=("user", "space"),
                        name="star_once_on_space",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("run__isnull", False)),
                        fields=("user", "run"),
                        name="star_once_on_run",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("candidate__isnull", False)),
                        fields=("user", "candidate"),
                        name="star_once_on_candidate",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("dataset__isnull", False)),
                        fields=("user", "dataset"),
                        name="star_once_on_dataset",
                    ),
                ],
            },
        ),
    ]
