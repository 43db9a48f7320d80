"""The registry of upload readers: one file a format.

A reader is a class with `suffixes` and `read`, decorated with `@upload_reader("name")`. It writes
the items into the folder it is given, piece by piece, so that no upload is ever whole in memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from searchapp.nas.importing.faults import Faults
from searchapp.nas.importing.profile import Column, Count, Limits, Options, Sample
from searchapp.nas.problems.base import TableColumn
from searchapp.nas.registry import Registry

if TYPE_CHECKING:
    Array = np.ndarray[Any, Any]

GivenPart = Literal["train", "validation", "test"]
GIVEN_NAMES: Mapping[str, GivenPart] = {
    "train": "train",
    "training": "train",
    "val": "validation",
    "valid": "validation",
    "validation": "validation",
    "dev": "validation",
    "test": "test",
    "testing": "test",
}
"""What people call the parts of their data, in lower case."""
MOST_SAMPLES = 40
"""Items that the data page shows."""


@dataclass(frozen=True)
class Source:
    """What a reader reads, and how.

    Attributes:
        upload: The file as it came.
        file_name: What its owner calls it.
        folder: Takes `inputs.npy` and what else the reader writes.
        faults: Takes what is wrong, and what is odd.
    """

    upload: Path
    file_name: str
    folder: Path
    options: Options
    limits: Limits
    faults: Faults


@dataclass(frozen=True)
class Found:
    """All items of an upload, not split yet.

    Attributes:
        problem: What can be learned from them.
        inputs: `inputs.npy`, memory-mapped, one row an item.
        targets: Class of every item as a whole number, or the number to be predicted; shape (N,).
        digests: Of every item's input, 16 bytes each, shape (N, 16): equal items, equal rows.
        class_names: Names of the classes; empty where a number is predicted.
        given: Indices of the parts that the upload names; empty if it names none.
        symbols: What the dataset's card says of shapes.
        samples: Some items to look at, in words or as pictures in the folder.
        shapes: Sizes as they came, most frequent first.
        skipped: Files that were left out, by reason.
        columns: Of a table, as they came.
        inside: Of a table, what stands in the columns of `inputs`.
    """

    kind: Literal["images", "table"]
    problem: str
    inputs: Array
    targets: Array
    digests: Array
    class_names: Sequence[str]
    given: Mapping[GivenPart, Array]
    symbols: Mapping[str, int | float | str | list[int]]
    samples: Sequence[Sample] = ()
    shapes: Sequence[Count] = ()
    skipped: Sequence[Count] = ()
    columns: Sequence[Column] = ()
    inside: Sequence[TableColumn] = ()


class UploadReader:
    """Reads one format of uploads."""

    suffixes: ClassVar[tuple[str, ...]]
    """Endings of file names that it reads, in lower case."""
    what: ClassVar[str]
    """What such a file must hold, for people."""

    @staticmethod
    def read(source: Source) -> Found:
        """Read an upload.

        Raises:
            BadUpload: No dataset can be made of it; with every fault that was found.
        """
        raise NotImplementedError


READERS: Registry[type[UploadReader]] = Registry("upload reader", "searchapp.nas.importing")

upload_reader = READERS.register
"""Decorator: registers a class as the reader of that name."""


def digest_of(item: Array) -> bytes:
    """Return 16 bytes that only equal items share."""
    return hashlib.blake2b(np.ascontiguousarray(item).tobytes(), digest_size=16).digest()


def given_part(name: str) -> GivenPart | None:
    """Return the part of a split that people mean by a name, or None."""
    return GIVEN_NAMES.get(name.strip().lower())
