"""Datasets: the built-in ones are listed from their readers' cards, others come as uploads."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import IO, Any

from django.contrib.auth.models import User
from django.db import transaction
from pydantic import ValidationError

from searchapp.models import JOB_OPEN, Dataset, DataState, Project, Verb
from searchapp.models.team import public_id
from searchapp.nas.datasets.base import DATASETS
from searchapp.nas.errors import Issue
from searchapp.nas.importing.profile import Limits, Options
from searchapp.nas.words import counted, verb
from searchapp.selectors.archives import store
from searchapp.services import activity, artifacts, imports
from searchapp.wire.errors import Conflict, Invalid, Refused
from searchapp.wire.forms.data import DataChange

PIECE = 2**20


class UploadTooLarge(Refused):
    """A file over the limit."""

    status = 413


@transaction.atomic
def sync_built_in() -> None:
    """Bring the rows of built-in datasets up to date with their cards and with this machine."""
    for name, reader in DATASETS:
        Dataset.objects.update_or_create(
            name=name,
            project=None,
            defaults={
                "card": reader.card().model_dump(mode="json"),
                "is_installed": reader.is_installed(),
            },
        )


def sync_after_migrate(*, using: str, **_kwargs: Any) -> None:
    """List the built-in datasets once their table is there."""
    if using == "default":
        sync_built_in()


@dataclass(frozen=True)
class Upload:
    """A file on its way in.

    Attributes:
        file_name: What its owner calls it; only its ending means something.
        content: Read to its end, in pieces.
        length: Bytes that were announced, if they were: too many are refused before any is read.
        options: How it is read; what is left out is found out.
    """

    file_name: str
    content: IO[bytes]
    length: int | None = None
    options: Options = field(default_factory=Options)


def dataset_create(user: User, project: Project, upload: Upload) -> Dataset:
    """Keep an uploaded file, and have a worker make a dataset of it.

    Raises:
        UploadTooLarge: It has more bytes than the limit.
        Invalid: `empty_file`.
    """
    limit = Limits().bytes
    if (upload.length or 0) > limit:
        raise _too_large(limit)
    id = public_id()
    folder = store() / "uploads" / id
    folder.mkdir(parents=True)
    try:
        path = folder / _safe(upload.file_name)
        size = _keep(upload.content, path, limit)
        with transaction.atomic():
            dataset = Dataset.objects.create(
                id=id,
                project=project,
                name=_title(upload.file_name),
                state=DataState.CHECKING,
                file_name=upload.file_name,
                size=size,
                upload=artifacts.name_of(path),
                options=upload.options.model_dump(mode="json", exclude_defaults=True),
                created_by=user,
            )
            imports.enqueue(dataset)
            activity.tell(user, Verb.UPLOADED, dataset)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return dataset


@transaction.atomic
def dataset_change(user: User, dataset: Dataset, change: DataChange) -> None:
    """Rename a dataset, or have its upload read again.

    Raises:
        Conflict: `in_use`: runs have learned from it; `being_checked`: a worker reads it now.
        Invalid: The options are none.
    """
    dataset = Dataset.objects.select_for_update().get(pk=dataset.pk)
    name = (change.name or "").strip()
    if name and name != dataset.name:
        dataset.name = name
        if dataset.card:
            dataset.card["title"] = dataset.name
        activity.tell(user, Verb.RENAMED, dataset)
    if change.options is not None:
        _check_free(dataset, "read otherwise")
        dataset.options = _options_of(change.options).model_dump(mode="json", exclude_defaults=True)
        dataset.state, dataset.issues = DataState.CHECKING, []
        imports.enqueue(dataset)
    dataset.save()


@transaction.atomic
def dataset_delete(user: User | None, dataset: Dataset) -> None:
    """Delete a dataset with its files.

    Raises:
        Conflict: `in_use`: runs have learned from it; `being_checked`: a worker reads it now.
    """
    dataset = Dataset.objects.select_for_update().get(pk=dataset.pk)
    _check_free(dataset, "deleted")
    id = dataset.pk
    activity.tell(user, Verb.DELETED, dataset)
    dataset.delete()

    def remove() -> None:
        for folder in ("uploads", "data"):
            shutil.rmtree(store() / folder / id, ignore_errors=True)

    transaction.on_commit(remove)


def _check_free(dataset: Dataset, what: str) -> None:
    runs = dataset.runs.count()
    if runs:
        raise Conflict(
            "in_use",
            f"data that runs have learned from cannot be {what}, and {counted(runs, 'run')} "
            f"{verb(runs, 'has', 'have')}; upload it again",
        )
    if dataset.jobs.filter(state__in=JOB_OPEN).exists():
        raise Conflict("being_checked", f"data that is being checked cannot be {what}; wait for it")


def _options_of(raw: dict[str, Any]) -> Options:
    try:
        return Options.model_validate(raw)
    except ValidationError as error:
        issues = [
            Issue(
                path=("options", *(str(part) for part in fault["loc"])),
                code=fault["type"],
                message=fault["msg"],
            )
            for fault in error.errors(include_url=False, include_context=False, include_input=False)
        ]
        first = issues[0]
        raise Invalid("bad_options", first.message, first.path, issues) from None


def _keep(content: IO[bytes], path: Path, limit: int) -> int:
    """Write the content to a file, no more of it than the limit; return how many bytes it has."""
    size = 0
    with path.open("wb") as file:
        while piece := content.read(PIECE):
            size += len(piece)
            if size > limit:
                raise _too_large(limit)
            file.write(piece)
    if size == 0:
        raise Invalid("empty_file", "the body must be the file, but it is empty")
    return size


def _too_large(limit: int) -> UploadTooLarge:
    return UploadTooLarge("too_large", f"a file must have at most {limit:,} bytes")


def _safe(file_name: str) -> str:
    """Return a name for the file on disk: only the ending is the owner's."""
    ending = re.search(r"((?:\.[A-Za-z0-9]{1,8}){1,2})$", file_name)
    return f"upload{ending[1].lower() if ending else ''}"


def _title(file_name: str) -> str:
    name = PurePath(file_name.replace("\\", "/")).name
    return re.sub(r"(?:\.[A-Za-z0-9]{1,5}){1,2}$", "", name)[:100] or name[:100] or "data"
