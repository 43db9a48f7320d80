"""Arrays on disk: read and written where they are touched, and let go of piece by piece."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    Array = np.ndarray[Any, Any]

PIECE = 8 * 2**20
"""Bytes of an array that are in memory while all of it is gone through."""


def rows_of(array: Array) -> int:
    """Return how many rows make a piece: at least one."""
    return max(1, PIECE * len(array) // max(1, array.nbytes))


def pieces(array: Array) -> Iterator[Array]:
    """Yield an array from its first row to its last, never all of one on disk in memory."""
    step = rows_of(array)
    for start in range(0, len(array), step):
        yield array[start : start + step]
        release(array)


def release(array: Array) -> None:
    """Give back the memory that a mapped array takes by now; what was written is kept on disk.

    Pages that were touched else count as the process's own until it ends.
    """
    mapped: object = array.base
    if isinstance(mapped, mmap.mmap):
        mapped.madvise(mmap.MADV_DONTNEED)
