"""Signing in: by password, by link; how long, how often, and what it gives."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from searchapp.models import Project, SignInFailure, SignInLink
from searchapp.services.teams import create_sign_in_link, create_user
from tests import builders

pytestmark = pytest.mark.django_db


def _sign_in(client: Client, username: str, password: str) -> Any:
    body = json.dumps({"username": username, "password": password})
    return client.post(reverse("sign-in"), body, content_type="application/json")


def test_a_new_user_has_a_team_and_a_project_of_their_own(client: Client) -> None:
    user = create_user("eve", builders.PASSWORD)
    client.force_login(user)
    session = client.get(reverse("session")).json()
    assert session["user"] == "eve"
    assert [(team["is_personal"], team["role"]) for team in session["teams"]] == [(True, "owner")]
    assert [project["can"] for project in session["projects"]] == [
        ["comment", "edit", "manage", "run", "take_away"]
    ]


def test_the_session_lists_the_teams_one_was_invited_to(
    client: Client, cem: User, project: Project
) -> None:
    client.force_login(cem)
    session = client.get(reverse("session")).json()
    assert [team["role"] for team in session["teams"]] == ["owner", "viewer"]
    assert {p["id"]: p["can"] for p in session["projects"]}[project.id] == []


def test_signed_out_callers_are_told_so_and_get_the_cookie_to_sign_in(client: Client) -> None:
    answer = client.get(reverse("session"))
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")
    assert "nasweb_csrf" in answer.cookies


def test_name_and_password_sign_in_and_out(client: Client, ada: User) -> None:
    assert _sign_in(client, "ada", builders.PASSWORD).json()["user"] == "ada"
    assert client.get(reverse("session")).status_code == 200
    assert client.post(reverse("sign-out")).status_code == 204
    assert client.get(reverse("session")).status_code == 401


def test_a_wrong_password_and_an_unknown_name_look_the_same(client: Client, ada: User) -> None:
    wrong, unknown = _sign_in(client, "ada", "wrong"), _sign_in(client, "nobody", "wrong")
    assert wrong.status_code == unknown.status_code == 400
    assert wrong.content == unknown.content


def test_after_ten_wrong_passwords_the_right_one_waits(client: Client, ada: User) -> None:
    for _ in range(10):
        assert _sign_in(client, "ada", "wrong").status_code == 400
    answer = _sign_in(client, "Ada", builders.PASSWORD)
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_tries")
    SignInFailure.objects.update(at=timezone.now() - timedelta(minutes=6))
    assert _sign_in(client, "ada", builders.PASSWORD).status_code == 200


def test_signing_in_needs_the_token_against_forged_requests(ada: User) -> None:
    client = Client(enforce_csrf_checks=True)
    assert _sign_in(client, "ada", builders.PASSWORD).json()["code"] == "csrf_failed"


def test_a_link_signs_in_once(ada: User) -> None:
    secret = create_sign_in_link(ada)
    assert not SignInLink.objects.filter(digest=secret).exists()
    client = Client()
    answer = client.get(f"/enter/{secret}")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.get(reverse("session")).json()["user"] == "ada"
    assert Client().get(f"/enter/{secret}").headers["Location"] == "/sign-in?link=expired"
    assert client.get(f"/enter/{secret}").headers["Location"] == "/?link=expired"  # signed in
    assert client.get(reverse("session")).json()["user"] == "ada"


@pytest.mark.parametrize("secret", ["x", "a" * 5000, "%00", "\N{SNOWMAN}"])
def test_an_unknown_link_signs_nobody_in(client: Client, db: None, secret: str) -> None:
    assert client.get(f"/enter/{secret}").headers["Location"] == "/sign-in?link=expired"
    assert client.get(reverse("session")).status_code == 401


def test_a_link_does_not_outlive_its_hour_or_its_user(client: Client, ada: User) -> None:
    old, disabled = create_sign_in_link(ada), create_sign_in_link(ada)
    SignInLink.objects.filter(user=ada).first().delete()  # type: ignore[union-attr]
    SignInLink.objects.update(expires_at=timezone.now())
    assert client.get(f"/enter/{old}").headers["Location"] == "/sign-in?link=expired"
    assert client.get(f"/enter/{disabled}").headers["Location"] == "/sign-in?link=expired"
    fresh = create_sign_in_link(ada)
    User.objects.update(is_active=False)
    assert client.get(f"/enter/{fresh}").headers["Location"] == "/sign-in?link=expired"


def test_the_command_prints_a_link_that_works(
    client: Client, db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("sign_in_link", address="http://127.0.0.1:9000/")
    link = capsys.readouterr().out.strip()
    assert link.startswith("http://127.0.0.1:9000/enter/")
    client.get(link.removeprefix("http://127.0.0.1:9000"))
    session = client.get(reverse("session")).json()
    assert (session["user"], session["is_staff"]) == ("admin", True)
