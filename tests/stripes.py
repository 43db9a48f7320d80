"""A dataset made by hand, so that tests need neither files nor scikit-learn."""

from __future__ import annotations

import numpy as np

from searchapp.nas.datasets.base import DATASETS, fingerprint_of, split_stratified
from searchapp.nas.problems.base import ArrayData, DatasetCard

NAME = "stripes"
ITEMS = 400


class Stripes:
    """Noisy images of 8 × 8 pixels with a bright row: which of the first four is the class."""

    hint = "made by hand"

    def card(self) -> DatasetCard:
        return DatasetCard(
            name=NAME,
            title="Stripes",
            problem="image_classification",
            summary="",
            source="",
            licence="",
            symbols={"channels": 1, "height": 8, "width": 8, "classes": 4, "items": ITEMS},
            class_names=["first", "second", "third", "fourth"],
        )

    def is_installed(self) -> bool:
        return True

    def read(self) -> ArrayData:
        rng = np.random.default_rng(0)
        targets = np.arange(ITEMS) % 4
        inputs = rng.integers(0, 60, (ITEMS, 1, 8, 8)).astype(np.uint8)
        for item, target in enumerate(targets):
            inputs[item, 0, target] += 90
        split = split_stratified(
            targets, np.arange(ITEMS), {"validation": 0.2, "early": 0.1, "test": 0.2}, rest="train"
        )
        return ArrayData(
            self.card(), inputs, targets, split, fingerprint_of(inputs, targets, split)
        )


def install() -> None:
    """Enter the dataset in the registry; again is no fault."""
    if NAME not in DATASETS:
        DATASETS.register(NAME)(Stripes())
