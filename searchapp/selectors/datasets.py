"""Reads of datasets."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from searchapp.models import Dataset, Project
from searchapp.nas.datasets.base import DATASETS
from searchapp.nas.problems.base import DatasetCard
from searchapp.selectors.permissions import Caller, visible
from searchapp.wire.forms import DatasetForm


def datasets_for(user: Caller) -> QuerySet[Dataset]:
    """Return the built-in datasets and those of the user's projects."""
    projects = visible(Project, user).values("pk")
    return Dataset.objects.filter(Q(project=None) | Q(project__in=projects))


def dataset_list_for(user: Caller) -> list[DatasetForm]:
    """Return the datasets a run may name, installed ones first."""
    return [
        DatasetForm(
            id=dataset.id,
            name=dataset.name,
            card=DatasetCard.model_validate(dataset.card),
            is_installed=dataset.is_installed,
            hint="" if dataset.is_installed else hint_of(dataset),
        )
        for dataset in datasets_for(user).order_by("-is_installed", "name")
    ]


def hint_of(dataset: Dataset) -> str:
    """Say how a dataset that is not on this machine can be had."""
    return DATASETS.get(dataset.name).hint if dataset.name in DATASETS else ""
