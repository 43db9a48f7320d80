"""Bodies that are refused, on every route that takes one: a clear problem, and nothing changes."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from searchapp.models import Draft, Project, Run, Space, Version
from tests import builders

# The parser and the forms refuse these before any table is asked.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ROUTES = ("sign-in", "spaces", "report", "draft", "versions", "runs", "estimate")

BODIES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty_body"),
    "white": (b"  \n", "empty_body"),
    "half": (b"{", "invalid_json"),
    "list": (b"[]", "object_expected"),
    "null": (b"null", "object_expected"),
    "text": (b'"x"', "object_expected"),
    "number": (b"1", "object_expected"),
    "nan": (b'{"a": NaN}', "non_finite_number"),
    "infinity": (b'{"a": -Infinity}', "non_finite_number"),
    "overflow": (b'{"a": 1e999}', "non_finite_number"),
    "deep_lists": (b'{"a": ' + b"[" * 100_000, "too_deep"),
    "deep_objects": (b'{"a": ' * 5_000, "too_deep"),
    "long_integer": (b'{"a": ' + b"9" * 5_000 + b"}", "number_too_large"),
    "rounded_integer": (b'{"a": 9007199254740993}', "number_too_large"),
    "nul": (rb'{"a": "\u0000"}', "control_character"),
    "nul_in_key": (rb'{"\u0000": 1}', "control_character"),
    "surrogate": (rb'{"a": "\ud800"}', "lone_surrogate"),
    "twice": (b'{"a": 1, "a": 2}', "duplicate_key"),
    "twice_late": (  # looked for pair by pair, this would take minutes
        b"{" + b",".join(b'"%d":1' % n for n in range(60_000)) + b',"59999":2}',
        "duplicate_key",
    ),
    "latin1": ('{"a": "é"}'.encode("latin-1"), "not_utf8"),
    "utf16": ('{"a": 1}'.encode("utf-16"), "not_utf8"),
    "overlong": (b'{"a": "\xc0\xaf"}', "not_utf8"),
}


@pytest.fixture
def run(project: Project) -> Run:
    return builders.a_run(builders.a_version(builders.a_space(project)))


@pytest.fixture
def client(ada: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(ada)
    return client


def _address(route: str, run: Run) -> str:
    kwargs = {"id": run.version.space_id} if route in ("draft", "versions") else {}
    return reverse(route, kwargs=kwargs)


def _send(client: Client, route: str, run: Run, body: Any, **headers: str) -> Any:
    method = "PUT" if route == "draft" else "POST"
    kind = headers.pop("content_type", "application/json")
    headers = {"If-Match": '"1"', **headers}
    return client.generic(method, _address(route, run), body, content_type=kind, headers=headers)


def _rows() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Space, Version, Run, Draft))


@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_body_is_refused_on_every_route(client: Client, run: Run, name: str) -> None:
    body, code = BODIES[name]
    before = _rows()
    for route in ROUTES:
        answer = _send(client, route, run, body)
        assert (route, answer.status_code, answer.json()["code"]) == (route, 400, code)
        assert answer.headers["Content-Type"] == "application/problem+json"
    assert _rows() == before
    assert client.get(reverse("session")).status_code == 200


@pytest.mark.parametrize(
    "kind",
    [
        "application/xml",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ],
)
@pytest.mark.parametrize("route", ROUTES)
def test_only_json_is_taken(client: Client, run: Run, route: str, kind: str) -> None:
    assert _send(client, route, run, b"a=1", content_type=kind).status_code == 415


@pytest.mark.parametrize("route", ROUTES)
def test_an_encoded_body_is_not_unpacked(client: Client, run: Run, route: str) -> None:
    body = gzip.compress(b"{}")
    assert _send(client, route, run, body, **{"Content-Encoding": "gzip"}).status_code == 415


@pytest.mark.parametrize("route", ROUTES)
def test_an_unknown_field_is_named(client: Client, run: Run, route: str) -> None:
    answer = _send(client, route, run, b'{"unheard_of": 1}')
    codes = {(tuple(issue["path"]), issue["code"]) for issue in answer.json()["issues"]}
    assert answer.status_code == 400
    assert (("unheard_of",), "unknown_field") in codes


def test_a_body_over_the_limit_is_413(client: Client, run: Run, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    body = json.dumps({"document": "x" * 2000})
    answer = _send(client, "report", run, body)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seed", True),
        ("seed", "1"),
        ("seed", 1.5),
        ("seed", -1),
        ("seed", 2**53 - 1 + 1),
        ("dataset", ["digits"]),
        ("budget", {"candidates": 0}),
        ("budget", 3),
        ("concurrency", 65),
        ("device", "tpu"),
        ("fidelity", {"epochs": 1, "fraction": 0}),
        ("state", "finished"),
    ],
)
def test_a_field_of_the_wrong_kind_is_named(
    client: Client, run: Run, field: str, value: Any
) -> None:
    answer = _send(client, "runs", run, json.dumps({**run.request, field: value}))
    assert answer.status_code == 400
    assert Run.objects.count() == 1
    if answer.json()["code"] != "number_too_large":
        assert answer.json()["path"][0] == field


@pytest.mark.parametrize(
    "query",
    [
        "sort=owner__password",
        "limit=1000000000",
        "limit=-1",
        "limit=abc",
        "after=rubbish",
        "unheard_of=1",
        "sort=score&sort=newest",
    ],
)
def test_a_bad_query_is_refused(client: Client, run: Run, query: str) -> None:
    answer = client.get(reverse("run-candidates", kwargs={"id": run.id}) + "?" + query)
    assert answer.status_code == 400
    assert answer.json()["code"]


@pytest.mark.parametrize("method", ["DELETE", "PATCH", "TRACE", "PUT"])
def test_a_method_that_a_route_does_not_have_is_405(client: Client, run: Run, method: str) -> None:
    answer = client.generic(method, reverse("runs"), b"{}", content_type="application/json")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert answer.json()["code"] == "method_not_allowed"


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/nothing", "/api/runs/..%2f", "/api/" + "a" * 5000]
)
def test_an_address_that_leads_nowhere_is_a_problem(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "e" * 3000])
def test_a_foreign_host_is_refused_with_the_way_to_allow_it(client: Client, host: str) -> None:
    answer = client.get("/api/session", headers={"Host": host})
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_host")
    page = client.get("/", headers={"Host": host})
    for told in (answer.json()["message"], page.content.decode()):
        assert "NASWEB_HOSTS" in told
        assert host[:12] in told
        assert len(told) < 400


def test_a_host_that_is_no_name_is_refused(client: Client) -> None:
    answer = client.get("/", headers={"Host": "<script>alert(1)</script>"})
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "text/plain"
    assert b"script" not in answer.content


def test_what_breaks_inside_is_a_problem_without_details(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr("searchapp.selectors.spaces.space_list_for", fail)
    answer = client.get(reverse("spaces"))
    assert (answer.status_code, answer.json()["code"]) == (500, "server_error")
    assert b"secret" not in answer.content


def test_the_header_against_forged_requests_is_needed(ada: User, project: Project) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    body = json.dumps({"document": "{}"})
    answer = client.post(reverse("report"), body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")
    token = client.get(reverse("session")).json()["csrf"]
    answer = client.post(
        reverse("report"), body, content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert answer.status_code == 200
