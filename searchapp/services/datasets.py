"""Datasets: the built-in ones are listed from their readers' cards."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from searchapp.models import Dataset
from searchapp.nas.datasets.base import DATASETS


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
