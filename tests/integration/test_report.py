"""The report on a document, and the estimate of a run."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from searchapp.models import Project, Run
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.space.reading import write_document
from tests import builders

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def client(ada: User, signed_in: SignIn) -> Client:
    cache.clear()
    return signed_in(ada)


@pytest.fixture
def run(project: Project) -> Run:
    return builders.a_run(builders.a_version(builders.a_space(project)))


def _post(client: Client, route: str, body: dict[str, Any]) -> Any:
    answer = client.post(reverse(route), json.dumps(body), content_type="application/json")
    assert answer.status_code == 200, answer.content
    return answer.json()


def _report(client: Client, document: Any) -> Any:
    text = document if isinstance(document, str) else json.dumps(document)
    return _post(client, "report", {"document": text})


def test_a_report_tells_size_and_cost(client: Client) -> None:
    report = _report(client, builders.DOCUMENT)
    assert (report["size"], report["is_size_exact"], report["decisions"]) == ("2", True, 1)
    assert [issue for issue in report["issues"] if issue["severity"] == "error"] == []
    # One channel is pooled into the ten classes: 10 weights and 10 biases.
    assert report["parameters"] == {"min": 20, "median": 20, "max": 20, "is_exact": True}
    assert (report["samples"], report["tried"], report["is_whole"]) == (2, 2, True)
    assert {"strategy": "random_search", "refusal": None} in report["strategies"]


@pytest.mark.one_database  # a report is made of the document alone
@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("nas-bench-201", "15625"),
        ("darts", "1076746950455072400"),
    ],
)
def test_a_published_space_has_its_published_size(client: Client, name: str, size: str) -> None:
    assert _report(client, write_document(PRESETS.get(name).document()))["size"] == size


@pytest.mark.one_database  # a report is made of the document alone
def test_the_same_space_gives_the_same_report_under_another_name(client: Client) -> None:
    first = _report(client, builders.DOCUMENT)
    cache.clear()
    again = _report(client, {**builders.DOCUMENT, "name": "Renamed"})
    assert first == again


@pytest.mark.one_database  # a report is made of the document alone
def test_an_unused_module_changes_no_cost(client: Client) -> None:
    document = json.loads(write_document(PRESETS.get("residual-cnn").document()))
    first = _report(client, document)
    document["modules"]["spare"] = {**document["modules"]["block"], "title": "Spare"}
    again = _report(client, document)

    assert first["parameters"] == {"min": 5106, "median": 26138, "max": 250114, "is_exact": True}
    for name in ("parameters", "macs", "samples", "tried", "is_whole"):
        assert again[name] == first[name]


@pytest.mark.one_database  # a report is made of the document alone
@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"format": "nasweb.space/9"}', "[" * 100_000, '{"a":NaN}']
)
def test_a_broken_document_is_told_with_issues_not_refused(client: Client, text: str) -> None:
    report = _report(client, text)
    assert report["issues"]
    assert report["size"] is None


@pytest.mark.one_database  # a report is made of the document alone
def test_a_fault_of_meaning_is_told_at_its_place(client: Client) -> None:
    document = json.loads(json.dumps(builders.DOCUMENT))
    document["modules"]["network"]["nodes"][1]["operator"] = "global_pol"
    issues = _report(client, document)["issues"]
    (issue,) = [issue for issue in issues if "global_pool" in issue["message"]]
    assert "pool" in issue["path"]


def test_an_estimate_of_an_unmeasured_space_is_calculated(client: Client, run: Run) -> None:
    builders.a_worker()
    estimate = _post(client, "estimate", run.request)
    assert estimate["blockers"] == []
    assert 0 < estimate["seconds_low"] < estimate["seconds_high"] <= 4 * estimate["seconds_low"]
    assert "calculated" in estimate["basis"]


def test_an_estimate_grows_with_candidates_and_epochs(client: Client, run: Run) -> None:
    builders.a_worker()
    small = _post(client, "estimate", run.request)
    request = {**run.request, "budget": {"candidates": 8}, "fidelity": {"epochs": 3}}
    large = _post(client, "estimate", request)
    # Twice the candidates of three times the epochs; the pause between two candidates stays.
    assert 2 * small["seconds_low"] < large["seconds_low"] < 6 * small["seconds_low"]


def test_an_estimate_is_measured_once_candidates_were(client: Client, run: Run) -> None:
    builders.a_worker()
    for index, seconds in enumerate([2.0, 4.0, 6.0]):
        builders.a_candidate(run, index, 0.5, seconds=seconds)  # of two epochs each
    estimate = _post(client, "estimate", {**run.request, "budget": {"candidates": 10}})
    # Two seconds an epoch, and half a second between two candidates.
    assert estimate["seconds_low"] < 25 < estimate["seconds_high"] < 2 * estimate["seconds_low"]
    assert "measured on 3" in estimate["basis"]


def test_an_estimate_names_everything_in_the_way(client: Client, run: Run) -> None:
    request = {**run.request, "dataset": "digit", "strategy": {"name": "random"}}
    blockers = {issue["code"] for issue in _post(client, "estimate", request)["blockers"]}
    assert blockers == {"no_worker", "unknown_name"}


def test_shapes_that_do_not_fit_the_data_are_in_the_way(client: Client, run: Run) -> None:
    card = {**run.dataset.card, "symbols": {**run.dataset.card["symbols"], "height": 0}}
    run.dataset.card = card
    run.dataset.save()
    blockers = _post(client, "estimate", run.request)["blockers"]
    assert {issue["code"] for issue in blockers} > {"no_worker"}
