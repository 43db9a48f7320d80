"""A preview of random members of a space."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from searchapp.nas.presets.base import PRESETS
from searchapp.nas.space.reading import write_document
from searchapp.selectors import samples

pytestmark = pytest.mark.django_db
TEXT = write_document(PRESETS.get("nas-bench-201").document())


@pytest.fixture
def ask(ada: User, signed_in: Callable[[User], Client]) -> Callable[..., Any]:
    client = signed_in(ada)

    def post(document: str, **more: Any) -> Any:
        body = json.dumps({"document": document, **more})
        return client.post(reverse("sample"), body, content_type="application/json")

    return post


@pytest.fixture
def plain_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Graphviz is tested elsewhere; what is drawn is looked at as its text."""
    monkeypatch.setattr(samples, "render", lambda dot: dot)


@pytest.mark.usefixtures("plain_pictures")
def test_a_seed_draws_the_same_twelve_and_another_draws_others(ask: Callable[..., Any]) -> None:
    drawn = ask(TEXT, seed=3).json()
    assert len(drawn) == samples.SAMPLES
    assert ask(TEXT, seed=3).json() == drawn
    assert ask(TEXT, seed=4).json() != drawn
    first = drawn[0]
    assert first["picture"].startswith("digraph")
    assert first["parameters"] > 0
    assert first["macs"] > first["parameters"]
    assert (len(first["decisions"]), first["refusal"]) == (6, None)


def test_pictures_are_drawings(ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samples, "SAMPLES", 1)
    [only] = ask(TEXT).json()
    assert "<svg" in only["picture"]


@pytest.mark.usefixtures("plain_pictures")
def test_large_networks_are_fewer(ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samples, "MOST_NODES", 1)
    assert len(ask(TEXT).json()) == 1


@pytest.mark.usefixtures("plain_pictures")
def test_a_member_that_cannot_be_trained_says_why(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(samples, "faults", lambda document: [])
    broken = json.loads(TEXT)
    broken["modules"]["net"]["nodes"][-1]["arguments"]["features"] = 7
    drawn = ask(json.dumps(broken)).json()
    assert all(sample["parameters"] is None for sample in drawn)
    assert "needs a network that gives" in drawn[0]["refusal"]


def test_a_document_with_faults_is_refused_with_all_of_them(ask: Callable[..., Any]) -> None:
    broken = json.loads(TEXT)
    broken["modules"]["net"]["edges"].pop()
    answer = ask(json.dumps(broken))
    assert answer.status_code == 400
    assert answer.json()["issues"]


@pytest.mark.parametrize("seed", [-1, 2**53, "x"])
def test_a_seed_is_a_number_that_browsers_can_say(ask: Callable[..., Any], seed: object) -> None:
    assert ask(TEXT, seed=seed).status_code == 400
