"""Who may do what: every route, every method, every persona. A route without a row fails."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from searchapp.models import Candidate, Dataset, Project, Run, RunState
from searchapp.selectors.permissions import ROUTES
from tests import builders
from tests.routes import patterns_of

pytestmark = pytest.mark.django_db

PERSONAS = ("ada", "ben", "cem", "dee", None)
"""Owner, editor, viewer, stranger, nobody."""

OWN = (200, 200, 200, 200, 401)
SEE = (200, 200, 200, 404, 401)
CHANGE = (200, 200, 403, 404, 401)
CREATE = (201, 201, 403, 404, 401)
DELETE = (204, 204, 403, 404, 401)

EXPECTED: dict[tuple[str, str], tuple[int, int, int, int, int]] = {
    ("session", "GET"): OWN,
    ("sign-in", "POST"): (200, 200, 200, 200, 200),
    ("sign-out", "POST"): (204, 204, 204, 204, 401),
    ("catalogue", "GET"): OWN,
    ("preset-picture", "GET"): OWN,
    ("schema", "GET"): OWN,
    ("spaces", "GET"): OWN,
    ("spaces", "POST"): CREATE,
    ("report", "POST"): OWN,
    ("space", "GET"): SEE,
    ("draft", "PUT"): CHANGE,
    ("versions", "GET"): SEE,
    ("versions", "POST"): CREATE,
    ("version", "GET"): SEE,
    ("datasets", "GET"): OWN,
    ("datasets", "POST"): CREATE,
    ("dataset", "GET"): SEE,
    ("dataset", "PATCH"): CHANGE,
    ("dataset", "DELETE"): DELETE,
    ("dataset-sample", "GET"): SEE,
    ("runs", "GET"): OWN,
    ("runs", "POST"): CREATE,
    ("estimate", "POST"): SEE,
    ("run", "GET"): SEE,
    ("run-start", "POST"): CHANGE,
    ("run-pause", "POST"): CHANGE,
    ("run-resume", "POST"): CHANGE,
    ("run-stop", "POST"): CHANGE,
    ("run-clone", "POST"): CREATE,
    ("run-snapshot", "GET"): SEE,
    ("run-events", "GET"): SEE,
    ("run-candidates", "GET"): SEE,
    ("candidate", "GET"): SEE,
    ("candidate-graph", "GET"): SEE,
    ("candidate-curve", "GET"): SEE,
    ("candidate-code", "GET"): SEE,
    ("candidate-export", "POST"): CHANGE,
    ("candidate-model", "GET"): CHANGE,
    ("workers", "GET"): OWN,
}
"""Status for owner, editor, viewer, stranger, and a caller who is not signed in."""

BEFORE = {
    "run-start": RunState.DRAFT,
    "run-pause": RunState.RUNNING,
    "run-resume": RunState.PAUSED,
    "run-stop": RunState.RUNNING,
}
"""State in which each deed is legal."""


@dataclass
class World:
    """Ada's team with one of everything."""

    project: Project
    run: Run
    candidate: Candidate
    dataset: Dataset

    @property
    def ids(self) -> dict[str, str]:
        version = self.run.version
        return {
            "space": version.space_id,
            "version": version.id,
            "run": self.run.id,
            "dataset": self.dataset.id,
        }

    def address(self, route: str) -> str:
        if route == "preset-picture":
            return reverse(route, kwargs={"name": "nas-bench-201"})
        if route == "dataset-sample":
            return reverse(route, kwargs={"id": self.dataset.id, "number": "0"})
        if route in (
            "session",
            "sign-in",
            "sign-out",
            "catalogue",
            "schema",
            "spaces",
            "report",
            "datasets",
            "runs",
            "estimate",
            "workers",
        ):
            return reverse(route)
        if route.startswith("candidate"):
            return reverse(route, kwargs={"id": self.candidate.id})
        kind = {"draft": "space", "versions": "space"}.get(route, route.split("-")[0])
        return reverse(route, kwargs={"id": self.ids[kind]})

    def body(self, route: str) -> dict[str, Any]:
        document = json.dumps(builders.DOCUMENT)
        bodies: dict[str, dict[str, Any]] = {
            "sign-in": {"username": "ada", "password": builders.PASSWORD},
            "spaces": {"project": self.project.id, "document": document},
            "report": {"document": document},
            "draft": {"document": document},
            "versions": {"revision": 1},
            "runs": self.run.request,
            "estimate": self.run.request,
        }
        return bodies.get(route, {})


@pytest.fixture
def world(project: Project, dee: User, tmp_path: Path) -> World:
    run = builders.a_run(builders.a_version(builders.a_space(project)))
    (tmp_path / "artifacts").mkdir()
    (tmp_path / "artifacts/model.zip").write_bytes(b"PK")
    candidate = builders.a_candidate(
        run, accuracy=0.5, weights="w.safetensors", archive="model.zip"
    )
    dataset = builders.a_dataset(name="ours", project=project, folder="data/x")
    samples = tmp_path / "artifacts/data/x/samples"
    samples.mkdir(parents=True)
    (samples / "0.png").write_bytes(b"PNG")
    return World(project, run, candidate, dataset)


def _client(persona: str | None) -> Client:
    client = Client(raise_request_exception=False)
    if persona is not None:
        client.force_login(User.objects.get(username=persona))
    return client


def _send(world: World, route: str, method: str, persona: str | None) -> Any:
    headers = {"If-Match": '"1"'} if route == "draft" else {}
    if (route, method) == ("datasets", "POST"):
        query = {"project": world.project.id, "file_name": "x.csv"}
        address = reverse(route, query=query)
        return _client(persona).post(address, b"a,b", content_type="application/octet-stream")
    return _client(persona).generic(
        method,
        world.address(route),
        b"" if method in {"GET", "DELETE"} else json.dumps(world.body(route)),
        content_type="application/json",
        headers=headers,
    )


@pytest.mark.parametrize("who", range(5), ids=["owner", "editor", "viewer", "stranger", "nobody"])
@pytest.mark.parametrize(
    ("route", "method"), list(EXPECTED), ids=[" ".join(row) for row in EXPECTED]
)
def test_everyone_gets_what_the_table_says(world: World, route: str, method: str, who: int) -> None:
    if route in BEFORE:
        # A fresh run: from the draft no trigger lets it jump.
        world.run = builders.a_run(world.run.version, state=BEFORE[route])
    answer = _send(world, route, method, PERSONAS[who])
    assert answer.status_code == EXPECTED[route, method][who], answer.content[:500]
    if answer.status_code >= 400:
        assert set(answer.json()) == {"code", "message", "path", "issues"}


def _api_routes() -> set[tuple[str, str]]:
    resolver = next(
        entry
        for entry in get_resolver().url_patterns
        if isinstance(entry, URLResolver) and str(entry.pattern) == "api/"
    )
    found = set()
    for pattern in patterns_of(resolver.url_patterns):
        view = pattern.callback.view_class  # type: ignore[attr-defined]
        methods = {name.upper() for name in view.http_method_names if hasattr(view, name)}
        found |= {(str(pattern.name), method) for method in methods - {"OPTIONS", "HEAD"}}
    return found


def test_every_route_has_its_row_here_and_in_the_matrix() -> None:
    assert _api_routes() == set(EXPECTED)
    assert {row for row in ROUTES if row[1] != "WEBSOCKET"} == set(EXPECTED)


def test_outside_of_the_api_there_are_only_known_pages() -> None:
    named = {
        str(entry.pattern)
        for entry in get_resolver().url_patterns
        if not isinstance(entry, URLResolver)
    }
    trees = {
        str(entry.pattern)
        for entry in get_resolver().url_patterns
        if isinstance(entry, URLResolver)
    }
    assert trees == {"admin/", "api/"}
    assert named == {"enter/<str:secret>", "health", r"^(?!(?:api|ws|admin|static)(?:/|$))"}


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_administration_is_for_staff(world: World, persona: str | None) -> None:
    answer = _client(persona).get("/admin/searchapp/run/")
    assert answer.status_code == 302
    assert "/admin/login/" in answer.headers["Location"]


def test_lists_show_a_stranger_nothing_of_ours(world: World) -> None:
    client = _client("dee")
    assert client.get(reverse("spaces")).json() == []
    assert client.get(reverse("runs")).json() == []


@pytest.mark.parametrize("id", ["0", "-1", "1" * 30, "abc", "null", "🙂", "a" * 3000])
def test_an_id_that_is_nobodys_looks_like_an_id_of_strangers(world: World, id: str) -> None:
    client = _client("dee")
    strange = client.get(reverse("run", kwargs={"id": id}))
    foreign = client.get(reverse("run", kwargs={"id": world.run.id}))
    assert strange.status_code == foreign.status_code == 404
    assert strange.content == foreign.content


def test_a_version_cannot_be_run_in_another_teams_project(world: World) -> None:
    own = Project.objects.get(team__memberships__user__username="dee")
    request = {**world.run.request, "project": own.id}
    answer = _client("dee").post(
        reverse("runs"), json.dumps(request), content_type="application/json"
    )
    assert answer.status_code == 404
    assert Run.objects.count() == 1


def test_the_page_is_for_everyone_and_signed_out_callers_can_sign_in(world: World) -> None:
    assert django_settings.LOGIN_URL == "/sign-in"
    assert _client(None).get("/sign-in").status_code in (200, 503)  # 503: front end not built
