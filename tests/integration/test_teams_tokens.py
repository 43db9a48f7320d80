"""Tokens: their owner's rights, from scripts; shown once, revoked at once; they make no others."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from searchapp.models import Membership, Role, Token
from tests.integration.requests import ask
from tests.integration.world import World

pytestmark = pytest.mark.django_db


def bearer(secret: str) -> Client:
    """Return a script that sends the token; it has no cookie, and so no CSRF header either."""
    return Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {secret}"})


def make(world: World, persona: str = "editor") -> str:
    answer = ask(world.client(persona), "POST", "tokens", name="night 🌙")
    return str(answer.json()["secret"])


def test_a_token_acts_as_its_owner_and_is_shown_once(world: World) -> None:
    secret = make(world)
    assert not Token.objects.filter(digest=secret).exists()
    script = bearer(secret)
    assert ask(script, "GET", "session").json()["user"] == "ben"
    assert ask(script, "PATCH", "run", world.run.id, name="By night").status_code == 200
    (listed,) = ask(world.client("editor"), "GET", "tokens").json()
    assert (listed["name"], listed["secret"]) == ("night 🌙", "")
    assert listed["last_used_at"] is not None


def test_a_token_has_no_more_rights_than_its_owner_has_by_now(world: World) -> None:
    script = bearer(make(world))
    assert ask(script, "PATCH", "team", world.team.id, name="x").status_code == 403
    Membership.objects.filter(user__username="ben").update(role=Role.VIEWER)
    assert ask(script, "PATCH", "run", world.run.id, name="x").status_code == 403
    Membership.objects.filter(user__username="ben").delete()
    assert ask(script, "GET", "run", world.run.id).status_code == 404


def test_a_token_makes_no_tokens_and_joins_no_team(world: World) -> None:
    script = bearer(world.secrets["token"])
    for method, route, id, body in (
        ("POST", "tokens", "", {"name": "more"}),
        ("GET", "tokens", "", {}),
        ("DELETE", "token", world.token.id, {}),
        ("POST", "invitation-join", "", {"secret": world.secrets["invitation"]}),
    ):
        answer = ask(script, method, route, id, **body)
        assert (answer.status_code, answer.json()["code"]) == (403, "token_forbidden")
    assert Token.objects.count() == 1


ENDED: dict[str, Any] = {
    "expired": {"expires_at": timezone.now() - timedelta(seconds=1)},
    "revoked": {"revoked_at": timezone.now()},
}
WRONG = {
    "guessed": "x" * 43, "empty": "", "words": "a b", "emoji": "é", "long": "x" * 4_000,
}  # fmt: skip


@pytest.mark.parametrize("how", [*ENDED, *WRONG, "disabled"])
def test_a_token_that_is_not_valid_signs_nobody_in(world: World, how: str) -> None:
    secret = WRONG.get(how, world.secrets["token"])
    if how in ENDED:
        Token.objects.update(**ENDED[how])
    elif how == "disabled":
        User.objects.filter(username="ada").update(is_active=False)
    script = bearer(secret)
    script.cookies = world.client("viewer").cookies  # where a token is sent, no session counts
    answer = ask(script, "GET", "run", world.run.id)
    assert (answer.status_code, answer.json()["code"]) == (401, "bad_token")


def test_a_revoked_token_ends_at_once_and_only_by_its_owner(world: World) -> None:
    script = bearer(make(world))
    assert ask(script, "GET", "teams").status_code == 200
    id = Token.objects.get(user__username="ben").pk
    assert ask(world.client("owner"), "DELETE", "token", id).status_code == 404
    assert ask(world.client("editor"), "DELETE", "token", id).status_code == 204
    assert ask(script, "GET", "teams").status_code == 401
    assert ask(world.client("editor"), "GET", "tokens").json() == []


def test_a_token_in_the_address_is_no_token(world: World) -> None:
    at = reverse("teams", query={"token": world.secrets["token"]})
    assert Client().get(at).status_code == 401


def test_reads_do_not_write_each_time_when_a_token_was_used(world: World) -> None:
    script, old = bearer(world.secrets["token"]), timezone.now() - timedelta(minutes=2)
    lately = timezone.now() - timedelta(seconds=30)
    for before, is_noted in ((None, True), (lately, False), (old, True)):
        Token.objects.update(last_used_at=before)
        ask(script, "GET", "teams")
        assert (Token.objects.get().last_used_at != before) is is_noted


@pytest.mark.parametrize("bad", [{"days": 0}, {"days": 366}, {"name": ""}, {"name": "x" * 101}])
def test_a_token_has_a_name_and_an_end(world: World, bad: dict[str, Any]) -> None:
    body = json.dumps({"name": "script", **bad})
    answer = world.client("owner").post(reverse("tokens"), body, content_type="application/json")
    assert answer.status_code == 400


def test_no_secret_that_was_told_stands_in_the_database(world: World) -> None:
    from django.apps import apps

    kept = [
        str(value)
        for model in apps.get_app_config("searchapp").get_models()
        for row in model._default_manager.values_list()
        for value in row
    ]
    assert len(kept) > 100
    for secret in world.secrets.values():
        assert not any(secret in value for value in kept)
