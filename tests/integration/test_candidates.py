"""Candidates through the API: pages, curves, pictures, code, archives."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from searchapp.models import Candidate, Measurement, Project, Run
from searchapp.nas.space.canonical import sha256_of
from searchapp.nas.space.reading import read_document
from searchapp.nas.space.space import SearchSpace
from tests import builders

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def run(project: Project) -> Run:
    return builders.a_run(builders.a_version(builders.a_space(project)))


@pytest.fixture
def client(ada: User, signed_in: SignIn) -> Client:
    return signed_in(ada)


def _page(client: Client, run: Run, **query: Any) -> Any:
    return client.get(reverse("run-candidates", kwargs={"id": run.id}), query).json()


def _all_pages(client: Client, run: Run, **query: Any) -> list[int]:
    found: list[int] = []
    after: dict[str, str] = {}
    while True:
        page = _page(client, run, limit=2, **query, **after)
        found += [item["index"] for item in page["items"]]
        if page["next"] is None:
            return found
        after = {"after": page["next"]}


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("score", [2, 0, 3, 1]),
        ("newest", [4, 3, 2, 1, 0]),
        ("oldest", [0, 1, 2, 3, 4]),
        ("smallest", [1, 4, 0, 3, 2]),
        ("largest", [2, 3, 0, 1, 4]),
        ("cheapest", [0, 1, 2, 3, 4]),
        ("dearest", [0, 1, 2, 3, 4]),
    ],
)
def test_pages_hold_every_candidate_once_in_order(
    client: Client, run: Run, sort: str, expected: list[int]
) -> None:
    for index, (accuracy, size) in enumerate(
        [(0.5, 20), (0.1, 5), (0.9, 60), (0.5, 30), (None, 5)]
    ):
        builders.a_candidate(run, index, accuracy, parameters=size, macs=7)
    assert _all_pages(client, run, sort=sort) == expected


def test_a_page_ranks_by_the_first_objective_and_ties_go_to_the_smaller_then_the_earlier(
    client: Client, run: Run
) -> None:
    found = [(0.5, 30), (0.9, 90), (0.5, 20), (None, 5), (0.5, 20)]
    for index, (accuracy, size) in enumerate(found):
        builders.a_candidate(run, index, accuracy, parameters=size)
    page = _page(client, run, sort="oldest")
    assert [item["rank"] for item in page["items"]] == [4, 1, 2, None, 3]
    assert page["total"] == 5
    assert _page(client, run, sort="score")["total"] == 4
    assert _all_pages(client, run, sort="score") == [1, 2, 4, 0]


def test_a_candidate_has_its_place_among_all_of_the_run(client: Client, run: Run) -> None:
    found = [
        builders.a_candidate(run, index, accuracy)
        for index, accuracy in enumerate([0.5, 0.9, 0.5, 0.7])
    ]
    forms = [client.get(reverse("candidate", kwargs={"id": one.id})).json() for one in found]
    assert [form["rank"] for form in forms] == [3, 1, 4, 2]


def test_a_loss_is_ranked_from_the_least(client: Client, run: Run) -> None:
    run.request["objectives"][0]["direction"] = "min"
    run.save()
    for index, value in enumerate([0.5, 0.1, 0.9]):
        builders.a_candidate(run, index, value)
    assert _all_pages(client, run, sort="score") == [1, 0, 2]


def test_a_cursor_belongs_to_its_list(client: Client, run: Run) -> None:
    for index in range(3):
        builders.a_candidate(run, index, 0.5)
    cursor = _page(client, run, sort="newest", limit=1)["next"]
    address = reverse("run-candidates", kwargs={"id": run.id})
    answer = client.get(address, {"sort": "oldest", "after": cursor})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_cursor")


def test_a_candidate_shows_scores_of_both_parts(client: Client, run: Run) -> None:
    candidate = builders.a_candidate(run, 0, 0.75, weights="w")
    candidate.metrics.create(run=run, metric="accuracy", part="test", value=0.7)
    form = client.get(reverse("candidate", kwargs={"id": candidate.id})).json()
    assert (form["scores"], form["test_scores"]) == ({"accuracy": 0.75}, {"accuracy": 0.7})
    assert (form["rank"], form["has_weights"], form["archive"], form["can"]) == (
        1, True, "none", ["export"],
    )  # fmt: skip


def test_a_long_curve_is_thinned(client: Client, run: Run) -> None:
    candidate = builders.a_candidate(run)
    address = reverse("candidate-curve", kwargs={"id": candidate.id})
    assert client.get(address).json() == {"index": 0, "steps": {}, "values": {}}
    Measurement.objects.bulk_create(
        Measurement(candidate=candidate, metric="loss", step=step, value=1 / step)
        for step in range(1, 1001)
    )
    curve = client.get(address).json()
    assert curve["steps"]["loss"] == list(range(8, 1001, 8))
    assert curve["values"]["loss"][0] == 1 / 8


def _real_candidate(run: Run) -> Candidate:
    space = SearchSpace(read_document(run.version.document), run.dataset.card["symbols"])
    decisions = {"op": "flat"}
    identity = sha256_of({"digest": space.digest, "decisions": decisions})
    return builders.a_candidate(run, decisions=decisions, architecture_id=identity)


def test_a_candidate_is_drawn_and_written_out(client: Client, run: Run) -> None:
    candidate = _real_candidate(run)
    picture = client.get(reverse("candidate-graph", kwargs={"id": candidate.id}))
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert "sandbox" in picture.headers["Content-Security-Policy"]
    assert b"<svg" in picture.content
    cells = client.get(reverse("candidate-graph", kwargs={"id": candidate.id}), {"part": "cells"})
    assert cells.status_code == 404
    code = client.get(reverse("candidate-code", kwargs={"id": candidate.id})).json()["model"]
    compile(code, "model.py", "exec")
    assert "Module" in code


def test_an_archive_is_asked_for_once_and_then_streamed(
    client: Client, run: Run, tmp_path: Path
) -> None:
    candidate = builders.a_candidate(run, 0, 0.75, weights="w")
    archive = reverse("candidate-model", kwargs={"id": candidate.id})
    assert (client.get(archive).status_code, client.get(archive).json()["code"]) == (
        409,
        "not_exported",
    )
    export = reverse("candidate-export", kwargs={"id": candidate.id})
    for _ in range(2):
        form = client.post(export).json()
        assert (form["archive"], form["can"]) == ("queued", [])
    assert run.jobs.count() == 1
    (tmp_path / "artifacts").mkdir(exist_ok=True)
    (tmp_path / "artifacts/model.zip").write_bytes(b"PK the model")
    Candidate.objects.update(archive="model.zip")
    answer = client.get(archive)
    assert b"".join(answer.streaming_content) == b"PK the model"  # type: ignore[attr-defined]
    assert "attachment" in answer.headers["Content-Disposition"]
    assert (
        client.get(reverse("candidate", kwargs={"id": candidate.id})).json()["archive"] == "ready"
    )


@pytest.mark.parametrize("name", ["../secret", "/etc/hostname", "gone.zip"])
def test_an_archive_outside_of_the_store_is_never_given(
    client: Client, run: Run, tmp_path: Path, name: str
) -> None:
    (tmp_path / "secret").write_text("secret")
    candidate = builders.a_candidate(run, archive=name)
    assert client.get(reverse("candidate-model", kwargs={"id": candidate.id})).status_code == 409


def test_what_was_not_kept_cannot_be_exported(client: Client, run: Run) -> None:
    candidate = builders.a_candidate(run, 0, 0.5)
    answer = client.post(reverse("candidate-export", kwargs={"id": candidate.id}))
    assert (answer.status_code, answer.json()["code"]) == (409, "weights_not_kept")
    assert json.loads(answer.content)["message"]
