"""Small pictures of some items, for the data page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from searchapp.nas.importing.base import MOST_SAMPLES
from searchapp.nas.importing.profile import Sample

if TYPE_CHECKING:
    Array = np.ndarray[Any, Any]

SMALLEST = 96
"""Pixels: smaller images are enlarged by whole steps, so that every pixel can be seen."""
LARGEST = 256


def chosen(targets: Array, classes: int) -> list[int]:
    """Return the indices of some items, the same for the same data: every class in turn."""
    queues = [np.flatnonzero(targets == label)[:MOST_SAMPLES] for label in range(classes)]
    turns = [
        int(queue[turn]) for turn in range(MOST_SAMPLES) for queue in queues if turn < len(queue)
    ]
    return turns[:MOST_SAMPLES]


def write_samples(
    inputs: Array, targets: Array, class_names: Sequence[str], folder: Path
) -> list[Sample]:
    """Write pictures of some items as `samples/<n>.png` and return what they show.

    Args:
        inputs: Images (N, C, H, W): bytes, or numbers that are spread over black to white.
        targets: Their classes (N,).
        class_names: Names of the classes.
        folder: Of the dataset.
    """
    (folder / "samples").mkdir(exist_ok=True)
    samples: list[Sample] = []
    for number, index in enumerate(chosen(targets, len(class_names))):
        name = f"{number}.png"
        picture(np.asarray(inputs[index])).save(folder / "samples" / name)
        samples.append(Sample(label=class_names[int(targets[index])], picture=name))
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
