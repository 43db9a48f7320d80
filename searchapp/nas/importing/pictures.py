"""Images: what their heads say, their pixels, and small pictures of some for the data page.

The only module of the engine that needs Pillow beside `drawing`.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from searchapp.nas.importing.base import MOST_SAMPLES, Found, GivenPart
from searchapp.nas.importing.profile import Count, Sample

if TYPE_CHECKING:
    Array = np.ndarray[Any, Any]

FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF", "PPM")
"""Formats that are opened at all, whatever a file calls itself."""
GREY_MODES = frozenset({"1", "L", "I", "I;16", "I;16L", "I;16B", "LA", "La"})
_ORIENTATION = 0x0112
_SIDEWAYS = frozenset({5, 6, 7, 8})
_FAULTS = (UnidentifiedImageError, OSError, ValueError, SyntaxError)
Image.MAX_IMAGE_PIXELS = None  # what is larger than `Limits.pixels` is refused by its head already
SMALLEST = 96
"""Pixels: smaller images are enlarged by whole steps, so that every pixel can be seen."""
LARGEST = 256


class NotAnImage(Exception):
    """A file that is no image, or not a whole one."""


class Look(NamedTuple):
    """What the head of an image says."""

    width: int
    height: int
    is_grey: bool


def look_at(file: IO[bytes]) -> Look:
    """Return what the head of an image says, as its camera was held.

    Raises:
        NotAnImage: It is none.
    """
    try:
        with _opened(file) as image:
            # Of the base class: that of PNG loads all pixels, of which there may be too many.
            turned = Image.Image.getexif(image).get(_ORIENTATION) in _SIDEWAYS
            width, height = image.size[::-1] if turned else image.size
            return Look(width, height, image.mode in GREY_MODES)
    except _FAULTS as error:
        raise NotAnImage(str(error)) from None


def _opened(file: IO[bytes]) -> Image.Image:
    return Image.open(file, formats=FORMATS)


def decode(content: bytes, size: tuple[int, int], colour: str) -> Array:
    """Return an image as bytes (C, H, W).

    It is turned as its camera was held (EXIF), laid on white where it is transparent, and brought
    to the size as a whole: nothing is cut off. Of moving pictures the first frame is taken.

    Args:
        content: The file.
        size: Height and width in pixels.
        colour: `grey` or `rgb`.

    Raises:
        NotAnImage: It is none, or not whole.
    """
    try:
        with _opened(io.BytesIO(content)) as opened_image:
            image = ImageOps.exif_transpose(_eight_bits(opened_image))
    except _FAULTS as error:
        raise NotAnImage(str(error)) from None
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


def chosen(targets: Array, classes: int) -> list[int]:
    """Return the indices of some items, the same for the same data: every class in turn."""
    queues = [np.flatnonzero(targets == label)[:MOST_SAMPLES] for label in range(classes)]
    turns = [
        int(queue[turn]) for turn in range(MOST_SAMPLES) for queue in queues if turn < len(queue)
    ]
    return turns[:MOST_SAMPLES]


class Labelled(NamedTuple):
    """Images with their classes.

    Attributes:
        inputs: Images (N, C, H, W): bytes, or numbers that are spread over black to white.
        digests: Of every image, shape (N, 16).
        targets: Their classes (N,).
        class_names: Names of the classes.
    """

    inputs: Array
    digests: Array
    targets: Array
    class_names: Sequence[str]


def found(
    images: Labelled,
    folder: Path,
    *,
    given: Mapping[GivenPart, Array],
    shapes: Sequence[Count],
    skipped: Sequence[Count],
) -> Found:
    """Return what images become, however they were packed; pictures of some go into the folder."""
    items, channels, height, width = images.inputs.shape
    return Found(
        **images._asdict(),
        kind="images",
        problem="image_classification",
        given=given,
        symbols={
            "channels": channels,
            "height": height,
            "width": width,
            "classes": len(images.class_names),
            "items": items,
        },
        samples=_write_samples(images, folder),
        shapes=shapes,
        skipped=skipped,
    )


def _write_samples(images: Labelled, folder: Path) -> list[Sample]:
    """Write pictures of some items as `samples/<n>.png` and return what they show."""
    (folder / "samples").mkdir(exist_ok=True)
    names = images.class_names
    samples: list[Sample] = []
    for number, index in enumerate(chosen(images.targets, len(names))):
        name = f"{number}.png"
        picture(np.asarray(images.inputs[index])).save(folder / "samples" / name)
        samples.append(Sample(label=names[int(images.targets[index])], picture=name))
    return samples


def picture(item: Array) -> Image.Image:
    """Return an item (C, H, W) as a picture: the first three channels, else the first."""
    values = item[:3] if len(item) >= 3 else item[:1]
    if values.dtype != np.uint8:
        low, high = float(values.min()), float(values.max())
        values = ((values - low) * (255 / (high - low) if high > low else 0)).astype(np.uint8)
    image = Image.fromarray(
        np.ascontiguousarray(values.transpose(1, 2, 0)) if len(values) == 3 else values[0]
    )
    side = max(image.size)
    if side < SMALLEST:
        step = -(-SMALLEST // side)
        image = image.resize((image.width * step, image.height * step), Image.Resampling.NEAREST)
    elif side > LARGEST:
        image.thumbnail((LARGEST, LARGEST))
    return image
