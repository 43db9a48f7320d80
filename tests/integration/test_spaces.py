"""Spaces, drafts and versions through the API."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client
from django.urls import reverse

from searchapp.models import Draft, Project, Space
from tests import builders

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
TEXT = json.dumps(builders.DOCUMENT, indent=3)


def _post(client: Client, route: str, body: dict[str, Any], **kwargs: str) -> Any:
    return client.post(
        reverse(route, kwargs=kwargs), json.dumps(body), content_type="application/json"
    )


def _save(client: Client, space: str, text: str, revision: str | None) -> Any:
    headers = {} if revision is None else {"If-Match": revision}
    return client.put(
        reverse("draft", kwargs={"id": space}),
        json.dumps({"document": text}),
        content_type="application/json",
        headers=headers,
    )


def test_a_document_becomes_a_space_with_a_version(
    ada: User, project: Project, signed_in: SignIn
) -> None:
    client = signed_in(ada)
    answer = _post(client, "spaces", {"project": project.id, "document": TEXT})
    space = answer.json()
    assert (answer.status_code, space["name"]) == (201, "Two ways")
    assert space["draft"]["document"] == TEXT
    assert not space["draft"]["changed_since_version"]
    assert [version["number"] for version in space["versions"]] == [1]
    version = client.get(reverse("version", kwargs={"id": space["versions"][0]["id"]})).json()
    assert version["document"] == TEXT
    assert len(version["digest"]) == 64


def test_a_template_becomes_a_space(ada: User, project: Project, signed_in: SignIn) -> None:
    body = {"project": project.id, "preset": "nas-bench-201", "name": "Mine"}
    answer = _post(signed_in(ada), "spaces", body)
    assert (answer.status_code, answer.json()["preset"]) == (201, "nas-bench-201")
    assert answer.json()["name"] == "Mine"
    assert json.loads(answer.json()["draft"]["document"])["name"] == "Mine"


def test_a_space_is_called_everywhere_what_its_draft_is_called(
    ada: User, project: Project, signed_in: SignIn
) -> None:
    client, space = signed_in(ada), builders.a_space(project)
    renamed = json.dumps({**builders.DOCUMENT, "name": " Figure 1 of DARTS "})
    assert _save(client, space.id, renamed, '"1"').status_code == 200
    assert [row["name"] for row in client.get(reverse("spaces")).json()] == ["Figure 1 of DARTS"]
    saved = _post(client, "versions", {"revision": 2, "message": ""}, id=space.id)
    assert json.loads(saved.json()["document"])["name"] == " Figure 1 of DARTS "


@pytest.mark.parametrize("name", [None, "", "  ", 7, ["x"]])
def test_a_draft_without_a_name_leaves_the_name_as_it_was(
    ada: User, project: Project, signed_in: SignIn, name: object
) -> None:
    space = builders.a_space(project)
    before = space.name
    nameless = json.dumps({**builders.DOCUMENT, "name": name})
    assert _save(signed_in(ada), space.id, nameless, '"1"').status_code == 200
    assert Space.objects.get(pk=space.pk).name == before


def test_a_name_longer_than_its_column_is_cut_not_refused(
    ada: User, project: Project, signed_in: SignIn
) -> None:
    space = builders.a_space(project)
    long = json.dumps({**builders.DOCUMENT, "name": "n" * 300})
    assert _save(signed_in(ada), space.id, long, '"1"').status_code == 200
    assert Space.objects.get(pk=space.pk).name == "n" * 200


def test_copies_of_a_template_are_told_apart_by_their_names(
    ada: User, project: Project, signed_in: SignIn
) -> None:
    client, body = signed_in(ada), {"project": project.id, "preset": "darts"}
    copies = [_post(client, "spaces", body).json() for _ in range(3)]
    assert [copy["name"] for copy in copies] == ["DARTS", "DARTS 2", "DARTS 3"]
    assert json.loads(copies[1]["draft"]["document"])["name"] == "DARTS 2"


def test_an_unknown_template_is_named_with_the_nearest(
    ada: User, project: Project, signed_in: SignIn
) -> None:
    answer = _post(signed_in(ada), "spaces", {"project": project.id, "preset": "nas-bench-202"})
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_name")
    assert "nas-bench-201" in answer.json()["message"]


@pytest.mark.parametrize("body", [{}, {"preset": "nas-bench-201", "document": TEXT}])
def test_a_space_is_made_from_one_thing(
    ada: User, project: Project, signed_in: SignIn, body: dict[str, str]
) -> None:
    answer = _post(signed_in(ada), "spaces", {"project": project.id, **body})
    assert (answer.status_code, answer.json()["code"]) == (400, "preset_or_document")


def test_a_document_with_faults_becomes_no_space_and_all_are_told(
    ada: User, project: Project, signed_in: SignIn
) -> None:
    broken = json.loads(TEXT)
    broken["modules"]["network"]["nodes"][1]["operator"] = "global_pol"
    broken["modules"]["network"]["edges"][0]["target"] = "nowhere"
    answer = _post(
        signed_in(ada), "spaces", {"project": project.id, "document": json.dumps(broken)}
    )
    assert answer.status_code == 400
    assert len(answer.json()["issues"]) >= 2
    assert Space.objects.count() == 0


def test_a_space_may_begin_as_a_draft_that_is_not_finished(
    ada: User, project: Project, signed_in: SignIn
) -> None:
    client = signed_in(ada)
    body = {"project": project.id, "document": '{"half": "drawn"}', "is_draft": True}
    nameless = _post(client, "spaces", body).json()
    assert (nameless["name"], nameless["latest_version"]) == ("Untitled", None)
    assert nameless["draft"]["document"] == '{"half": "drawn"}'
    assert nameless["draft"]["changed_since_version"]
    named = _post(client, "spaces", {**body, "name": "Mine"}).json()
    assert json.loads(named["draft"]["document"]) == {"half": "drawn", "name": "Mine"}
    refused = _post(client, "spaces", {**body, "document": "[]"})
    assert (refused.status_code, Space.objects.count()) == (400, 2)


def test_a_draft_may_be_any_object_and_is_kept_as_written(
    ada: User, project: Project, signed_in: SignIn
) -> None:
    space, client = builders.a_space(project), signed_in(ada)
    text = '{ "half": "drawn",\n\t"ü": [1.50, 1e3] }'
    answer = _save(client, space.id, text, '"1"')
    assert (answer.status_code, answer.json()["revision"]) == (200, 2)
    assert answer.headers["ETag"] == '"2"'
    found = client.get(reverse("space", kwargs={"id": space.id}))
    assert found.json()["draft"]["document"] == text
    assert found.headers["ETag"] == '"2"'
    assert found.json()["draft"]["changed_since_version"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"a": 1, "a": 2}', '{"a": NaN}', '{"a": "\\u0000"}']
)
def test_a_draft_that_is_no_object_is_refused(
    ada: User, project: Project, signed_in: SignIn, text: str
) -> None:
    space = builders.a_space(project)
    assert _save(signed_in(ada), space.id, text, '"1"').status_code == 400
    assert Draft.objects.get(space=space).revision == 1


def test_a_draft_over_five_megabytes_is_refused(
    ada: User, project: Project, signed_in: SignIn
) -> None:
    space = builders.a_space(project)
    answer = _save(signed_in(ada), space.id, json.dumps({"note": "x" * 5_000_000}), '"1"')
    assert (answer.status_code, answer.json()["code"]) == (400, "too_large")


def test_a_save_without_revision_is_refused(ada: User, project: Project, signed_in: SignIn) -> None:
    space = builders.a_space(project)
    assert _save(signed_in(ada), space.id, "{}", None).status_code == 428
    assert _save(signed_in(ada), space.id, "{}", "yesterday").status_code == 400
    assert Draft.objects.get(space=space).revision == 1


def test_the_second_of_two_tabs_is_told_and_nothing_is_overwritten(
    ada: User, ben: User, project: Project, signed_in: SignIn
) -> None:
    space = builders.a_space(project)
    assert _save(signed_in(ben), space.id, '{"by": "ben"}', '"1"').status_code == 200
    answer = _save(signed_in(ada), space.id, '{"by": "ada"}', '"1"')
    assert (answer.status_code, answer.json()["code"]) == (412, "stale_draft")
    assert "ben" in answer.json()["message"]
    assert Draft.objects.get(space=space).document == '{"by": "ben"}'


def test_a_version_is_the_draft_that_was_seen(
    ada: User, project: Project, signed_in: SignIn
) -> None:
    space, client = builders.a_space(project), signed_in(ada)
    first = _post(client, "versions", {"revision": 1, "message": " first "}, id=space.id)
    assert (first.status_code, first.json()["number"]) == (201, 1)
    assert first.json()["message"] == "first"
    stale = _post(client, "versions", {"revision": 7}, id=space.id)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_draft")
    second = _post(client, "versions", {"revision": 1}, id=space.id)
    assert second.json()["number"] == 2
    listed = client.get(reverse("versions", kwargs={"id": space.id})).json()
    assert [version["number"] for version in listed] == [2, 1]
    assert {version["digest"] for version in listed} == {first.json()["digest"]}


def test_an_invalid_draft_becomes_no_version(
    ada: User, project: Project, signed_in: SignIn
) -> None:
    space = builders.a_space(project, "{}")
    answer = _post(signed_in(ada), "versions", {"revision": 1}, id=space.id)
    assert answer.status_code == 400
    assert answer.json()["issues"]
    assert space.versions.count() == 0


def test_spaces_are_listed_last_changed_first(
    ada: User, project: Project, signed_in: SignIn
) -> None:
    client = signed_in(ada)
    older, newer = (builders.a_space(project, name=name) for name in ("older", "newer"))
    builders.a_run(builders.a_version(older))
    assert [space["name"] for space in client.get(reverse("spaces")).json()] == ["newer", "older"]
    _save(client, older.id, "{}", '"1"')
    listed = client.get(reverse("spaces")).json()
    assert [(space["name"], space["runs"]) for space in listed] == [("older", 1), ("newer", 0)]
    assert newer.id == listed[1]["id"]


@pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])
def test_of_saves_at_the_same_moment_one_wins(ada: User, project: Project) -> None:
    space, barrier = builders.a_space(project), Barrier(4)

    def save(number: int) -> int:
        client = Client(raise_request_exception=False)
        client.force_login(ada)
        barrier.wait()
        try:
            return int(_save(client, space.id, json.dumps({"by": number}), '"1"').status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(save, range(4))) == [200, 412, 412, 412]
    assert Draft.objects.get(space=space).revision == 2


def test_a_version_has_a_picture_of_its_cell(
    ada: User, project: Project, signed_in: SignIn
) -> None:
    client = signed_in(ada)
    space = _post(client, "spaces", {"project": project.id, "preset": "nas-bench-201"}).json()
    version = space["latest_version"]["id"]
    answer = client.get(reverse("version-picture", kwargs={"id": version}))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    assert answer.content.count(b'class="node') > 3


def test_an_archived_space_is_listed_only_when_asked_for(
    signed_in: SignIn, ada: User, project: Project
) -> None:
    client, space = signed_in(ada), builders.a_space(project)
    address = reverse("space", kwargs={"id": space.id})
    answer = client.patch(address, {"is_archived": True}, content_type="application/json")
    assert (answer.status_code, answer.json()["is_archived"]) == (200, True)
    assert client.get(reverse("spaces")).json() == []
    found = client.get(reverse("spaces"), {"archived": "true"}).json()
    assert [one["id"] for one in found] == [space.id]
    client.patch(address, {"is_archived": False}, content_type="application/json")
    assert [one["id"] for one in client.get(reverse("spaces")).json()] == [space.id]


def test_a_space_is_deleted_unless_runs_have_searched_it(
    ada: User, project: Project, signed_in: SignIn
) -> None:
    client = signed_in(ada)
    made = _post(client, "spaces", {"project": project.id, "document": TEXT}).json()
    address = reverse("space", kwargs={"id": made["id"]})
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404
    assert not Draft.objects.filter(space=made["id"]).exists()
    told = client.get(reverse("activity")).json()["items"]
    assert [(line["verb"], line["thing"]) for line in told] == [("deleted", ""), ("created", "")]

    searched = Space.objects.get(pk=_post(
        client, "spaces", {"project": project.id, "document": TEXT}
    ).json()["id"])  # fmt: skip
    builders.a_run(searched.versions.get())
    answer = client.delete(reverse("space", kwargs={"id": searched.id}))
    assert (answer.status_code, answer.json()["code"]) == (409, "in_use")
    assert "1 run has" in answer.json()["message"]
    assert Space.objects.filter(pk=searched.id).exists()
