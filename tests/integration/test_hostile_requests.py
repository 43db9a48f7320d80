"""Hostile requests, on every route that the resolver knows: a problem, never a crash.

Bodies are the valid ones with one thing changed, so that they get past the first look at them. What
is refused has changed nothing. What the parser or a form refuses never meets a table, so those
tests are for one database; values in bodies and ids in addresses are tried on each.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from tests.integration.requests import address, body_of, check, rows, send
from tests.integration.test_permissions import EXPECTED
from tests.integration.world import World
from tests.routes import ADDRESSED, ROUTES, TAKING, Route

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(world: World) -> Client:
    return world.client("owner")


def test_every_route_says_what_it_takes_and_asks() -> None:
    """The tests below find routes by that; one that says nothing would go by untested."""
    assert {(route.name, route.method) for route in ROUTES} == set(EXPECTED)
    assert {route.name for route in TAKING} >= {"sign-in", "spaces", "draft", "runs", "report"}


# Bodies ------------------------------------------------------------------------------------------

NESTED: Any = 1
for _ in range(40):
    NESTED = [NESTED]

VALUES: dict[str, Any] = {
    "null": None, "true": True, "minus": -1, "half": 0.5, "largest": 2**53 - 1, "huge": 1e308,
    "minus zero": -0.0, "empty": "", "long": "a" * 20_000, "right to left": "\u202eabc",
    "control": "\x01\x1b[31m\r\n", "proto": "__proto__", "path": "../../x", "list": [],
    "quote": "'; DROP TABLE searchapp_run; --", "format": "%s%n{0.__class__}{{7*7}}${7*7}",
    "nested": NESTED, "many": list(range(2_000)), "keys": {"": 1, "a.b": 2, "__class__": {}},
}  # fmt: skip


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to everything in a body, the parts that hold others too."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))


def changed(body: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """Return the body with something else in that place."""
    copied = copy.deepcopy(body)
    place = copied
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return copied


@pytest.mark.parametrize("route", TAKING, ids=str)
def test_any_part_of_a_body_may_be_hostile(client: Client, world: World, route: Route) -> None:
    body = body_of(world, route)
    before = rows()
    for path in leaves(body):
        for value in VALUES:
            status = check(send(client, world, route, changed(body, path, VALUES[value])))
            after = rows()
            assert status < 400 or after == before, (path, value)
            before = after


@pytest.mark.one_database
@pytest.mark.parametrize("route", TAKING, ids=str)
def test_any_part_of_a_body_may_be_missing(client: Client, world: World, route: Route) -> None:
    body = body_of(world, route)
    for path in leaves(body):
        less = copy.deepcopy(body)
        place = less
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]
        check(send(client, world, route, less))


@pytest.mark.one_database
@pytest.mark.parametrize("route", TAKING, ids=str)
def test_what_is_not_asked_for_is_refused_by_name(
    client: Client, world: World, route: Route
) -> None:
    """So nobody can set the columns that we set, nor believe that a misspelt field was taken."""
    before = rows()
    for name in ("id", "state", "created_by", "__proto__", "constructor", ""):
        answer = send(client, world, route, {**body_of(world, route), name: "x"})
        assert check(answer) == 400
        told = answer.json()["issues"][0]
        assert (told["path"], told["code"]) == ([name], "unknown_field")
    assert rows() == before


RAW: dict[str, bytes] = {
    "nothing": b"", "nan": b'{"a": NaN}', "infinite": b'{"a": 1e400}', "long": b"9" * 6_000,
    "nul": rb'{"\u0000": 1}', "surrogate": rb'{"a": "\ud800"}', "deep": b"[" * 200_000,
    "twice": b'{"a": 1, "a": 2}', "bom": b"\xef\xbb\xbf{}", "utf16": "{}".encode("utf-16"),
    "latin": b'{"a": "\xe9"}', "half": b'{"a": "', "comment": b"{} // yes", "single": b"{'a': 1}",
    "two": b"{}{}", "comma": b'{"a": 1,}', "hex": b'{"a": 0x10}', "plus": b'{"a": +1}',
    "raw newline": b'{"a": "\n"}', "zero byte": b"{}\x00", "list": b"[{}]", "pickle": b"\x80\x04N.",
    "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "form": b"a=1&b=2", "xml": b"<?xml?>",
}  # fmt: skip


@pytest.mark.one_database
@pytest.mark.parametrize("route", TAKING, ids=str)
def test_what_is_no_json_object_is_refused_everywhere(
    client: Client, world: World, route: Route
) -> None:
    before, turn = rows(), TAKING.index(route)
    for name in list(RAW)[turn % 3 :: 3]:  # one parser reads for all: each meets a third of them
        assert check(send(client, world, route, RAW[name])) == 400, name
    assert rows() == before


@pytest.mark.one_database
@pytest.mark.parametrize("raw", ["nan", "deep", "nul", "pickle", "half"])
def test_a_route_that_takes_no_body_is_not_troubled_by_one(
    client: Client, world: World, raw: str
) -> None:
    for route in ROUTES:
        if route not in TAKING and route.name != "sign-out":
            at = address(world, route)
            check(client.generic(route.method, at, RAW[raw], content_type="application/json"))


@pytest.mark.one_database
@pytest.mark.parametrize("route", TAKING, ids=str)
def test_only_json_is_read(client: Client, world: World, route: Route) -> None:
    before = rows()
    raw = json.dumps(body_of(world, route)).encode()
    for kind in KINDS:
        answer = send(client, world, route, raw, content_type=kind)
        assert check(answer) in (400, 415), kind
    assert rows() == before


KINDS = (
    "", "text/plain", "application/xml", "application/x-www-form-urlencoded", "image/png",
    "multipart/form-data", "multipart/form-data; boundary=x", "application/jsonp", "nonsense",
    "application/json-patch+json", "application/json/x", "*/*", "application/*", ";",
)  # fmt: skip


@pytest.mark.one_database
@pytest.mark.parametrize("route", TAKING, ids=str)
def test_a_body_over_the_limit_is_413(
    client: Client, world: World, settings: Any, route: Route
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000
    before = rows()
    answer = send(client, world, route, {**body_of(world, route), "x": "y" * 3_000})
    assert (check(answer), answer.json()["code"]) == (413, "too_large")
    assert rows() == before


# Addresses ---------------------------------------------------------------------------------------

IDS = {
    "minus": "-1", "huge": "9" * 400, "emoji": "🙂", "nul": "\0", "dots": "..", "like": "%",
    "encoded dots": "..%2f..%2fetc%2fpasswd", "long": "a" * 8_000, "quote": "' OR 1=1 --",
    "newline": "a\nb", "surrogate": "\udc80",
}  # fmt: skip


@pytest.mark.parametrize("route", ADDRESSED, ids=str)
def test_an_id_that_is_nobodys_is_not_found(client: Client, world: World, route: Route) -> None:
    before = rows()
    for id in IDS.values():
        part = quote(id, safe="%", errors="surrogateescape")
        at = address(world, route, **dict.fromkeys(route.parts, part))
        status = check(send(client, world, route, body_of(world, route), at))
        assert status in (400, 404), at[:200]
    assert rows() == before


@pytest.mark.parametrize("route", ADDRESSED, ids=str)
def test_an_id_of_another_kind_is_not_found(client: Client, world: World, route: Route) -> None:
    own = address(world, route)
    known = [*world.ids.values(), "digits", "ada"]
    for id in known:
        if id not in own:
            at = address(world, route, **dict.fromkeys(route.parts, id))
            assert check(send(client, world, route, body_of(world, route), at)) in (400, 404), at


@pytest.mark.one_database
def test_a_slash_too_many_leads_nowhere(client: Client, world: World) -> None:
    for route in ROUTES:
        answer = send(client, world, route, body_of(world, route), world.address(route.name) + "/")
        assert check(answer) == 404, route
