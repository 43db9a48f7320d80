"""Documents that are hostile, on every route that takes one: told in words, and nothing changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from searchapp.models import Draft, Project, Run, Space, Version
from tests import builders

pytestmark = pytest.mark.django_db
PLAIN = json.dumps(builders.DOCUMENT)
Json = dict[str, Any]


def changed(change: Callable[[Json], None]) -> str:
    """Return the small valid document with a fault in its network."""
    document = json.loads(PLAIN)
    change(document["modules"]["network"])
    return json.dumps(document)


def with_setting(text: str) -> str:
    """Return the document with `text`, raw JSON, as the width of its head."""
    return PLAIN.replace('{"expr": "classes"}', text)


def wire(source: str, target: str, id: str = "extra") -> Json:
    return {"id": id, "source": source, "target": target}


def narrow(network: Json) -> None:
    """Add one channel to eight."""
    widen = {"id": "wide", "kind": "operator", "operator": "conv", "arguments": {"channels": 8}}
    network["nodes"] += [widen, {"id": "sum", "kind": "merge", "mode": "sum"}]
    network["edges"][1] = wire("op", "wide", "b")
    network["edges"] += [wire("wide", "sum", "x"), wire("op", "sum", "y"), wire("sum", "pool", "z")]


def many_nodes(network: Json) -> None:
    """Fill five megabytes."""
    node = {"id": "n" * 24, "kind": "operator", "operator": "relu_conv_bn"}
    network["nodes"] += [node] * 50_000


def renamed(network: Json) -> None:
    network["nodes"][1]["operator"] = "global_pol"


def doubled(network: Json) -> None:
    network["nodes"][1]["id"] = "head"


WITHOUT_FORM = {
    "brackets": ("[" * 100_000, "too_deep"),
    "closed_brackets": (with_setting("[" * 100_000 + "]" * 100_000), "too_deep"),
    "nan": (with_setting("NaN"), "not_finite"),
    "nul": (with_setting(r'"\u0000"'), "bad_text"),
    "surrogate": (with_setting(r'"\ud800"'), "bad_text"),
    "twice": (with_setting('{"expr": "1", "expr": "2"}'), "duplicate_key"),
    "integer": (with_setting("9" * 400_000), "too_large_number"),
    "rounded": (with_setting("9007199254740993"), "too_large_number"),
}
"""Text that no JSON parser should let pass, and its code; not even a draft may hold it."""

WITHOUT_MEANING = {
    "cycle": (changed(lambda n: n["edges"].append(wire("pool", "op"))), "cycle", "op"),
    "operator": (changed(renamed), "unknown_operator", "did you mean 'global_pool'?"),
    "port": (changed(lambda n: n["edges"].append(wire("in.z", "op"))), "unknown_port", "z"),
    "no_wire": (changed(lambda n: n["edges"].pop(1)), "missing_wire", "pool"),
    "shapes": (changed(narrow), "shape_mismatch", "8×8×8"),
    "other_shape": (changed(narrow), "shape_mismatch", "1×8×8"),
    "same_id": (changed(doubled), "duplicate_id", "head"),
    "nodes": (changed(many_nodes), "too_many_parts", "40000"),
    "import": (with_setting('{"expr": "__import__(1)"}'), "invalid_expression", "__import__"),
    "attribute": (with_setting('{"expr": "classes.real"}'), "invalid_expression", "classes.real"),
    "power": (with_setting('{"expr": "9**9**9"}'), "too_large", "9**9**9"),
}
"""JSON that is no space, the code of its fault, and what the message must hold."""


@pytest.fixture
def space(project: Project) -> Space:
    return builders.a_space(project)


@pytest.fixture
def client(ada: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(ada)
    return client


def post(client: Client, route: str, body: Json, **kwargs: str) -> Any:
    address = reverse(route, kwargs=kwargs)
    return client.post(address, json.dumps(body), content_type="application/json")


def save(client: Client, space: Space, text: str) -> Any:
    return client.put(
        reverse("draft", kwargs={"id": space.id}),
        json.dumps({"document": text}),
        content_type="application/json",
        headers={"If-Match": '"1"'},
    )


def told(issues: list[Json], code: str, words: str = "") -> bool:
    return any(issue["code"] == code and words in issue["message"] for issue in issues)


@pytest.mark.parametrize("name", WITHOUT_FORM)
def test_text_that_is_no_document_is_told_and_never_kept(
    client: Client, project: Project, space: Space, name: str
) -> None:
    text, code = WITHOUT_FORM[name]
    report = post(client, "report", {"document": text})
    assert (report.status_code, report.json()["size"]) == (200, None)
    assert told(report.json()["issues"], code)

    refused = post(client, "spaces", {"project": project.id, "document": text})
    assert refused.status_code == 400
    assert told(refused.json()["issues"], code)
    assert save(client, space, text).status_code == 400
    assert Space.objects.count() == 1
    assert (Draft.objects.get().document, Draft.objects.get().revision) == (PLAIN, 1)


@pytest.mark.parametrize("name", WITHOUT_MEANING)
def test_a_drawing_that_means_nothing_is_a_draft_but_no_version_and_no_run(
    client: Client, space: Space, name: str
) -> None:
    text, code, words = WITHOUT_MEANING[name]
    report = post(client, "report", {"document": text})
    assert report.status_code == 200
    assert told(report.json()["issues"], code, words), report.json()["issues"]

    assert save(client, space, text).status_code == 200
    refused = post(client, "versions", {"revision": 2}, id=space.id)
    assert refused.status_code == 400
    assert told(refused.json()["issues"], code, words)
    assert Draft.objects.get().document == text
    assert not Version.objects.exists()


@pytest.mark.parametrize("name", WITHOUT_MEANING)
def test_a_version_that_older_rules_let_pass_is_not_run(
    client: Client, project: Project, name: str
) -> None:
    text, code, words = WITHOUT_MEANING[name]
    sound = builders.a_run(builders.a_version(builders.a_space(project)))
    version = builders.a_version(builders.a_space(project, text))
    request = {**sound.request, "version": version.id}
    estimate = post(client, "estimate", request)
    assert estimate.status_code == 200
    assert told(estimate.json()["blockers"], code, words)
    refused = post(client, "runs", request)
    assert refused.status_code == 400
    assert told(refused.json()["issues"], code, words), refused.json()
    assert Run.objects.count() == 1
