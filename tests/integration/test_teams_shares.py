"""Share links: what they show and hide, how they end, and that nothing of them can be guessed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from searchapp.models import Candidate, Run, Share
from searchapp.selectors import shares
from searchapp.wire.errors import NoSuchLink
from tests import builders
from tests.integration.requests import ask
from tests.integration.world import World

pytestmark = pytest.mark.django_db
NONE = NoSuchLink().problem.model_dump(mode="json")
"""What every link that leads nowhere is answered."""


def make(world: World, kind: str, thing: str, **more: Any) -> tuple[str, str]:
    """Return id and secret of a new link."""
    answer = ask(world.client("owner"), "POST", "shares", kind=kind, thing=thing, **more)
    page, secret = answer.json()["link"].split("#")
    assert page == f"/s/{answer.json()['id']}"
    return answer.json()["id"], secret


def see(client: Client, share: str, route: str, id: str, **query: str) -> Any:
    return ask(client, "GET", route, id, {"share": share, **query})


def test_whoever_has_the_link_looks_at_that_one_run(world: World) -> None:
    share, secret = make(world, "run", world.run.id)
    assert not Share.objects.filter(digest=secret).exists()
    guest = Client()
    opened = ask(guest, "POST", "share-open", share, secret=secret)
    assert (opened.json()["kind"], opened.json()["thing"]) == ("run", world.run.id)
    cookie = opened.cookies[shares.pass_name(share)]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 12 * 3600)
    assert secret not in cookie.value
    assert see(guest, share, "run", world.run.id).json()["name"] == "A search"
    row = Share.objects.get(pk=share)
    assert row.opened == 1
    assert row.last_opened_at is not None
    other = builders.a_run(world.run.version)
    assert see(guest, share, "run", other.id).status_code == 404
    assert ask(guest, "GET", "run", world.run.id).status_code == 401  # which names no link


def test_a_guest_is_told_of_nobody_and_of_no_trouble(world: World) -> None:
    run, index = world.run, world.candidate.index
    Run.objects.filter(pk=run.pk).update(error="no such file: /home/olga", error_detail="Traceback")
    Candidate.objects.filter(pk=world.candidate.pk).update(message="host box has no memory")
    builders.an_event(run, {"kind": "logged", "level": "info", "text": "olga on box"})
    failed = {"kind": "candidate_failed", "index": index, "reason": "crash", "message": "on box"}
    builders.an_event(run, failed)
    changed = {
        "kind": "run_changed", "state": "failed", "n_proposed": 1, "n_finished": 1, "n_failed": 0,
        "best": None, "error": "no such file: /home/olga",
    }  # fmt: skip
    builders.an_event(run, changed)
    guest, link = world.client("run link"), world.share.id
    answers = [
        see(guest, link, "run", run.id),
        see(guest, link, "run-snapshot", run.id),
        see(guest, link, "run-events", run.id),
        see(guest, link, "run-candidates", run.id),
        see(guest, link, "candidate", world.candidate.id),
        see(guest, link, "version", run.version_id),
        see(world.client("space link"), world.space_share.id, "space", world.ids["space"]),
    ]
    for answer in answers:
        assert answer.status_code == 200
        for word in ("olga", "box", "Traceback"):  # letters that no hexadecimal id has
            assert word not in answer.content.decode(), answer.request["PATH_INFO"]
    assert answers[0].json()["can"] == []
    assert [event["seq"] for event in answers[2].json()["events"]] == [1, 2, 3]  # without a gap
    member = ask(world.client("viewer"), "GET", "run-events", run.id).content.decode()
    assert "olga on box" in member


def test_a_shared_space_shows_its_versions_and_no_work_under_way(world: World) -> None:
    space = world.run.version.space
    space.draft.document = '{"secret": "idea"}'
    space.draft.save()
    shown = see(world.client("space link"), world.space_share.id, "space", space.id).json()
    assert shown["draft"]["document"] == world.run.version.document
    assert [version["id"] for version in shown["versions"]] == [world.run.version_id]
    assert shown["can"] == []


ENDED = {
    "expired": {"expires_at": timezone.now() - timedelta(seconds=1)},
    "revoked": {"revoked_at": timezone.now()},
}


@pytest.mark.parametrize("how", [*ENDED, "guessed", "of another link", "of no link", "nul"])
def test_every_link_that_opens_nothing_looks_the_same(world: World, how: str) -> None:
    share, secret = make(world, "run", world.run.id)
    if how in ENDED:
        Share.objects.filter(pk=share).update(**ENDED[how])
    elif how == "guessed":
        secret = "x" * 43
    elif how == "of another link":
        _, secret = make(world, "run", world.run.id)
    else:
        share = {"of no link": "f" * 16, "nul": "a\0b"}[how]
    answer = ask(Client(), "POST", "share-open", share, secret=secret)
    assert (answer.status_code, answer.json()) == (404, NONE)
    assert answer.cookies == {}


@pytest.mark.parametrize("how", [*ENDED, "deleted"])
def test_a_link_that_ends_shows_nothing_from_the_next_request_on(world: World, how: str) -> None:
    guest, link = world.client("run link"), world.share.id
    assert see(guest, link, "run", world.run.id).status_code == 200
    if how == "deleted":
        Share.objects.filter(pk=link).delete()
    else:
        Share.objects.filter(pk=link).update(**ENDED[how])
    answer = see(guest, link, "run", world.run.id)
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_link")


PASSES = {
    "none": "",
    "garbage": "x",
    "unsigned": "{share}",
    "of another link": "{other}",
    "of another purpose": "{salted}",
}


@pytest.mark.parametrize("how", PASSES)
def test_no_other_cookie_opens_a_link(world: World, how: str) -> None:
    link = world.share.id
    other = shares.pass_for(world.space_share)
    salted = signing.TimestampSigner(salt="session").sign(link)
    guest = Client()
    guest.cookies[shares.pass_name(link)] = PASSES[how].format(
        share=link, other=other, salted=salted
    )
    answer = see(guest, link, "run", world.run.id)
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_link")


@pytest.mark.parametrize("id", ["", "x", "\0", "🙂", "a" * 4_000, "../x", "; path=/"])
@pytest.mark.parametrize("persona", ["owner", "nobody", "run link"])
def test_an_id_that_is_no_links_leads_nowhere(world: World, persona: str, id: str) -> None:
    for route in ("run", "catalogue", "teams"):
        thing = world.run.id if route == "run" else ""
        answer = see(world.client(persona), id, route, thing)
        assert (answer.status_code, answer.json()) == (404, NONE)


def test_a_cookie_ends_after_twelve_hours(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    guest, link = world.client("run link"), world.share.id
    monkeypatch.setattr(shares, "PASS_LIFETIME", timedelta(seconds=-1))
    assert see(guest, link, "run", world.run.id).status_code == 404


def test_who_names_a_link_is_its_guest_though_signed_in(world: World) -> None:
    """So that members see what they share, and nothing is done by a link."""
    guest = world.client("run link")
    for name, cookie in world.client("owner").cookies.items():
        guest.cookies[name] = cookie.value
    link = world.share.id
    assert see(guest, link, "run", world.run.id).json()["created_by"] == ""
    for method, route in (("POST", "run-stop"), ("PATCH", "run")):
        answer = ask(guest, method, route, world.run.id, {"share": link}, name="x")
        assert (answer.status_code, answer.json()["code"]) == (403, "link_only_shows")
    assert see(guest, link, "team", world.team.id).status_code == 403


def test_opening_a_link_needs_a_page_of_ours(world: World) -> None:
    guest = Client(enforce_csrf_checks=True)
    answer = ask(guest, "POST", "share-open", world.share.id, secret=world.secrets["share"])
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")


def test_links_are_listed_without_their_secrets_until_they_end(world: World) -> None:
    owner = world.client("owner")
    share, _ = make(world, "run", world.run.id, days=1)
    query = {"kind": "run", "thing": world.run.id}
    listed = ask(owner, "GET", "shares", query=query).json()
    assert [(one["id"], one["link"]) for one in listed] == [
        (id, "") for id in (share, world.model_share.id, world.share.id)
    ]
    assert {(one["kind"], one["thing"], one["title"]) for one in listed} == {
        ("run", world.run.id, "A search")
    }
    for _ in range(2):
        assert ask(owner, "DELETE", "share", share).status_code == 204
    listed = ask(owner, "GET", "shares", query=query).json()
    assert [one["id"] for one in listed] == [world.model_share.id, world.share.id]


@pytest.mark.parametrize("bad", [{"kind": "dataset"}, {"days": 0}, {"days": 366}])
def test_only_runs_and_spaces_are_shared_for_a_year_at_most(
    world: World, bad: dict[str, Any]
) -> None:
    body = {"kind": "run", "thing": world.run.id, **bad}
    assert ask(world.client("owner"), "POST", "shares", **body).status_code == 400


def test_a_link_with_the_model_lets_guests_take_it_and_no_other_does(world: World) -> None:
    answer = ask(
        world.client("owner"), "GET", "shares", query={"kind": "run", "thing": world.run.id}
    )
    assert {share["id"]: share["with_model"] for share in answer.json()} == {
        world.share.id: False,
        world.model_share.id: True,
    }
    guest, link = world.client("model link"), world.model_share.id
    assert see(guest, link, "candidate", world.candidate.id).json()["can"] == ["download"]
    model = see(guest, link, "candidate-model", world.candidate.id)
    assert b"".join(model.streaming_content) == b"PK"
    plain = see(world.client("run link"), world.share.id, "candidate", world.candidate.id)
    assert plain.json()["can"] == []
    other = builders.a_candidate(
        builders.a_run(world.run.version), accuracy=0.5, weights="w", archive="model.zip"
    )
    assert see(guest, link, "candidate-model", other.id).status_code == 404


def test_a_space_has_no_model_to_let_go(world: World) -> None:
    space = world.ids["space"]
    made = ask(
        world.client("owner"), "POST", "shares", kind="space", thing=space, with_model=True
    ).json()
    assert made["with_model"] is False
