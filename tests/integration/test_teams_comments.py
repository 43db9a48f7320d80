"""Comments, stars and notes: any words, kept as said; one's own to change; one note a thing."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from searchapp.models import Comment, Membership, Note, Role, Star
from tests.integration.requests import ask
from tests.integration.world import World

pytestmark = pytest.mark.django_db

WORDS = {
    "script": "<script>alert(document.cookie)</script><img src=x onerror=alert(1)>",
    "emoji": "👩🏽‍🔬🧪 bravo",
    "right to left": "מצוין \u202eabc",
    "longest": "ä" * 10_000,
    "lines": "one\ntwo\n\n  three",
    "link": "[x](javascript:alert(1))",
}


def say(client: Client, text: str, **place: Any) -> Any:
    return ask(client, "POST", "comments", place=place, text=text)


def said(world: World, **place: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(world.client("viewer"), "GET", "comments", query=place).json()
    return found


@pytest.mark.parametrize("kind", ["space", "run", "candidate", "dataset"])
def test_everything_of_a_team_can_be_spoken_about(world: World, kind: str) -> None:
    place = {"kind": kind, "id": world.ids[kind]}
    assert say(world.client("commenter"), "Well done", **place).status_code == 201
    last = said(world, **place)[-1]
    assert (last["text"], last["author"], last["can"]) == ("Well done", "eve", [])
    assert last["place"] == {**place, "path": [], "about": ""}


def test_a_comment_may_be_on_a_node_of_a_space_and_on_nothing_elses(world: World) -> None:
    path = ["cell", "choice", "3×3"]
    place = {"kind": "space", "id": world.ids["space"]}
    made = say(world.client("editor"), "Too wide?", **place, path=path, about="The choice").json()
    assert made["place"] == {**place, "path": path, "about": "The choice"}
    long = say(world.client("editor"), "?", **place, path=path, about="x" * 301)
    assert long.status_code == 400
    refused = say(world.client("editor"), "?", kind="run", id=world.run.id, path=path)
    assert (refused.status_code, refused.json()["code"]) == (400, "path_of_a_space")
    deep = say(world.client("editor"), "?", **place, path=["x"] * 65)
    assert deep.status_code == 400


@pytest.mark.parametrize("text", WORDS.values(), ids=WORDS)
def test_any_words_are_kept_as_they_were_said(world: World, text: str) -> None:
    answer = say(world.client("commenter"), f" {text}\n", **world.place)
    assert answer.headers["Content-Type"] == "application/json"
    assert said(world, **world.place)[-1]["text"] == text
    root = User.objects.create_superuser("root")
    staff = Client()
    staff.force_login(root)
    page = staff.get("/admin/searchapp/comment/").content.decode()
    assert "<script>alert(" not in page
    assert "onerror=alert(1)>" not in page


@pytest.mark.parametrize("text", ["", " \n ", "a" * 10_001, None, 7])
def test_no_words_and_too_many_are_refused(world: World, text: Any) -> None:
    assert say(world.client("commenter"), text, **world.place).status_code == 400
    assert said(world, **world.place) == []


def test_what_one_said_may_be_changed_and_taken_back_by_oneself_alone(world: World) -> None:
    author, other = world.client("commenter"), world.client("editor")
    id = say(author, "Frist", **world.place).json()["id"]
    refused = ask(other, "PATCH", "comment", id, text="Ha")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_yours")
    changed = ask(author, "PATCH", "comment", id, text="First").json()
    assert (changed["text"], changed["can"]) == ("First", ["change", "delete"])
    assert changed["edited_at"] is not None
    assert ask(other, "DELETE", "comment", id).status_code == 403
    assert ask(author, "DELETE", "comment", id).status_code == 204
    (left,) = said(world, **world.place)
    assert (left["text"], left["is_deleted"], left["can"]) == ("", True, [])
    assert not Comment.objects.filter(text="First").exists()
    again = ask(author, "PATCH", "comment", id, text="Still")
    assert (again.status_code, again.json()["code"]) == (409, "deleted")


def test_an_owner_may_delete_what_others_said_but_not_change_it(world: World) -> None:
    owner, id = world.client("owner"), world.comment.id
    (seen,) = ask(owner, "GET", "comments", query={"kind": "run", "id": world.run.id}).json()
    assert seen["can"] == ["delete"]
    assert ask(owner, "PATCH", "comment", id, text="Bad.").status_code == 403
    assert ask(owner, "DELETE", "comment", id).status_code == 204


def test_who_becomes_a_viewer_may_no_longer_change_what_was_said(world: World) -> None:
    team = world.project.team
    Membership.objects.filter(team=team, user__username="eve").update(role=Role.VIEWER)
    answer = ask(world.client("commenter"), "PATCH", "comment", world.comment.id, text="Ha")
    assert answer.status_code == 403
    assert Comment.objects.get(pk=world.comment.pk).text == "Good."


def test_built_in_data_belongs_to_no_team_that_could_speak_about_it(world: World) -> None:
    place = {"kind": "dataset", "id": world.run.dataset_id}
    assert say(world.client("owner"), "Nice", **place).status_code == 404


def test_stars_are_everyones_own_and_counted(world: World) -> None:
    def star(persona: str, is_starred: bool) -> Any:
        client = world.client(persona)
        return ask(client, "POST", "stars", place=world.place, is_starred=is_starred).json()

    star("owner", True)
    star("owner", True)
    marks = star("viewer", True)
    assert (marks["is_starred"], marks["stars"]) == (True, 2)
    marks = star("viewer", False)
    assert (marks["is_starred"], marks["stars"]) == (False, 1)
    assert Star.objects.get().user.username == "ada"

    starred = reverse("stars")
    assert world.client("owner").get(starred).json() == [world.place]
    assert world.client("viewer").get(starred).json() == []
    Membership.objects.filter(team=world.project.team, user__username="ada").delete()
    assert world.client("owner").get(starred).json() == []


def test_a_note_is_one_text_that_editors_keep_up_to_date(world: World) -> None:
    def note(persona: str, text: str) -> Any:
        return ask(world.client(persona), "POST", "notes", place=world.place, text=text).json()

    note("owner", "The one")
    marks = note("editor", "The one to keep 🏅")
    assert (marks["note"], marks["noted_by"]) == ("The one to keep 🏅", "ben")
    assert Note.objects.count() == 1
    say(world.client("commenter"), "Yes", **world.place)
    marks = ask(world.client("viewer"), "GET", "marks", query=world.place).json()
    assert (marks["note"], marks["comments"]) == ("The one to keep 🏅", 1)
    assert note("editor", "  ")["note"] == ""
    assert not Note.objects.exists()


@pytest.mark.parametrize("columns", [{}, {"run": True, "space": True}])
def test_a_row_hangs_on_exactly_one_thing(world: World, columns: dict[str, bool]) -> None:
    team, author = world.project.team, User.objects.get(username="ada")
    things = {"run": world.run, "space": world.run.version.space}
    on = {kind: things[kind] for kind in columns}
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.create(team=team, author=author, text="?", **on)
