"""Data of one's own: uploaded, checked by a worker, looked at, learned from, deleted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import reverse

from searchapp.models import Dataset, DataState, Job, JobKind, JobState, Project
from searchapp.nas import process as engine
from searchapp.nas import protocol
from searchapp.nas.datasets.base import read_dataset
from searchapp.nas.errors import NasError
from searchapp.nas.importing.faults import BadUpload
from searchapp.selectors.archives import store
from searchapp.selectors.datasets import engine_name
from searchapp.services import artifacts, evaluations, jobs, leases, workers
from searchapp.services.evaluation_process import EvaluationProcess, ProcessLost
from searchapp.services.keeper import Held
from searchapp.services.leases import LeaseLost
from tests import builders
from tests.integration.test_jobs import lose, make_due
from tests.unit.nas.importing.uploads import folders, zip_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
FILE = "application/octet-stream"
ROWS = "\n".join(f"{n % 17},{n % 5},{('low', 'high')[n % 17 > 8]}" for n in range(80))
TABLE = f"a,b,size\n{ROWS}\n".encode()


@pytest.fixture
def client(ada: User, signed_in: SignIn) -> Client:
    return signed_in(ada)


def upload(
    client: Client, project: Project, content: bytes = TABLE, file_name: str = "people.csv"
) -> Any:
    query = {"project": project.id, "file_name": file_name}
    return client.post(reverse("datasets", query=query), content, content_type=FILE)


def opened(client: Client, id: str) -> dict[str, Any]:
    form: dict[str, Any] = client.get(reverse("dataset", kwargs={"id": id})).json()
    return form


def change(client: Client, id: str, **body: Any) -> Any:
    address = reverse("dataset", kwargs={"id": id})
    return client.patch(address, json.dumps(body), content_type="application/json")


class InThisProcess:
    """Carries out checks as the evaluation process does, without one."""

    def carry_out(self, request: protocol.Work, tell: object) -> protocol.Done | protocol.Failed:
        assert isinstance(request, protocol.Check)
        try:
            return protocol.Done(result=engine._imported(request))
        except BadUpload as error:
            return protocol.Failed(
                reason="exception", message=error.message, issues=list(error.issues)
            )
        except NasError as error:
            return protocol.Failed(reason="exception", message=error.message)


def work(process: object = None) -> Job:
    """Claim the next job and do it."""
    make_due()
    claim = jobs.claim(["cpu"])
    assert claim is not None
    chosen = cast(EvaluationProcess, process or InThisProcess())
    evaluations.carry_out(claim, chosen, Held(claim.lease), SimpleNamespace(is_stopping=False))
    return Job.objects.get(pk=claim.job.pk)


# Uploading -------------------------------------------------------------------------------------
def test_an_upload_waits_is_checked_and_becomes_data(client: Client, project: Project) -> None:
    answer = upload(client, project)
    assert answer.status_code == 201, answer.content
    form = answer.json()
    assert (form["name"], form["state"], form["card"]) == ("people", "waiting", None)
    assert (form["size"], form["file_name"]) == (len(TABLE), "people.csv")

    job = work()

    assert (job.kind, job.state, job.run) == (JobKind.IMPORT_DATA, JobState.DONE, None)
    form = opened(client, form["id"])
    assert form["state"] == "ready"
    assert form["card"]["title"] == "people"
    assert form["card"]["problem"] == "tabular_classification"
    assert form["profile"]["items"] == 80
    assert len(form["fingerprint"]) == 64
    assert form["can"] == ["edit"]
    assert form["created_by"] == "ada"
    listed = {item["id"]: item for item in client.get(reverse("datasets")).json()}
    assert listed[form["id"]]["state"] == "ready"


def test_what_was_made_of_it_can_be_learned_from(client: Client, project: Project) -> None:
    id = upload(client, project).json()["id"]
    work()
    dataset = Dataset.objects.get(pk=id)
    data = read_dataset(engine_name(dataset))
    assert data.fingerprint == dataset.fingerprint
    assert data.inputs.shape == (80, 2)


def test_a_bad_upload_is_refused_with_all_its_faults(client: Client, project: Project) -> None:
    id = upload(client, project, b"a,b\n1\n2,3,4\n").json()["id"]
    job = work()
    assert job.state == JobState.FAILED
    form = opened(client, id)
    assert (form["state"], form["card"]) == ("failed", None)
    assert [issue["path"] for issue in form["issues"]] == [["line 2"], ["line 3"]]
    assert not (store() / "data" / id).exists() or not any((store() / "data" / id).iterdir())


def test_a_format_that_is_not_read_is_told(client: Client, project: Project) -> None:
    id = upload(client, project, b"x", "weights.pkl").json()["id"]
    work()
    form = opened(client, id)
    assert form["issues"][0]["code"] == "unknown_format"
    assert ".csv" in form["issues"][0]["message"]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.csv", "C:\\x\\people.csv", "a\nb.csv", "x" * 280 + ".csv", "🙂.csv"]
)
def test_no_name_leads_out_of_the_store(client: Client, project: Project, name: str) -> None:
    answer = upload(client, project, TABLE, name)
    assert answer.status_code == 201
    row = Dataset.objects.get(pk=answer.json()["id"])
    assert row.upload == f"uploads/{row.pk}/upload.csv"
    assert (store() / row.upload).read_bytes() == TABLE


def test_a_name_with_nul_is_refused(client: Client, project: Project) -> None:
    answer = upload(client, project, TABLE, "a\0b.csv")
    assert (answer.status_code, answer.json()["code"]) == (400, "nul")


def test_an_empty_file_is_refused_and_nothing_is_left(client: Client, project: Project) -> None:
    answer = upload(client, project, b"")
    assert (answer.status_code, answer.json()["code"]) == (400, "empty_file")
    assert not Dataset.objects.filter(project=project).exists()
    assert not any((store() / "uploads").iterdir())


def test_a_file_over_the_limit_is_refused_and_nothing_is_left(
    client: Client, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = type("Small", (), {"bytes": 50})
    monkeypatch.setattr("searchapp.services.datasets.Limits", small)
    answer = upload(client, project)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert not Dataset.objects.filter(project=project).exists()


@pytest.mark.parametrize("kind", ["text/csv", "application/json", "multipart/form-data"])
def test_what_is_no_file_is_refused(client: Client, project: Project, kind: str) -> None:
    query = {"project": project.id, "file_name": "x.csv"}
    answer = client.post(reverse("datasets", query=query), b"{}", content_type=kind)
    assert answer.status_code == 415


@pytest.mark.parametrize("query", [{}, {"file_name": "x.csv"}, {"file_name": "", "project": "x"}])
def test_an_upload_says_where_it_belongs(client: Client, query: dict[str, str]) -> None:
    answer = client.post(reverse("datasets", query=query), TABLE, content_type=FILE)
    assert answer.status_code == 400


def test_a_picture_of_an_image_is_shown_and_of_a_row_none(
    client: Client, project: Project, tmp_path: Path
) -> None:
    archive = zip_of(tmp_path / "pets.zip", folders({"cat": 20, "dog": 20})).read_bytes()
    pets = upload(client, project, archive, "pets.zip").json()["id"]
    work()
    table = upload(client, project).json()["id"]
    work()

    def sample(id: str, number: str) -> Any:
        return client.get(reverse("dataset-sample", kwargs={"id": id, "number": number}))

    of = {"of": opened(client, pets)["fingerprint"]}
    address = reverse("dataset-sample", kwargs={"id": pets, "number": "0"}, query=of)
    assert client.get(address).status_code == 200
    found = sample(pets, "0")
    assert found.headers["Content-Type"] == "image/png"
    assert b"".join(found.streaming_content).startswith(b"\x89PNG")
    for id, number in ((pets, "99"), (pets, "..%2f0"), (pets, "12345"), (table, "0")):
        assert sample(id, number).status_code == 404


# Workers ---------------------------------------------------------------------------------------
class Crashing:
    """A process that is lost whatever it is asked."""

    def carry_out(self, request: object, tell: object) -> protocol.Done:
        raise ProcessLost("crash", "it was killed by SIGSEGV")


def test_an_upload_that_brings_its_process_down_is_given_up(
    client: Client, project: Project
) -> None:
    id = upload(client, project).json()["id"]
    for _ in range(evaluations.MOST_CRASHES):
        with pytest.raises(ProcessLost):
            work(Crashing())
    form = opened(client, id)
    assert form["state"] == "failed"
    assert "SIGSEGV" in form["issues"][0]["message"]


def test_a_check_whose_worker_is_lost_begins_anew(client: Client, project: Project) -> None:
    id = upload(client, project).json()["id"]
    claim = jobs.claim(["cpu"])
    assert claim is not None
    assert opened(client, id)["state"] == "checking"
    lose(claim.job)
    assert jobs.sweep() == 1
    assert opened(client, id)["state"] == "waiting"
    work()
    assert opened(client, id)["state"] == "ready"
    with pytest.raises(LeaseLost):  # the lost worker comes back, and may write nothing
        leases.extend(claim.lease)
    with pytest.raises(LeaseLost):
        jobs.requeue(claim.lease, "too late")


def test_a_check_whose_workers_are_all_lost_is_given_up(client: Client, project: Project) -> None:
    id = upload(client, project).json()["id"]
    for _ in range(jobs.MOST_ATTEMPTS):
        make_due()
        claim = jobs.claim(["cpu"])
        assert claim is not None
        lose(claim.job)
        jobs.sweep()
    form = opened(client, id)
    assert form["state"] == "failed"
    assert "was lost in attempt 3" in form["issues"][0]["message"]


def test_a_late_worker_changes_nothing(client: Client, project: Project) -> None:
    id = upload(client, project).json()["id"]

    class Late(InThisProcess):
        def carry_out(
            self, request: protocol.Work, tell: object
        ) -> protocol.Done | protocol.Failed:
            reply = super().carry_out(request, tell)
            lose(Job.objects.get(dataset=id))
            jobs.sweep()
            return reply

    with pytest.raises(LeaseLost):
        work(Late())
    assert opened(client, id)["state"] == "waiting"


def test_what_lost_checks_left_is_cleared_away(client: Client, project: Project) -> None:
    id = upload(client, project).json()["id"]
    work()
    kept = store() / Dataset.objects.get(pk=id).folder
    left = store() / "data" / id / "lost-1"
    left.mkdir()
    strange = store() / "data" / "unknown" / "job-1"
    strange.mkdir(parents=True)
    assert artifacts.tidy() == 1
    assert (kept.exists(), left.exists(), strange.exists()) == (True, False, True)


def test_a_worker_warms_up_with_the_data_of_the_latest_run(
    client: Client, project: Project
) -> None:
    id = upload(client, project).json()["id"]
    work()
    version = builders.a_version(builders.a_space(project))
    builders.a_run(version, dataset=Dataset.objects.get(pk=id))
    assert workers.likely_dataset() == engine_name(Dataset.objects.get(pk=id))


# Changing --------------------------------------------------------------------------------------
def test_it_can_be_renamed(client: Client, project: Project) -> None:
    id = upload(client, project).json()["id"]
    work()
    form = change(client, id, name=" Staff ").json()
    assert (form["name"], form["card"]["title"], form["state"]) == ("Staff", "Staff", "ready")


def test_it_can_be_read_otherwise(client: Client, project: Project) -> None:
    id = upload(client, project).json()["id"]
    work()
    before = store() / Dataset.objects.get(pk=id).folder
    answer = change(client, id, options={"target": "b", "test": 0.3})
    assert answer.status_code == 200, answer.content
    assert answer.json()["state"] == "waiting"
    work()
    form = opened(client, id)
    assert form["card"]["class_names"] == ["0", "1", "2", "3", "4"]
    assert form["options"] == {"target": "b", "test": 0.3}
    assert not before.exists()


@pytest.mark.parametrize("options", [{"size": 1}, {"colour": "pink"}, {"x": 1}, {"test": 2}])
def test_options_that_are_none_are_refused(
    client: Client, project: Project, options: dict[str, Any]
) -> None:
    id = upload(client, project).json()["id"]
    work()
    answer = change(client, id, options=options)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_options")
    assert answer.json()["path"] == ["options", next(iter(options))]
    assert opened(client, id)["state"] == "ready"


def test_data_that_runs_have_learned_from_stays_as_it_is(client: Client, project: Project) -> None:
    id = upload(client, project).json()["id"]
    work()
    version = builders.a_version(builders.a_space(project))
    builders.a_run(version, dataset=Dataset.objects.get(pk=id))
    address = reverse("dataset", kwargs={"id": id})
    for answer in (change(client, id, options={"test": 0.3}), client.delete(address)):
        assert (answer.status_code, answer.json()["code"]) == (409, "in_use")
        assert "and 1 run has; upload it again" in answer.json()["message"]
    assert change(client, id, name="Other").status_code == 200


def test_data_that_is_being_checked_is_left_alone(client: Client, project: Project) -> None:
    id = upload(client, project).json()["id"]
    address = reverse("dataset", kwargs={"id": id})
    for answer in (change(client, id, options={"test": 0.3}), client.delete(address)):
        assert (answer.status_code, answer.json()["code"]) == (409, "being_checked")


@pytest.mark.django_db(transaction=True)
def test_deleting_it_removes_its_files(client: Client, project: Project) -> None:
    id = upload(client, project).json()["id"]
    work()
    assert client.delete(reverse("dataset", kwargs={"id": id})).status_code == 204
    assert not Dataset.objects.filter(pk=id).exists()
    assert not (store() / "uploads" / id).exists()
    assert not (store() / "data" / id).exists()


# Launching -------------------------------------------------------------------------------------
def test_a_run_learns_from_it_only_once_it_is_ready(client: Client, project: Project) -> None:
    id = upload(client, project).json()["id"]
    request = {
        "project": project.id,
        "preset": "residual-mlp",
        "dataset": id,
        "strategy": {"name": "random_search"},
        "budget": {"candidates": 2},
        "fidelity": {"epochs": 1},
    }

    def issues() -> list[str]:
        answer = client.post(
            reverse("estimate"), json.dumps(request), content_type="application/json"
        )
        return [issue["code"] for issue in answer.json()["blockers"]]

    assert issues() == ["not_ready", "no_worker"]
    work()
    assert issues() == ["no_worker"]
    answer = client.post(reverse("runs"), json.dumps(request), content_type="application/json")
    assert answer.status_code == 201, answer.content
    assert answer.json()["dataset_title"] == "people"


def test_a_name_means_built_in_data_whatever_ones_own_is_called(
    client: Client, project: Project
) -> None:
    builders.a_dataset()
    own = upload(client, project, TABLE, "digits.csv").json()
    assert own["name"] == "digits"
    request = {
        "project": project.id, "preset": "residual-cnn", "dataset": "digits",
        "strategy": {"name": "random_search"}, "budget": {"candidates": 2},
        "fidelity": {"epochs": 1},
    }  # fmt: skip
    answer = client.post(reverse("estimate"), json.dumps(request), content_type="application/json")
    assert [issue["code"] for issue in answer.json()["blockers"]] == ["no_worker"]


def test_built_in_data_can_be_looked_at_by_everyone_and_changed_by_nobody(
    client: Client, dee: User, signed_in: SignIn
) -> None:
    digits = builders.a_dataset()
    for one in (client, signed_in(dee)):
        form = opened(one, digits.id)
        assert (form["is_built_in"], form["state"], form["can"]) == (True, "ready", [])
        assert change(one, digits.id, name="Mine").status_code == 404
        assert one.delete(reverse("dataset", kwargs={"id": digits.id})).status_code == 404


def test_the_database_knows_a_job_of_nothing_from_one_of_two(project: Project) -> None:
    run = builders.a_run(builders.a_version(builders.a_space(project)))
    dataset = builders.a_dataset(name="x", project=project, state=DataState.CHECKING)
    for owners in ({}, {"run": run, "dataset": dataset}):
        with pytest.raises(Exception, match=r"(?i)constraint"), transaction.atomic():
            Job.objects.create(kind=JobKind.IMPORT_DATA, assignment={}, **owners)
    Job.objects.create(kind=JobKind.IMPORT_DATA, assignment={}, dataset=dataset)
    with pytest.raises(Exception, match=r"(?i)unique"), transaction.atomic():
        Job.objects.create(kind=JobKind.IMPORT_DATA, assignment={}, dataset=dataset)
