"""Datasets: the built-in ones are listed from their readers' cards."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


def sync_after_migrate(sender: AppConfig, using: str, **_kwargs: Any) -> None:
    """List the built-in datasets once their table is there."""
