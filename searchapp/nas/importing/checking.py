"""From an uploaded file to a dataset: read, split, measured, and written into its folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from searchapp.nas.datasets.base import fingerprint_of
from searchapp.nas.datasets.folder import write_columns
from searchapp.nas.errors import Issue
from searchapp.nas.importing.base import READERS, Found, Source, UploadReader
from searchapp.nas.importing.faults import Faults, refuse
from searchapp.nas.importing.profile import Count, Limits, Options, Profile
from searchapp.nas.importing.splitting import split
from searchapp.nas.problems.base import DatasetCard, SplitName
from searchapp.nas.words import counted

if TYPE_CHECKING:
    Array = np.ndarray[Any, Any]

BINS = 20


@dataclass(frozen=True)
class Checked:
    """A dataset that was made of an upload.

    Attributes:
        card: What the web knows of it.
        profile: What its page shows.
        issues: What is odd but allowed.
        fingerprint: Equal data, equal fingerprint.
    """

    card: DatasetCard
    profile: Profile
    issues: list[Issue]
    fingerprint: str


def reader_of(file_name: str) -> tuple[type[UploadReader], str]:
    """Return the reader for a file of that name, and the name without its ending.

    Raises:
        BadUpload: No format has that ending; the message tells those that are read.
    """
    for _, reader in READERS:
        for suffix in sorted(reader.suffixes, key=len, reverse=True):
            if file_name.lower().endswith(suffix):
                return reader, file_name[: -len(suffix)]
    known = "; ".join(f"{', '.join(reader.suffixes)}: {reader.what}" for _, reader in READERS)
    message = f"{file_name!r} has an ending that is not read. {known}"
    raise refuse("unknown_format", message, file_name)


def check(upload: Path, file_name: str, folder: Path, options: Options, limits: Limits) -> Checked:
    """Make a dataset of an uploaded file.

    Args:
        upload: The file as it came.
        file_name: What its owner calls it; its ending tells the format.
        folder: Empty; takes `inputs.npy`, `targets.npy`, `split.npz`, `columns.json`,
            `card.json`, `profile.json` and `samples/`, as `datasets.folder` reads them.
        options: How it is to be read.
        limits: What is never exceeded.

    Raises:
        BadUpload: No dataset can be made of it; with every fault that was found.
    """
    size = upload.stat().st_size
    if size > limits.bytes:
        message = f"a file has at most {limits.bytes:,} bytes, got {size:,}"
        raise refuse("too_large", message, file_name)
    reader, stem = reader_of(file_name)
    faults = Faults()
    found = reader.read(Source(upload, file_name, folder, options, limits, faults))
    if len(found.class_names) == 1 or len(found.class_names) > limits.classes:
        message = f"there must be 2 to {limits.classes:,} classes, got {len(found.class_names):,}"
        faults.add("classes", message, file_name)
    parts, is_given = split(found, options, faults)
    profile = _profile(found, parts, is_given=is_given)
    _remark(profile, faults)
    fingerprint = fingerprint_of(found.inputs, found.targets, parts)
    card = DatasetCard(
        name=fingerprint[:16],
        title=stem or file_name,
        problem=found.problem,
        summary=_summary(found),
        source=f"uploaded as {file_name}",
        licence="",
        symbols=dict(found.symbols),
        class_names=list(found.class_names),
    )
    np.save(folder / "targets.npy", found.targets)
    np.savez(folder / "split.npz", allow_pickle=False, **dict(parts))
    (folder / "columns.json").write_text(write_columns(found.inside), encoding="utf-8")
    (folder / "card.json").write_text(card.model_dump_json(), encoding="utf-8")
    (folder / "profile.json").write_text(profile.model_dump_json(), encoding="utf-8")
    return Checked(card, profile, faults.warnings, fingerprint)


def _summary(found: Found) -> str:
    n = len(found.targets)
    n_classes = len(found.class_names)
    classes = f", {counted(n_classes, 'class', 'classes')}" if n_classes else ""
    if found.kind == "images":
        symbols = found.symbols
        colour = "grey" if symbols["channels"] == 1 else "colour"
        size = f"{symbols['width']} × {symbols['height']}"
        return f"{counted(n, 'image')}, {size} pixels, {colour}{classes}."
    kinds = [column.kind for column in found.columns]
    numbers, categories = kinds.count("number"), kinds.count("category")
    columns = [
        counted(numbers, "number") if numbers else "",
        counted(categories, "category", "categories") if categories else "",
    ]
    return f"{counted(n, 'row')} of {' and '.join(filter(None, columns))}{classes}."


def _profile(found: Found, parts: Mapping[SplitName, Array], *, is_given: bool) -> Profile:
    n_classes = len(found.class_names)
    counts = np.bincount(found.targets, minlength=n_classes) if n_classes else np.zeros(0)
    first = _first_of(found.digests)
    return Profile(
        kind=found.kind,
        items=len(found.targets),
        classes=[
            Count(name=name, items=int(n))
            for name, n in zip(found.class_names, counts, strict=True)
        ],
        target_histogram=[] if found.class_names else _histogram(found.targets),
        parts={part: len(indices) for part, indices in parts.items()},
        is_split_given=is_given,
        duplicates=int((first != np.arange(len(first))).sum()),
        leaked=_leaked(first, parts),
        shapes=list(found.shapes),
        skipped=list(found.skipped),
        columns=list(found.columns),
        samples=list(found.samples),
    )


def _first_of(digests: Array) -> Array:
    """Return for every item the first that equals it."""
    rows = np.ascontiguousarray(digests).view(np.dtype((np.void, 16))).reshape(-1)
    _, first, inverse = np.unique(rows, return_index=True, return_inverse=True)
    return np.asarray(first[inverse.reshape(-1)])


def _leaked(first: Array, parts: Mapping[SplitName, Array]) -> int:
    known = [first[indices] for part, indices in parts.items() if part != "test"]
    return int(np.isin(first[parts["test"]], np.concatenate(known)).sum())


def _histogram(targets: Array) -> list[Count]:
    counts, edges = np.histogram(targets, bins=BINS)
    return [
        Count(name=f"{low:.4g} to {high:.4g}", items=int(n))
        for (low, high), n in zip(pairwise(edges), counts, strict=True)
    ]


def _items(n: int) -> str:
    return f"{n:,} item{'s' if n != 1 else ''}"


def _remark(profile: Profile, faults: Faults) -> None:
    """Tell what an honest score has to fear."""
    if profile.duplicates:
        faults.warn("duplicates", f"{_items(profile.duplicates)} equal to an earlier one")
    if profile.leaked:
        faults.warn(
            "leaked",
            f"{_items(profile.leaked)} of the test part in another part too: the test score will "
            "be too good",
        )
    sizes = sorted(count.items for count in profile.classes)
    if sizes and sizes[-1] > 20 * sizes[0]:
        faults.warn(
            "unbalanced", f"the largest class has {sizes[-1]:,} items, the smallest {sizes[0]:,}"
        )
    for count in profile.skipped:
        faults.warn("skipped", f"{count.items:,} left out: {count.name}")
