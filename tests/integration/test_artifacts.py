"""The artifact store: what lost leases left there goes, what anybody needs stays."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from searchapp.models import Job, Project, Run
from searchapp.selectors.archives import store
from searchapp.services import artifacts, jobs, workers
from searchapp.services.jobs import Claim
from searchapp.services.leases import Lease
from searchapp.services.workers import ThisWorker
from tests.integration.test_jobs import claimed, lose, make_due, running
from tests.waiting import until

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(project: Project) -> Run:
    return running(project)


def write(lease: Lease, name: str = "weights.safetensors") -> Path:
    """Write a file as the holder of a lease does."""
    path = artifacts.folder_of(lease) / name
    path.write_bytes(b"what was learned")
    return path


def keep(claim: Claim, path: Path, column: str = "weights") -> None:
    """End the job well; its candidate names the file."""
    jobs.finish(claim.lease, [], {}, **{column: artifacts.name_of(path)})


def test_a_folder_is_named_by_its_run_its_job_and_the_fence(run: Run) -> None:
    lease = claimed().lease
    path = write(lease)
    assert artifacts.name_of(path) == f"runs/{run.pk}/{lease.job_id}-1/weights.safetensors"
    assert artifacts.path_of(artifacts.name_of(path)) == path


def test_a_home_without_a_store_is_tidy(run: Run) -> None:
    assert not store().exists()
    assert artifacts.tidy() == 0


def test_what_is_being_written_stays(run: Run) -> None:
    path = write(claimed().lease)
    assert artifacts.tidy() == 0
    assert path.read_bytes() == b"what was learned"


@pytest.mark.parametrize("column", ["weights", "archive"])
def test_what_a_candidate_names_stays_with_all_beside_it(run: Run, column: str) -> None:
    claim = claimed()
    beside = write(claim.lease, "architecture.json")
    path = write(claim.lease)
    keep(claim, path, column)
    assert artifacts.tidy() == 0
    assert path.exists()
    assert beside.exists()


def test_what_a_lost_worker_wrote_goes_and_its_successors_files_stay(run: Run) -> None:
    first = claimed()
    lost = write(first.lease)
    lose(first.job)
    jobs.sweep()
    make_due()
    Job.objects.exclude(pk=first.job.pk).update(state="cancelled")
    second = claimed()
    assert (second.job.pk, second.lease.fence) == (first.job.pk, first.lease.fence + 1)
    path = write(second.lease)
    assert artifacts.tidy() == 1
    assert not lost.parent.exists()
    assert path.exists()
    keep(second, path)
    late = write(first.lease)  # the lost one was only slow
    assert artifacts.tidy() == 1
    assert not late.exists()
    assert path.exists()


@pytest.mark.parametrize("state", ["queued", "failed", "cancelled"])
def test_what_nobody_holds_and_nobody_names_goes(run: Run, state: str) -> None:
    claim = claimed()
    path = write(claim.lease)
    Job.objects.filter(pk=claim.job.pk).update(state=state)
    assert artifacts.tidy() == 1
    assert not path.parent.exists()


def test_the_same_fence_of_another_job_keeps_nothing(run: Run) -> None:
    first, second = claimed(), claimed()
    path, other = write(first.lease), write(second.lease)
    Job.objects.filter(pk=first.job.pk).update(state="failed")
    assert first.lease.fence == second.lease.fence
    assert artifacts.tidy() == 1
    assert not path.exists()
    assert other.exists()


def test_folders_of_runs_that_another_database_knows_stay(run: Run) -> None:
    path = write(Lease("anotherhome", 1, "ajob"))
    assert artifacts.tidy() == 0
    assert path.exists()


def test_files_that_lie_beside_the_folders_are_nobodys_garbage(run: Run) -> None:
    note = artifacts.folder_of(Lease(run.pk, 1, "x")).parent / "note.txt"
    note.write_text("mine")
    assert artifacts.tidy() == 1
    assert note.exists()


def test_weights_that_are_committed_during_the_look_stay(run: Run) -> None:
    """Between the look at the folders and the one at the leases, the job ends well."""
    claim = claimed()
    path = write(claim.lease)
    ended: list[bool] = []

    def end_first(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if 'FROM "searchapp_job"' in sql and not ended:
            ended.append(True)
            keep(claim, path)
        return execute(sql, *rest)

    with connection.execute_wrapper(end_first):
        assert artifacts.tidy() == 0
    assert ended
    assert path.exists()


def test_what_goes_is_logged(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    claim = claimed()
    folder = write(claim.lease).parent
    Job.objects.filter(pk=claim.job.pk).update(state="failed")
    with caplog.at_level(logging.INFO, "searchapp.services.artifacts"):
        artifacts.tidy()
    assert f"nobody needs {folder} any more" in caplog.text


def test_a_worker_tidies_at_its_first_sweep_and_then_seldom(run: Run) -> None:
    claim = claimed()
    Job.objects.filter(pk=claim.job.pk).update(state="failed")
    worker = ThisWorker()
    first = write(claim.lease)
    worker.sweep()
    assert not first.exists()
    second = write(claim.lease)
    worker.sweep()
    assert second.exists()
    worker._tidy_at -= workers.TIDY
    worker.sweep()
    assert not second.exists()


@pytest.mark.django_db(transaction=True)
def test_a_store_that_cannot_be_read_does_not_end_the_sweeps(
    run: Run, settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> int:
        raise PermissionError("the share is away")

    monkeypatch.setattr(artifacts, "tidy", fail)
    monkeypatch.setattr(workers, "TIDY", 0.0)
    settings.NASWEB_SWEEP_SECONDS = 0.01
    worker = ThisWorker()
    worker.start(["none"])
    try:
        until(lambda: caplog.text.count("the share is away") >= 2)
        assert "this sweep was left out: the share is away" in caplog.text
    finally:
        worker.stop()
