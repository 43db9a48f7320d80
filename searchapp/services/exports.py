"""Models to take away: the winner's is made when the search ends, others when somebody asks."""

from __future__ import annotations

from django.db import transaction

from searchapp.models import JOB_OPEN, Candidate, Job, JobKind, JobState, Run
from searchapp.nas.compile.facts import SearchFacts, named
from searchapp.nas.events import WinnerTested
from searchapp.nas.protocol import Exported
from searchapp.nas.strategies.base import STRATEGIES
from searchapp.selectors.candidates import board, ranks_of
from searchapp.services import artifacts, jobs, leases, recording
from searchapp.services.jobs import Claim
from searchapp.wire.errors import Conflict
from searchapp.wire.messages import CandidateExported

OVER, TESTED = "search_finished", "winner_tested"
KEPT = 5
"""How many candidates of a run, the best ones, keep their weights."""


def request_export(candidate: Candidate) -> Candidate:
    """Have the candidate's `model.zip` made, unless it is there or on its way.

    Raises:
        Conflict: Code `weights_not_kept`: it would have to be trained again.
    """
    with transaction.atomic():
        run = leases.lock_run(candidate.run_id)
        candidate = run.candidates.get(pk=candidate.pk)
        if candidate.archive == "" and candidate.weights == "":
            raise Conflict(
                "weights_not_kept",
                f"only the best {KEPT} candidates keep their weights; candidate "
                f"{candidate.index} is not one of them",
            )
        enqueue(run, candidate)
    return candidate


def enqueue(run: Run, candidate: Candidate) -> None:
    """Queue an export about a locked run, unless the archive is there or on its way."""
    if candidate.archive:
        return
    if jobs.enqueue(run, candidate, JobKind.EXPORT, jobs.device_for(run)):
        recording.append(run, [CandidateExported(index=candidate.index, archive="queued")])


def take_away_best(run: Run) -> None:
    """Have the best candidate of a locked run whose search is over tested and exported."""
    if run.best_candidate is None:
        return
    record_test(run)  # somebody may have taken it away before
    enqueue(run, run.best_candidate)


def weights_of(job: Job) -> str | None:
    """Return the path of the weights of the job's candidate, or None if they are gone."""
    if job.candidate is None or job.candidate.weights == "":
        return None
    path = artifacts.path_of(job.candidate.weights)
    return str(path) if path.is_file() else None


def search_facts(candidate: Candidate) -> SearchFacts:
    """Return what the candidate's model card tells of its run, as far as the run is."""
    run = candidate.run
    objective, asked = recording.objective_of(run), run.request["strategy"]
    strategy, settings = named(STRATEGIES, asked["name"], asked.get("settings", {}))
    scores = candidate.metrics.filter(part="validation").values_list("metric", "value")
    return SearchFacts(
        strategy=strategy,
        settings=settings,
        metric=objective.metric,
        direction=objective.direction,
        trained=run.n_finished,
        failed=run.n_failed,
        is_over=run.events.filter(kind=OVER).exists(),
        rank=ranks_of(run, [candidate]).get(candidate.pk),
        validation=dict(scores),
    )


def finish(claim: Claim, result: Exported) -> None:
    """Commit a finished export; if it is the winner's, its scores on the untouched test part too.

    Raises:
        LeaseLost: Somebody else holds it now; nothing was written.
    """
    event = CandidateExported(index=result.index, archive="ready")
    archive = artifacts.name_of(result.archive)
    with transaction.atomic():
        jobs.finish(claim.lease, [event], result.model_dump(mode="json"), archive=archive)
        record_test(leases.lock_run(claim.lease.run_id))


def record_test(run: Run) -> None:
    """Record what the winner's export measured on the test part, once, when the search is over.

    Before, the best candidate is not the winner yet: its test scores must not be looked at.

    Args:
        run: Locked by this transaction.
    """
    winner = run.best_candidate
    kinds = set(run.events.values_list("kind", flat=True).filter(kind__in=(OVER, TESTED)))
    if winner is None or kinds != {OVER}:
        return
    exported = Job.objects.filter(candidate=winner, kind=JobKind.EXPORT, state=JobState.DONE)
    job = exported.order_by("-ended_at").first()
    if job is not None:
        result = Exported.model_validate(job.result)
        tested = WinnerTested(index=winner.index, scores=result.scores, seconds=result.seconds)
        recording.write(run, [tested])


def prune_weights(run: Run) -> None:
    """Delete the weights of all but the best candidates and those whose export is open."""
    with transaction.atomic():
        locked = leases.lock_run(run.pk)
        kept = board(locked).exclude(candidate__weights="")
        exporting = locked.jobs.filter(kind=JobKind.EXPORT, state__in=JOB_OPEN)
        needed = set(exporting.values_list("candidate_id", flat=True))
        below = kept.values_list("candidate_id", "candidate__weights")[KEPT:]
        losers = [(pk, weights) for pk, weights in below if pk not in needed]
        locked.candidates.filter(pk__in=[pk for pk, _ in losers]).update(weights="")
    for _, weights in losers:
        artifacts.remove_folder_of(weights)
