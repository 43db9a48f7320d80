"""Which candidate is a run's best while results come in, and when candidates are over."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from searchapp.models import Project, Run, RunState
from searchapp.nas.events import CandidateFailed, EvaluationStarted, WinnerTested
from searchapp.selectors.candidates import board, ranks_of
from searchapp.services import leases, recording, transitions
from searchapp.services.leases import Lease
from searchapp.services.ledger import verify_ledger
from tests import builders
from tests.integration.test_recording import evaluated, measured, proposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(project: Project) -> Run:
    return builders.a_running_run(project)


@pytest.fixture
def lease(run: Run) -> Lease:
    lease = leases.claim_run(run.pk)
    assert lease is not None
    recording.record(lease, [proposed(index) for index in range(4)])
    return lease


def best(run: Run) -> tuple[int | None, float | None]:
    run.refresh_from_db()
    return (run.best_candidate.index if run.best_candidate else None), run.best_score


def wants(run: Run, direction: str) -> None:
    objectives = [{"metric": "accuracy", "direction": direction}]
    Run.objects.filter(pk=run.pk).update(request={**run.request, "objectives": objectives})


@pytest.mark.parametrize("order", list(itertools.permutations((0, 1, 2))))
@pytest.mark.parametrize("direction", ["max", "min"])
def test_of_equals_the_one_proposed_first_is_best_however_they_end(
    run: Run, lease: Lease, direction: str, order: tuple[int, ...]
) -> None:
    wants(run, direction)
    seen: list[int] = []
    for index in order:
        recording.record(lease, [evaluated(index, 0.5)])
        seen.append(index)
        assert best(run) == (min(seen), 0.5)
    assert verify_ledger(run) == []


@pytest.mark.parametrize("is_one_commit", [True, False])
def test_the_best_is_the_same_told_at_once_or_one_by_one(
    run: Run, lease: Lease, is_one_commit: bool
) -> None:
    events = [evaluated(3, 0.7), evaluated(1, 0.7), evaluated(2, 0.69), evaluated(0, 0.1)]
    for group in [events] if is_one_commit else [[event] for event in events]:
        recording.record(lease, group)
    assert best(run) == (1, 0.7)


@pytest.mark.parametrize(("direction", "first", "second"), [("max", 0.0, -1.0), ("min", 0.0, 1.0)])
def test_a_score_of_zero_is_a_score(
    run: Run, lease: Lease, direction: str, first: float, second: float
) -> None:
    """Zero is the least of accuracies and the best of losses: it must not be taken for none."""
    wants(run, direction)
    recording.record(lease, [evaluated(1, first)])
    recording.record(lease, [evaluated(0, second)])
    assert best(run) == (1, first)


def test_the_best_told_is_the_best_kept(run: Run, lease: Lease) -> None:
    for index, accuracy in enumerate((0.3, 0.2, 0.6)):
        recording.record(lease, [evaluated(index, accuracy)])
        told = run.events.filter(kind="run_changed").order_by("-seq").first()
        assert told is not None
        index_told = told.body["best"]["index"] if told.body["best"] else None
        assert index_told == best(run)[0]


def test_the_board_and_the_ranks_agree_with_the_best(run: Run, lease: Lease) -> None:
    recording.record(lease, [evaluated(i, a) for i, a in ((3, 0.5), (0, 0.4), (2, 0.5), (1, 0.9))])
    candidates = list(run.candidates.order_by("index"))
    order = [row.candidate.index for row in board(run).select_related("candidate")]
    ranks = ranks_of(run, candidates)
    assert order == [1, 2, 3, 0]
    assert [ranks[candidate.pk] for candidate in candidates] == [4, 1, 2, 3]
    assert best(run) == (1, 0.9)


def test_test_scores_are_not_compared(run: Run, lease: Lease) -> None:
    recording.record(lease, [evaluated(0, 0.5), evaluated(1, 0.4)])
    recording.record(lease, [WinnerTested(index=1, scores={"accuracy": 0.99}, seconds=1)])
    assert best(run) == (0, 0.5)


def test_a_candidate_that_failed_is_never_best(run: Run, lease: Lease) -> None:
    recording.record(lease, [CandidateFailed(index=0, reason="crash", message="it fell over")])
    assert best(run) == (None, None)
    recording.record(lease, [evaluated(1, 0.1)])
    assert best(run) == (1, 0.1)


ENDINGS: dict[str, Any] = {
    "evaluated": evaluated(0, 0.5),
    "crashed": CandidateFailed(index=0, reason="crash", message="it fell over", seconds=2.0),
    "cancelled": CandidateFailed(index=0, reason="cancelled", message="the run was stopped"),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_candidate_has_an_end_from_the_event_that_ends_it_and_keeps_it(
    run: Run, lease: Lease, ending: str
) -> None:
    def ended_at() -> Any:
        return run.candidates.get(index=0).ended_at

    recording.record(lease, [EvaluationStarted(index=0), measured(0, 1)])
    assert ended_at() is None
    before = timezone.now()
    recording.record(lease, [ENDINGS[ending]])
    end = ended_at()
    assert before <= end <= timezone.now()
    recording.record(lease, [evaluated(0, 0.9), measured(0, 2), EvaluationStarted(index=0)])
    assert ended_at() == end
    others = run.candidates.exclude(index=0)
    assert set(others.values_list("ended_at", flat=True)) == {None}


def test_a_candidate_proposed_and_ended_in_one_commit_has_its_end(run: Run, lease: Lease) -> None:
    Run.objects.filter(pk=run.pk).update(budget_candidates=9)
    recording.record(lease, [proposed(4), evaluated(4, 0.5)])
    found = run.candidates.get(index=4)
    assert found.ended_at is not None
    assert found.seconds == 1.0


@pytest.mark.parametrize(
    ("state", "has_end"),
    [("pausing", False), ("stopping", False), ("finished", True), ("failed", True)],
)
def test_a_run_has_an_end_when_it_is_over(run: Run, state: str, has_end: bool) -> None:
    began = Run.objects.get(pk=run.pk).started_at
    transitions.move(leases.lock_run(run.pk), RunState(state))
    run.refresh_from_db()
    assert (run.ended_at is not None) == has_end
    assert run.started_at == began


def test_a_pause_is_no_time_at_work(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    began = Run.objects.get(pk=run.pk).started_at
    assert began is not None
    minutes = {"pausing": 1, "paused": 2, "queued": 12, "running": 13, "stopping": 14}
    for state, minute in minutes.items():
        now = began + timedelta(minutes=minute)
        monkeypatch.setattr("django.utils.timezone.now", lambda now=now: now)
        transitions.move(leases.lock_run(run.pk), RunState(state))
        run.refresh_from_db()
        assert run.paused_at == (now if state == "paused" else None)
    assert run.paused_seconds == 600


def test_a_run_that_goes_on_keeps_the_time_of_its_first_start(run: Run) -> None:
    began = Run.objects.get(pk=run.pk).started_at
    assert began is not None
    for state in ("pausing", "paused", "queued", "running"):
        transitions.move(leases.lock_run(run.pk), RunState(state))
    assert Run.objects.get(pk=run.pk).started_at == began
