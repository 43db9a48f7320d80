"""Datasets of one's own: folders that `searchapp.nas.importing` has written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from searchapp.nas.errors import NasError
from searchapp.nas.problems.base import ArrayData, DatasetCard, SplitName, TableColumn

PREFIX = "folder:"
"""An assignment names built-in data by its name, and this by `folder:<path>`."""
PARTS: tuple[SplitName, ...] = ("train", "early", "validation", "test")


def name_of(folder: Path) -> str:
    """Return how an assignment names the dataset in a folder."""
    return f"{PREFIX}{folder}"


def folder_of(name: str) -> Path | None:
    """Return the folder that an assignment's dataset lies in; None for a built-in one."""
    return Path(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else None


def read_card(folder: Path) -> DatasetCard:
    """Return the card of the dataset in a folder.

    Raises:
        NasError: `not_installed`: the folder is not on this machine, or not whole.
    """
    try:
        return DatasetCard.model_validate_json((folder / "card.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _missing(folder, error) from None


def read_folder(folder: Path) -> ArrayData:
    """Return a dataset; its inputs stay on disk and are read where they are touched.

    Raises:
        NasError: `not_installed`: the folder is not on this machine, or not whole.
    """
    from searchapp.nas.datasets.base import fingerprint_of

    card = read_card(folder)
    try:
        inputs = np.load(folder / "inputs.npy", mmap_mode="r", allow_pickle=False)
        targets = np.load(folder / "targets.npy", allow_pickle=False)
        with np.load(folder / "split.npz", allow_pickle=False) as parts:
            split = {part: parts[part] for part in PARTS}
        columns = _columns((folder / "columns.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError) as error:
        raise _missing(folder, error) from None
    fingerprint = fingerprint_of(inputs, targets, split)
    return ArrayData(card, inputs, targets, split, fingerprint, columns)


def write_columns(columns: Sequence[TableColumn]) -> str:
    """Return the text of `columns.json`."""
    return json.dumps([{"name": column.name, "values": [*column.values]} for column in columns])


def _columns(text: str) -> list[TableColumn]:
    return [TableColumn(column["name"], column["values"]) for column in json.loads(text)]


def _missing(folder: Path, error: Exception) -> NasError:
    return NasError(
        "not_installed", f"the data must lie in {folder}, but it cannot be read: {error}"
    )
