"""What the small tables of scikit-learn share: how they are described, read and split."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any, ClassVar

import numpy as np

from searchapp.nas.datasets.base import fingerprint_of, split_stratified
from searchapp.nas.problems.base import ArrayData, DatasetCard, TableColumn


class Bunch:
    """A table of numbers that scikit-learn ships; its entry is a subclass.

    20 % of every class (of all rows, where a number is predicted) is the test part; of the rest
    15 % is validation for the search and 10 % for the weights.

    Attributes:
        function: Of `sklearn.datasets`, which reads it.
        columns: Numbers in a row.
        items: Rows.
        class_names: Names of the classes; empty where a number is predicted.
    """

    hint = "install scikit-learn: pip install scikit-learn"
    name: ClassVar[str]
    title: ClassVar[str]
    summary: ClassVar[str]
    source: ClassVar[str]
    function: ClassVar[str]
    columns: ClassVar[int]
    items: ClassVar[int]
    class_names: ClassVar[Sequence[str]] = ()

    def card(self) -> DatasetCard:
        """Return the card, without heavy imports."""
        symbols: dict[str, int | float | str | list[int]] = {
            "columns": self.columns,
            "numbers": self.columns,
            "cardinalities": [],
            "items": self.items,
        }
        if self.class_names:
            symbols["classes"] = len(self.class_names)
        return DatasetCard(
            name=self.name,
            title=self.title,
            problem="tabular_classification" if self.class_names else "tabular_regression",
            summary=self.summary,
            source=self.source,
            licence="CC BY 4.0",
            symbols=symbols,
            class_names=list(self.class_names),
            seconds_per_epoch_hint=0.1,
        )

    def is_installed(self) -> bool:
        """Tell whether scikit-learn, which brings the data, is on this machine."""
        return find_spec("sklearn") is not None

    def read(self) -> ArrayData:
        """Return rows (N, columns) float32 and their classes or numbers (N,)."""
        from sklearn import datasets

        load: Callable[[], Any] = getattr(datasets, self.function)
        bunch = load()
        inputs = bunch.data.astype(np.float32)
        targets = bunch.target.astype(np.int64 if self.class_names else np.float64)
        labels = targets if self.class_names else np.zeros(len(targets), np.int64)
        outer = split_stratified(labels, np.arange(len(labels)), {"test": 0.2}, rest="train")
        inner = split_stratified(
            labels, np.sort(outer["train"]), {"validation": 0.15, "early": 0.1}, rest="train"
        )
        split = {**inner, "test": outer["test"]}
        columns = [TableColumn(str(name)) for name in bunch.feature_names]
        fingerprint = fingerprint_of(inputs, targets, split)
        return ArrayData(self.card(), inputs, targets, split, fingerprint, columns)
