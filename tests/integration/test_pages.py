"""The page, its headers, and who may open a socket."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

import pytest
from django.db import OperationalError, connection
from django.test import Client

from nasweb.asgi import is_our_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def built(settings: Any, tmp_path: Path) -> None:
    settings.FRONTEND = tmp_path
    (tmp_path / "index.html").write_text("<!doctype html><title>the page</title>")


@pytest.mark.parametrize(
    "path", ["/", "/spaces/1", "/launch?preset=darts", "/runs/1", "/sign-in", "/apiary"]
)
def test_every_other_address_is_the_page(client: Client, built: None, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.content) == (200, b"<!doctype html><title>the page</title>")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "nasweb_csrf" in answer.cookies


def test_a_page_that_was_not_built_says_how(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.FRONTEND = tmp_path
    answer = client.get("/")
    assert answer.status_code == 503
    assert b"make up" in answer.content


def test_the_web_is_well_as_long_as_it_reaches_the_database(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.content) == (200, b"well")

    def refuse() -> NoReturn:
        raise OperationalError("no such server")

    monkeypatch.setattr(connection, "cursor", refuse)
    assert client.get("/health").status_code == 503


@pytest.mark.parametrize("path", ["/ws/nothing", "/static/nothing.js"])
def test_what_is_not_a_page_is_not_answered_with_one(
    client: Client, built: None, path: str
) -> None:
    assert client.get(path).status_code == 404


def test_the_page_takes_no_posts(client: Client, built: None) -> None:
    assert client.post("/").status_code == 405


@pytest.mark.parametrize("path", ["/", "/api/session", "/admin/login/", "/api/nothing"])
def test_every_answer_forbids_what_our_pages_never_do(
    client: Client, built: None, path: str
) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("origin", "host", "is_ours"),
    [
        ("http://localhost:8000", "localhost:8000", True),
        ("https://localhost", "localhost", True),
        ("http://localhost:8001", "localhost:8000", False),
        ("http://evil.example", "localhost:8000", False),
        ("http://evil.example", "evil.example", False),
        ("null", "localhost:8000", False),
        ("", "localhost:8000", False),
        ("http://", "", False),
    ],
)
def test_a_socket_is_opened_by_our_own_pages_alone(
    settings: Any, origin: str, host: str, is_ours: bool
) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    assert is_our_page(origin, host) is is_ours


def test_named_origins_are_the_only_ones(settings: Any) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://search.example.org"]
    assert is_our_page("https://search.example.org", "inside:8000")
    assert not is_our_page("http://inside:8000", "inside:8000")
