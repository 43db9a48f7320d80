"""The registry of built-in datasets, and what their readers share: splitting and fingerprints.

A built-in dataset is one file: a class with `card`, `is_installed`, `read` and a `hint`, decorated
with `@dataset("name")`. Cards are plain data, read by the web; only `read` may import heavy
libraries. Data of one's own lies in folders (`folder`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from searchapp.nas.datasets.mapped import pieces
from searchapp.nas.errors import NasError
from searchapp.nas.problems.base import ArrayData, DatasetCard, DatasetReader, SplitName
from searchapp.nas.registry import Registry

if TYPE_CHECKING:
    Array = np.ndarray[Any, Any]

DATASETS: Registry[DatasetReader] = Registry("dataset", "searchapp.nas.datasets")
SPLIT_SEED = 20_260_101
"""Of every built-in split: the parts never change, so scores can be compared between runs."""

R = TypeVar("R", bound=DatasetReader)


def dataset(name: str) -> Callable[[type[R]], type[R]]:
    """Register an instance of the decorated reader as the dataset `name`."""

    def enter(reader: type[R]) -> type[R]:
        DATASETS.register(name)(reader())
        return reader

    return enter


def card_of(name: str) -> DatasetCard:
    """Return the card of a dataset, without reading the data.

    Args:
        name: Of a built-in dataset, or `folder:<path>` of an imported one.

    Raises:
        UnknownName: No built-in dataset has that name.
        NasError: `not_installed`: there is no such folder.
    """
    from searchapp.nas.datasets.folder import folder_of, read_card

    folder = folder_of(name)
    return DATASETS.get(name).card() if folder is None else read_card(folder)


@lru_cache(maxsize=4)
def read_dataset(name: str) -> ArrayData:
    """Return a dataset, read once a process.

    Args:
        name: Of a built-in dataset, or `folder:<path>` of an imported one.

    Raises:
        UnknownName: No built-in dataset has that name.
        NasError: `not_installed`: it is not on this machine; the message says how to get it.
    """
    from searchapp.nas.datasets.folder import folder_of, read_folder

    folder = folder_of(name)
    if folder is not None:
        return read_folder(folder)
    reader = DATASETS.get(name)
    if not reader.is_installed():
        raise NasError(
            "not_installed",
            f"the dataset {name!r} must be installed, but it is not on this machine; {reader.hint}",
        )
    return reader.read()


def split_stratified(
    targets: Array,
    indices: Array,
    shares: Mapping[SplitName, float],
    rest: SplitName,
    seed: int = SPLIT_SEED,
) -> dict[SplitName, Array]:
    """Split `indices` into parts in which every class has its share.

    Args:
        targets: Class of every item of the dataset, shape (N,).
        indices: Items to split, shape (n,).
        shares: Fraction of each class for each part, one after the other.
        rest: Part that takes what is left.
        seed: Of the shuffling.

    Returns:
        Indices of every part, shuffled under the seed, so that the first k items of a part
        are a random subset of it.
    """
    rng = np.random.default_rng(seed)
    parts: dict[SplitName, list[Array]] = {part: [] for part in (*shares, rest)}
    for label in np.unique(targets[indices]):
        members = rng.permutation(indices[targets[indices] == label])
        start = 0
        for part, share in shares.items():
            end = start + round(share * len(members))
            parts[part].append(members[start:end])
            start = end
        parts[rest].append(members[start:])
    return {part: rng.permutation(np.concatenate(found)) for part, found in parts.items()}


def fingerprint_of(inputs: Array, targets: Array, split: Mapping[SplitName, Array]) -> str:
    """Return the sha256 of the arrays and of the split: equal data, equal fingerprint."""
    digest = hashlib.sha256()
    for name, array in (("inputs", inputs), ("targets", targets), *sorted(split.items())):
        digest.update(f"{name} {array.dtype.str} {array.shape}\n".encode())
        for piece in pieces(array):
            digest.update(np.ascontiguousarray(piece).data)
    return digest.hexdigest()
