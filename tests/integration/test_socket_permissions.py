"""Who may open which socket: every route, every persona. A route without a row fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from channels.db import database_sync_to_async

from nasweb.asgi import application
from searchapp.live.routing import websocket_urlpatterns
from searchapp.selectors.permissions import ROUTES
from tests.integration.world import PERSONAS, World, a_world
from tests.sockets import Socket

RESET = "reset"
EXPECTED: dict[str, tuple[Any, ...]] = {
    "run-socket": (RESET, RESET, RESET, RESET, RESET, 4404, RESET, 4404, 4401, 4401)
}
"""First message or close code for each of PERSONAS; a token opens no socket."""


def test_every_socket_has_its_row_here_and_in_the_matrix() -> None:
    names = {str(pattern.name) for pattern in websocket_urlpatterns}
    assert names == set(EXPECTED)
    assert {name for name, method in ROUTES if method == "WEBSOCKET"} == names
    assert {len(row) for row in EXPECTED.values()} == {len(PERSONAS)}


def _headers(world: World, persona: str) -> list[tuple[bytes, bytes]]:
    client = world.client(persona)
    pairs = (f"{name}={cookie.value}" for name, cookie in client.cookies.items())
    token = client.defaults.get("HTTP_AUTHORIZATION", "")
    return [(b"cookie", "; ".join(pairs).encode()), (b"authorization", token.encode())]


@pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])
@pytest.mark.usefixtures("socket_readers")
async def test_everyone_gets_what_the_table_says(tmp_path: Path) -> None:
    world = await database_sync_to_async(a_world)(tmp_path)
    for persona, expected in zip(PERSONAS, EXPECTED["run-socket"], strict=True):
        headers = await database_sync_to_async(_headers)(world, persona)
        link = f"?share={world.link_of(persona).id}" if persona.endswith("link") else ""
        origin = [(b"host", b"localhost"), (b"origin", b"http://localhost")]
        socket = Socket(application, f"/ws/runs/{world.run.pk}/{link}", [*origin, *headers])
        assert await socket.connect()
        if isinstance(expected, int):
            assert await socket.closed() == expected, persona
        else:
            assert json.loads(await socket.hear())["op"] == expected, persona
        await socket.disconnect()
