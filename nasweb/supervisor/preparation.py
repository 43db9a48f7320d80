"""What needs Django before the page can be used: a process that prints one JSON line."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

import django
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from nasweb.env import Env
from nasweb.local import LOCAL_USER
from nasweb.supervisor.stamp import migrations_digest


def prepare(stamp: Path) -> str:
    """Migrate if need be, make the local account, and return a secret that signs in once."""
    django.setup()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
    stamp.write_text(migrations_digest(Env.read()), encoding="utf-8")
    return sign_in_secret()


def sign_in_secret() -> str:
    """Return a secret that signs the local user in once."""
    teams = import_module("searchapp.services.teams")  # models load only after `django.setup`
    user = get_user_model().objects.filter(username=LOCAL_USER).first()
    secret = teams.create_sign_in_link(user or teams.create_user(LOCAL_USER, is_staff=True))
    return str(secret)


if __name__ == "__main__":
    secret = prepare(Path(sys.argv[1]))
    sys.stdout.write(json.dumps({"secret": secret}) + "\n")
