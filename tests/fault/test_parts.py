"""What containers start, as processes of this machine over a real PostgreSQL and a real Redis."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis
from celery import Celery

from nasweb.commands.health import web_fault
from tests.fault.conftest import fresh_database
from tests.processes import environment_of, nasweb
from tests.waiting import until

pytestmark = pytest.mark.fault

SITE = "nasweb.example.org"
GRACE = 30
"""Seconds that docker/compose.yaml gives each part to end."""


@pytest.fixture
def database() -> Iterator[str]:
    named = os.environ.get("NASWEB_TEST_POSTGRES", "postgresql://127.0.0.1:5432/postgres")
    with contextlib.ExitStack() as stack:
        try:
            own = f"{named.rpartition('/')[0]}/nasweb_{os.getpid()}"
            yield stack.enter_context(fresh_database(own))
        except psycopg.OperationalError as error:
            pytest.skip(f"NASWEB_TEST_POSTGRES or 127.0.0.1:5432 must be PostgreSQL: {error}")


@pytest.fixture
def broker() -> str:
    url = os.environ.get("NASWEB_TEST_REDIS", "redis://127.0.0.1:6379")
    try:
        redis.Redis.from_url(url).ping()
    except redis.ConnectionError as error:
        pytest.skip(f"NASWEB_TEST_REDIS or 127.0.0.1:6379 must be Redis: {error}")
    return url


@contextlib.contextmanager
def serving(environment: dict[str, str], *part: str) -> Iterator[subprocess.Popen[str]]:
    process = nasweb(environment, "serve", *part)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def answering(broker: str) -> int:
    """Count the workers that take part; before that a signal would catch them half started."""
    app = Celery(broker=broker, broker_transport_options={"global_keyprefix": "nasweb:"})
    return len(app.control.ping(timeout=2.0, limit=2) or ())


def queues_of_workers(database: str) -> dict[int, list[str]]:
    with psycopg.connect(database) as connection:
        return dict(connection.execute("SELECT pid, queues FROM searchapp_worker").fetchall())


def test_the_parts_of_the_containers_come_up_do_well_and_end_when_told(
    database: str, broker: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {
        "NASWEB_PRODUCTION": "true",
        "NASWEB_SECRET_KEY": "of a test, and long enough for production",
        "NASWEB_HOSTS": SITE,
        "NASWEB_ORIGINS": f"https://{SITE}",
        "NASWEB_DATABASE_URL": database,
        "NASWEB_BROKER_URL": f"{broker}/14",
        "NASWEB_CHANNELS_URL": f"{broker}/15",
        "NASWEB_DEVICE": "cpu",
    }
    environment = environment_of(tmp_path, **settings)
    with serving(environment, "migrate") as migrate:
        assert migrate.wait(120) == 0, migrate.communicate()
    monkeypatch.setenv("NASWEB_HOSTS", SITE)
    port = free_port()
    with (
        serving(environment, "web", f"--port={port}") as web,
        serving(environment, "coordinator") as coordinator,
        serving(environment, "evaluator") as evaluator,
    ):
        until(lambda: not web_fault(port), lambda: web_fault(port), patience=60, pause=0.1)
        expected = {coordinator.pid: ["runs"], evaluator.pid: ["evaluate.cpu"]}
        until(
            lambda: queues_of_workers(database) == expected,
            lambda: str(queues_of_workers(database)),
            patience=60,
            pause=0.1,
        )
        until(lambda: answering(f"{broker}/14") == 2, patience=60)
        parts = {"web": web, "coordinator": coordinator, "evaluator": evaluator}
        for process in parts.values():
            process.terminate()
        ends = {name: process.wait(GRACE) for name, process in parts.items()}
        assert ends == dict.fromkeys(parts, 0)
        assert queues_of_workers(database) == {}
