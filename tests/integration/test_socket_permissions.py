"""Who may open which socket: every route, every persona. A route without a row fails."""

from __future__ import annotations

import json
from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.contrib.auth.models import User
from django.test import Client

from nasweb.asgi import application
from searchapp.live.routing import websocket_urlpatterns
from searchapp.models import Project, Run
from searchapp.selectors.permissions import ROUTES
from tests import builders
from tests.sockets import Socket

PERSONAS = ("ada", "ben", "cem", "dee", None)
EXPECTED: dict[str, tuple[Any, ...]] = {"run-socket": ("reset", "reset", "reset", 4404, 4401)}
"""First message or close code for owner, editor, viewer, stranger, and nobody."""


def test_every_socket_has_its_row_here_and_in_the_matrix() -> None:
    names = {str(pattern.name) for pattern in websocket_urlpatterns}
    assert names == set(EXPECTED)
    assert {name for name, method in ROUTES if method == "WEBSOCKET"} == names


@pytest.fixture
def run(project: Project, dee: User) -> Run:
    return builders.a_run(builders.a_version(builders.a_space(project)))


def _cookie(persona: str | None) -> list[tuple[bytes, bytes]]:
    if persona is None:
        return []
    client = Client()
    client.force_login(User.objects.get(username=persona))
    pairs = (f"{name}={cookie.value}" for name, cookie in client.cookies.items())
    return [(b"cookie", "; ".join(pairs).encode())]


@pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])
@pytest.mark.usefixtures("socket_readers")
@pytest.mark.parametrize("who", range(5), ids=["owner", "editor", "viewer", "stranger", "nobody"])
async def test_everyone_gets_what_the_table_says(run: Run, who: int) -> None:
    expected = EXPECTED["run-socket"][who]
    cookie = await database_sync_to_async(_cookie)(PERSONAS[who])
    origin = [(b"host", b"localhost"), (b"origin", b"http://localhost")]
    socket = Socket(application, f"/ws/runs/{run.pk}/", [*origin, *cookie])
    assert await socket.connect()
    if isinstance(expected, int):
        assert await socket.closed() == expected
    else:
        assert json.loads(await socket.hear())["op"] == expected
    await socket.disconnect()
