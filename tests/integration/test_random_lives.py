"""Runs that live through anything in any order: after every step the ledger adds up.

Users start, pause, resume and stop; workers claim, measure, finish, fail, give back and vanish; a
coordinator proposes, rests and ends, or loses its lease to another. Whatever order that comes in,
no row may contradict another, and every run comes to an end once nobody interferes.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import numpy as np
import pytest
from django.db import transaction
from django.utils import timezone

from searchapp.models import RUN_ENDED, Candidate, Job, JobKind, Project, Run, RunState
from searchapp.nas.events import CandidateFailed, EvaluationStarted
from searchapp.services import jobs, leases, recording, transitions
from searchapp.services.jobs import Claim
from searchapp.services.leases import Lease, LeaseLost
from searchapp.services.ledger import verify_ledger
from searchapp.wire.errors import Conflict
from tests import builders
from tests.integration.test_recording import evaluated, measured, proposed

pytestmark = pytest.mark.django_db
BUDGET = 6


class Life:
    """One run with those who work for it."""

    def __init__(self, project: Project, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        version = builders.a_version(builders.a_space(project))
        self.run = builders.a_run(version, budget_candidates=BUDGET)
        self.lease: Lease | None = None
        self.late: list[Lease] = []
        self.claims: list[Claim] = []

    def state(self) -> str:
        self.run.refresh_from_db()
        return self.run.state

    # What users do

    def ask(self) -> None:
        likely = {"pause": 0.4, "resume": 0.5, "stop": 0.1}
        deed = self.rng.choice(list(likely), p=list(likely.values()))
        with suppress(Conflict):
            transitions.request(self.run, deed)

    # What a coordinator does

    def coordinate(self) -> None:
        if self.lease is None:
            self.lease = leases.claim_run(self.run.pk)
        if self.lease is None:
            return
        with transaction.atomic():
            run = leases.lock(self.lease)
            if run.state == RunState.QUEUED:
                transitions.move(run, RunState.RUNNING)
            elif run.state == RunState.PAUSING and not transitions.is_evaluating(run):
                transitions.move(run, RunState.PAUSED)
            elif run.state == RunState.STOPPING:
                cancelled = transitions.end_open_work(run)
                if transitions.is_evaluating(run):
                    recording.write(run, cancelled)
                else:
                    transitions.end_stopped(run, cancelled)

    def propose(self) -> None:
        if self.lease is None or self.state() != RunState.RUNNING:
            return
        index = self.run.n_proposed
        with suppress(recording.BudgetSpent):
            recording.record(self.lease, [proposed(index)], self._enqueue)

    def _enqueue(self, run: Run, found: dict[int, Candidate]) -> None:
        for candidate in found.values():
            jobs.enqueue(run, candidate, JobKind.EVALUATE, "cpu")

    def take_over(self) -> None:
        """Another coordinator has it now; this one tries to write all the same."""
        if self.lease is None:
            return
        self.late.append(self.lease)
        leases.release_run(self.lease)
        self.lease = None

    def write_late(self) -> None:
        for lease in self.late:
            with pytest.raises(LeaseLost):
                recording.record(lease, [proposed(99)])

    # What workers do

    def claim(self) -> None:
        claim = jobs.claim(["cpu"])
        if claim is not None:
            self.claims.append(claim)

    def one(self) -> Claim | None:
        return self.claims[int(self.rng.integers(len(self.claims)))] if self.claims else None

    def work(self) -> None:
        claim = self.one()
        if claim is None:
            return
        index = jobs.index_of(claim.job)
        ways: list[Callable[[], object]] = [
            lambda: recording.record(claim.lease, [EvaluationStarted(index=index)]),
            lambda: recording.record(claim.lease, [measured(index, 1, 2, 3)]),
            lambda: jobs.finish(claim.lease, [measured(index, 1, 2, 3), evaluated(index, 0.5)], {}),
            lambda: jobs.finish(claim.lease, [evaluated(index, index / 10)], {}),
            lambda: jobs.fail(
                claim.lease, [CandidateFailed(index=index, reason="crash", message="x")], "x"
            ),
            lambda: jobs.requeue(claim.lease, "x", is_blameless=bool(self.rng.random() < 0.5)),
        ]
        # What was claimed as an export is ended as one, so that no score comes of it.
        if claim.job.kind == JobKind.EXPORT:
            ways = [lambda: jobs.fail(claim.lease, [jobs.failure_of(claim.job, "crash", "x")], "x")]
        with suppress(LeaseLost):
            ways[int(self.rng.integers(len(ways)))]()

    def vanish(self) -> None:
        claim = self.one()
        if claim is not None:
            past = timezone.now() - timedelta(seconds=1)
            Job.objects.filter(pk=claim.job.pk, state="leased").update(lease_until=past)
            jobs.sweep()

    def grow_due(self) -> None:
        Job.objects.update(not_before=None)

    def step(self) -> str:
        """Do something; return what."""
        doings = [
            self.ask, self.ask, self.coordinate, self.propose, self.take_over, self.write_late,
            self.claim, self.claim, self.work, self.vanish, self.grow_due,
        ]  # fmt: skip
        doing = doings[int(self.rng.integers(len(doings)))]
        doing()
        return doing.__name__

    def end(self) -> None:
        """Let the run be stopped, and everybody do what they have to until it is over."""
        with suppress(Conflict):
            transitions.request(self.run, "start")
        with suppress(Conflict):
            transitions.request(self.run, "stop")
        for _ in range(10):
            for claim in self.claims:
                past = timezone.now() - timedelta(seconds=1)
                Job.objects.filter(pk=claim.job.pk, state="leased").update(lease_until=past)
            jobs.sweep()
            if self.state() in RUN_ENDED:
                return
            self.coordinate()


# One thread lives them, so none waits for another's lock: eight ask a database all there is to ask.
SEEDS = [*range(8), *(pytest.param(seed, marks=pytest.mark.one_database) for seed in range(8, 16))]


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_the_ledger_adds_up_and_the_run_can_be_ended(
    project: Project, seed: int
) -> None:
    life = Life(project, seed)
    transitions.request(life.run, "start")
    life.coordinate()
    for number in range(60):
        what = life.step()
        assert verify_ledger(life.run) == [], (number, what)
    life.end()
    assert life.state() in RUN_ENDED
    assert verify_ledger(life.run) == []
    assert life.run.n_proposed <= BUDGET
    counted = life.run.n_finished + life.run.n_failed + life.run.n_cancelled
    assert counted == life.run.n_proposed
    assert not Job.objects.filter(kind="evaluate", state__in=["queued", "leased"]).exists()
