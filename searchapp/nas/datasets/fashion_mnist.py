"""Fashion-MNIST: 70,000 grey images of clothes, 28 × 28 pixels, as Debian packages it."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from searchapp.nas.datasets.base import dataset, fingerprint_of, split_stratified
from searchapp.nas.errors import NasError
from searchapp.nas.problems.base import ArrayData, DatasetCard

if TYPE_CHECKING:
    Array = np.ndarray[Any, Any]

FOLDER = Path("/usr/share/datasets/fashion-mnist")
_PARTS = ("train", "t10k")


@dataset("fashion-mnist")
class FashionMnist:
    """Fashion-MNIST (Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747).

    The official 10,000 test images are the test part; of the official 60,000 training images 15 %
    are validation for the search and 10 % for the weights.
    """

    hint = "on Debian and Ubuntu: apt install dataset-fashion-mnist"

    def __init__(self, folder: Path = FOLDER) -> None:
        """Read from `folder`."""
        self.folder = folder

    def card(self) -> DatasetCard:
        """Return the card, without heavy imports."""
        return DatasetCard(
            name="fashion-mnist",
            title="Fashion-MNIST",
            problem="image_classification",
            summary="70,000 photographs of clothes, 28 × 28 pixels, grey, ten kinds.",
            source="Zalando Research, packaged by Debian (dataset-fashion-mnist)",
            licence="MIT",
            symbols={"channels": 1, "height": 28, "width": 28, "classes": 10, "items": 70_000},
            class_names=[
                "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
                "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
            ],
            seconds_per_epoch_hint=120.0,
        )  # fmt: skip

    def is_installed(self) -> bool:
        """Tell whether the four files are on this machine."""
        return all(path.is_file() for part in _PARTS for path in self._files(part))

    def read(self) -> ArrayData:
        """Return images (70000, 1, 28, 28) of values 0 to 255 and their classes (70000,)."""
        images, labels = zip(*(map(read_idx, self._files(part)) for part in _PARTS), strict=True)
        inputs = np.concatenate(images)[:, None]
        targets = np.concatenate(labels).astype(np.int64)
        known = np.arange(len(labels[0]))
        split = split_stratified(targets, known, {"validation": 0.15, "early": 0.1}, rest="train")
        split["test"] = np.arange(len(labels[0]), len(targets))
        return ArrayData(
            self.card(), inputs, targets, split, fingerprint_of(inputs, targets, split)
        )

    def _files(self, part: str) -> tuple[Path, Path]:
        return (
            self.folder / f"{part}-images-idx3-ubyte.gz",
            self.folder / f"{part}-labels-idx1-ubyte.gz",
        )


def read_idx(path: Path) -> Array:
    """Read a gzipped IDX file of unsigned bytes.

    Format: two zero bytes, type 0x08, number of dimensions, each dimension as a big-endian 32-bit
    integer, then the values.

    Raises:
        NasError: The file is no such thing; the message names it.
    """
    with gzip.open(path) as file:
        content = file.read()
    rank = content[3] if len(content) > 4 and content[:3] == b"\x00\x00\x08" else 0
    shape = (
        tuple(int(n) for n in np.frombuffer(content, ">u4", count=rank, offset=4)) if rank else ()
    )
    values = content[4 + 4 * rank :]
    if not rank or len(values) != np.prod(shape):
        raise NasError(
            "bad_file",
            f"{path} must be an IDX file of unsigned bytes, but it holds {len(values)} values for "
            f"the shape {shape}",
        )
    return np.frombuffer(values, np.uint8).reshape(shape)
