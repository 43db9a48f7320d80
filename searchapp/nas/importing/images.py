"""Zip archives of images in class folders, as people keep them: `cat/1.png`, `train/dog/2.jpg`."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

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
from searchapp.nas.importing.pictures import write_samples
from searchapp.nas.importing.profile import Count, Options

if TYPE_CHECKING:
    Array = np.ndarray[Any, Any]

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff", ".ppm",
                      ".pgm"})  # fmt: skip
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF", "PPM")
"""Formats that are opened at all, whatever a file calls itself."""
LARGEST_KEPT = 256
"""Pixels: images that are all of one size up to this keep it."""
LARGEST_MEDIAN = 64
"""Pixels: images of mixed sizes become at most so large unless a size is asked for."""
GREY_MODES = frozenset({"1", "L", "I", "I;16", "I;16L", "I;16B", "LA", "La"})
_ORIENTATION = 0x0112
_SIDEWAYS = frozenset({5, 6, 7, 8})


class _Item(NamedTuple):
    """An image of the archive."""

    member: zipfile.ZipInfo
    label: str
    part: GivenPart | None


class _Look(NamedTuple):
    """What the head of an image says."""

    width: int
    height: int
    is_grey: bool


@upload_reader("image_folders")
class ImageFolders(UploadReader):
    """Images whose folder is their class; folders of parts (`train`, `test`) may stand above."""

    suffixes = (".zip",)
    what = "a zip of images in one folder for each class"

    @staticmethod
    def read(source: Source) -> Found:
        """Read the archive twice: heads to learn sizes and colours, then the pixels."""
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
        return Found(
            kind="images",
            problem="image_classification",
            inputs=inputs,
            targets=targets,
            digests=digests,
            class_names=names,
            given=_given(items),
            symbols={
                "channels": inputs.shape[1],
                "height": size[0],
                "width": size[1],
                "classes": len(names),
                "items": len(items),
            },
            samples=write_samples(inputs, targets, names, source.folder),
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


def _looks(archive: zipfile.ZipFile, items: Sequence[_Item], source: Source) -> Iterator[_Look]:
    """Yield what the head of every image says; note those that are none, or too large."""
    for item in items:
        name = item.member.filename
        try:
            with member_opened(archive, item.member) as file, _image(file) as image:
                turned = image.getexif().get(_ORIENTATION) in _SIDEWAYS
                width, height = image.size[::-1] if turned else image.size
                is_grey = image.mode in GREY_MODES
        except _UNREADABLE as error:
            source.faults.add("not_an_image", f"must be an image, but: {error}", name)
            continue
        if width * height > source.limits.pixels:
            message = (
                f"an image has at most {source.limits.pixels:,} pixels, got {width:,} × {height:,}"
            )
            source.faults.add("too_many_pixels", message, name)
        yield _Look(width, height, is_grey)


_UNREADABLE = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    Image.DecompressionBombError,
)


def _image(file: Any) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own warnings of size: the limit here is ours
        return Image.open(file, formats=FORMATS)


def _size(looks: Sequence[_Look], options: Options) -> tuple[int, int]:
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
    for index, item in enumerate(items):
        try:
            inputs[index] = decode(read_member(archive, item.member), size, colour)
        except _UNREADABLE as error:
            message = f"must be a whole image, but: {error}"
            source.faults.add("broken_image", message, item.member.filename)
            continue
        digests[index] = np.frombuffer(digest_of(inputs[index]), np.uint8)
    inputs.flush()
    return inputs, digests


def decode(content: bytes, size: tuple[int, int], colour: str) -> Array:
    """Return an image as bytes (C, H, W).

    It is turned as its camera was held (EXIF), laid on white where it is transparent, and brought
    to the size as a whole: nothing is cut off. Of moving pictures the first frame is taken.

    Args:
        content: The file.
        size: Height and width in pixels.
        colour: `grey` or `rgb`.
    """
    with _image(io.BytesIO(content)) as opened_image:
        image = ImageOps.exif_transpose(_eight_bits(opened_image))
    if image.mode in {"LA", "La", "PA", "RGBA", "RGBa"} or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image)
    image = image.convert("L" if colour == "grey" else "RGB")
    if image.size != (size[1], size[0]):
        image = image.resize((size[1], size[0]), Image.Resampling.LANCZOS, reducing_gap=2.0)
    pixels = np.asarray(image)
    return pixels[None] if colour == "grey" else np.ascontiguousarray(pixels.transpose(2, 0, 1))


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return the image with one byte a channel: Pillow itself would cut, not scale, deep greys."""
    if not image.mode.startswith("I"):
        image.load()
        return image
    deep = np.asarray(image).astype(np.int64)
    scaled = (deep >> 8) if deep.max(initial=0) > 255 else deep
    turned = Image.fromarray(np.clip(scaled, 0, 255).astype(np.uint8))
    turned.info.update(image.info)
    return turned


def _words(look: _Look) -> str:
    return f"{look.width} × {look.height} {'grey' if look.is_grey else 'colour'}"
