"""The catalogue, the schema, datasets and workers through the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from jsonschema import Draft202012Validator

from searchapp.models import Dataset, Project
from searchapp.nas.operators.base import OPERATORS
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.strategies.base import STRATEGIES
from searchapp.selectors.permissions import ROUTES
from searchapp.services.datasets import sync_built_in
from searchapp.wire.forms import Catalogue
from tests import builders

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def client(ada: User, signed_in: SignIn) -> Client:
    return signed_in(ada)


def test_the_catalogue_lists_every_registry(client: Client) -> None:
    catalogue = Catalogue.model_validate(client.get(reverse("catalogue")).json())
    assert [entry.name for entry in catalogue.operators] == list(OPERATORS.names())
    assert [entry.name for entry in catalogue.strategies] == list(STRATEGIES.names())
    assert [entry.name for entry in catalogue.presets] == list(PRESETS.names())
    (problem,) = [entry for entry in catalogue.problems if entry.name == "image_classification"]
    assert problem.metrics[0] == ("accuracy", "max")
    assert problem.output_shapes == ["[classes]"]
    assert any(preset.launch for preset in catalogue.presets)


def test_the_catalogue_is_sent_once(client: Client) -> None:
    tag = client.get(reverse("catalogue")).headers["ETag"]
    again = client.get(reverse("catalogue"), headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.one_database  # made of the registries and the code, not of rows
def test_every_template_has_a_picture(client: Client) -> None:
    for name in PRESETS.names():
        answer = client.get(reverse("preset-picture", kwargs={"name": name}))
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
        assert b"</svg>" in answer.content
    assert client.get(reverse("preset-picture", kwargs={"name": "nothing"})).status_code == 404


@pytest.mark.one_database  # made of the registries and the code, not of rows
def test_the_schema_names_every_form_and_message(client: Client) -> None:
    schema = client.get(reverse("schema")).json()
    assert schema["openapi"].startswith("3.1")
    components = schema["components"]["schemas"]
    assert {"RunForm", "Snapshot", "Page", "Reset", "Beat", "ServerMessage", "Problem"} <= set(
        components
    )
    assert "/api/runs/{id}/events" in schema["paths"]
    for component in components.values():
        Draft202012Validator.check_schema(component)


@pytest.mark.one_database  # made of the registries and the code, not of rows
def test_the_schema_says_who_may_ask_how(client: Client) -> None:
    paths = client.get(reverse("schema")).json()["paths"]
    by_link = {
        (path, method)
        for path, methods in paths.items()
        for method, described in methods.items()
        if "share" in {parameter["name"] for parameter in described.get("parameters", ())}
    }
    assert by_link >= {("/api/catalogue", "get"), ("/api/runs/{id}/events", "get")}
    assert {method for _, method in by_link} == {"get"}
    for_guests = [ask for ask, action in ROUTES.items() if action in ("see", "known")]
    assert len(by_link) >= len([ask for ask in for_guests if ask[1] == "GET"])
    assert paths["/api/teams"]["get"]["security"] == [{"session": []}, {"token": []}]


@pytest.mark.one_database  # made of the registries and the code, not of rows
def test_every_reference_of_the_schema_leads_somewhere(client: Client) -> None:
    schema = client.get(reverse("schema")).json()
    waiting, found = [schema], set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            found |= {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
    names = {reference.removeprefix("#/components/schemas/") for reference in found}
    assert names <= set(schema["components"]["schemas"])


def test_answers_fit_the_schema(client: Client, project: Project) -> None:
    builders.a_run(builders.a_version(builders.a_space(project)))
    schema = client.get(reverse("schema")).json()
    for route in ("session", "catalogue", "spaces", "runs", "datasets", "workers"):
        answer = schema["paths"][reverse(route)]["get"]["responses"]["200"]
        form = answer["content"]["application/json"]["schema"]
        validator = Draft202012Validator({**form, "components": schema["components"]})
        faults = validator.iter_errors(client.get(reverse(route)).json())
        assert [f"{route}: {fault.message}" for fault in faults] == []


def complaint_of(command: str, **options: Any) -> str:
    """Return why a command refused, or nothing."""
    try:
        call_command(command, **options)
    except CommandError as error:
        return str(error)
    return ""


@pytest.mark.one_database  # made of the registries and the code, not of rows
def test_the_browsers_types_are_up_to_date() -> None:
    assert complaint_of("write_types", check=True) == ""


def test_built_in_datasets_are_listed_and_kept_up_to_date(client: Client) -> None:
    Dataset.objects.filter(name="digits").update(card={"title": "old"}, is_installed=False)
    sync_built_in()
    listed = {item["name"]: item for item in client.get(reverse("datasets")).json()}
    assert listed["digits"]["is_installed"]
    assert listed["digits"]["card"]["symbols"]["classes"] == 10
    assert all(item["is_installed"] or item["hint"] for item in listed.values())


def test_datasets_of_other_teams_are_not_listed(
    client: Client, project: Project, dee: User, signed_in: SignIn
) -> None:
    builders.a_dataset(name="ours", project=project)
    assert "ours" in {item["name"] for item in client.get(reverse("datasets")).json()}
    strangers = signed_in(dee).get(reverse("datasets")).json()
    assert "ours" not in {item["name"] for item in strangers}


def test_workers_are_alive_while_they_are_heard_of(client: Client, project: Project) -> None:
    job = builders.a_job(builders.a_run(builders.a_version(builders.a_space(project))))
    builders.a_worker(id="new", job=job)
    builders.a_worker(id="old", seen_at=timezone.now() - timedelta(minutes=2))
    listed = client.get(reverse("workers")).json()
    assert [(worker["id"], worker["is_alive"]) for worker in listed] == [
        ("new", True),
        ("old", False),
    ]
    assert listed[0]["job"] == job.id


def test_a_stranger_is_not_told_what_a_worker_does(
    project: Project, dee: User, signed_in: SignIn
) -> None:
    job = builders.a_job(builders.a_run(builders.a_version(builders.a_space(project))))
    builders.a_worker(job=job)
    assert signed_in(dee).get(reverse("workers")).json()[0]["job"] is None
