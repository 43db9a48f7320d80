"""Who may do what: every route, every method, every persona. A route without a row fails."""

from __future__ import annotations

import json

import pytest
from django.conf import settings as django_settings
from django.urls import URLResolver, get_resolver, reverse

from searchapp.models import Project, Run, RunState
from searchapp.selectors.permissions import ROUTES
from tests import builders
from tests.integration.world import PERSONAS, World
from tests.routes import patterns_of

pytestmark = pytest.mark.django_db
Row = tuple[int, int, int, int, int, int, int, int, int, int]


def row(
    owner: int,
    editor: int,
    commenter: int,
    viewer: int,
    *,
    links: tuple[int, int] = (403, 403),
    model_link: int | None = None,
    stranger: int = 404,
    token: int | None = None,
) -> Row:
    """Return the statuses for all personas; nobody is told to sign in.

    The link to a run with its model shows what the link to a run does, unless another is given.
    """
    guests = (*links, model_link or links[0])
    return (owner, editor, commenter, viewer, *guests, stranger, 401, token or owner)


OWN = row(200, 200, 200, 200, stranger=200)
LOOK = row(200, 200, 200, 200)
SEE_RUN = row(200, 200, 200, 200, links=(200, 404))
SEE_SPACE = row(200, 200, 200, 200, links=(404, 200))
SEE_BOTH = row(200, 200, 200, 200, links=(200, 200))
CHANGE = row(200, 200, 403, 403)
CREATE = row(201, 201, 403, 403)
DELETE = row(204, 204, 403, 403)
MANAGE = row(200, 403, 403, 403)
REMOVE = row(204, 403, 403, 403)

EXPECTED: dict[tuple[str, str], Row] = {
    ("session", "GET"): row(200, 200, 200, 200, links=(401, 401), stranger=200),
    ("sign-in", "POST"): (200, 200, 200, 200, 400, 400, 400, 200, 200, 200),
    ("sign-out", "POST"): row(204, 204, 204, 204, stranger=204),
    ("catalogue", "GET"): row(200, 200, 200, 200, links=(200, 200), stranger=200),
    ("preset-picture", "GET"): OWN,
    ("schema", "GET"): OWN,
    ("spaces", "GET"): OWN,
    ("spaces", "POST"): CREATE,
    ("report", "POST"): OWN,
    ("sample", "POST"): OWN,
    ("space", "GET"): SEE_SPACE,
    ("space", "PATCH"): CHANGE,
    ("space", "DELETE"): row(409, 409, 403, 403),  # a run has searched it
    ("draft", "PUT"): CHANGE,
    ("versions", "GET"): SEE_SPACE,
    ("versions", "POST"): CREATE,
    ("version", "GET"): SEE_BOTH,
    ("version-picture", "GET"): SEE_BOTH,
    ("datasets", "GET"): OWN,
    ("datasets", "POST"): CREATE,
    ("dataset", "GET"): LOOK,
    ("dataset", "PATCH"): CHANGE,
    ("dataset", "DELETE"): DELETE,
    ("dataset-sample", "GET"): LOOK,
    ("runs", "GET"): OWN,
    ("runs", "POST"): CREATE,
    ("estimate", "POST"): LOOK,
    ("run", "GET"): SEE_RUN,
    ("run", "PATCH"): CHANGE,
    ("run-start", "POST"): CHANGE,
    ("run-pause", "POST"): CHANGE,
    ("run-resume", "POST"): CHANGE,
    ("run-stop", "POST"): CHANGE,
    ("run-clone", "POST"): CREATE,
    ("run-snapshot", "GET"): SEE_RUN,
    ("run-events", "GET"): SEE_RUN,
    ("run-candidates", "GET"): SEE_RUN,
    ("candidate", "GET"): SEE_RUN,
    ("candidate-graph", "GET"): SEE_RUN,
    ("candidate-legend", "GET"): SEE_RUN,
    ("candidate-curve", "GET"): SEE_RUN,
    ("candidate-code", "GET"): SEE_RUN,
    ("candidate-export", "POST"): CHANGE,
    ("candidate-model", "GET"): row(200, 200, 403, 403, model_link=200),
    ("workers", "GET"): OWN,
    ("teams", "GET"): OWN,
    ("teams", "POST"): row(201, 201, 201, 201, stranger=201),
    ("team", "GET"): LOOK,
    ("team", "PATCH"): MANAGE,
    ("team", "DELETE"): REMOVE,
    ("invitations", "POST"): row(201, 403, 403, 403),
    ("invitation", "DELETE"): REMOVE,
    ("invitation-look", "POST"): OWN,
    ("invitation-join", "POST"): row(200, 200, 200, 200, stranger=200, token=403),
    ("member", "PATCH"): MANAGE,
    ("member", "DELETE"): REMOVE,  # somebody else; to leave is another test
    ("projects", "POST"): CREATE,
    ("project", "PATCH"): MANAGE,
    ("project", "DELETE"): REMOVE,
    ("comments", "GET"): LOOK,
    ("comments", "POST"): row(201, 201, 201, 403),
    ("comment", "PATCH"): row(403, 403, 200, 403),  # the commenter's own
    ("comment", "DELETE"): row(204, 403, 204, 403),
    ("marks", "GET"): LOOK,
    ("stars", "GET"): OWN,
    ("stars", "POST"): LOOK,
    ("notes", "POST"): CHANGE,
    ("activity", "GET"): OWN,
    ("shares", "GET"): CHANGE,
    ("shares", "POST"): CREATE,
    ("share", "DELETE"): DELETE,
    ("share-open", "POST"): (200, 200, 200, 200, 400, 400, 400, 200, 200, 200),
    ("tokens", "GET"): row(200, 200, 200, 200, stranger=200, token=403),
    ("tokens", "POST"): row(201, 201, 201, 201, stranger=201, token=403),
    ("token", "DELETE"): row(204, 404, 404, 404, token=403),  # everyone's own
}
"""Status for each of PERSONAS."""

BEFORE = {
    "run-start": RunState.DRAFT,
    "run-pause": RunState.RUNNING,
    "run-resume": RunState.PAUSED,
    "run-stop": RunState.RUNNING,
}
"""State in which each deed is legal."""


ON_EACH_DATABASE = ("owner", "stranger", "run link", "space link")
"""Those whose requests ask every query that there is: a member's, a stranger's, a link's. The
others differ by a role, which is compared in Python, or by how they came in, which has its own
tests on each database.
"""

CASES = [
    pytest.param(
        persona,
        *asked,
        id=f"{' '.join(asked)} by {persona}",
        marks=() if persona in ON_EACH_DATABASE else pytest.mark.one_database,
    )
    for asked in EXPECTED
    for persona in PERSONAS
]


@pytest.mark.parametrize(("persona", "route", "method"), CASES)
def test_everyone_gets_what_the_table_says(
    world: World, persona: str, route: str, method: str
) -> None:
    if route in BEFORE:
        # A fresh run: from the draft no trigger lets it jump.
        world.run = builders.a_run(world.run.version, state=BEFORE[route])
    answer = world.send(persona, route, method)
    expected = EXPECTED[route, method][PERSONAS.index(persona)]
    assert answer.status_code == expected, getattr(answer, "content", b"")[:500]
    if answer.status_code >= 400:
        assert set(answer.json()) == {"code", "message", "path", "issues"}


def test_there_are_as_many_cases_as_promised() -> None:
    assert len(CASES) >= 500


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
    assert {asked for asked in ROUTES if asked[1] != "WEBSOCKET"} == set(EXPECTED)


def test_a_route_without_a_row_is_denied(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(ROUTES, ("teams", "GET"))
    assert world.send("owner", "teams", "GET").status_code == 403


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
    page = r"^(?!(?:api|ws|admin|static)(?:/|$))"
    assert named == {"admin/overview/", "enter/<str:secret>", "health", page}


@pytest.mark.parametrize("address", ["/admin/searchapp/run/", "/admin/overview/"])
@pytest.mark.parametrize("persona", PERSONAS)
def test_the_administration_is_for_staff(world: World, persona: str, address: str) -> None:
    answer = world.client(persona).get(address)
    assert answer.status_code == 302
    assert "/admin/login/" in answer.headers["Location"]


def test_lists_show_a_stranger_nothing_of_ours(world: World) -> None:
    client = world.client("stranger")
    assert client.get(reverse("spaces")).json() == []
    assert client.get(reverse("runs")).json() == []


@pytest.mark.parametrize("id", ["0", "-1", "1" * 30, "abc", "null", "🙂", "a" * 3000])
def test_an_id_that_is_nobodys_looks_like_an_id_of_strangers(world: World, id: str) -> None:
    client = world.client("stranger")
    strange = client.get(reverse("run", kwargs={"id": id}))
    foreign = client.get(reverse("run", kwargs={"id": world.run.id}))
    assert strange.status_code == foreign.status_code == 404
    assert strange.content == foreign.content


def test_a_version_cannot_be_run_in_another_teams_project(world: World) -> None:
    own = Project.objects.get(team__memberships__user__username="dee")
    request = {**world.run.request, "project": own.id}
    answer = world.client("stranger").post(
        reverse("runs"), json.dumps(request), content_type="application/json"
    )
    assert answer.status_code == 404
    assert Run.objects.count() == 1


def test_the_page_is_for_everyone_and_signed_out_callers_can_sign_in(world: World) -> None:
    assert django_settings.LOGIN_URL == "/sign-in"
    answer = world.client("nobody").get("/sign-in")
    assert answer.status_code in (200, 503)  # 503: front end not built
