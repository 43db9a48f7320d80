"""What the tests of hostile requests share: one of everything, and how to ask for it."""

from __future__ import annotations

import copy
import json
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from searchapp.models import (
    Activity,
    Candidate,
    Comment,
    Draft,
    Job,
    Project,
    Run,
    RunEvent,
    Space,
    Team,
    Token,
    Version,
)
from tests.integration.world import World
from tests.routes import Route

KEPT = (
    Project, Space, Draft, Version, Run, RunEvent, Candidate, Job, Activity, Comment, Team, Token,
)  # fmt: skip


def address(world: World, route: Route, **parts: str) -> str:
    """Return the address of a route, of our own things or with other parts."""
    if not parts:
        return world.address(route.name, world.query(route.name, route.method))
    marks = {name: f"PART{number}" for number, name in enumerate(route.parts)}
    found = reverse(route.name, kwargs=marks)
    for name, mark in marks.items():
        found = found.replace(mark, parts[name])
    return found


def body_of(world: World, route: Route) -> dict[str, Any]:
    """Return a body that the route takes, as far as it is known."""
    return copy.deepcopy(world.body(route.name))


def send(
    client: Client, world: World, route: Route, body: Any = None, at: str = "", **headers: str
) -> Any:
    raw = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
    kind = headers.pop("content_type", "application/json")
    if route.method == "GET":
        raw = b""
    headers = {"If-Match": '"1"', **headers}
    return client.generic(
        route.method, at or address(world, route), raw, content_type=kind, headers=headers
    )


def check(answer: Any) -> int:
    """Every refusal is a `Problem`, and nothing is a crash."""
    assert answer.status_code < 500, answer.content[:300]
    if answer.status_code >= 400:
        assert answer.headers["Content-Type"] == "application/problem+json"
        problem = answer.json()
        assert set(problem) == {"code", "message", "path", "issues"}
        assert problem["code"]
        assert problem["message"]
        assert b"Traceback" not in answer.content
    return int(answer.status_code)


COUNTS = "SELECT " + ", ".join(f"(SELECT COUNT(*) FROM {m._meta.db_table})" for m in KEPT)


def rows() -> tuple[int, ...]:
    """Count what there is, in one question: it is asked after every hostile request."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS)
        return tuple(cursor.fetchone())


def ask(
    client: Client,
    method: str,
    route: str,
    id: str = "",
    query: Any = None,
    **body: Any,
) -> Any:
    """Ask a route; what is named beyond is the body."""
    at = reverse(route, kwargs={"id": id} if id else None, query=query)
    raw = json.dumps(body).encode() if body else b""
    return client.generic(method, at, raw, content_type="application/json")
