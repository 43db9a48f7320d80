"""Uploads become datasets: a job that a worker does in its evaluation process."""

from __future__ import annotations

import logging
import shutil

from django.db import transaction

from searchapp.models import Dataset, DataState, Job, JobKind, JobState
from searchapp.nas import protocol
from searchapp.nas.importing.profile import Options
from searchapp.services import artifacts, jobs, leases, pokes
from searchapp.services.jobs import Claim

logger = logging.getLogger(__name__)


def enqueue(dataset: Dataset) -> None:
    """Have the upload of a dataset checked; inside of the transaction that changes the dataset."""
    Job.objects.create(kind=JobKind.IMPORT_DATA, dataset=dataset, device="cpu", assignment={})
    pokes.poke_evaluator("cpu")


def request_of(claim: Claim) -> protocol.Check:
    """Return what the evaluation process is asked."""
    dataset = _dataset_of(claim)
    return protocol.Check(
        upload=str(artifacts.path_of(dataset.upload)),
        file_name=dataset.file_name,
        folder=str(artifacts.folder_of(claim.lease)),
        options=Options.model_validate(dataset.options),
    )


def conclude(claim: Claim, reply: protocol.Done | protocol.Failed) -> None:
    """Commit what came of it.

    Raises:
        LeaseLost: Somebody else does it now; nothing was written.
    """
    if isinstance(reply, protocol.Failed):
        fail(claim, reply)
    elif isinstance(reply.result, protocol.Imported):
        _finish(claim, reply.result)
    else:
        what = f"a check must end imported, not {reply.result.kind}"
        fail(claim, protocol.Failed(reason="exception", message=what))


def _finish(claim: Claim, found: protocol.Imported) -> None:
    plain = found.model_dump(mode="json")
    before = _dataset_of(claim).folder
    with transaction.atomic():
        job = leases.lock_job(claim.lease)
        jobs.end_import(
            job,
            JobState.DONE,
            state=DataState.READY,
            folder=artifacts.name_of(artifacts.folder_of(claim.lease)),
            card={**plain["card"], "title": _dataset_of(claim).name},
            profile=plain["profile"],
            issues=plain["issues"],
            fingerprint=found.fingerprint,
        )
    if before:
        shutil.rmtree(artifacts.path_of(before), ignore_errors=True)


def fail(claim: Claim, reply: protocol.Failed) -> None:
    """Say what is wrong with the upload.

    Raises:
        LeaseLost: Somebody else does it now; nothing was written.
    """
    artifacts.discard(claim.lease)
    issues = [issue.model_dump(mode="json") for issue in reply.issues]
    with transaction.atomic():
        job = leases.lock_job(claim.lease)
        known = {"issues": issues} if issues else {}
        jobs.end_import(job, JobState.FAILED, error=reply.message, **known)


def _dataset_of(claim: Claim) -> Dataset:
    dataset = claim.job.dataset
    if dataset is None:
        raise ValueError(f"{claim.job} must be about a dataset, but is about none")
    return dataset
