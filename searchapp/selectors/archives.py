"""The artifact store, as readers see it: where the archives lie that workers made."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from searchapp.models import Candidate
from searchapp.wire.errors import Conflict


def store() -> Path:
    """Return the folder of the artifact store; rows name files by their path below it."""
    return Path(settings.NASWEB_HOME) / "artifacts"


def archive_path(candidate: Candidate) -> Path:
    """Return the candidate's `model.zip`.

    Raises:
        Conflict: `not_exported`: no worker has made it yet, or it was cleared away.
    """
    path = (store() / candidate.archive).resolve()
    if not candidate.archive or not path.is_relative_to(store().resolve()) or not path.is_file():
        raise Conflict(
            "not_exported", "the archive must be made first: export the candidate, then wait"
        )
    return path
