"""Hostile queries, methods, headers, cookies and links, on every route that the resolver knows."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from searchapp.models import Draft, Run
from tests.integration.requests import address, body_of, check, rows, send
from tests.integration.test_hostile_requests import IDS
from tests.integration.world import World
from tests.routes import ROUTES, TAKING, Route

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(world: World) -> Client:
    return world.client("owner")


# Queries -----------------------------------------------------------------------------------------

ASKED = [
    "",
    "abc",
    "-1",
    "0",
    "1e9",
    "9" * 30,
    "NaN",
    "true",
    "null",
    "[]",
    "\0",
    "🙂",
    "a" * 4_000,
]


@pytest.mark.one_database  # refused or read before any table is asked
@pytest.mark.parametrize("name", ["unheard_of", "__proto__", "ordering"])
def test_a_query_that_is_not_asked_for_is_refused(client: Client, world: World, name: str) -> None:
    for route in ROUTES:
        if route.method == "GET":
            query = world.query(route.name, route.method)
            answer = client.get(world.address(route.name, {**query, name: "1"}))
            assert check(answer) == 400, route
            assert answer.json()["path"] == [name]


@pytest.mark.parametrize("route", [r for r in ROUTES if r.asks], ids=str)
def test_a_query_may_be_hostile(client: Client, world: World, route: Route) -> None:
    assert route.asks is not None
    for name in route.asks.model_fields:
        for value in ASKED:
            query = world.query(route.name, route.method)
            check(client.get(world.address(route.name, {**query, name: value})))
        twice = client.get(f"{world.address(route.name)}?{name}=1&{name}=2")
        assert (check(twice), twice.json()["code"]) == (400, "repeated_parameter")


# Methods and headers -----------------------------------------------------------------------------


@pytest.mark.one_database  # refused or read before any table is asked
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "POST", "GET", "TRACE", "BREW"])
def test_a_method_that_a_route_does_not_have_is_told_with_those_it_has(
    client: Client, world: World, method: str
) -> None:
    known: dict[str, set[str]] = {}
    for route in ROUTES:
        known.setdefault(route.name, set()).add(route.method)
    before = rows()
    for route in {route.name: route for route in ROUTES}.values():
        if method in known[route.name]:
            continue
        answer = client.generic(
            method, address(world, route), b"{}", content_type="application/json"
        )
        assert (check(answer), answer.json()["code"]) == (405, "method_not_allowed"), route
        assert known[route.name] <= set(answer.headers["Allow"].split(", "))
    assert rows() == before


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-Method-Override"])
def test_a_method_in_a_header_is_no_method(client: Client, world: World, name: str) -> None:
    answer = client.get(reverse("run", kwargs={"id": world.run.id}), headers={name: "DELETE"})
    assert check(answer) == 200
    assert Run.objects.filter(pk=world.run.id).exists()


@pytest.mark.one_database  # refused or read before any table is asked
@pytest.mark.parametrize(
    "headers",
    [
        {"Accept": "text/html", "Authorization": "Basic", "Range": "bytes=0-9999999999"},
        {"Accept": "*/*;q=x", "Authorization": "Bearer x", "Range": "x", "Origin": "null"},
        {"Accept": "\x01", "If-Modified-Since": "yesterday", "X-Forwarded-For": "1.1.1.1, '"},
        {"Accept": "", "Accept-Language": "é" * 500, "If-None-Match": '"' + "x" * 5_000},
    ],
    ids=["plain", "odd", "control", "long"],
)  # fmt: skip
def test_strange_headers_trouble_nobody(
    client: Client, world: World, headers: dict[str, str]
) -> None:
    for route in ROUTES:
        if route.method == "GET":
            check(client.get(address(world, route), headers=headers))


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (None, 428), ("1", 400), ('"x"', 400), ('"-1"', 400), ('"1', 400), ("*", 400), ("", 400),
        ('"1", "2"', 400), ('"' + "9" * 10 + '"', 400), ('"2"', 412), ('"0"', 412), ('W/"1"', 200),
        (' "1" ', 200),
    ],
)  # fmt: skip
def test_a_draft_is_saved_over_what_was_seen_or_not_at_all(
    client: Client, world: World, sent: str | None, status: int
) -> None:
    at = reverse("draft", kwargs={"id": world.ids["space"]})
    headers = {} if sent is None else {"If-Match": sent}
    raw = json.dumps({"document": "{}"})
    answer = client.put(at, raw, content_type="application/json", headers=headers)
    assert check(answer) == status
    assert (Draft.objects.get().document == "{}") == (status == 200)


@pytest.mark.parametrize("key", ["", " ", "k" * 101, "é", "'; --", "{}", "\t"])
def test_a_hostile_key_starts_at_most_one_run(client: Client, world: World, key: str) -> None:
    for _ in range(2):
        check(send(client, world, run_route(), world.run.request, **{"Idempotency-Key": key}))
    assert Run.objects.count() <= 3


def run_route() -> Route:
    return next(route for route in TAKING if (route.name, route.method) == ("runs", "POST"))


FOR_ALL = {"sign-in", "share-open"}
"""Routes that need no session."""


@pytest.mark.parametrize("cookie", ["0" * 32, "é", "../../etc/passwd"])
def test_a_made_up_session_is_nobodys(world: World, cookie: str) -> None:
    for route in ROUTES:
        client = Client(raise_request_exception=False)
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie
        answer = send(client, world, route, body_of(world, route))
        assert check(answer) == (200 if route.name in FOR_ALL else 401), route
        if route.name == "sign-in":
            assert client.cookies[settings.SESSION_COOKIE_NAME].value != cookie


def test_a_made_up_sign_in_link_leads_to_the_sign_in_page(world: World) -> None:
    client = Client(raise_request_exception=False)
    for secret in IDS.values():
        answer = client.get("/enter/" + quote(secret, safe="", errors="surrogateescape"))
        assert answer.status_code in (302, 404), secret
        if answer.status_code == 302:
            assert answer.headers["Location"] == "/sign-in?link=expired"
    assert settings.SESSION_COOKIE_NAME not in client.cookies
