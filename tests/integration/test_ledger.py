"""The ledger notices: each corruption of a sound run is found, and a sound run is left in peace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import F

from searchapp.models import (
    Candidate,
    CandidateMetric,
    Job,
    JobKind,
    Measurement,
    Project,
    Run,
    RunEvent,
)
from searchapp.nas.events import CandidateFailed, EvaluationStarted, WinnerTested
from searchapp.services import jobs, leases, recording, transitions
from searchapp.services.ledger import verify_ledger
from tests import builders
from tests.integration.test_recording import evaluated, measured, proposed


@pytest.fixture
def run(project: Project) -> Run:
    """A finished run of four candidates, evaluated by jobs, one of them failed."""
    run = builders.a_running_run(project)
    lease = leases.claim_run(run.pk)
    assert lease is not None

    def enqueue(run: Run, found: dict[int, Candidate]) -> None:
        for candidate in found.values():
            jobs.enqueue(run, candidate, JobKind.EVALUATE, "cpu")

    events = [proposed(0), proposed(1), proposed(2, parents=(0,)), proposed(3)]
    recording.record(lease, events, enqueue)
    for index in range(4):
        claim = jobs.claim(["cpu"])
        assert claim is not None
        recording.record(claim.lease, [EvaluationStarted(index=index), measured(index, 1, 2)])
        if index == 3:
            failed = CandidateFailed(index=3, reason="crash", message="it fell over")
            jobs.fail(claim.lease, [failed], "it fell over")
        else:
            jobs.finish(claim.lease, [evaluated(index, index / 10)], {})
    recording.record(lease, [WinnerTested(index=2, scores={"accuracy": 0.1}, seconds=1)])
    transitions.move(leases.lock_run(run.pk), "finished")  # type: ignore[arg-type]
    run.refresh_from_db()
    return run


def test_a_sound_run_is_left_in_peace(run: Run) -> None:
    assert verify_ledger(run) == []


def rewrite(**where: Any) -> Callable[..., None]:
    """Return a function that rewrites one event, though the database forbids it."""

    def change(**columns: Any) -> None:
        event = RunEvent.objects.filter(**where).earliest("seq")
        for name, value in columns.items():
            setattr(event, name, value)
        RunEvent.objects.filter(pk=event.pk).delete()
        event.save(force_insert=True)

    return change


def body_of(**where: Any) -> dict[str, Any]:
    return dict(RunEvent.objects.filter(**where).earliest("seq").body)


def again(kind: str, **changes: Any) -> None:
    """Tell an event of that kind a second time, at the end of the log."""
    run = Run.objects.get()
    builders.an_event(run, {**body_of(kind=kind), **changes})


def last_state(state: str) -> None:
    """Let the log end with another state."""
    run = Run.objects.get()
    told = RunEvent.objects.filter(kind="run_changed").latest("seq").body
    builders.an_event(run, {**told, "state": state})


def without_triggers(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


FIRST = Candidate.objects.filter(index=0)
CORRUPTIONS: dict[str, Callable[[], object]] = {
    "an event is lost": lambda: RunEvent.objects.filter(kind="measured").earliest("seq").delete(),
    "the counter ran ahead": lambda: Run.objects.update(next_seq=F("next_seq") + 1),
    "a body is no event": lambda: rewrite(kind="measured")(body={"kind": "measured"}),
    "a kind is not the body's": lambda: rewrite(kind="measured")(kind="evaluation_started"),
    "a proposed candidate too many is counted": lambda: Run.objects.update(n_proposed=5),
    "a finished candidate is not counted": lambda: Run.objects.update(n_finished=2),
    "a failed candidate is not counted": lambda: Run.objects.update(n_failed=0),
    "a cancelled candidate is counted without one": lambda: Run.objects.update(n_cancelled=1),
    "the budget was passed": lambda: Run.objects.update(budget_candidates=3),
    "an index is left out": lambda: Candidate.objects.filter(index=3).update(index=7),
    "a state is not what was told": lambda: FIRST.update(state="failed"),
    "decisions are not those proposed": lambda: FIRST.update(decisions={"op": "skip"}),
    "a candidate was proposed twice": lambda: again("candidate_proposed"),
    "a candidate ended twice": lambda: again("candidate_evaluated"),
    "it was measured after its end": lambda: again("measured", steps=[3, 4]),
    "a point is lost": lambda: Measurement.objects.filter(step=2).earliest("pk").delete(),
    "a point was told twice": lambda: again("measured"),
    "a point has another value": lambda: Measurement.objects.filter(step=1).update(value=0.9),
    "a score is lost": lambda: CandidateMetric.objects.filter(part="test").delete(),
    "a score has another value": lambda: CandidateMetric.objects.update(value=0.123),
    "the winner was tested twice": lambda: again("winner_tested"),
    "another candidate is called best": lambda: Run.objects.update(best_candidate=FIRST.get()),
    "the best score is another": lambda: Run.objects.update(best_score=0.9),
    "an ended job has a lease": lambda: Job.objects.update(lease_until="2026-01-01T00:00Z"),
    "a job has more attempts than fences": lambda: Job.objects.update(attempts=9),
    "an evaluation was done twice": lambda: builders.a_job(
        Run.objects.get(), FIRST.get(), state="done", fence=1, attempts=1
    ),
    "a finished candidate was never evaluated": lambda: without_triggers(
        "DELETE FROM searchapp_job WHERE candidate_id = %s", FIRST.get().pk
    ),
    "a parent is younger": lambda: FIRST.update(parents=[2]),
    "the last state told is another": lambda: last_state("running"),
    "an ended run has no end": lambda: Run.objects.update(ended_at=None),
}


@pytest.mark.parametrize("what", CORRUPTIONS)
def test_every_corruption_is_noticed(run: Run, what: str) -> None:
    CORRUPTIONS[what]()
    assert verify_ledger(run) != []
