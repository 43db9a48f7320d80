"""The administration's deeds: what they change, and what they say of rows that they cannot do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Model
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from searchapp.models import (
    Activity,
    Candidate,
    Invitation,
    Job,
    Project,
    Run,
    Share,
    Space,
    Token,
    Version,
)
from searchapp.services import jobs
from searchapp.services.leases import LeaseLost
from searchapp.services.ledger import verify_ledger
from tests import builders
from tests.integration.test_admin import talk_about
from tests.integration.test_jobs import claimed, running

pytestmark = pytest.mark.django_db


RUNS = "/admin/searchapp/run/"


@pytest.fixture
def staff(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root", password=builders.PASSWORD))
    return client


def do(staff: Client, action: str, *rows: Model) -> list[str]:
    """Carry an action out from the list; return what the page says."""
    name = rows[0]._meta.model_name
    sent = {"action": action, "_selected_action": [str(row.pk) for row in rows]}
    page = staff.post(reverse(f"admin:searchapp_{name}_changelist"), sent, follow=True)
    assert page.status_code == 200
    return [str(message) for message in page.context["messages"]]


def test_runs_are_stopped_and_one_that_has_ended_is_named(staff: Client, project: Project) -> None:
    live = running(project)
    ended = builders.a_run(live.version, name="Ended", state="finished")
    told = do(staff, "stop", live, ended)
    live.refresh_from_db()
    assert live.state == "stopping"
    assert told == [
        "1 asked to stop",
        "Ended: to stop a run it must be paused or pausing or queued or running, "
        "but it is finished",
    ]
    assert Activity.objects.get(verb="stopped").actor == User.objects.get(username="root")


def test_a_run_is_archived_once_it_has_ended(staff: Client, project: Project) -> None:
    ended = builders.a_run(builders.a_version(builders.a_space(project)), state="finished")
    live = running(project)
    told = do(staff, "archive", ended, live)
    assert (Run.objects.get(pk=ended.pk).is_archived, live.is_archived) == (True, False)
    assert told[0] == "1 archived"
    assert "Finished, archived" in staff.get(RUNS).content.decode()
    assert "must have ended to be put away, but it is running" in told[1]
    assert do(staff, "unarchive", ended) == ["1 back in the lists"]
    assert not Run.objects.get(pk=ended.pk).is_archived


def test_a_space_is_archived(staff: Client, project: Project) -> None:
    space = builders.a_space(project)
    assert do(staff, "archive", space) == ["1 archived"]
    assert Space.objects.get(pk=space.pk).is_archived


def test_a_job_is_taken_back_from_its_worker(staff: Client, project: Project) -> None:
    run = running(project)
    claim = claimed()
    assert do(staff, "requeue", claim.job) == ["1 back in the queue"]
    job = Job.objects.get(pk=claim.job.pk)
    assert (job.state, job.attempts, job.lease_owner, job.not_before) == ("queued", 0, "", None)
    with pytest.raises(LeaseLost):
        jobs.finish(claim.lease, [], {})
    again = claimed()
    assert (again.job.pk, again.job.fence) == (job.pk, 2)
    assert verify_ledger(run) == []


def test_a_job_that_waits_for_its_next_try_begins_at_once(staff: Client, project: Project) -> None:
    running(project)
    later = timezone.now() + timedelta(hours=1)
    Job.objects.update(not_before=later)
    job = Job.objects.earliest("candidate__index")
    assert jobs.claim(["cpu"]) is None
    do(staff, "requeue", job)
    assert claimed().job.pk == job.pk


def test_a_job_that_has_ended_is_not_done_again(staff: Client, project: Project) -> None:
    running(project)
    job = Job.objects.earliest("candidate__index")
    Job.objects.filter(pk=job.pk).update(state="cancelled")
    assert do(staff, "requeue", job) == [
        f"evaluate {job.pk}: a job must be open to be requeued, but it is cancelled"
    ]


@pytest.mark.parametrize("model", [Token, Share, Invitation])
def test_what_opens_doors_is_revoked(staff: Client, project: Project, model: type[Any]) -> None:
    run = builders.a_run(builders.a_version(builders.a_space(project)))
    talk_about(builders.a_candidate(run, 0, 0.5))
    row = model.objects.get()
    assert do(staff, "revoke", row) == ["1 revoked"]
    assert model.objects.get().revoked_at is not None


def test_a_ledger_is_verified(staff: Client, project: Project) -> None:
    run = running(project)
    assert do(staff, "verify", run) == [f"{run}: everything agrees"]
    Candidate.objects.filter(run=run, index=1).update(state="finished")
    told = do(staff, "verify", run)
    assert told
    assert all(line.startswith(f"{run}: ") for line in told)


def test_many_refusals_are_told_in_part(staff: Client, project: Project) -> None:
    version = builders.a_version(builders.a_space(project))
    runs = [builders.a_run(version, state="finished") for _ in range(23)]
    told = do(staff, "stop", *runs)
    assert (len(told), told[-1]) == (21, "and 3 more were refused")


def test_only_the_staff_can_do_anything(project: Project, ada: User) -> None:
    run = running(project)
    client = Client()
    client.force_login(ada)
    sent = {"action": "stop", "_selected_action": [run.pk]}
    answer = client.post(reverse("admin:searchapp_run_changelist"), sent)
    assert (answer.status_code, Run.objects.get(pk=run.pk).state) == (302, "running")


def test_nothing_can_be_deleted_from_any_list(staff: Client) -> None:
    request = RequestFactory().get("/")
    request.user = User.objects.get(username="root")
    for model, page in admin.site._registry.items():
        if model._meta.app_label == "searchapp":
            assert "delete_selected" not in page.get_actions(request)


# Pictures -------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [Version, Candidate])
def test_a_page_shows_what_is_drawn(staff: Client, project: Project, model: type[Any]) -> None:
    run = builders.a_run(builders.a_version(builders.a_space(project)))
    builders.a_candidate(run, 0, 0.5)
    row = model.objects.first()
    page = staff.get(reverse(f"admin:searchapp_{model._meta.model_name}_change", args=[row.pk]))
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()


def test_a_page_says_why_there_is_no_picture(staff: Client, project: Project) -> None:
    version = builders.a_version(builders.a_space(project))
    Version.objects.filter(pk=version.pk).update(message="broken")
    broken = Version.objects.create(
        space=version.space, number=2, document='{"format": 0}', created_by=version.created_by
    )
    page = staff.get(reverse("admin:searchapp_version_change", args=[broken.pk])).content.decode()
    assert "<img" not in page
    assert "format" in page


# The overview ---------------------------------------------------------------------------------


def overview(staff: Client) -> str:
    return staff.get(reverse("overview")).content.decode()


def test_an_idle_place_says_so(staff: Client) -> None:
    page = overview(staff)
    assert "Nothing waits and nothing is being done." in page
    assert "Every run has ended." in page
    assert "No worker was heard of in the last 30 seconds" in page


def test_the_overview_tells_what_waits_and_who_is_there(staff: Client, project: Project) -> None:
    running(project)
    claim = claimed()
    builders.a_worker(id="box:1", job=claim.job)
    builders.a_worker(id="box:2", seen_at=timezone.now() - timedelta(hours=2))
    page = " ".join(overview(staff).split())
    assert "evaluate</a></th><td>cpu</td><td>1</td><td>1</td>" in page
    assert "running</a></th><td>1</td>" in page
    assert str(claim.job) in page
    assert page.count("<td>silent</td>") == 1


def test_the_overview_costs_the_same_however_much_there_is(staff: Client, project: Project) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            overview(staff)
        return len(queries)

    cost()
    few = cost()
    run = running(project, candidates=5)
    for number, job in enumerate(run.jobs.all()):
        builders.a_worker(id=f"box:{number}", job=job)
    assert cost() == few
