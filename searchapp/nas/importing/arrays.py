"""NumPy archives (`.npz`) of images with labels. Arrays of Python objects are never opened."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchapp.nas.importing.archives import member_opened, opened
from searchapp.nas.importing.base import (
    Found,
    GivenPart,
    Source,
    UploadReader,
    digest_of,
    upload_reader,
)
from searchapp.nas.importing.faults import BadUpload, Faults, refuse
from searchapp.nas.importing.profile import Count

if TYPE_CHECKING:
    Array = np.ndarray[Any, Any]

SETS: tuple[tuple[tuple[str, str, GivenPart], ...], ...] = (
    (
        ("x_train", "y_train", "train"),
        ("x_val", "y_val", "validation"),
        ("x_test", "y_test", "test"),
    ),
    (
        ("train_images", "train_labels", "train"),
        ("val_images", "val_labels", "validation"),
        ("test_images", "test_labels", "test"),
    ),
    (("x", "y", "train"),),
    (("images", "labels", "train"),),
    (("inputs", "targets", "train"),),
    (("data", "target", "train"),),
)
"""Names that people give to images and labels, set by set; the last four name no parts."""
CLASS_NAMES = ("class_names", "classes", "label_names", "target_names")
PIECE = 2**24
"""Bytes that are read at a time."""
CHANNELS = (1, 3, 4)


class _Head(NamedTuple):
    """What the head of an array says."""

    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    is_fortran: bool
    offset: int


@upload_reader("arrays")
class Arrays(UploadReader):
    """Images (N, H, W), (N, H, W, C) or (N, C, H, W) and labels (N,), under the names of `SETS`."""

    suffixes = (".npz",)
    what = "arrays of images and labels: x and y, x_train, y_train, x_test and y_test, or likewise"

    @staticmethod
    def read(source: Source) -> Found:
        """Check the heads of all arrays, then copy them piece by piece."""
        from searchapp.nas.importing import pictures

        with opened(source.upload, source.limits) as archive:
            members = {_key(member): member for member in archive.infolist()}
            parts = _parts(members)
            heads = {
                name: _head(archive, members[name], source) for pair in parts for name in pair[:2]
            }
            source.faults.end()
            _check(parts, heads, source)
            source.faults.end()
            reader = _Reader(archive, members, heads)
            labels = np.concatenate([reader.whole(pair[1]).reshape(-1) for pair in parts])
            names, targets = _classes(labels, _class_names(archive, members, source))
            inputs = _copy(reader, [pair[0] for pair in parts], source)
        digests = _digests(inputs)
        _check_finite(inputs, source)
        source.faults.end()
        _, channels, height, width = inputs.shape
        colour = "grey" if channels == 1 else "colour"
        counts = Counter({f"{width} × {height} {colour}": len(inputs)})
        return pictures.found(
            pictures.Labelled(inputs, digests, targets, names),
            source.folder,
            given=_given(parts, heads),
            shapes=[Count(name=name, items=n) for name, n in counts.items()],
            skipped=_left_out(members, parts),
        )


def _key(member: zipfile.ZipInfo) -> str:
    return member.filename.removesuffix(".npy").lower()


def _parts(members: Mapping[str, zipfile.ZipInfo]) -> list[tuple[str, str, GivenPart]]:
    """Return (images, labels, part) of the first set of which both stand in the archive."""
    for names in SETS:
        found = [pair for pair in names if pair[0] in members and pair[1] in members]
        if found:
            return found
    raise refuse(
        "no_arrays",
        "the archive must hold arrays x and y, or x_train, y_train, x_test and y_test, or images "
        f"and labels; it holds {', '.join(sorted(members)[:10]) or 'nothing'}",
    )


def _head(archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source) -> _Head:
    """Read the head of an array; what it says must be what the file has."""
    with member_opened(archive, member) as file:
        try:
            head = _parse_head(file)
        except ValueError as error:
            raise refuse(
                "not_an_array", f"must be a NumPy array, but: {error}", member.filename
            ) from None
    if head.dtype.hasobject:
        source.faults.add(
            "objects",
            "an array must hold numbers or texts, but this one holds Python objects, which are "
            "never opened",
            member.filename,
        )
        return head
    said = int(np.prod(head.shape, dtype=object)) * head.dtype.itemsize
    if said != member.file_size - head.offset:
        source.faults.add(
            "wrong_size",
            f"the array says that it has {said:,} bytes, but there are "
            f"{member.file_size - head.offset:,}",
            member.filename,
        )
    return head


def _parse_head(file: IO[bytes]) -> _Head:
    version = np.lib.format.read_magic(file)
    read = {
        (1, 0): np.lib.format.read_array_header_1_0,
        (2, 0): np.lib.format.read_array_header_2_0,
    }.get(version)
    if read is None:
        raise ValueError(f"version {version} of the format is not known")
    shape, is_fortran, dtype = read(file)
    return _Head(shape, dtype, is_fortran, file.tell())


def _check(
    parts: Sequence[tuple[str, str, GivenPart]], heads: Mapping[str, _Head], source: Source
) -> None:
    faults = source.faults
    first = heads[parts[0][0]]
    for images, labels, _ in parts:
        _check_images(images, heads[images], first, faults)
        _check_labels(labels, heads[labels], heads[images], faults)
    total = sum(np.prod(heads[pair[0]].shape, dtype=object) for pair in parts)
    kept = total * (1 if first.dtype == np.uint8 else 4)
    if kept > source.limits.array_bytes:
        message = f"all images have at most {source.limits.array_bytes:,} bytes, got {kept:,}"
        faults.add("too_large", message, source.file_name)


def _check_images(name: str, head: _Head, first: _Head, faults: Faults) -> None:
    if len(head.shape) not in {3, 4} or 0 in head.shape:
        message = f"images have the shape (N, H, W) or (N, H, W, C), got {head.shape}"
        faults.add("wrong_shape", message, name)
    elif head.shape[1:] != first.shape[1:] or head.dtype != first.dtype:
        message = f"all parts have one shape and type, got {head.shape} beside {first.shape}"
        faults.add("wrong_shape", message, name)
    if head.dtype.kind not in "uifb":
        faults.add("wrong_type", f"images are numbers, got {head.dtype}", name)
    if head.is_fortran:
        message = "arrays must be stored in C order; save it with numpy.ascontiguousarray"
        faults.add("fortran_order", message, name)


def _check_labels(name: str, head: _Head, images: _Head, faults: Faults) -> None:
    if head.dtype.kind not in "uibU":
        faults.add("wrong_type", f"labels are whole numbers or texts, got {head.dtype}", name)
    if head.shape not in {images.shape[:1], (*images.shape[:1], 1)}:
        message = f"there is one label for each image, got {head.shape} for {images.shape}"
        faults.add("wrong_shape", message, name)


class _Reader:
    """Reads arrays of an archive piece by piece."""

    def __init__(
        self,
        archive: zipfile.ZipFile,
        members: Mapping[str, zipfile.ZipInfo],
        heads: Mapping[str, _Head],
    ) -> None:
        self._archive, self._members, self._heads = archive, members, heads

    def shape(self, name: str) -> tuple[int, ...]:
        """Return the shape of an array."""
        return self._heads[name].shape

    def dtype(self, name: str) -> np.dtype[Any]:
        """Return the type of an array."""
        return self._heads[name].dtype

    def whole(self, name: str) -> Array:
        """Return a small array."""
        return np.concatenate(list(self.pieces(name)))

    def pieces(self, name: str) -> Iterator[Array]:
        """Yield an array along its first axis."""
        head = self._heads[name]
        row = int(np.prod(head.shape[1:], dtype=object)) * head.dtype.itemsize
        step = max(1, PIECE // max(1, row))
        with member_opened(self._archive, self._members[name]) as file:
            file.seek(head.offset)
            for start in range(0, head.shape[0], step):
                rows = min(step, head.shape[0] - start)
                content = file.read(rows * row)
                yield np.frombuffer(content, head.dtype).reshape(rows, *head.shape[1:])


def _copy(reader: _Reader, names: Sequence[str], source: Source) -> Array:
    """Write all images into `inputs.npy` as (N, C, H, W): bytes stay bytes, others float32."""
    shape = reader.shape(names[0])[1:]
    move = len(shape) == 3 and shape[-1] in CHANNELS
    inner = (1, *shape) if len(shape) == 2 else (shape[-1], *shape[:-1]) if move else shape
    total = sum(reader.shape(name)[0] for name in names)
    is_bytes = reader.dtype(names[0]) == np.uint8
    inputs = np.lib.format.open_memmap(
        source.folder / "inputs.npy",
        mode="w+",
        dtype=np.uint8 if is_bytes else np.float32,
        shape=(total, *inner),
    )
    start = 0
    for name in names:
        for piece in reader.pieces(name):
            rows = piece.transpose(0, 3, 1, 2) if move else piece
            inputs[start : start + len(piece)] = rows.reshape(len(piece), *inner)
            start += len(piece)
    inputs.flush()
    return inputs


def _class_names(
    archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], source: Source
) -> list[str]:
    """Return the names that the archive gives to classes 0, 1, ...; none if it gives none."""
    for name in CLASS_NAMES:
        if name in members:
            try:
                head = _head(archive, members[name], source)
            except BadUpload:
                return []
            if head.dtype.kind == "U" and len(head.shape) == 1:
                reader = _Reader(archive, members, {name: head})
                return [str(text) for text in reader.whole(name)]
    return []


def _classes(labels: Array, known: Sequence[str]) -> tuple[list[str], Array]:
    """Return the names of the classes, and the class of every item."""
    values, targets = np.unique(labels, return_inverse=True)
    if labels.dtype.kind in "ui" and known and values.min() >= 0 and values.max() < len(known):
        return list(known), labels.astype(np.int64)
    return [str(value) for value in values], targets.reshape(-1).astype(np.int64)


def _digests(inputs: Array) -> Array:
    digests = np.zeros((len(inputs), 16), np.uint8)
    for index, item in enumerate(inputs):
        digests[index] = np.frombuffer(digest_of(item), np.uint8)
    return digests


def _check_finite(inputs: Array, source: Source) -> None:
    if inputs.dtype == np.uint8:
        return
    for start in range(0, len(inputs), 1000):
        bad = ~np.isfinite(inputs[start : start + 1000]).all(axis=(1, 2, 3))
        if bad.any():
            index = start + int(bad.argmax())
            source.faults.add("not_finite", f"images hold finite numbers, item {index} does not")
            return


def _given(
    parts: Sequence[tuple[str, str, GivenPart]], heads: Mapping[str, _Head]
) -> dict[GivenPart, Array]:
    if len(parts) == 1:
        return {}
    given: dict[GivenPart, Array] = {}
    start = 0
    for images, _, part in parts:
        end = start + heads[images].shape[0]
        given[part] = np.arange(start, end)
        start = end
    return given


def _left_out(
    members: Mapping[str, zipfile.ZipInfo], parts: Sequence[tuple[str, str, GivenPart]]
) -> list[Count]:
    read = {name for pair in parts for name in pair[:2]} | set(CLASS_NAMES)
    return [
        Count(name=f"array {Path(name).name}", items=1) for name in sorted(set(members) - read)
    ][:20]
