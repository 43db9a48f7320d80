"""Handwritten digits of scikit-learn: 1,797 grey images of 8 × 8 pixels."""

from __future__ import annotations

import gzip
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from searchapp.nas.datasets.base import dataset, fingerprint_of, split_stratified
from searchapp.nas.errors import NasError
from searchapp.nas.problems.base import ArrayData, DatasetCard


@dataset("digits")
class Digits:
    """Handwritten digits (Alpaydin and Kaynak 1998) as scikit-learn ships them.

    20 % of every class is the test part; of the rest 15 % is validation for the search and 10 % for
    the weights.
    """

    hint = "install scikit-learn: pip install scikit-learn"

    def card(self) -> DatasetCard:
        """Return the card, without heavy imports."""
        return DatasetCard(
            name="digits",
            title="Digits",
            problem="image_classification",
            summary="1,797 handwritten digits, 8 × 8 pixels, grey. Trains in seconds.",
            source="UCI Optical Recognition of Handwritten Digits, shipped with scikit-learn",
            licence="CC BY 4.0",
            symbols={"channels": 1, "height": 8, "width": 8, "classes": 10, "items": 1797},
            class_names=[str(digit) for digit in range(10)],
            seconds_per_epoch_hint=1.0,
        )

    def is_installed(self) -> bool:
        """Tell whether scikit-learn, which brings the data, is on this machine."""
        return _path() is not None

    def read(self) -> ArrayData:
        """Return images (1797, 1, 8, 8) of values 0 to 16 and their digits (1797,)."""
        path = _path()
        if path is None:
            raise NasError("not_installed", f"digits come with scikit-learn: {self.hint}")
        with gzip.open(path, "rt", encoding="ascii") as lines:
            table = np.loadtxt(lines, delimiter=",", dtype=np.uint8)
        inputs = np.ascontiguousarray(table[:, :-1]).reshape(-1, 1, 8, 8)
        targets = table[:, -1].astype(np.int64)
        outer = split_stratified(targets, np.arange(len(targets)), {"test": 0.2}, rest="train")
        inner = split_stratified(
            targets, np.sort(outer["train"]), {"validation": 0.15, "early": 0.1}, rest="train"
        )
        split = {**inner, "test": outer["test"]}
        return ArrayData(
            self.card(), inputs, targets, split, fingerprint_of(inputs, targets, split)
        )


def _path() -> Path | None:
    """Find the file. To read it scikit-learn is not imported, which would take seconds."""
    package = find_spec("sklearn")
    for folder in (package and package.submodule_search_locations) or ():
        path = Path(folder, "datasets", "data", "digits.csv.gz")
        if path.is_file():
            return path
    return None
