"""Tables: one row an item, one column a feature, one column to be predicted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from searchapp.nas.importing.base import (
    MOST_SAMPLES,
    Found,
    GivenPart,
    Source,
    UploadReader,
    given_part,
    upload_reader,
)
from searchapp.nas.importing.columns import Survey, is_missing, roles_of, survey
from searchapp.nas.importing.profile import Column, Sample
from searchapp.nas.importing.rows import rows_of
from searchapp.nas.problems.base import TableColumn

if TYPE_CHECKING:
    Array = np.ndarray[Any, Any]


@upload_reader("table")
class Table(UploadReader):
    """Delimited text with a header: .csv, .tsv, packed with gzip or not."""

    suffixes = (".csv", ".tsv", ".csv.gz", ".tsv.gz")
    what = "a table with a header, a row for each item and a column to be predicted"

    @staticmethod
    def read(source: Source) -> Found:
        """Read the table twice: first what its columns are, then their values."""
        with rows_of(source.upload, source.file_name, source.limits) as rows:
            header, found = survey(rows, source)
        columns = roles_of(header, found, source)
        source.faults.end()
        return _Filling(source, header, found, columns).found()


class _Filling:
    """The second reading: numbers and codes go into `inputs.npy`, row by row.

    Columns there: numbers as they are (missing: NaN), then the code of each category from 1, with
    0 for a missing one. `split` tells the part, if the table has such a column.
    """

    def __init__(
        self, source: Source, header: Sequence[str], survey: Survey, columns: Sequence[Column]
    ) -> None:
        self.source = source
        self.columns = columns
        self.at = {name: index for index, name in enumerate(header)}
        self.numbers = [column.name for column in columns if column.kind == "number"]
        self.categories = [column.name for column in columns if column.kind == "category"]
        self.codes = {
            name: {value: code for code, value in enumerate(survey.values_of(name), 1)}
            for name in self.categories
        }
        self.target = next(column.name for column in columns if column.kind == "target")
        self.part = next((column.name for column in columns if column.kind == "split"), None)
        self.is_classes = survey.is_classified(self.target, source.options)
        self.class_names = survey.values_of(self.target) if self.is_classes else []
        self.rows = survey.labelled(self.target)

    def found(self) -> Found:
        """Read all rows that have a target."""
        width = len(self.numbers) + len(self.categories)
        inputs = np.lib.format.open_memmap(
            self.source.folder / "inputs.npy", mode="w+", dtype=np.float32, shape=(self.rows, width)
        )
        targets = np.zeros(self.rows, np.int64 if self.is_classes else np.float64)
        digests = np.zeros((self.rows, 16), np.uint8)
        parts: dict[GivenPart, list[int]] = {}
        samples: list[Sample] = []
        label = {name: code for code, name in enumerate(self.class_names)}
        for index, row in enumerate(self._labelled()):
            inputs[index] = self._values(row)
            text = row[self.at[self.target]].strip()
            targets[index] = label[text] if self.is_classes else float(text)
            digests[index] = np.frombuffer(
                hashlib.blake2b(inputs[index].tobytes(), digest_size=16).digest(), np.uint8
            )
            if self.part is not None and (part := given_part(row[self.at[self.part]])):
                parts.setdefault(part, []).append(index)
            if len(samples) < MOST_SAMPLES:
                samples.append(Sample(label=text, row=[row[self.at[c.name]] for c in self.columns]))
        inputs.flush()
        return Found(
            kind="table",
            problem="tabular_classification" if self.is_classes else "tabular_regression",
            inputs=inputs,
            targets=targets,
            digests=digests,
            class_names=self.class_names,
            given={part: np.array(found, np.int64) for part, found in parts.items()},
            symbols=self._symbols(inputs),
            samples=samples,
            columns=self.columns,
            inside=[TableColumn(name) for name in self.numbers]
            + [TableColumn(name, list(self.codes[name])) for name in self.categories],
        )

    def _labelled(self) -> Iterator[list[str]]:
        source = self.source
        with rows_of(source.upload, source.file_name, source.limits) as rows:
            next(rows)
            for _, row in rows:
                if not is_missing(row[self.at[self.target]]):
                    yield row

    def _values(self, row: Sequence[str]) -> list[float]:
        numbers = [row[self.at[name]] for name in self.numbers]
        codes = [self.codes[name].get(row[self.at[name]].strip(), 0) for name in self.categories]
        return [float("nan") if is_missing(text) else float(text) for text in numbers] + codes

    def _symbols(self, inputs: Array) -> dict[str, int | float | str | list[int]]:
        # Beside the numbers of a row stands whether they are there, where that differs.
        gaps = np.isnan(inputs[:, : len(self.numbers)]).any(axis=0)
        numbers = len(self.numbers) + int(gaps.sum())
        symbols: dict[str, int | float | str | list[int]] = {
            "columns": numbers + len(self.categories),
            "numbers": numbers,
            # One more than the values: code 0 stands for what is missing or was never seen.
            "cardinalities": [len(self.codes[name]) + 1 for name in self.categories],
            "items": self.rows,
        }
        if self.is_classes:
            symbols["classes"] = len(self.class_names)
        return symbols
