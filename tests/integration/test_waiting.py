"""What a run that should move waits for, and what keeps a search from being started."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from searchapp.models import Project, Run, Version
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(project: Project) -> Version:
    return builders.a_version(builders.a_space(project))


@pytest.fixture
def waiting(ada: User, signed_in: Callable[[User], Client]) -> Callable[[Run], Any]:
    """What the API says a run waits for; lists say the same."""
    client = signed_in(ada)

    def read(run: Run) -> Any:
        form = client.get(reverse("run", kwargs={"id": run.pk})).json()
        listed = {item["id"]: item["waiting"] for item in client.get(reverse("runs")).json()}
        assert listed[run.pk] == form["waiting"]
        return form["waiting"]

    return read


def a_conducted_run(version: Version, **columns: Any) -> Run:
    until = timezone.now() + timedelta(minutes=1)
    fresh = {"state": "running", "lease_owner": "box:1", "lease_until": until}
    return builders.a_run(version, **{**fresh, **columns})


def jobs_of(run: Run, *states: str, **columns: Any) -> None:
    for index, state in enumerate(states):
        builders.a_job(run, builders.a_candidate(run, index), state=state, **columns)


def turn(runs: int, jobs: int) -> dict[str, Any]:
    return {"reason": "turn", "device": "cpu", "runs_ahead": runs, "jobs_ahead": jobs}


def test_a_run_behind_another_says_how_much_is_ahead(
    version: Version, waiting: Callable[[Run], Any]
) -> None:
    builders.a_worker()
    first, second = a_conducted_run(version), a_conducted_run(version)
    jobs_of(first, "leased", "queued")
    jobs_of(second, "queued", "queued")
    assert waiting(first) is None  # one of its candidates is in training
    assert waiting(second) == turn(1, 2)


def test_jobs_that_may_not_begin_are_not_ahead(
    version: Version, waiting: Callable[[Run], Any]
) -> None:
    builders.a_worker()
    paused, busy, behind = (a_conducted_run(version) for _ in range(3))
    jobs_of(paused, "queued", "queued")
    jobs_of(busy, "leased")
    jobs_of(behind, "queued")
    assert waiting(behind) == turn(2, 3)
    for state in ("pausing", "paused"):
        Run.objects.filter(pk=paused.pk).update(state=state)
    assert waiting(behind) == turn(1, 1)
    assert waiting(paused) is None


def test_what_waits_for_another_device_is_not_ahead(
    version: Version, waiting: Callable[[Run], Any]
) -> None:
    builders.a_worker()
    elsewhere, busy, behind = (a_conducted_run(version) for _ in range(3))
    jobs_of(elsewhere, "queued", device="gpu")
    jobs_of(busy, "leased")
    jobs_of(behind, "queued")
    assert waiting(behind) == turn(1, 1)
    builders.a_worker(id="box:2", devices=["cpu", "gpu"])  # does that one first
    builders.a_job(busy, builders.a_candidate(busy, 1), state="leased")
    assert waiting(behind) == turn(2, 3)


def test_while_a_trainer_is_free_nobody_waits(
    version: Version, waiting: Callable[[Run], Any]
) -> None:
    builders.a_worker()
    builders.a_worker(id="box:2")
    first, second = a_conducted_run(version), a_conducted_run(version)
    jobs_of(first, "leased")
    jobs_of(second, "queued")
    assert waiting(second) is None


def test_a_missing_worker_is_named(version: Version, waiting: Callable[[Run], Any]) -> None:
    run = a_conducted_run(version)
    jobs_of(run, "queued", device="gpu")
    assert waiting(run)["reason"] == "no_conductor"
    builders.a_worker(queues=["runs"], devices=[])
    assert (waiting(run)["reason"], waiting(run)["device"]) == ("no_trainer", "gpu")
    builders.a_worker(id="box:2", queues=["evaluate.cpu"])
    assert waiting(run)["reason"] == "no_trainer"  # it has no GPU
    builders.a_worker(id="box:3", queues=["evaluate.cpu", "evaluate.gpu"], devices=[])
    assert waiting(run)["reason"] == "warm_up"


def test_a_run_that_nobody_conducts_is_to_be_taken_up(
    version: Version, waiting: Callable[[Run], Any]
) -> None:
    builders.a_worker()
    gone = timezone.now() - timedelta(seconds=1)
    queued = builders.a_run(version, state="queued")
    lost = a_conducted_run(version, lease_until=gone)
    rests = builders.a_run(version, state="finished")
    assert waiting(queued)["reason"] == waiting(lost)["reason"] == "conductor"
    assert waiting(rests) is None


@pytest.mark.parametrize(("device", "codes"), [("cuda", ["no_gpu_worker"]), ("auto", [])])
def test_a_search_on_a_gpu_that_nobody_has_cannot_start(
    version: Version,
    ada: User,
    signed_in: Callable[[User], Client],
    device: str,
    codes: list[str],
) -> None:
    builders.a_worker()
    request = {**builders.a_run(version).request, "device": device}
    answer = signed_in(ada).post(reverse("estimate"), request, content_type="application/json")
    assert [issue["code"] for issue in answer.json()["blockers"]] == codes
