"""Starting, steering and listing runs through the API."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from searchapp.models import Draft, Project, Run, RunEvent, RunState, Space, Star
from searchapp.selectors.runs import run_list_for
from searchapp.services import transitions
from searchapp.wire.deeds import DEEDS
from tests import builders

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def run(project: Project) -> Run:
    return builders.a_run(builders.a_version(builders.a_space(project)))


def _start(client: Client, request: dict[str, Any], key: str | None = None) -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    body = json.dumps(request)
    return client.post(reverse("runs"), body, content_type="application/json", headers=headers)


def _ask(client: Client, run: Run, deed: str) -> Any:
    return client.post(reverse(f"run-{deed}", kwargs={"id": run.id}))


def test_a_new_run_is_queued_at_once(ada: User, run: Run, signed_in: SignIn) -> None:
    answer = _start(signed_in(ada), {**run.request, "objectives": [], "name": "Mine", "seed": 7})
    form = answer.json()
    assert (answer.status_code, form["state"], form["name"]) == (201, "queued", "Mine")
    assert form["objectives"] == [{"metric": "accuracy", "direction": "max"}]
    assert form["request"]["seed"] == 7
    assert form["can"] == ["pause", "stop"]
    assert form["seq"] == RunEvent.objects.filter(run=form["id"]).count() > 0


def test_a_template_is_run_with_a_space_made_on_the_way(
    ada: User, run: Run, signed_in: SignIn
) -> None:
    request = {**run.request, "version": None, "preset": "nas-bench-201"}
    answer = _start(signed_in(ada), request)
    space = Space.objects.get(pk=answer.json()["space"])
    assert (answer.status_code, space.preset) == (201, "nas-bench-201")
    assert answer.json()["version_number"] == 1


def test_a_template_run_again_uses_its_space_until_somebody_draws_in_it(
    ada: User, run: Run, signed_in: SignIn
) -> None:
    client, request = signed_in(ada), {**run.request, "version": None, "preset": "nas-bench-201"}
    first = _start(client, request).json()["space"]
    assert _start(client, request).json()["space"] == first

    Draft.objects.filter(space=first).update(document="{}")

    assert _start(client, request).json()["space"] != first


def test_a_template_whose_run_cannot_start_leaves_no_space(
    ada: User, run: Run, signed_in: SignIn
) -> None:
    before = Space.objects.count()
    request = {**run.request, "version": None, "preset": "nas-bench-201", "dataset": "digit"}
    assert _start(signed_in(ada), request).status_code == 400
    assert Space.objects.count() == before


@pytest.mark.parametrize(
    ("change", "path", "hint"),
    [
        ({"dataset": ""}, "dataset", "digits"),
        ({"dataset": "digit"}, "dataset", "'digits'"),
        ({"strategy": {"name": "random_serch"}}, "strategy", "'random_search'"),
        ({"strategy": {"name": "random_search", "settings": {"speed": 1}}}, "strategy", "speed"),
        ({"evaluator": {"name": "trainin"}}, "evaluator", "'training'"),
        ({"objectives": [{"metric": "acuracy", "direction": "max"}]}, "objectives", "accuracy"),
        ({"version": None}, "version", "preset"),
        ({"preset": "nas-bench-201"}, "version", "preset"),
        ({"version": None, "preset": "nas-bench-21"}, "preset", "'nas-bench-201'"),
    ],
)
def test_what_cannot_start_says_why_and_suggests(
    ada: User, run: Run, signed_in: SignIn, change: dict[str, Any], path: str, hint: str
) -> None:
    answer = _start(signed_in(ada), {**run.request, **change})
    assert answer.status_code == 400
    assert any(
        issue["path"][0] == path and hint in issue["message"] for issue in answer.json()["issues"]
    ), answer.json()
    assert Run.objects.count() == 1


def test_a_run_without_data_is_refused(ada: User, run: Run, signed_in: SignIn) -> None:
    request = {name: value for name, value in run.request.items() if name != "dataset"}
    answer = _start(signed_in(ada), request)
    assert (answer.status_code, answer.json()["path"]) == (400, ["dataset"])


def test_a_dataset_that_is_not_installed_says_how_to_get_it(
    ada: User, run: Run, signed_in: SignIn
) -> None:
    builders.a_dataset(is_installed=False)
    answer = _start(signed_in(ada), run.request)
    assert (answer.status_code, answer.json()["code"]) == (400, "not_installed")


def test_the_same_key_gives_the_same_run(ada: User, ben: User, run: Run, signed_in: SignIn) -> None:
    client = signed_in(ada)
    first, second = _start(client, run.request, "k1"), _start(client, run.request, "k1")
    assert first.json()["id"] == second.json()["id"]
    assert _start(client, run.request, "k2").json()["id"] != first.json()["id"]
    assert _start(signed_in(ben), run.request, "k1").json()["id"] != first.json()["id"]


def test_the_same_key_gives_the_same_run_of_a_template(
    ada: User, run: Run, signed_in: SignIn
) -> None:
    request = {**run.request, "version": None, "preset": "nas-bench-201", "objectives": []}
    client = signed_in(ada)
    first, second = _start(client, request, "k1"), _start(client, request, "k1")
    assert first.json()["id"] == second.json()["id"]
    assert Space.objects.filter(preset="nas-bench-201").count() == 1


def test_a_key_cannot_be_used_for_something_else(ada: User, run: Run, signed_in: SignIn) -> None:
    client = signed_in(ada)
    _start(client, run.request, "k1")
    answer = _start(client, {**run.request, "seed": 5}, "k1")
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_mismatch")
    assert _start(client, run.request, "k" * 101).status_code == 400


@pytest.mark.parametrize("deed", ["start", "pause", "resume", "stop"])
@pytest.mark.parametrize("state", RunState.values)
def test_a_deed_is_done_or_refused_by_the_state(
    ada: User, run: Run, signed_in: SignIn, state: str, deed: str
) -> None:
    run = builders.a_run(run.version, state=state)
    answer = _ask(signed_in(ada), run, deed)
    if deed in DEEDS[state]:
        assert answer.status_code == 200
        assert answer.json()["state"] != state
    else:
        assert (answer.status_code, answer.json()["code"]) == (409, "illegal_transition")
        assert Run.objects.get(pk=run.pk).state == state


def test_what_a_form_says_can_be_done_is_what_the_service_does() -> None:
    assert {
        state: tuple(deed for deed, moves in transitions.ACTIONS.items() if state in moves)
        for state in RunState.values
    } == DEEDS


@pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])
def test_of_two_starts_at_once_one_starts_the_run(ada: User, run: Run) -> None:
    barrier = Barrier(4)

    def start(_number: int) -> int:
        client = Client(raise_request_exception=False)
        client.force_login(ada)
        barrier.wait()
        try:
            return int(_ask(client, run, "start").status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(start, range(4))) == [200, 409, 409, 409]


@pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])
def test_requests_with_one_key_at_once_make_one_run(ada: User, run: Run) -> None:
    barrier = Barrier(3)

    def send(_number: int) -> str:
        client = Client(raise_request_exception=False)
        client.force_login(ada)
        barrier.wait()
        try:
            return str(_start(client, run.request, "same").json()["id"])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        assert len(set(pool.map(send, range(3)))) == 1
    assert Run.objects.count() == 2


@pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])
def test_starts_at_once_have_names_of_their_own(ada: User, run: Run) -> None:
    barrier, asked = Barrier(3), {**run.request, "name": None}

    def send(number: int) -> str:
        client = Client(raise_request_exception=False)
        client.force_login(ada)
        barrier.wait()
        try:
            return str(_start(client, asked, f"key {number}").json()["name"])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        assert len(set(pool.map(send, range(3)))) == 3


def test_a_clone_asks_for_the_same_and_waits(ada: User, run: Run, signed_in: SignIn) -> None:
    answer = signed_in(ada).post(reverse("run-clone", kwargs={"id": run.id}))
    clone = answer.json()
    assert (answer.status_code, clone["state"], clone["can"]) == (201, "draft", ["start"])
    assert clone["id"] != run.id
    assert clone["request"]["strategy"] == run.request["strategy"]


def test_runs_are_listed_newest_first_and_by_state(ada: User, run: Run, signed_in: SignIn) -> None:
    client = signed_in(ada)
    running = builders.a_run(run.version, name="second", state="running")
    builders.a_run(run.version, name="third", state="finished")

    def names(query: str) -> list[str]:
        return [item["name"] for item in client.get(reverse("runs") + query).json()]

    assert names("") == ["third", "second", "A search"]
    assert names("?state=live") == ["second"]
    assert names("?state=finished") == ["third"]
    assert client.get(reverse("runs") + "?state=sleeping").status_code == 400
    assert client.get(reverse("run", kwargs={"id": running.id})).json()["can"] == ["pause", "stop"]


def test_a_viewer_is_told_that_nothing_can_be_done(cem: User, run: Run, signed_in: SignIn) -> None:
    assert signed_in(cem).get(reverse("run", kwargs={"id": run.id})).json()["can"] == []


def test_a_run_stalls_when_no_worker_is_heard_of(ada: User, run: Run, signed_in: SignIn) -> None:
    client = signed_in(ada)
    now = timezone.now()
    old = builders.a_run(run.version, state="running", progress_at=now - timedelta(minutes=2))
    fresh = builders.a_run(run.version, state="running", progress_at=now)

    def stalled(which: Run) -> bool:
        return bool(client.get(reverse("run", kwargs={"id": which.id})).json()["is_stalled"])

    assert (stalled(old), stalled(fresh), stalled(run)) == (True, False, False)
    builders.a_worker(id="conductor", queues=["runs"], devices=[])
    assert stalled(old)  # nobody trains
    builders.a_worker(id="trainer", queues=["evaluate.cpu"])
    assert not stalled(old)


def test_a_list_of_runs_costs_the_same_however_long(
    ada: User, run: Run, signed_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(ada)
    for number in range(10):
        again = builders.a_run(run.version, name=str(number))
        again.best_candidate, again.best_score = builders.a_candidate(again, accuracy=0.5), 0.5
        again.save()
    with django_assert_max_num_queries(5):
        assert len(client.get(reverse("runs")).json()) == 11


def test_runs_of_one_space_are_named_apart(ada: User, run: Run, signed_in: SignIn) -> None:
    other = builders.a_dataset(name="clothes", card={**run.dataset.card, "title": "Clothes"})
    asked = {**run.request, "name": ""}

    def name(**changes: Any) -> str:
        return str(_start(signed_in(ada), {**asked, **changes}).json()["name"])

    space, strategy = run.version.space.name, run.request["strategy"]["name"].replace("_", " ")
    assert name() == f"{space} · {strategy} · 2"
    assert name() == f"{space} · {strategy} · 3"
    assert name(dataset=other.name) == f"{space} · {strategy} · Clothes · 4"


def test_a_made_up_name_of_a_long_space_fits(ada: User, run: Run, signed_in: SignIn) -> None:
    Space.objects.update(name="n" * 200)
    answer = _start(signed_in(ada), {**run.request, "name": ""})
    assert answer.status_code == 201
    assert len(answer.json()["name"]) == 200
    assert answer.json()["name"].endswith(" · 2")


def test_an_archived_run_is_listed_only_when_asked_for(
    signed_in: SignIn, ada: User, run: Run
) -> None:
    client = signed_in(ada)
    address = reverse("run", kwargs={"id": run.id})
    answer = client.patch(address, {"is_archived": True}, content_type="application/json")
    assert (answer.status_code, answer.json()["is_archived"]) == (200, True)
    assert client.get(reverse("runs")).json() == []
    assert [r["id"] for r in client.get(reverse("runs"), {"archived": "true"}).json()] == [run.id]
    assert client.get(address).json()["name"] == run.name  # whoever has its address finds it
    client.patch(address, {"is_archived": False}, content_type="application/json")
    assert [r["id"] for r in client.get(reverse("runs")).json()] == [run.id]
    assert client.get(reverse("runs"), {"archived": "true"}).json() == []


def test_a_run_that_goes_on_is_not_archived(signed_in: SignIn, ada: User, run: Run) -> None:
    transitions.request(run, "start")
    address = reverse("run", kwargs={"id": run.id})
    answer = signed_in(ada).patch(address, {"is_archived": True}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_ended")
    assert not Run.objects.get(pk=run.pk).is_archived


def test_a_starred_run_is_listed_however_old_it_is(ada: User, run: Run) -> None:
    oldest, *_ = [builders.a_run(run.version, name=f"run {k}") for k in range(3)]
    assert oldest.id not in {found.id for found in run_list_for(ada, limit=2)}
    Star.objects.create(user=ada, team=run.project.team, run=oldest)
    listed = [found.name for found in run_list_for(ada, limit=2)]
    assert listed == ["run 2", "run 1", "run 0"]
