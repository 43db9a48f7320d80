"""Reads of datasets."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from searchapp.models import Dataset, DataState, Job, JobState, Project
from searchapp.nas.datasets.base import DATASETS
from searchapp.nas.datasets.folder import name_of
from searchapp.nas.importing.profile import Profile
from searchapp.nas.problems.base import DatasetCard
from searchapp.selectors.archives import store
from searchapp.selectors.permissions import Caller, find, pick, rights, role_in, visible
from searchapp.wire.errors import NotFound
from searchapp.wire.forms import DataForm, DatasetForm
from searchapp.wire.forms.data import DataStateName


def datasets_for(user: Caller) -> QuerySet[Dataset]:
    """Return the built-in datasets and those of the user's projects."""
    projects = visible(Project, user).values("pk")
    return Dataset.objects.filter(Q(project=None) | Q(project__in=projects))


def dataset_list_for(user: Caller) -> list[DatasetForm]:
    """Return the datasets, installed ones first."""
    described = _described(datasets_for(user)).defer("profile", "issues")
    ordered = described.order_by("-is_installed", "name", "created_at")
    return [DatasetForm(**_facts(dataset)) for dataset in ordered]


def dataset_get_for(user: Caller, id: str) -> DataForm:
    """Return a dataset opened; everyone who is signed in may look at built-in ones.

    Raises:
        NotFound: There is none, or the user may not know that there is.
    """
    dataset = pick(_described(datasets_for(user)), id)
    if dataset is None:
        raise NotFound("dataset")
    can = [] if dataset.project_id is None else rights(role_in(find(Dataset, user, id, "see")))
    return DataForm(
        **_facts(dataset),
        file_name=dataset.file_name,
        size=dataset.size,
        options=dataset.options,
        profile=None if dataset.profile is None else Profile.model_validate(dataset.profile),
        issues=dataset.issues,
        fingerprint=dataset.fingerprint,
        can=[right for right in can if right == "edit"],
    )


def sample_path(dataset: Dataset, number: int) -> Path:
    """Return the picture of a sample.

    Raises:
        NotFound: The dataset has no such picture.
    """
    path = store() / dataset.folder / "samples" / f"{number}.png"
    if not dataset.folder or not path.is_file():
        raise NotFound("sample")
    return path


def engine_name(dataset: Dataset) -> str:
    """Return how an assignment names the data."""
    return name_of(store() / dataset.folder) if dataset.folder else dataset.name


def hint_of(dataset: Dataset) -> str:
    """Say how a dataset that is not on this machine can be had."""
    return DATASETS.get(dataset.name).hint if dataset.name in DATASETS else ""


def _described(datasets: QuerySet[Dataset]) -> QuerySet[Dataset]:
    claimed = Job.objects.filter(dataset=OuterRef("pk"), state=JobState.LEASED)
    counted = datasets.annotate(n_runs=Count("runs"), is_claimed=Exists(claimed))
    return counted.select_related("created_by")


def _facts(dataset: Dataset) -> dict[str, object]:
    card, creator = dataset.card, dataset.created_by
    return {
        "id": dataset.id,
        "name": dataset.name,
        "card": DatasetCard.model_validate(card) if card else None,
        "state": _state_of(dataset),
        "is_built_in": dataset.project_id is None,
        "is_installed": dataset.is_installed,
        "hint": "" if dataset.is_installed else hint_of(dataset),
        "project": dataset.project_id,
        "created_by": "" if creator is None else creator.get_username(),
        "created_at": dataset.created_at,
        "runs": dataset.n_runs,  # type: ignore[attr-defined]  # annotated by `_described`
    }


def _state_of(dataset: Dataset) -> DataStateName:
    is_claimed: bool = dataset.is_claimed  # type: ignore[attr-defined]  # by `_described`
    if dataset.state == DataState.CHECKING and not is_claimed:
        return "waiting"
    return cast("DataStateName", dataset.state)
