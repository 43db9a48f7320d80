"""The artifact store: files too large for the database, under `NASWEB_HOME/artifacts`.

Rows name files by their path below it. The path holds the fence of the job that wrote it, so that a
worker that lost its lease can leave garbage behind, but never change what another wrote.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Set
from pathlib import Path

from searchapp.models import Candidate, Dataset, Job, JobState, Run
from searchapp.selectors.archives import store
from searchapp.services.leases import Lease

logger = logging.getLogger(__name__)


def folder_of(lease: Lease) -> Path:
    """Return the folder that the holder of a job may write to, made if it is not there."""
    owner = f"runs/{lease.run_id}" if lease.run_id else f"data/{lease.dataset_id}"
    folder = store() / owner / f"{lease.job_id}-{lease.fence}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def name_of(path: Path | str) -> str:
    """Return the name under which a row keeps a file of the store."""
    return Path(path).relative_to(store()).as_posix()


def path_of(name: str) -> Path:
    """Return where a file of the store is."""
    return store() / name


def remove_folder_of(name: str) -> None:
    """Remove a file with the folder that its job wrote; it may be gone already."""
    shutil.rmtree(path_of(name).parent, ignore_errors=True)


def remove_all_of_run(id: str) -> None:
    """Remove every file of a run that is deleted."""
    shutil.rmtree(store() / "runs" / id, ignore_errors=True)


def discard(lease: Lease) -> None:
    """Remove what the holder of a job wrote: it came to nothing."""
    shutil.rmtree(folder_of(lease), ignore_errors=True)


def tidy() -> int:
    """Remove what lost leases left behind; return how many folders that were.

    A folder stays while the job of its name is leased under its fence, and as long as a candidate
    names a file in it, or a dataset the folder. The order of the looks makes that safe beside any
    worker: folders first, so that whose they are was committed before; then leases; then names,
    which are committed in the transaction that ends the lease. Of runs and datasets that this
    database does not know nothing is touched: the home may have served another one.
    """
    found = [folder for folder in (*store().glob("runs/*/*"), *store().glob("data/*/*"))
             if folder.is_dir()]  # fmt: skip
    owners = {folder.parent.name for folder in found}
    runs = set(Run.objects.filter(pk__in=owners).values_list("pk", flat=True))
    datasets = set(Dataset.objects.filter(pk__in=owners).values_list("pk", flat=True))
    kept = _kept(runs, datasets)
    known = {f"runs/{run}" for run in runs} | {f"data/{dataset}" for dataset in datasets}
    garbage = [
        folder
        for folder in found
        if name_of(folder.parent) in known and name_of(folder) not in kept
    ]
    for folder in garbage:
        logger.info("nobody needs %s any more", folder)
        shutil.rmtree(folder, ignore_errors=True)
    return len(garbage)


def _kept(runs: Set[str], datasets: Set[str]) -> set[str]:
    """Return the names of the folders that leases, candidates or datasets hold."""
    leased = Job.objects.filter(state=JobState.LEASED)
    kept = {
        f"runs/{run}/{job}-{fence}" if run else f"data/{dataset}/{job}-{fence}"
        for run, dataset, job, fence in leased.values_list("run_id", "dataset_id", "pk", "fence")
    }
    for names in Candidate.objects.filter(run__in=runs).values_list("weights", "archive"):
        kept.update(Path(name).parent.as_posix() for name in names if name)
    kept.update(Dataset.objects.filter(pk__in=datasets).values_list("folder", flat=True))
    return kept
