"""Teams: made, renamed, deleted with all that is theirs; members and their roles; projects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from searchapp.models import Dataset, Membership, Project, Role, Run, Share, Space, Team
from searchapp.services import teams as services
from tests import builders
from tests.integration.requests import ask
from tests.integration.world import World

pytestmark = pytest.mark.django_db

NAMES = {
    "emoji": "Vision 🧠👩🏽‍🔬",
    "right to left": "צוות ראייה",
    "mixed": "فريق Vision 3",
    "markup": "<script>alert(1)</script>",
    "longest": "é" * 100,
}


def members_of(team: Team) -> dict[str, str]:
    return dict(team.memberships.values_list("user__username", "role"))


def key_of(team: Team, name: str) -> str:
    return team.memberships.get(user__username=name).key


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_team_is_made_with_its_maker_as_owner_and_a_first_project(
    world: World, name: str
) -> None:
    page = ask(world.client("stranger"), "POST", "teams", name=f"  {name} ").json()
    assert (page["name"], page["role"], page["is_personal"]) == (name, "owner", False)
    assert [(m["user"], m["role"], m["is_you"]) for m in page["members"]] == [
        ("dee", "owner", True)
    ]
    assert page["can"] == ["delete", "manage"]  # who owns it alone cannot leave
    session = ask(world.client("stranger"), "GET", "session").json()
    assert [p["name"] for p in session["projects"] if p["team"] == page["id"]] == ["Our searches"]
    listed = ask(world.client("stranger"), "GET", "teams").json()
    assert [team["name"] for team in listed] == ["dee", name]


@pytest.mark.parametrize("name", ["", "   ", "a" * 10_000, "two\nlines", "bell\x07"])
def test_a_name_that_no_list_could_show_is_refused(world: World, name: str) -> None:
    owner = world.client("owner")
    assert ask(owner, "POST", "teams", name=name).status_code == 400
    assert ask(owner, "PATCH", "team", world.team.id, name=name).status_code == 400
    assert ask(owner, "PATCH", "project", world.shelf.id, name=name).status_code == 400


def test_members_see_who_is_there_and_owners_who_is_invited(world: World) -> None:
    seen = ask(world.client("viewer"), "GET", "team", world.team.id).json()
    assert {m["user"]: m["role"] for m in seen["members"]} == members_of(world.team)
    assert (seen["invitations"], seen["can"]) == ([], ["leave"])
    owned = ask(world.client("owner"), "GET", "team", world.team.id).json()
    assert [one["id"] for one in owned["invitations"]] == [world.invitation.id]
    assert owned["invitations"][0]["link"] == ""


def test_a_member_gets_another_role_which_holds_at_once(world: World) -> None:
    key = key_of(world.project.team, "cem")
    viewer = world.client("viewer")
    assert ask(viewer, "PATCH", "run", world.run.id, name="Mine").status_code == 403
    page = ask(world.client("owner"), "PATCH", "member", key, role="editor").json()
    assert {m["user"]: m["role"] for m in page["members"]}["cem"] == "editor"
    assert ask(viewer, "PATCH", "run", world.run.id, name="Mine").json()["name"] == "Mine"


def test_a_role_taken_away_while_editing_loses_nothing_and_saves_nothing(world: World) -> None:
    """The save that comes too late is refused; the draft is as the last allowed save left it."""
    editor, space = world.client("editor"), world.ids["space"]
    form = ask(editor, "GET", "space", space).json()
    revision = form["draft"]["revision"]
    key = key_of(world.project.team, "ben")
    assert ask(world.client("owner"), "PATCH", "member", key, role="viewer").status_code == 200

    def save() -> Any:
        return editor.put(
            f"/api/spaces/{space}/draft",
            '{"document": "{}"}',
            content_type="application/json",
            headers={"If-Match": f'"{revision}"'},
        )

    late = save()
    assert (late.status_code, late.json()["code"]) == (403, "forbidden")
    assert ask(world.client("owner"), "DELETE", "member", key).status_code == 204
    assert save().status_code == 404
    assert Space.objects.get(pk=space).draft.document == form["draft"]["document"]


def test_everyone_may_leave_and_sees_nothing_any_more(world: World) -> None:
    viewer, key = world.client("viewer"), key_of(world.project.team, "cem")
    assert ask(viewer, "DELETE", "member", key).status_code == 204
    assert ask(viewer, "GET", "run", world.run.id).status_code == 404
    assert "cem" not in members_of(world.project.team)


def test_the_last_owner_neither_leaves_nor_becomes_less(world: World) -> None:
    owner, key = world.client("owner"), key_of(world.team, "ada")
    for answer in (
        ask(owner, "DELETE", "member", key),
        ask(owner, "PATCH", "member", key, role="viewer"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "last_owner")
    assert ask(owner, "PATCH", "member", key, role="owner").status_code == 200
    assert ask(owner, "PATCH", "member", world.member.key, role="owner").status_code == 200
    assert "leave" in ask(owner, "GET", "team", world.team.id).json()["can"]
    assert ask(owner, "DELETE", "member", key).status_code == 204
    assert members_of(world.team)["fay"] == "owner"


def test_a_personal_team_has_one_owner_whoever_else_is_in_it(world: World) -> None:
    owner, team = world.client("owner"), world.project.team
    for answer in (
        ask(owner, "PATCH", "member", key_of(team, "ben"), role="owner"),
        ask(owner, "POST", "invitations", team.id, role="owner"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "personal_team")
    assert ask(owner, "POST", "invitations", team.id, role="editor").status_code == 201


def test_ones_own_comes_first_though_others_were_there_before(world: World) -> None:
    """Browsers put new things into the first project."""
    assert members_of(world.project.team)["ben"] == "editor"
    session = ask(world.client("editor"), "GET", "session").json()
    assert [team["name"] for team in session["teams"]] == ["ben", "ada", "Vision"]
    assert session["projects"][0]["can"] == ["comment", "edit", "manage", "run", "take_away"]
    assert session["projects"][0]["team"] == session["teams"][0]["id"]


def test_a_team_is_deleted_with_all_that_is_its(
    world: World, tmp_path: Path, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.NASWEB_HOME = tmp_path
    others = Share.objects.count()
    project = Project.objects.create(team=world.team, name="Theirs")
    run = builders.a_run(builders.a_version(builders.a_space(project)), state="finished")
    candidate = builders.a_candidate(run, accuracy=0.5)
    Run.objects.filter(pk=run.pk).update(best_candidate=candidate)
    data = builders.a_dataset(name="theirs", project=project)
    owner = world.client("owner")
    place = {"kind": "candidate", "id": candidate.id}
    for route, body in (
        ("comments", {"place": place, "text": "Why?"}),
        ("stars", {"place": place, "is_starred": True}),
        ("notes", {"place": place, "text": "Keep"}),
        ("shares", {"kind": "run", "thing": run.id}),
    ):
        assert ask(owner, "POST", route, **body).status_code in (200, 201)
    kept = [tmp_path / "artifacts" / place for place in (f"runs/{run.id}", f"data/{data.id}")]
    for folder in kept:
        folder.mkdir(parents=True)
    with django_capture_on_commit_callbacks(execute=True):
        assert ask(owner, "DELETE", "team", world.team.id).status_code == 204
    assert not Team.objects.filter(pk=world.team.pk).exists()
    assert not Run.objects.filter(pk=run.pk).exists()
    assert not Dataset.objects.filter(pk=data.pk).exists()
    assert Share.objects.count() == others
    assert not any(folder.exists() for folder in kept)


def test_a_team_is_not_deleted_while_something_needs_it(world: World) -> None:
    owner = world.client("owner")

    def code(team: Team) -> str:
        answer = ask(owner, "DELETE", "team", team.id)
        assert answer.status_code == 409
        return str(answer.json()["code"])

    assert code(world.project.team) == "personal_team"
    project = Project.objects.create(team=world.team, name="Theirs")
    version = builders.a_version(builders.a_space(project))
    live = builders.a_run(version, state="running")
    assert code(world.team) == "live_runs"
    live.delete()
    builders.a_run(version, project=world.project, state="finished")
    assert code(world.team) == "in_use"
    assert Space.objects.filter(pk=version.space_id).exists()


def test_projects_are_made_by_editors_and_kept_in_order_by_owners(world: World) -> None:
    made = ask(
        world.client("editor"), "POST", "projects", team=world.team.id, name="Sommer ☀️"
    ).json()
    assert (made["name"], made["team"]) == ("Sommer ☀️", world.team.id)
    owner = world.client("owner")
    assert ask(owner, "PATCH", "project", made["id"], name="Winter").json()["name"] == "Winter"
    assert ask(owner, "DELETE", "project", made["id"]).status_code == 204
    full = ask(owner, "DELETE", "project", world.project.id)
    assert (full.status_code, full.json()["code"]) == (409, "not_empty")


def test_a_space_moves_within_its_team_alone(world: World) -> None:
    space, owner = world.ids["space"], world.client("owner")
    moved = ask(owner, "PATCH", "space", space, project=world.shelf.id)
    assert moved.json()["project"] == world.shelf.id
    elsewhere = Project.objects.create(team=world.team, name="Theirs")
    refused = ask(owner, "PATCH", "space", space, project=elsewhere.id)
    assert (refused.status_code, refused.json()["path"]) == (400, ["project"])
    foreign = Project.objects.get(team__memberships__user__username="dee", team__is_personal=True)
    assert ask(owner, "PATCH", "space", space, project=foreign.id).status_code == 404


def test_every_member_has_a_key_of_its_own(world: World) -> None:
    from importlib import import_module

    from django.apps import apps

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.update(key="")
    before = set(Membership.objects.values_list("key", flat=True))
    import_module("searchapp.migrations.0006_social").give_keys(apps, None)
    keys = list(Membership.objects.values_list("key", flat=True))
    assert len(set(keys)) == len(keys)
    assert before.isdisjoint(keys)


def test_a_member_who_left_meanwhile_is_not_appointed(world: World) -> None:
    member = Membership.objects.get(pk=world.member.pk)
    Membership.objects.filter(pk=member.pk).delete()
    with pytest.raises(Exception, match="no such member"):
        services.member_appoint(User.objects.get(username="ada"), member, Role.EDITOR)
