"""Whether the local database is known to be up to date, told without Django."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from nasweb.env import CHECKOUT, Env


def migrations_digest(env: Env) -> str:
    """Return what the database must be migrated to, and which database."""
    names = sorted(path.name for path in (CHECKOUT / "searchapp/migrations").glob("*.py"))
    text = json.dumps([names, env.database_url, str(env.home)])
    return hashlib.sha256(text.encode()).hexdigest()


def is_prepared(env: Env, stamp: Path) -> bool:
    """Tell whether the local database is known to be up to date."""
    if env.database_url or not (env.home / "db.sqlite3").exists():
        return False
    return stamp.exists() and stamp.read_text(encoding="utf-8") == migrations_digest(env)
