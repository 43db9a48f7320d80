"""What the columns of a table are: numbers, categories, the target, the split, or left out."""

from __future__ import annotations

import statistics
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence

from searchapp.nas.importing.base import Source, given_part
from searchapp.nas.importing.faults import refuse
from searchapp.nas.importing.profile import Column, Count, Options
from searchapp.nas.words import counted, verb

MISSING = frozenset({"", "?", "na", "n/a", "nan", "null", "none", "nil", "-", "missing"})
"""Cells that hold nothing, in lower case."""
TARGETS = ("target", "label", "class", "y")
"""Columns that are predicted unless another is named; else the last one is."""
FEW_VALUES = 20
"""A target of whole numbers with at most so many values is taken for classes."""
LARGEST = 1e30
"""Numbers beyond it are taken for infinite: their squares must fit into what networks work with."""
MOST_KEPT = 10_001
"""Different texts of a column that are remembered while it is read."""


def is_missing(text: str) -> bool:
    """Tell whether a cell holds nothing."""
    return text.strip().lower() in MISSING


class _Tally:
    """What was seen in one column so far."""

    def __init__(self) -> None:
        self.missing = 0
        self.counts: Counter[str] = Counter()
        self.is_full = False
        self.numbers: array[float] | None = array("d")
        self.infinite_at = 0

    def take(self, text: str, line: int) -> None:
        """Count a cell."""
        if is_missing(text):
            self.missing += 1
            return
        value = text.strip()
        if self.numbers is not None:
            try:
                number = float(value)
            except ValueError:
                self.numbers = None
            else:
                self.numbers.append(number)
                if not abs(number) <= LARGEST:
                    self.infinite_at = self.infinite_at or line
        if value in self.counts or len(self.counts) < MOST_KEPT:
            self.counts[value] += 1
        else:
            self.is_full = True

    @property
    def is_number(self) -> bool:
        """Tell whether every cell that holds something holds a number."""
        return self.numbers is not None and len(self.numbers) > 0


class Survey:
    """What the first reading of a table found."""

    def __init__(self, header: Sequence[str]) -> None:
        self.rows = 0
        self.tallies = {name: _Tally() for name in header}

    def values_of(self, name: str) -> list[str]:
        """Return the different values of a column, in order."""
        tally = self.tallies[name]
        key = (lambda text: (float(text), text)) if tally.is_number else (lambda text: (0.0, text))
        return sorted(tally.counts, key=key)

    def labelled(self, target: str) -> int:
        """Return how many rows have a target."""
        return self.rows - self.tallies[target].missing

    def is_classified(self, target: str, options: Options) -> bool:
        """Tell whether the target is one of some classes, and no number to be predicted."""
        if options.problem is not None:
            return options.problem != "tabular_regression"
        tally = self.tallies[target]
        if not tally.is_number:
            return True
        are_whole = all(float(text).is_integer() for text in tally.counts)
        return are_whole and not tally.is_full and len(tally.counts) <= FEW_VALUES


def survey(rows: Iterator[tuple[int, list[str]]], source: Source) -> tuple[list[str], Survey]:
    """Read a table once; return its header and what its columns hold."""
    header = _header(next(rows, (1, []))[1], source)
    found = Survey(header)
    tallies = list(found.tallies.values())
    for line, row in rows:
        if len(row) != len(header):
            cells = counted(len(header), "cell")
            message = f"every row has {cells} as the header has, this one {len(row)}"
            source.faults.add("ragged_row", message, f"line {line}")
            continue
        found.rows += 1
        if found.rows > source.limits.rows:
            raise refuse("too_many_rows", f"a table has at most {source.limits.rows:,} rows")
        for tally, text in zip(tallies, row, strict=True):
            tally.take(text, line)
    if not found.rows and not source.faults.issues:
        source.faults.add("no_rows", "a table has a header and rows, but this one has no row")
    source.faults.end()
    return header, found


def _header(cells: Sequence[str], source: Source) -> list[str]:
    header = [cell.strip() for cell in cells]
    if len(header) < 2:
        raise refuse(
            "no_columns",
            "a table has at least two columns, one of them to be predicted; the first line has "
            f"{len(header)}",
            "line 1",
        )
    if len(header) > source.limits.columns:
        message = f"a table has at most {source.limits.columns:,} columns, got {len(header):,}"
        raise refuse("too_many_columns", message, "line 1")
    if all(_is_number(cell) for cell in header):
        raise refuse(
            "no_header", "the first line must name the columns, but it holds numbers", "line 1"
        )
    for name, count in Counter(header).items():
        if count > 1 or name == "":
            what = f"{name!r} stands {count} times" if name else "one is empty"
            source.faults.add(
                "name_twice", f"columns must have names of their own, but {what}", "line 1"
            )
    source.faults.end()
    return header


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def target_of(header: Sequence[str], source: Source) -> str:
    """Return the column to be predicted: the one asked for, one with a usual name, or the last."""
    wanted = source.options.target
    if wanted is not None and wanted not in header:
        known = ", ".join(header[:20])
        message = (
            f"the target must be a column, but there is no {wanted!r}; the columns are {known}"
        )
        raise refuse("no_such_column", message, wanted)
    usual = [name for word in TARGETS for name in header if name.lower() == word]
    return wanted or (usual[0] if usual else header[-1])


def roles_of(header: Sequence[str], found: Survey, source: Source) -> list[Column]:
    """Return what every column is; columns that can teach nothing are left out, with the reason."""
    target = target_of(header, source)
    columns = [_column(name, target, found, source) for name in header]
    if not any(column.kind in {"number", "category"} for column in columns):
        source.faults.add("no_features", "a table needs a column to predict from, but none is left")
    _check_target(target, found, source)
    return columns


def _check_target(target: str, found: Survey, source: Source) -> None:
    tally, faults = found.tallies[target], source.faults
    if tally.missing:
        rows, are = counted(tally.missing, "row"), verb(tally.missing, "is", "are")
        message = f"{rows} without a target {are} left out"
        faults.warn("no_target", message, target)
    if not found.is_classified(target, source.options):
        if not tally.is_number or tally.infinite_at:
            faults.add("not_a_number", "a number to be predicted must stand in every row", target)
        elif len(tally.counts) < 2:
            faults.add("one_value", "the target must have more than one value", target)
        return
    most = source.limits.classes
    if tally.is_full or len(tally.counts) > most:
        faults.add(
            "too_many_classes", f"a target has at most {most:,} classes, this one more", target
        )
    elif len(tally.counts) < 2:
        faults.add("one_class", "the target must have at least two classes", target)


def _column(name: str, target: str, found: Survey, source: Source) -> Column:
    tally = found.tallies[name]
    top = [Count(name=value[:100], items=n) for value, n in tally.counts.most_common(20)]
    distinct = len(tally.counts)
    plain = {"name": name, "missing": tally.missing, "distinct": distinct}
    if name == target:
        return Column(kind="target", top=top, **plain)
    why = _why_ignored(name, found, source)
    if why:
        return Column(kind="ignored", why=why, **plain)
    if name.lower() == "split" and all(given_part(value) for value in tally.counts):
        return Column(kind="split", top=top, **plain)
    if tally.numbers is not None and tally.is_number:
        if tally.infinite_at:
            message = f"numbers must lie between ±{LARGEST:g}, but this one does not"
            raise refuse("not_finite", message, name, f"line {tally.infinite_at}")
        ends = {"minimum": min(tally.numbers), "maximum": max(tally.numbers)}
        return Column(kind="number", median=statistics.median(tally.numbers), **ends, **plain)
    return Column(kind="category", top=top, **plain)


def _why_ignored(name: str, found: Survey, source: Source) -> str:
    """Return why a column is left out, or nothing."""
    tally = found.tallies[name]
    if name in source.options.ignored:
        return "left out as you asked"
    if not tally.counts:
        return "every cell is empty"
    if len(tally.counts) == 1 and not tally.missing:
        return "all cells are equal"
    if tally.is_number:
        return ""
    if tally.is_full or len(tally.counts) > source.limits.categories:
        return f"more than {source.limits.categories:,} different texts"
    if found.rows >= 50 and len(tally.counts) > 0.9 * (found.rows - tally.missing):
        return "nearly every cell is different: a name or a number of the row"
    return ""
