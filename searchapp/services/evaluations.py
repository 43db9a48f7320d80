"""A claimed job carried out by a warm process; what comes of it is committed under its lease."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import Any

from searchapp.models import Job, JobKind
from searchapp.nas import protocol
from searchapp.nas.evaluators.base import Assignment
from searchapp.nas.events import CandidateEvaluated, Event, Fidelity, Measured
from searchapp.selectors.datasets import engine_name
from searchapp.services import artifacts, exports, imports, jobs, recording
from searchapp.services.evaluation_process import EvaluationProcess, ProcessLost
from searchapp.services.jobs import Claim
from searchapp.services.keeper import Held

logger = logging.getLogger(__name__)

FLUSH = 0.25
"""Seconds between two commits of measurements of one attempt."""
MOST_CRASHES = 2
"""Attempts after which a candidate that brings its process down is given up."""


class Stopping(Exception):
    """This worker was told to end; the job goes back as it was."""


class Progress:
    """What an evaluation tells, committed at most four times a second."""

    def __init__(self, held: Held) -> None:
        self.held = held
        self._events: list[Event] = []
        self._due = 0.0

    def take(self, event: Event | None) -> bool:
        """Keep an event, commit if it is time; return whether the evaluation is still wanted."""
        self.held.check()
        if event is not None:
            self._events.append(event)
        if self._events and time.monotonic() >= self._due:
            self.held.wish = recording.record(self.held.lease, self.rest())
            self._due = time.monotonic() + FLUSH
        return self.held.wish != "stop"

    def rest(self) -> list[Event]:
        """Hand over what was not committed yet, curve points joined."""
        events, self._events = joined(self._events), []
        return events


def joined(events: list[Event]) -> list[Event]:
    """Join measurements that follow one another: one event with arrays instead of many."""
    whole: list[Event] = []
    for event in events:
        last = whole[-1] if whole else None
        if (
            isinstance(event, Measured)
            and isinstance(last, Measured)
            and event.index == last.index
            and event.values.keys() == last.values.keys()
        ):
            values = {metric: last.values[metric] + event.values[metric] for metric in last.values}
            whole[-1] = Measured(index=event.index, steps=last.steps + event.steps, values=values)
        else:
            whole.append(event)
    return whole


def assignment_of(job: Job, folder: Path | None) -> Assignment:
    """Return all that the evaluation of a job's candidate needs."""
    candidate, run = job.candidate, job.run
    if candidate is None or run is None:
        raise ValueError(f"{job} must be about a candidate of a run, but is about none")
    request = run.request
    return Assignment(
        index=candidate.index,
        document=run.version.document,
        decisions=candidate.decisions,
        dataset=engine_name(run.dataset),
        evaluator=request.get("evaluator", {}).get("name", "training"),
        settings=request.get("evaluator", {}).get("settings", {}),
        fidelity=Fidelity.model_validate(candidate.fidelity),
        seed=run.seed,
        device=request.get("device", "auto"),
        folder=None if folder is None else str(folder),
        attempt=job.attempts,
    )


def carry_out(claim: Claim, process: EvaluationProcess, held: Held, worker: Any) -> None:
    """Do a claimed job; whatever comes of it is committed, or its lease was lost.

    Raises:
        LeaseLost: Somebody else does it now; nothing was written since.
        ProcessLost: The process must be replaced; the job was dealt with.
        Stopping: The worker was told to end; the job was given back.
    """
    progress = Progress(held)

    def tell(told: protocol.Told | None) -> bool:
        if worker.is_stopping:
            raise Stopping("its worker is to end")
        return progress.take(None if told is None else told.event)

    try:
        reply = process.carry_out(_request_of(claim), tell)
    except Stopping:
        _give_back(claim)
        raise
    except ProcessLost as lost:
        if worker.is_stopping:
            _give_back(claim)
            raise Stopping("its worker is to end") from lost
        _deal_with_crash(claim, progress, lost.reason, str(lost))
        raise
    _settle(claim, progress, reply)


def _settle(claim: Claim, progress: Progress, reply: protocol.Done | protocol.Failed) -> None:
    """Commit what the process answered."""
    if isinstance(reply, protocol.Failed) and reply.is_broken:
        _deal_with_crash(claim, progress, reply.reason, reply.message, reply.seconds)
        raise ProcessLost("crash", reply.message)
    if claim.job.kind == JobKind.IMPORT_DATA:
        imports.conclude(claim, reply)
    elif isinstance(reply, protocol.Done):
        _finish(claim, progress, reply.result)
    else:
        _fail(claim, progress, reply.reason, reply.message, reply.seconds)


def _give_back(claim: Claim) -> None:
    artifacts.discard(claim.lease)
    jobs.requeue(claim.lease, "its worker was stopped", is_blameless=True)


def _request_of(claim: Claim) -> protocol.Work:
    if claim.job.kind == JobKind.IMPORT_DATA:
        return imports.request_of(claim)
    folder = artifacts.folder_of(claim.lease)
    assignment = assignment_of(claim.job, folder)
    if claim.job.kind == JobKind.EXPORT and claim.job.candidate is not None:
        return protocol.Export(
            assignment=assignment,
            weights=exports.weights_of(claim.job),
            folder=str(folder),
            search=exports.search_facts(claim.job.candidate),
        )
    return protocol.Evaluate(assignment=assignment)


def _finish(claim: Claim, progress: Progress, result: protocol.Result) -> None:
    plain = result.model_dump(mode="json")
    if isinstance(result, protocol.Exported):
        exports.finish(claim, result)
        return
    if not isinstance(result, protocol.Evaluated):
        _fail(claim, progress, "exception", f"an evaluation must end evaluated, not {result.kind}")
        return
    run = claim.job.run
    if run is None:
        raise ValueError(f"{claim.job} must be about a run, but is about none")
    metric = recording.objective_of(run).metric
    if metric not in result.scores:
        known = ", ".join(sorted(result.scores))
        _fail(claim, progress, "exception", f"the objective {metric!r} is not among {known}")
        return
    event = CandidateEvaluated(index=result.index, scores=result.scores, seconds=result.seconds)
    weights = artifacts.name_of(result.weights) if result.weights else ""
    jobs.finish(claim.lease, [*progress.rest(), event], plain, weights=weights)
    exports.prune_weights(run)


def _deal_with_crash(
    claim: Claim, progress: Progress, reason: str, message: str, seconds: float = 0.0
) -> None:
    """Try once more in a fresh process, then give the candidate up."""
    logger.warning("%s, attempt %s: %s", claim.job, claim.job.attempts, message)
    artifacts.discard(claim.lease)
    if claim.job.attempts < MOST_CRASHES:
        if claim.lease.run_id:
            recording.record(claim.lease, progress.rest())
        jobs.requeue(claim.lease, message)
    else:
        _fail(claim, progress, reason, message, seconds)


def _fail(
    claim: Claim, progress: Progress, reason: str, message: str, seconds: float = 0.0
) -> None:
    artifacts.discard(claim.lease)
    if claim.job.kind == JobKind.IMPORT_DATA:
        imports.fail(claim, protocol.Failed(reason="exception", message=message))
        return
    known = "exception" if reason == "protocol" else reason
    event = jobs.failure_of(claim.job, known, message, seconds)
    jobs.fail(claim.lease, [*progress.rest(), event], message)
