"""The artifact store: files too large for the database, under `NASWEB_HOME/artifacts`.

Rows name files by their path below it. The path holds the fence of the job that wrote it, so that a
worker that lost its lease can leave garbage behind, but never change what another wrote.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from searchapp.selectors.archives import store
from searchapp.services.leases import Lease


def folder_of(lease: Lease) -> Path:
    """Return the folder that the holder of a job may write to, made if it is not there."""
    folder = store() / "runs" / lease.run_id / f"{lease.job_id}-{lease.fence}"
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


def discard(lease: Lease) -> None:
    """Remove what the holder of a job wrote: it came to nothing."""
    shutil.rmtree(folder_of(lease), ignore_errors=True)
