"""What needs Django before the page can be used; a process of its own, which prints one JSON line."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from nasweb.env import CHECKOUT, Env

LOCAL_USER = "admin"


def migrations_digest(env: Env) -> str:
    """Return what the database must be migrated to, and which database; needs no Django."""
    names = sorted(path.name for path in (CHECKOUT / "searchapp/migrations").glob("*.py"))
    text = json.dumps([names, env.database_url, str(env.home)])
    return hashlib.sha256(text.encode()).hexdigest()


def is_prepared(env: Env, stamp: Path) -> bool:
    """Tell whether the local database is known to be up to date."""
    if env.database_url or not (env.home / "db.sqlite3").exists():
        return False
    return stamp.exists() and stamp.read_text(encoding="utf-8") == migrations_digest(env)


def prepare(stamp: Path) -> str:
    """Migrate if need be, make the local account, and return a secret that signs in once."""
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
    stamp.write_text(migrations_digest(Env()), encoding="utf-8")

    from searchapp.services.teams import create_sign_in_link, create_user

    user = User.objects.filter(username=LOCAL_USER).first()
    return create_sign_in_link(user or create_user(LOCAL_USER, is_staff=True))


if __name__ == "__main__":
    secret = prepare(Path(sys.argv[1]))
    sys.stdout.write(json.dumps({"secret": secret}) + "\n")
