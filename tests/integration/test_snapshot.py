"""Old snapshot + events = new snapshot, whatever happens to a run; and pages without gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse

from searchapp.models import Candidate, Project, Run, RunState
from searchapp.nas import events as told
from searchapp.selectors import snapshots
from searchapp.selectors.moment import one_moment
from searchapp.services import leases, recording, transitions
from searchapp.services.leases import Lease
from searchapp.wire import messages, reducer
from tests import builders

pytestmark = pytest.mark.django_db


def proposed(index: int, **fields: Any) -> told.CandidateProposed:
    fresh = {
        "index": index,
        "decisions": {"op": "flat"},
        "architecture_id": f"{index:064x}",
        "graph_hash": f"{index:064x}",
        "fidelity": told.Fidelity(epochs=2),
        "parameters": 100 + index,
        "macs": 1000,
    }
    return told.CandidateProposed(**{**fresh, **fields})


def measured(index: int, *steps: int) -> told.Measured:
    values = {"accuracy": [step / 1000 for step in steps], "loss": [1 / step for step in steps]}
    return told.Measured(index=index, steps=list(steps), values=values)


def evaluated(index: int, accuracy: float) -> told.CandidateEvaluated:
    return told.CandidateEvaluated(index=index, scores={"accuracy": accuracy}, seconds=1.5)


@pytest.fixture
def run(project: Project) -> Run:
    return builders.a_run(
        builders.a_version(builders.a_space(project)), budget_candidates=1000, state="queued"
    )


@pytest.fixture
def lease(run: Run) -> Lease:
    transitions.move(leases.lock_run(run.pk), RunState.RUNNING)
    lease = leases.claim_run(run.pk)
    assert lease is not None
    return lease


@contextmanager
def replayed(user: User, run: Run) -> Iterator[None]:
    """Hold that the events written inside turn the snapshot of before into the one of after."""
    before = snapshots.snapshot_for(user, run.pk)
    yield
    page = snapshots.event_page_for(user, run.pk, before.seq)
    after = snapshots.snapshot_for(user, run.pk)
    assert after != before, "nothing happened"
    assert page.to_seq == after.seq == page.head
    got = reducer.apply(before, page.events)
    # Read once, by the page of a run that failed: it is for looking deeper, not for following.
    got.run.error_detail = after.run.error_detail
    # What a run waits for depends on workers and other runs: beats tell it, not its events.
    got.run.waiting = after.run.waiting
    assert got == after


def test_every_event_of_a_run_can_be_followed(ada: User, run: Run, lease: Lease) -> None:
    steps: list[list[recording.Body]] = [
        [proposed(0), proposed(1, parents=(0,), how={"mutated": "op"})],
        [told.EvaluationStarted(index=0), measured(0, 1)],
        [measured(0, 2, 3), told.EvaluationStarted(index=1)],
        [evaluated(0, 0.5)],
        [told.CandidateFailed(index=1, reason="non_finite", message="NaN", seconds=0.5)],
        [proposed(2), proposed(3), proposed(4)],
        [evaluated(2, 0.5), evaluated(3, 0.75), evaluated(4, 0.25)],
        [messages.Logged(level="warning", text="a worker was lost")],
        [told.WinnerTested(index=3, scores={"accuracy": 0.7}, seconds=1.0)],
        [messages.CandidateExported(index=3, archive="ready")],
        [told.SearchFinished(reason="budget", best=3)],
    ]
    for events in steps:
        with replayed(ada, run):
            recording.record(lease, events)
    with replayed(ada, run):
        transitions.move(leases.lock_run(run.pk), RunState.FINISHED)


def test_a_curve_that_outgrows_its_length_can_be_followed(
    ada: User, run: Run, lease: Lease
) -> None:
    recording.record(lease, [proposed(0), told.EvaluationStarted(index=0)])
    for first in range(1, 1000, 90):
        with replayed(ada, run):
            recording.record(lease, [measured(0, *range(first, first + 90))])
    (curve,) = snapshots.snapshot_for(ada, run.pk).curves
    assert len(curve.steps["loss"]) <= 201


def test_a_run_that_outgrows_its_snapshot_can_be_followed(
    ada: User, run: Run, lease: Lease
) -> None:
    for first in range(0, 320, 80):
        with replayed(ada, run):
            batch = range(first, first + 80)
            recording.record(lease, [proposed(index) for index in batch])
            # Early ones are among the best, so that they stay although they are old.
            scored = [evaluated(index, 1 / (index + 1)) for index in batch if index % 3]
            recording.record(lease, [*(measured(index, 1) for index in batch), *scored])
    snapshot = snapshots.snapshot_for(ada, run.pk)
    assert (snapshot.total, len(snapshot.candidates)) == (
        320,
        250 + len([i for i in range(70) if i % 3]),
    )
    assert {c.rank for c in snapshot.candidates if c.rank} == set(range(1, 51))


@pytest.mark.parametrize("deeds", [("pause", "resume"), ("stop",), ("pause", "stop")])
def test_what_people_ask_of_a_run_can_be_followed(
    ada: User, run: Run, deeds: tuple[transitions.Action, ...]
) -> None:
    for deed in deeds:
        with replayed(ada, run):
            transitions.request(run, deed)


def test_a_viewers_snapshot_is_followed_too(cem: User, run: Run, lease: Lease) -> None:
    with replayed(cem, run):
        recording.record(lease, [proposed(0), evaluated(0, 0.5)])
    assert snapshots.snapshot_for(cem, run.pk).run.can == []


def test_a_gap_is_noticed(ada: User, run: Run, lease: Lease) -> None:
    before = snapshots.snapshot_for(ada, run.pk)
    recording.record(lease, [proposed(0), proposed(1)])
    page = snapshots.event_page_for(ada, run.pk, before.seq)
    with pytest.raises(ValueError, match="must come next"):
        reducer.apply(before, page.events[1:])


def test_pages_hold_every_event_once(ada: User, run: Run, lease: Lease) -> None:
    recording.record(lease, [proposed(index) for index in range(40)])
    seqs, after = [], 0
    while True:
        page = snapshots.event_page_for(ada, run.pk, after, limit=7)
        assert page.from_seq == after + 1
        seqs += [event.seq for event in page.events]
        after = page.to_seq
        if after == page.head:
            break
    assert seqs == list(range(1, run_head(run) + 1))


def run_head(run: Run) -> int:
    return Run.objects.get(pk=run.pk).next_seq - 1


def test_envelopes_name_the_candidate(ada: User, run: Run, lease: Lease) -> None:
    recording.record(lease, [proposed(0), messages.Logged(level="info", text="so far")])
    page = snapshots.event_page_for(ada, run.pk, 0)
    named = {event.body.kind: event.candidate for event in page.events}
    assert named["candidate_proposed"] == Candidate.objects.get(run=run, index=0).pk
    assert named["logged"] is None


def test_snapshot_and_events_travel_as_json(
    ada: User, run: Run, lease: Lease, signed_in: Callable[[User], Any]
) -> None:
    recording.record(lease, [proposed(0), measured(0, 1), evaluated(0, 0.5)])
    client = signed_in(ada)
    snapshot = client.get(reverse("run-snapshot", kwargs={"id": run.pk})).json()
    assert messages.Snapshot.model_validate(snapshot).seq == run_head(run)
    events = client.get(reverse("run-events", kwargs={"id": run.pk}), {"after": 1}).json()
    assert messages.Page.model_validate(events).from_seq == 2
    assert (
        client.get(reverse("run-events", kwargs={"id": run.pk}), {"after": -1}).status_code == 400
    )


def test_a_snapshot_costs_the_same_however_long_the_run(
    ada: User, run: Run, lease: Lease, django_assert_max_num_queries: Any
) -> None:
    recording.record(lease, [proposed(index) for index in range(300)])
    with django_assert_max_num_queries(12):
        snapshots.snapshot_for(ada, run.pk)


@pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])
def test_reads_of_one_moment_do_not_see_what_is_written_meanwhile(ada: User, run: Run) -> None:
    with one_moment():
        before = Run.objects.get(pk=run.pk).name
        with transaction.atomic(using="default"):
            Run.objects.using("default").filter(pk=run.pk).update(name="another")
        assert Run.objects.get(pk=run.pk).name == before
    assert Run.objects.get(pk=run.pk).name == "another"
