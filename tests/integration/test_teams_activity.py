"""The story of a team: who did what, written with what it tells, read by members alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from searchapp.models import Activity, Comment, Membership, Run, RunState, Verb
from searchapp.services import activity, leases, transitions
from tests import builders
from tests.integration.requests import ask
from tests.integration.world import World

pytestmark = pytest.mark.django_db


def story(world: World, persona: str = "viewer", **query: str) -> list[dict[str, Any]]:
    page = ask(world.client(persona), "GET", "activity", query=query).json()
    lines: list[dict[str, Any]] = page["items"]
    return lines


def told(world: World) -> list[tuple[str, str, str, str]]:
    return [(line["actor"], line["verb"], line["kind"], line["title"]) for line in story(world)]


def body_on(world: World) -> dict[str, Any]:
    return {"place": world.place, "text": "Why?"}


EDITOR = {"role": "editor"}
DEEDS: dict[str, tuple[str, str, Callable[[World], dict[str, Any]], tuple[str, str, str]]] = {
    "spaces": ("POST", "", lambda w: w.body("spaces"), ("created", "space", "Two ways")),
    "versions": ("POST", "space", lambda w: w.body("versions"), ("saved", "space", "Two ways")),
    "space": ("PATCH", "space", lambda w: w.body("space"), ("moved", "space", "Two ways")),
    "run": ("PATCH", "run", lambda w: {"name": "New"}, ("renamed", "run", "New")),
    "run-start": ("POST", "run", lambda w: {}, ("started", "run", "A search")),
    "dataset": ("PATCH", "dataset", lambda w: {"name": "New"}, ("renamed", "dataset", "New")),
    "comments": ("POST", "", body_on, ("commented", "candidate", "candidate 0 of A search")),
    "notes": ("POST", "", body_on, ("noted", "candidate", "candidate 0 of A search")),
    "shares": ("POST", "", lambda w: w.body("shares"), ("shared", "run", "A search")),
    "projects": ("POST", "", lambda w: w.body("projects"), ("created", "project", "Another shelf")),
    "project": ("PATCH", "project", lambda w: {"name": "New"}, ("renamed", "project", "New")),
    "team": ("PATCH", "team", lambda w: {"name": "New"}, ("renamed", "team", "New")),
    "invitations": ("POST", "team", lambda w: EDITOR, ("invited", "member", "somebody as editor")),
    "member": ("PATCH", "member", lambda w: EDITOR, ("appointed", "member", "fay as editor")),
}  # fmt: skip


@pytest.mark.parametrize("route", DEEDS)
def test_what_somebody_does_is_told(world: World, route: str) -> None:
    method, kind, body, line = DEEDS[route]
    id = world.ids[kind] if kind else ""
    before = Activity.objects.count()
    answer = ask(world.client("owner"), method, route, id, **body(world))
    assert answer.status_code in (200, 201), answer.content
    assert told(world)[0] == ("ada", *line)
    assert Activity.objects.count() == before + 1
    assert bool(story(world)[0]["thing"]) is (line[1] != "member")


ENDS = {
    "share": ("unshared", "run", "A search"),
    "invitation": ("uninvited", "member", "somebody as viewer"),
    "member": ("removed", "member", "fay"),
    "project": ("deleted", "project", "Empty"),
    "dataset": ("deleted", "dataset", "ours"),
}


@pytest.mark.parametrize("route", ENDS)
def test_what_somebody_ends_is_told_once(world: World, route: str) -> None:
    before = Activity.objects.count()
    for _ in range(2):
        ask(world.client("owner"), "DELETE", route, world.ids[route])
    assert told(world)[0] == ("ada", *ENDS[route])
    assert Activity.objects.count() == before + 1


def test_a_thing_that_is_gone_has_no_id_in_any_line(world: World) -> None:
    ask(world.client("owner"), "PATCH", "dataset", world.dataset.id, name="New")
    assert story(world)[0]["thing"] == world.dataset.id
    ask(world.client("owner"), "DELETE", "dataset", world.dataset.id)
    assert [line["thing"] for line in story(world)[:2]] == ["", ""]
    assert [line["title"] for line in story(world)[:2]] == ["New", "New"]


def test_who_comes_and_goes_is_told(world: World) -> None:
    join = {"secret": world.secrets["invitation"]}
    ask(world.client("stranger"), "POST", "invitation-join", **join)
    key = Membership.objects.get(team=world.team, user__username="dee").key
    ask(world.client("stranger"), "DELETE", "member", key)
    assert told(world)[:2] == [
        ("dee", "left", "member", "dee"),
        ("dee", "joined", "member", "dee as viewer"),
    ]


def test_an_uploaded_file_is_told(world: World) -> None:
    assert world.send("editor", "datasets", "POST").status_code == 201
    assert told(world)[0] == ("ben", "uploaded", "dataset", "x")


def test_a_run_of_a_template_is_told_with_the_space_it_made(world: World) -> None:
    request = {**world.run.request, "version": None, "preset": "nas-bench-201"}
    answer = ask(world.client("editor"), "POST", "runs", **request)
    assert answer.status_code == 201, answer.content
    assert [line[:3] for line in told(world)[:2]] == [
        ("ben", "started", "run"),
        ("ben", "created", "space"),
    ]


def test_who_stopped_a_run_is_told(world: World) -> None:
    run = builders.a_run(world.run.version, state=RunState.RUNNING)
    ask(world.client("editor"), "POST", "run-stop", run.id)
    assert told(world)[0] == ("ben", "stopped", "run", "A search")


@pytest.mark.parametrize("end", ["finished", "failed"])
def test_a_run_that_ends_by_itself_is_told_of_nobody(world: World, end: str) -> None:
    run = builders.a_run(world.run.version, state=RunState.RUNNING)
    with transaction.atomic():
        transitions.move(leases.lock_run(run.pk), RunState(end))
    assert told(world)[0] == ("", end, "run", "A search")


def test_what_does_not_come_to_be_is_not_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line stands in the transaction of what it tells: neither is there without the other."""
    before = Activity.objects.count()
    refused = {"project": world.project.id, "document": json.dumps({"format": "nasweb.space/1"})}
    assert ask(world.client("owner"), "POST", "spaces", **refused).status_code == 400
    assert ask(world.client("viewer"), "POST", "comments", **body_on(world)).status_code == 403
    assert Activity.objects.count() == before

    def fail(*_columns: Any, **_named: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(Activity.objects, "create", fail)
    comments = Comment.objects.count()
    for route, body in (("comments", body_on(world)), ("shares", world.body("shares"))):
        assert ask(world.client("owner"), "POST", route, **body).status_code == 500
    assert ask(world.client("owner"), "PATCH", "run", world.run.id, name="x").status_code == 500
    assert Comment.objects.count() == comments
    assert Run.objects.get(pk=world.run.pk).name == "A search"


def test_pages_follow_each_other_without_a_gap(world: World) -> None:
    for number in range(60):
        activity.tell(None, Verb.RENAMED, Run(name=str(number), project=world.project))
    client = world.client("viewer")
    first = ask(client, "GET", "activity").json()
    second = ask(client, "GET", "activity", query={"before": first["next"]}).json()
    titles = [line["title"] for line in (*first["items"], *second["items"])]
    assert titles[:60] == [str(number) for number in reversed(range(60))]
    assert len(first["items"]) == 50
    assert second["next"] is None


@pytest.mark.parametrize("before", ["x", "1", "eyJ4IjoxfQ:1:x", "🙂"])
def test_a_made_up_place_to_go_on_from_is_refused(world: World, before: str) -> None:
    answer = ask(world.client("viewer"), "GET", "activity", query={"before": before})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_cursor")


def test_strangers_read_nothing_of_it(world: World) -> None:
    assert story(world, "stranger") == []
