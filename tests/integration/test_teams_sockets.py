"""A socket ends with what let it in: role, session, password, account, share link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from channels.db import database_sync_to_async
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.utils import timezone

from nasweb.asgi import application
from searchapp.live import consumers
from searchapp.models import Membership, Share
from tests.integration.requests import ask
from tests.integration.world import World, a_world
from tests.sockets import Socket

PROMISED = 5.0
"""Seconds in which a socket is closed."""


def _remove(world: World) -> None:
    key = Membership.objects.get(team=world.project.team, user__username="cem").key
    assert ask(world.client("owner"), "DELETE", "member", key).status_code == 204


def _sign_out(world: World) -> None:
    assert ask(world.client("viewer"), "POST", "sign-out").status_code == 204


def _change_password(world: World) -> None:
    cem = User.objects.get(username="cem")
    cem.set_password("another long passphrase")
    cem.save()


def _revoke(world: World) -> None:
    assert ask(world.client("owner"), "DELETE", "share", world.share.id).status_code == 204


ENDS: dict[str, tuple[str, Callable[[World], object], int]] = {
    "the role is taken away": ("viewer", _remove, 4404),
    "signed out": ("viewer", _sign_out, 4401),
    "the session ends": (
        "viewer",
        lambda _: Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1)),
        4401,
    ),
    "another password": ("viewer", _change_password, 4401),
    "the account is disabled": (
        "viewer",
        lambda _: User.objects.filter(username="cem").update(is_active=False),
        4401,
    ),
    "the link is revoked": ("run link", _revoke, 4404),
    "the link expires": (
        "run link",
        lambda _: Share.objects.update(expires_at=timezone.now() - timedelta(seconds=1)),
        4404,
    ),
    "the run is deleted": ("run link", lambda world: world.run.delete(), 4404),
}


def _open(world: World, persona: str) -> Socket:
    client = world.client(persona)
    cookie = "; ".join(f"{name}={c.value}" for name, c in client.cookies.items())
    headers = {"host": "localhost", "origin": "http://localhost", "cookie": cookie}
    link = f"?share={world.share.id}" if persona == "run link" else ""
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return Socket(application, f"/ws/runs/{world.run.pk}/{link}", raw)


@pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])
@pytest.mark.usefixtures("socket_readers")
@pytest.mark.parametrize("how", ENDS)
async def test_a_socket_is_closed_though_nothing_else_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """Not even the client hears: no page is sent, no beat is due; only the asking ends it."""
    monkeypatch.setattr(consumers, "WINDOW", 0)
    monkeypatch.setattr(consumers, "BEAT", 3600.0)
    monkeypatch.setattr(consumers, "ASK", 0.05)
    monkeypatch.setattr(consumers, "LOOK", 0.05)
    persona, end, code = ENDS[how]
    world = await database_sync_to_async(a_world)(tmp_path)
    socket = await database_sync_to_async(_open)(world, persona)
    assert await socket.connect()
    assert '"reset"' in await socket.hear()
    await database_sync_to_async(end)(world)
    assert await socket.closed() == code
    await socket.disconnect()


def test_it_is_asked_often_enough() -> None:
    """A socket looks at the latest after LOOK and REST, and asks once ASK has passed."""
    assert consumers.ASK + consumers.LOOK + consumers.REST < PROMISED
