"""What the tests of the server share beside the personas."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import override_settings

from searchapp.live import consumers
from tests.integration.world import PERSONAS, World, a_world


@pytest.fixture
def socket_readers(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give a test's sockets threads of their own, which have ended before the tables are emptied.

    A socket that closes leaves a read that has begun to its end; emptying the tables meanwhile is a
    deadlock on PostgreSQL, and a connection that stays keeps the database from being dropped.
    """
    for alias in ("default", "snapshot"):
        monkeypatch.setitem(connections.settings[alias], "CONN_MAX_AGE", 0)
    with ThreadPoolExecutor(4, thread_name_prefix="socket-reads") as readers:
        monkeypatch.setattr(consumers, "_readers", readers)
        yield


@pytest.fixture(scope="module")
def made(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, Path]]:
    """The world, made once, and where its files are. What a test does to it is taken back."""
    home = tmp_path_factory.mktemp("home")
    cheap = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(PASSWORD_HASHERS=cheap, NASWEB_HOME=home):
            world = a_world(home)
        for persona in PERSONAS:
            world.client(persona)
        yield world, home
        transaction.set_rollback(True)
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture
def world(made: tuple[World, Path], db: None, settings: Any) -> World:
    there, settings.NASWEB_HOME = made
    # What serves files is asynchronous: each request would go through three threads.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "servestatic" not in name]
    return replace(there)
