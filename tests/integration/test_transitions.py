"""Every pair of states: the legal moves happen, with one event each; all others change nothing."""

from __future__ import annotations

import itertools
from typing import Any, get_args

import pytest

from searchapp.models import RUN_MOVES, Job, JobKind, Project, Run, RunState
from searchapp.nas.events import CandidateEvaluated
from searchapp.services import jobs, leases, recording, transitions
from searchapp.services.ledger import verify_ledger
from searchapp.wire.deeds import DEEDS
from searchapp.wire.errors import Conflict
from tests import builders
from tests.integration.test_recording import proposed

ACTIONS = get_args(transitions.Action)


@pytest.fixture
def run(project: Project) -> Run:
    return builders.a_run(builders.a_version(builders.a_space(project)))


def bring(run: Run, state: str) -> None:
    """Walk the run along legal moves to a state."""
    path = {
        "draft": "", "queued": "queued", "running": "queued running",
        "pausing": "queued running pausing", "paused": "queued paused",
        "stopping": "queued running stopping", "stopped": "queued stopped",
        "finished": "queued running finished", "failed": "queued failed",
    }[state]  # fmt: skip
    for step in path.split():
        with_lock(run, step)


def with_lock(run: Run, state: str) -> None:
    transitions.move(leases.lock_run(run.pk), RunState(state))


@pytest.mark.parametrize(("before", "after"), list(itertools.product(RUN_MOVES, RUN_MOVES)))
def test_exactly_the_legal_moves_are_made(run: Run, before: str, after: str) -> None:
    bring(run, before)
    if after in RUN_MOVES[before]:
        with_lock(run, after)
    else:
        with pytest.raises(Conflict, match="can become"):
            with_lock(run, after)
        after = before
    run.refresh_from_db()
    assert run.state == after
    assert verify_ledger(run) == []


@pytest.mark.parametrize(("before", "action"), list(itertools.product(RUN_MOVES, ACTIONS)))
def test_an_action_is_done_where_it_is_allowed_and_refused_elsewhere(
    run: Run, before: str, action: transitions.Action
) -> None:
    bring(run, before)
    if action in DEEDS[before]:
        after = transitions.request(run, action).state
        assert after in RUN_MOVES[before]
    else:
        with pytest.raises(Conflict) as refusal:
            transitions.request(run, action)
        assert refusal.value.problem.code == "illegal_transition"
        assert refusal.value.status == 409
        assert before in str(refusal.value)
        after = before
    run.refresh_from_db()
    assert run.state == after
    assert verify_ledger(run) == []


def test_a_request_goes_by_the_state_in_the_database_not_by_the_callers_copy(run: Run) -> None:
    stale = Run.objects.get(pk=run.pk)
    transitions.request(run, "start")
    with pytest.raises(Conflict):
        transitions.request(stale, "start")


def test_each_action_wakes_a_coordinator_after_the_commit(
    run: Run, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[str, str, str]] = []
    monkeypatch.setattr("searchapp.services.pokes._enqueue", lambda *poke: sent.append(poke))
    with django_capture_on_commit_callbacks(execute=True):
        transitions.request(run, "start")
        assert sent == []
    assert sent == [("coordinate", run.pk, "runs")]


def propose(run: Run) -> None:
    """Bring the run to where it runs and has one candidate that waits."""
    bring(run, "running")
    lease = leases.claim_run(run.pk)
    assert lease is not None
    recording.record(
        lease, [proposed(0)],
        lambda run, found: jobs.enqueue(run, found[0], JobKind.EVALUATE, "cpu", seed=1),
    )  # fmt: skip


def test_a_resumed_run_that_is_stopped_first_waits_for_what_is_being_evaluated(run: Run) -> None:
    propose(run)
    claim = jobs.claim(["cpu"])
    assert claim is not None
    transitions.request(run, "pause")
    transitions.request(run, "resume")
    assert transitions.request(run, "stop").state == "stopping"
    assert leases.extend(claim.lease) == "stop"
    assert verify_ledger(run) == []


def test_a_paused_run_that_is_stopped_has_its_best_candidate_tested(run: Run) -> None:
    propose(run)
    claim = jobs.claim(["cpu"])
    assert claim is not None
    scored = CandidateEvaluated(index=0, scores={"accuracy": 0.5}, seconds=1.0)
    jobs.finish(claim.lease, [scored], {})
    with_lock(run, "pausing")
    with_lock(run, "paused")
    transitions.request(run, "stop")
    assert list(Job.objects.filter(state="queued").values_list("kind", flat=True)) == ["export"]
    kinds = list(run.events.order_by("-seq").values_list("kind", flat=True)[:3])
    assert kinds == ["candidate_exported", "run_changed", "search_finished"]
    assert verify_ledger(run) == []


def test_a_paused_run_that_is_stopped_ends_its_waiting_candidates(run: Run) -> None:
    propose(run)
    with_lock(run, "pausing")
    with_lock(run, "paused")
    stopped = transitions.request(run, "stop")
    assert stopped.state == "stopped"
    assert (stopped.n_failed, stopped.n_cancelled) == (0, 1)
    assert Job.objects.get().state == "cancelled"
    assert verify_ledger(run) == []


def test_pauses_are_lines_of_the_log(run: Run) -> None:
    for state in ("queued", "running", "pausing", "paused", "queued", "running", "pausing"):
        with_lock(run, state)
    with_lock(run, "queued")  # resumed before it came to rest
    lines = run.events.filter(kind="logged").order_by("seq").values_list("body__text", flat=True)
    assert list(lines) == ["The run is paused.", "The run is resumed.", "The run is resumed."]
