"""Zip archives of images in class folders, as people keep them: `cat/1.png`, `train/dog/2.jpg`."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchapp.nas.datasets.mapped import release, rows_of
from searchapp.nas.importing.archives import member_opened, opened, read_member
from searchapp.nas.importing.base import (
    GIVEN_NAMES,
    Found,
    GivenPart,
    Source,
    UploadReader,
    digest_of,
    given_part,
    upload_reader,
)
from searchapp.nas.importing.profile import Count, Options

if TYPE_CHECKING:
    from searchapp.nas.importing.pictures import Look

    Array = np.ndarray[Any, Any]

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff", ".ppm",
                      ".pgm"})  # fmt: skip
LARGEST_KEPT = 256
"""Pixels: images that are all of one size up to this keep it."""
LARGEST_MEDIAN = 64
"""Pixels: images of mixed sizes become at most so large unless a size is asked for."""


class _Item(NamedTuple):
    """An image of the archive."""

    member: zipfile.ZipInfo
    label: str
    part: GivenPart | None


@upload_reader("image_folders")
class ImageFolders(UploadReader):
    """Images whose folder is their class; folders of parts (`train`, `test`) may stand above."""

    suffixes = (".zip",)
    what = "a zip of images in one folder for each class"

    @staticmethod
    def read(source: Source) -> Found:
        """Read the archive twice: heads to learn sizes and colours, then the pixels."""
        from searchapp.nas.importing import pictures

        with opened(source.upload, source.limits) as archive:
            items, skipped = _items(archive.infolist())
            if not items:
                source.faults.add("no_images", _nothing(skipped), source.file_name)
                source.faults.end()
            looks = list(_looks(archive, items, source))
            source.faults.end()
            size = _size(looks, source.options)
            colour = source.options.colour or (
                "grey" if all(look.is_grey for look in looks) else "rgb"
            )
            inputs, digests = _pixels(archive, items, size, colour, source)
            source.faults.end()
        names = sorted({item.label for item in items})
        targets = np.array([names.index(item.label) for item in items], np.int64)
        shapes = Counter(_words(look) for look in looks)
        return pictures.found(
            pictures.Labelled(inputs, digests, targets, names),
            source.folder,
            given=_given(items),
            shapes=[Count(name=name, items=n) for name, n in shapes.most_common(20)],
            skipped=[Count(name=name, items=n) for name, n in skipped.most_common(20)],
        )


def _items(members: Sequence[zipfile.ZipInfo]) -> tuple[list[_Item], Counter[str]]:
    """Return the images with their classes in order of their names, and what was left out."""
    skipped: Counter[str] = Counter()
    paths: list[tuple[PurePosixPath, zipfile.ZipInfo]] = []
    for member in sorted(members, key=lambda member: member.filename):
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if member.is_dir():
            continue
        if any(part.startswith(".") or part == "__MACOSX" for part in path.parts):
            skipped["hidden file"] += 1
        elif path.suffix.lower() not in SUFFIXES:
            skipped[f"no image ({path.suffix.lower() or 'no ending'})"] += 1
        else:
            paths.append((path, member))
    top = _common([path for path, _ in paths])
    inside = [(path.parts[top:], member) for path, member in paths]
    has_parts = bool(inside) and all(
        len(parts) > 2 and given_part(parts[0]) is not None for parts, _ in inside
    )
    items: list[_Item] = []
    for parts, member in inside:
        part = given_part(parts[0]) if has_parts else None
        folders = parts[1:-1] if has_parts else parts[:-1]
        if folders:
            items.append(_Item(member, folders[0], part))
        else:
            skipped["image outside of a class folder"] += 1
    return items, skipped


def _common(paths: Sequence[PurePosixPath]) -> int:
    """Return how many folders stand above the classes and parts of all images."""
    top = 0
    while paths and all(len(path.parts) > top + 2 for path in paths):
        names = {path.parts[top] for path in paths}
        if len(names) > 1 or next(iter(names)).lower() in GIVEN_NAMES:
            return top
        top += 1
    return top


def _nothing(skipped: Counter[str]) -> str:
    found = ", ".join(f"{n} × {name}" for name, n in skipped.most_common(5)) or "nothing"
    return (
        "the archive must hold images in one folder for each class (cat/1.png, dog/2.png), "
        f"but it holds {found}"
    )


def _given(items: Sequence[_Item]) -> dict[GivenPart, Array]:
    parts: dict[GivenPart, list[int]] = {}
    for index, item in enumerate(items):
        if item.part is not None:
            parts.setdefault(item.part, []).append(index)
    return {part: np.array(found, np.int64) for part, found in parts.items()}


def _looks(archive: zipfile.ZipFile, items: Sequence[_Item], source: Source) -> Iterator[Look]:
    """Yield what the head of every image says; note those that are none, or too large."""
    from searchapp.nas.importing import pictures

    for item in items:
        name = item.member.filename
        try:
            with member_opened(archive, item.member) as file:
                look = pictures.look_at(file)
        except pictures.NotAnImage as error:
            source.faults.add("not_an_image", f"must be an image, but: {error}", name)
            continue
        if look.width * look.height > source.limits.pixels:
            most, size = f"{source.limits.pixels:,}", f"{look.width:,} × {look.height:,}"
            message = f"an image has at most {most} pixels, got {size}"
            source.faults.add("too_many_pixels", message, name)
        yield look


def _size(looks: Sequence[Look], options: Options) -> tuple[int, int]:
    """Return height and width that all images get."""
    if options.size is not None:
        return options.size, options.size
    sizes = {(look.height, look.width) for look in looks}
    if len(sizes) == 1 and max(next(iter(sizes))) <= LARGEST_KEPT:
        return next(iter(sizes))
    sides = sorted(min(look.height, look.width) for look in looks)
    side = max(4, min(LARGEST_MEDIAN, sides[len(sides) // 2]))
    return side, side


def _pixels(
    archive: zipfile.ZipFile,
    items: Sequence[_Item],
    size: tuple[int, int],
    colour: str,
    source: Source,
) -> tuple[Array, Array]:
    """Write all images into `inputs.npy` (N, C, H, W) of bytes; return it, and their digests."""
    from searchapp.nas.importing import pictures

    channels = 1 if colour == "grey" else 3
    shape = (len(items), channels, *size)
    if np.prod(shape, dtype=object) > source.limits.array_bytes:
        source.faults.add(
            "too_large",
            f"all images together have at most {source.limits.array_bytes:,} bytes, but "
            f"{len(items):,} of {channels}×{size[0]}×{size[1]} have more; ask for a smaller size",
            source.file_name,
        )
        source.faults.end()
    inputs = np.lib.format.open_memmap(
        source.folder / "inputs.npy", mode="w+", dtype=np.uint8, shape=shape
    )
    digests = np.zeros((len(items), 16), np.uint8)
    step = rows_of(inputs)
    for index, item in enumerate(items):
        if index % step == 0:
            release(inputs)
        try:
            inputs[index] = pictures.decode(read_member(archive, item.member), size, colour)
        except pictures.NotAnImage as error:
            message = f"must be a whole image, but: {error}"
            source.faults.add("broken_image", message, item.member.filename)
            continue
        digests[index] = np.frombuffer(digest_of(inputs[index]), np.uint8)
    inputs.flush()
    return inputs, digests


def _words(look: Look) -> str:
    return f"{look.width} × {look.height} {'grey' if look.is_grey else 'colour'}"
