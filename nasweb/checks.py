"""System checks: what must not be served to others."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


class Checks(AppConfig):
    """Registers the checks of this module, and the Celery app as the one that pokes go through."""

    name = "nasweb"

    def ready(self) -> None:
        import_module("nasweb.celery")
        register(Tags.security)(check_production)


def check_production(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse unsafe settings once NASWEB_PRODUCTION is set."""
    if not settings.NASWEB_PRODUCTION:
        return []
    return [
        Error(message, hint=f"set {variable}", id=f"nasweb.E{number:03}")
        for number, (is_wrong, variable, message) in enumerate(_rules(), start=1)
        if is_wrong
    ]


def _rules() -> Iterator[tuple[bool, str, str]]:
    """Yield (is it broken, the variable to set, what must hold)."""
    env = settings.ENV
    layer = settings.CHANNEL_LAYERS["default"]["BACKEND"]
    yield settings.DEBUG, "NASWEB_DEBUG=false", "debug pages must be off in production"
    yield (
        len(env.secret_key) < 32,
        "NASWEB_SECRET_KEY",
        "the secret key must be given in production, with at least 32 characters",
    )
    yield (
        "*" in settings.ALLOWED_HOSTS or set(env.hosts) <= {"localhost", "127.0.0.1", "[::1]"},
        "NASWEB_HOSTS",
        "the host names must be named in production, without a wildcard",
    )
    yield (
        not env.origins or any(not origin.startswith("https://") for origin in env.origins),
        "NASWEB_ORIGINS",
        "every address that browsers come from must be named and begin with https://",
    )
    yield (
        env.broker_url.startswith("memory:"),
        "NASWEB_BROKER_URL",
        "workers and web must share a broker in production",
    )
    yield (
        layer.endswith("InMemoryChannelLayer"),
        "NASWEB_CHANNELS_URL",
        "workers and web must share a channel layer in production",
    )
    yield (
        not env.database_url,
        "NASWEB_DATABASE_URL",
        "the database must be PostgreSQL in production",
    )
