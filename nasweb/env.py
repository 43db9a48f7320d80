"""What the NASWEB_* variables say, read and checked once."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

REPEATABLE_READ = 3
"""`psycopg.IsolationLevel` has the same number; importing it costs SQLite users memory."""
CHECKOUT = Path(__file__).resolve().parent.parent
PREFIX = "NASWEB_"


class Env(BaseModel):
    """Every variable with its default: with none set, the product runs on this machine alone.

    A field is set by the variable of its name: `home` by NASWEB_HOME. Empty ones count as not set.
    """

    model_config = ConfigDict(frozen=True)

    home: Path = CHECKOUT / ".nasweb"
    """Where the database, artifacts, sockets and logs are kept."""
    production: bool = False
    """Served to others over HTTPS; `nasweb/checks.py` then demands safe settings."""
    debug: bool = False
    secret_key: str = ""
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    origins: tuple[str, ...] = ()
    """Addresses browsers come from, e.g. `https://search.example.org`; the socket checks them."""
    database_url: str = ""
    """`postgresql://user:password@host:port/name`; SQLite in `home` when empty."""
    broker_url: str = "memory://"
    """Celery's broker, e.g. `redis://…` or `redis+socket:///…`."""
    channels_url: str = ""
    """Redis for pokes to browsers (`redis://…`, `unix:///…`); inside this process when empty."""
    log_level: str = "INFO"
    lease_seconds: float = Field(default=30, gt=0)
    """How long a run or a job stays with a worker that is not heard of."""
    heartbeat_seconds: float = Field(default=5, gt=0)
    sweep_seconds: float = Field(default=5, gt=0)
    device: Literal["auto", "cpu", "cuda", "mps"] = "auto"
    """What the evaluation process of a worker here computes on."""

    @classmethod
    def read(cls) -> Env:
        """Return what the variables say.

        Raises:
            ValueError: One cannot be used; the message names it.
        """
        given = {name: os.environ.get(f"{PREFIX}{name.upper()}") for name in cls.model_fields}
        try:
            return cls.model_validate({name: value for name, value in given.items() if value})
        except ValidationError as error:
            faults = (
                f"{PREFIX}{str(fault['loc'][0]).upper()}: {fault['msg']}, got {fault['input']!r}"
                for fault in error.errors()
            )
            raise ValueError("; ".join(faults)) from None

    @field_validator("hosts", "origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("home")
    @classmethod
    def _from_here(cls, value: Path) -> Path:
        return value.expanduser().absolute()


def read_secret(home: Path) -> str:
    """Return the secret of this installation, made at the first start and kept in `home`."""
    path = home / "secret_key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        draft = home / f"secret_key.{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        try:
            path.hardlink_to(draft)  # the first of several processes wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="utf-8")


def database_settings(url: str, home: Path) -> dict[str, Any]:
    """Return Django's settings of the database named by `url`, or of SQLite in `home`."""
    if not url:
        return _sqlite(home)
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise ValueError(
            "NASWEB_DATABASE_URL must look like postgresql://user:password@host:port/name, "
            f"but its scheme is {parts.scheme!r} and its path {parts.path!r}"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _sqlite(home: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / "db.sqlite3",
        "OPTIONS": {
            # One that begins by reading and then writes would fail at once under DEFERRED.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
        # Tests use a file too: an in-memory database is shared between threads by other rules.
        "TEST": {"NAME": home / "test.sqlite3"},
    }


def snapshot_settings(database: dict[str, Any]) -> dict[str, Any]:
    """Return the alias for reads of several tables as of one moment: it takes no write lock."""
    options = dict(database["OPTIONS"])
    if database["ENGINE"].endswith("sqlite3"):
        options["transaction_mode"] = "DEFERRED"
    else:
        options["isolation_level"] = REPEATABLE_READ
    return {**database, "OPTIONS": options, "TEST": {"MIRROR": "default"}}
