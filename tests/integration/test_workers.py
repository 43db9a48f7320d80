"""Beside the jobs: heartbeats, pokes, sweeps, what a worker says of itself."""

from __future__ import annotations

import socket
import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from kombu.exceptions import OperationalError

import nasweb
from nasweb.commands.health import worker_fault
from searchapp.models import Job, Project, Run, Worker
from searchapp.services import jobs, leases, pokes, workers
from searchapp.services.keeper import Held, Keeper
from searchapp.services.leases import LeaseLost
from searchapp.services.workers import ThisWorker
from searchapp.wire import queue
from tests import builders
from tests.integration.test_jobs import lose, running
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)
Sent = list[tuple[str, ...]]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """Pokes of workers, instead of sending them."""
    found: Sent = []
    monkeypatch.setattr(pokes, "_enqueue", lambda *poke: found.append(poke))
    return found


@pytest.fixture
def run(project: Project) -> Run:
    return running(project)


def lease_until(job: Job) -> Any:
    return Job.objects.values_list("lease_until", flat=True).get(pk=job.pk)


def await_beat(job: Job) -> None:
    before = lease_until(job)
    until(lambda: lease_until(job) > before)


def test_a_lease_is_kept_for_as_long_as_the_work_takes(run: Run, settings: Any) -> None:
    settings.NASWEB_HEARTBEAT_SECONDS = 0.02
    claim = jobs.claim(["cpu"])
    assert claim is not None
    before = lease_until(claim.job)
    keeper = Keeper()
    with keeper.hold(claim.lease) as held:
        until(lambda: lease_until(claim.job) > before)
        lose(claim.job)
        until(lambda: lease_until(claim.job) > timezone.now())
        Job.objects.filter(pk=claim.job.pk).update(fence=7)
        until(lambda: held.is_lost)
        with pytest.raises(LeaseLost):
            held.check()


def test_a_keeper_without_leases_has_no_thread_and_begins_again(run: Run, settings: Any) -> None:
    settings.NASWEB_HEARTBEAT_SECONDS = 0.02
    claim = jobs.claim(["cpu"])
    assert claim is not None
    keeper = Keeper()
    for _ in range(2):
        with keeper.hold(claim.lease):
            await_beat(claim.job)
            thread = keeper._thread
            assert thread is not None
        settings.NASWEB_HEARTBEAT_SECONDS = 60  # it ends because it is told, not at its next beat
        thread.join(20)
        assert not thread.is_alive()
        assert keeper._thread is None
        settings.NASWEB_HEARTBEAT_SECONDS = 0.02


def test_a_keeper_that_broke_is_replaced_for_the_next_lease(
    run: Run, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.NASWEB_HEARTBEAT_SECONDS = 0.02
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    claim = jobs.claim(["cpu"])
    assert claim is not None
    keeper = Keeper()
    with monkeypatch.context() as broken:
        broken.setattr(leases, "extend", lambda _lease: 1 / 0)
        with keeper.hold(claim.lease):
            until(lambda: keeper._thread is None)
    with keeper.hold(claim.lease):
        await_beat(claim.job)


def test_a_database_that_stays_away_for_a_whole_lease_has_taken_it(
    run: Run, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db.utils import OperationalError as Away

    def fail(_lease: leases.Lease) -> leases.Wish:
        raise Away("the server closed the connection")

    monkeypatch.setattr(leases, "extend", fail)
    held = Held(leases.Lease(run.pk, 1))
    held.beat()
    assert not held.is_lost
    settings.NASWEB_LEASE_SECONDS = 0
    held.beat()
    assert held.is_lost


def test_a_deleted_run_takes_its_leases_and_its_jobs_with_it(run: Run) -> None:
    claim = jobs.claim(["cpu"])
    assert claim is not None
    found = jobs.waiting(["cpu"]).values_list("pk", "run_id", "dataset_id").get()
    Run.objects.all().delete()
    assert jobs._take(*found) is None
    with pytest.raises(LeaseLost):
        leases.extend(claim.lease)


def test_whoever_watches_a_run_hears_of_a_commit(run: Run) -> None:
    with pokes.watching(run.pk) as poked:

        def heard() -> bool:
            pokes.poke_watchers(run.pk, 1)
            return poked.wait(0.05)

        until(heard)


def test_a_broker_that_is_away_loses_a_poke_and_nothing_else(
    run: Run, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr("celery.app.base.Celery.send_task", fail)
    pokes.poke_coordinator(run.pk)
    pokes.poke_evaluator("cpu")
    assert caplog.text.count("a sweep will send another") == 2


def test_a_sweep_pokes_for_what_nobody_does_and_only_for_its_own_queues(
    run: Run, sent: Sent
) -> None:
    everything = ThisWorker()
    everything.queues = ("runs", "evaluate.cpu")
    everything.sweep()
    assert sent == [("evaluate", "cpu", "evaluate.cpu")]  # the run has a coordinator
    Run.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    sent.clear()
    coordinator = ThisWorker()
    coordinator.queues = ("runs",)
    coordinator.sweep()
    assert sent == [("coordinate", run.pk, "runs")]


def test_a_sweep_pokes_for_nothing_once_all_is_done(run: Run, sent: Sent) -> None:
    Job.objects.update(state="cancelled")
    Run.objects.update(state="stopping")
    Run.objects.update(state="stopped")
    worker = ThisWorker()
    worker.queues = ("runs", "evaluate.cpu")
    worker.sweep()
    assert sent == []


def test_a_worker_says_what_it_is_and_forgets_those_long_silent(db: None, settings: Any) -> None:
    long_ago = timezone.now() - timedelta(days=1)
    builders.a_worker(id="gone:1", seen_at=long_ago)
    worker = ThisWorker()
    worker.queues = ("runs",)
    worker.report()
    worker.report()
    worker.sweep()
    left = Worker.objects.get()
    assert (left.id, left.queues, left.devices) == (leases.this_process(), ["runs"], [])
    assert left.version == nasweb.__version__


def test_the_process_is_warmed_with_the_data_that_come_next(project: Project) -> None:
    builders.a_dataset()
    assert workers.likely_dataset() == "digits"
    version = builders.a_version(builders.a_space(project))
    builders.a_run(version, dataset=builders.a_dataset(name="fashion-mnist"))
    assert workers.likely_dataset() == "fashion-mnist"


def test_a_machine_is_well_while_its_worker_reports(db: None) -> None:
    worker_of("elsewhere", timezone.now())
    assert "none has" in worker_fault()
    worker = worker_of(socket.gethostname(), timezone.now())
    assert worker_fault() == ""
    Worker.objects.filter(pk=worker.pk).update(seen_at=timezone.now() - timedelta(minutes=1))
    assert "none has" in worker_fault()


def worker_of(host: str, now: datetime) -> Worker:
    return Worker.objects.create(
        id=f"{host}:1", host=host, pid=1, queues=[queue.RUNS], started_at=now, seen_at=now
    )
