"""Group commit: events, rows and counters together or not at all, each curve point once."""

from __future__ import annotations

import math
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from searchapp.models import (
    Candidate,
    CandidateMetric,
    Measurement,
    Project,
    Run,
    RunEvent,
)
from searchapp.nas.events import (
    CandidateEvaluated,
    CandidateFailed,
    CandidateProposed,
    EvaluationStarted,
    Fidelity,
    Measured,
    WinnerTested,
)
from searchapp.services import leases, recording
from searchapp.services.leases import Lease, LeaseLost
from searchapp.services.ledger import verify_ledger
from tests import builders


def proposed(index: int, **fields: Any) -> CandidateProposed:
    fresh = {
        "index": index,
        "decisions": {"op": "flat"},
        "architecture_id": f"{index:064x}",
        "graph_hash": f"{index:064x}",
        "fidelity": Fidelity(epochs=2),
        "parameters": 100,
        "macs": 1000,
    }
    return CandidateProposed(**{**fresh, **fields})


def evaluated(index: int, accuracy: float) -> CandidateEvaluated:
    return CandidateEvaluated(index=index, scores={"accuracy": accuracy, "loss": 0.1}, seconds=1.0)


def measured(index: int, *steps: int) -> Measured:
    return Measured(
        index=index, steps=list(steps), values={"accuracy": [step / 10 for step in steps]}
    )


@pytest.fixture
def run(project: Project) -> Run:
    return builders.a_running_run(project)


@pytest.fixture
def lease(run: Run) -> Lease:
    lease = leases.claim_run(run.pk)
    assert lease is not None
    return lease


def test_events_rows_and_counters_are_committed_together(run: Run, lease: Lease) -> None:
    recording.record(
        lease,
        [
            proposed(0),
            EvaluationStarted(index=0),
            measured(0, 1, 2),
            evaluated(0, 0.75),
            proposed(1),
        ],
    )
    run.refresh_from_db()
    assert (run.n_proposed, run.n_finished, run.n_failed, run.best_score) == (2, 1, 0, 0.75)
    first = run.candidates.get(index=0)
    assert (first.state, first.seconds, run.best_candidate) == ("finished", 1.0, first)
    assert list(first.measurements.values_list("step", "value")) == [(1, 0.1), (2, 0.2)]
    assert set(first.metrics.values_list("metric", "value")) == {("accuracy", 0.75), ("loss", 0.1)}
    assert [event.kind for event in run.events.order_by("seq")][2:] == [
        "candidate_proposed", "evaluation_started", "measured", "candidate_evaluated",
        "candidate_proposed", "run_changed",
    ]  # fmt: skip
    assert verify_ledger(run) == []


def test_a_failing_write_leaves_nothing_behind(run: Run, lease: Lease) -> None:
    def fall(_run: Run, _candidates: dict[int, Candidate]) -> None:
        raise OSError("the disk is full")

    before = run.events.count()
    with pytest.raises(OSError, match="full"):
        recording.record(lease, [proposed(0), evaluated(0, 0.5)], fall)
    assert run.events.count() == before
    assert not run.candidates.exists()
    assert verify_ledger(run) == []


def test_a_repeated_evaluation_neither_loses_nor_doubles_a_point(run: Run, lease: Lease) -> None:
    recording.record(lease, [proposed(0), EvaluationStarted(index=0), measured(0, 1, 2)])
    again = EvaluationStarted(index=0, attempt=2)
    recording.record(lease, [again, measured(0, 1), measured(0, 2, 3), measured(0, 4)])
    recording.record(lease, [measured(0, 1, 2, 3, 4), evaluated(0, 0.5)])
    told = [event.body["steps"] for event in run.events.filter(kind="measured").order_by("seq")]
    assert told == [[1, 2], [3], [4]]
    assert verify_ledger(run) == []


def test_a_candidate_ends_once(run: Run, lease: Lease) -> None:
    failed = CandidateFailed(index=0, reason="crash", message="it fell over")
    recording.record(lease, [proposed(0), evaluated(0, 0.5)])
    recording.record(lease, [evaluated(0, 0.9), failed])
    run.refresh_from_db()
    assert (run.n_finished, run.n_failed, run.best_score) == (1, 0, 0.5)
    assert verify_ledger(run) == []


def test_what_a_stop_cut_short_is_not_counted_as_failed(run: Run, lease: Lease) -> None:
    cancelled = CandidateFailed(index=0, reason="cancelled", message="the run was stopped")
    failed = CandidateFailed(index=1, reason="crash", message="it fell over")
    recording.record(lease, [proposed(0), proposed(1), cancelled, failed])
    run.refresh_from_db()
    assert (run.n_failed, run.n_cancelled) == (1, 1)
    last = run.events.order_by("seq").last()
    assert last is not None
    assert (last.body["n_failed"], last.body["n_cancelled"]) == (1, 1)
    assert verify_ledger(run) == []


@pytest.mark.parametrize(
    ("direction", "sizes", "best"),
    [
        ("max", (100, 100, 100, 100), 1),
        ("min", (100, 100, 100, 100), 0),
        ("max", (100, 100, 100, 90), 3),
        ("min", (100, 100, 90, 100), 2),
    ],
)
def test_the_best_goes_by_the_objective_and_of_equals_the_smaller_then_the_earlier(
    run: Run, lease: Lease, direction: str, sizes: tuple[int, ...], best: int
) -> None:
    Run.objects.filter(pk=run.pk).update(
        request={**run.request, "objectives": [{"metric": "accuracy", "direction": direction}]}
    )
    recording.record(lease, [proposed(index, parameters=size) for index, size in enumerate(sizes)])
    for index, accuracy in ((3, 0.9), (2, 0.1), (1, 0.9), (0, 0.1)):
        recording.record(lease, [evaluated(index, accuracy)])
    run.refresh_from_db()
    assert run.best_candidate is not None
    assert run.best_candidate.index == best
    assert verify_ledger(run) == []


def test_one_candidate_too_many_is_refused_whole(run: Run, lease: Lease) -> None:
    recording.record(lease, [proposed(index) for index in range(3)])
    with pytest.raises(recording.BudgetSpent, match="4 candidates"):
        recording.record(lease, [proposed(3), proposed(4)])
    run.refresh_from_db()
    assert run.n_proposed == 3


def test_infinities_never_enter(run: Run, lease: Lease) -> None:
    for value in (math.nan, math.inf):
        with pytest.raises(ValueError, match="finite"):
            evaluated(0, value)
    recording.record(lease, [proposed(0, how={"temperature": math.nan, "logits": [math.inf]})])
    assert run.candidates.get().how == {"temperature": None, "logits": [None]}
    assert verify_ledger(run) == []


def test_the_winners_test_scores_stand_apart(run: Run, lease: Lease) -> None:
    recording.record(lease, [proposed(0), evaluated(0, 0.5)])
    recording.record(lease, [WinnerTested(index=0, scores={"accuracy": 0.4}, seconds=1)])
    parts = CandidateMetric.objects.filter(metric="accuracy").values_list("part", "value")
    assert set(parts) == {("validation", 0.5), ("test", 0.4)}
    assert verify_ledger(run) == []


def test_whoever_lost_the_run_writes_nothing(run: Run, lease: Lease) -> None:
    leases.release_run(lease)
    newer = leases.claim_run(run.pk)
    assert newer is not None
    before = RunEvent.objects.count()
    with pytest.raises(LeaseLost):
        recording.record(lease, [proposed(0)])
    with pytest.raises(LeaseLost):
        leases.extend(lease)
    leases.release_run(lease)
    assert RunEvent.objects.count() == before
    recording.record(newer, [proposed(0)])


def test_a_group_costs_the_same_number_of_statements_whatever_its_size(
    run: Run, lease: Lease
) -> None:
    Run.objects.filter(pk=run.pk).update(budget_candidates=1000)

    def cost(indices: range) -> int:
        with CaptureQueriesContext(connection) as queries:
            recording.record(
                lease, [e for k in indices for e in (proposed(k), evaluated(k, k / 1000))]
            )
        return len(queries)

    assert cost(range(1, 61)) <= cost(range(1)) + 3
    assert Measurement.objects.count() == 0


def test_one_poke_follows_each_group(
    run: Run, lease: Lease, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr("searchapp.services.pokes._loop", FakeLoop(sent))
    with django_capture_on_commit_callbacks(execute=True):
        recording.record(lease, [proposed(0), proposed(1), evaluated(0, 0.5)])
    run.refresh_from_db()
    assert sent == [run.next_seq - 1]


class FakeLoop:
    """Notes the seq of every poke instead of sending it."""

    def __init__(self, sent: list[Any]) -> None:
        self.sent = sent

    def run(self, work: Any) -> None:
        self.sent.append(work.cr_frame.f_locals["seq"])
        work.close()
