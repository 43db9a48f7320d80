"""The registry of built-in datasets, and what their readers share: splitting and fingerprints.

A dataset is one file: a class with `card`, `is_installed`, `read` and a `hint`, decorated with
`@dataset("name")`. Cards are plain data, read by the web; only `read` may import heavy libraries.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from searchapp.nas.errors import NasError
from searchapp.nas.problems.base import ArrayData, DatasetReader, SplitName
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


@lru_cache(maxsize=4)
def read_dataset(name: str) -> ArrayData:
    """Return a built-in dataset, read once a process.

    Raises:
        UnknownName: No dataset has that name.
        NasError: `not_installed`: it is not on this machine; the message says how to get it.
    """
    reader = DATASETS.get(name)
    if not reader.is_installed():
        raise NasError(
            "not_installed",
            f"the dataset {name!r} must be installed, but it is not on this machine; {reader.hint}",
        )
    return reader.read()


def split_stratified(
    targets: Array, indices: Array, shares: Mapping[SplitName, float], rest: SplitName
) -> dict[SplitName, Array]:
    """Split `indices` into parts in which every class has its share.

    Args:
        targets: Class of every item of the dataset, shape (N,).
        indices: Items to split, shape (n,).
        shares: Fraction of each class for each part, one after the other.
        rest: Part that takes what is left.

    Returns:
        Indices of every part, shuffled under the fixed seed, so that the first k items of a part
        are a random subset of it.
    """
    rng = np.random.default_rng(SPLIT_SEED)
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
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()
