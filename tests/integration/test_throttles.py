"""Guessing links is limited by address and by link, and holds up nobody who has the right one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from searchapp.api import throttles
from searchapp.services.invitations import invitation_create
from searchapp.services.shares import share_create
from searchapp.services.teams import create_sign_in_link
from searchapp.wire.forms import InvitationRequest
from tests.integration.world import World

pytestmark = pytest.mark.django_db

ELSEWHERE = {"REMOTE_ADDR": "10.0.0.9"}


class Clock:
    """A time that passes when it is told to."""

    def __init__(self) -> None:
        self.time = timezone.now()

    def now(self) -> Any:
        return self.time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("searchapp.api.throttles.timezone", made)
    return made


def post(client: Client, route: str, secret: str, where: Any = None, **ids: str) -> Any:
    address = reverse(route, kwargs=ids)
    return client.post(address, {"secret": secret}, "application/json", **(where or {}))


def test_a_share_link_is_not_guessed_at_for_long(world: World, clock: Clock) -> None:
    share, secret = share_create(User.objects.get(username="ada"), world.run, 7)
    guest = Client()
    for _ in range(throttles.PER_LINK):
        assert post(guest, "share-open", "wrong", id=share.id).status_code == 404
        clock.time += timedelta(seconds=1)
    held = post(guest, "share-open", secret, id=share.id)
    assert (held.status_code, held.json()["code"]) == (429, "too_many_tries")
    assert held.headers["Retry-After"] == "290"
    assert held.json()["message"] == "too many wrong tries; try again in 5 minutes"
    assert post(Client(), "share-open", secret, ELSEWHERE, id=share.id).status_code == 200
    assert post(world.client("stranger"), "share-open", secret, id=share.id).status_code == 200
    clock.time += timedelta(seconds=291)
    assert post(guest, "share-open", secret, id=share.id).status_code == 200


def test_invitations_are_limited_by_address_but_a_right_one_works(
    world: World, clock: Clock
) -> None:
    stranger = world.client("stranger")
    for _ in range(throttles.PER_ADDRESS):
        assert post(stranger, "invitation-join", "wrong").status_code == 404
    assert post(stranger, "invitation-look", "wrong").status_code == 429
    assert post(stranger, "invitation-look", "wrong", ELSEWHERE).status_code == 404
    request = InvitationRequest(role="viewer", days=7)
    _, secret = invitation_create(User.objects.get(username="ada"), world.team, request)
    assert post(stranger, "invitation-join", secret).status_code == 200


def test_sign_in_links_are_limited_by_address(client: Client, world: World, clock: Clock) -> None:
    def enter(secret: str, where: Any = None) -> Any:
        return client.get(f"/enter/{secret}", **(where or {}))

    ada = User.objects.get(username="ada")
    for _ in range(throttles.PER_ADDRESS):
        assert enter("wrong").status_code == 302
    held = enter(create_sign_in_link(ada))
    assert (held.status_code, held.headers["Retry-After"]) == (429, "300")
    assert enter(create_sign_in_link(ada), ELSEWHERE).headers["Location"] == "/"
    assert enter(create_sign_in_link(ada)).headers["Location"] == "/"  # signed in by now
