"""Tables: what the columns are found to be, what is read of them, what is refused."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.nas.importing.faults import BadUpload
from searchapp.nas.importing.profile import Column, Limits
from tests.examples import examples
from tests.unit.nas.importing.uploads import checked, table

HEADER = "age,income,town,label\n"
ROWS = [
    f"{20 + n % 40},{1000 + 7 * n},{('Rome', 'Oslo', 'Bern')[n % 3]},{('no', 'yes')[n % 2]}"
    for n in range(60)
]
TEXT = HEADER + "\n".join(ROWS) + "\n"


def columns_of(upload: Path, **options: Any) -> dict[str, Column]:
    return {column.name: column for column in checked(upload, **options).profile.columns}


def codes(upload: Path, limits: Limits | None = None, **options: Any) -> set[str]:
    with pytest.raises(BadUpload) as refused:
        checked(upload, limits, **options)
    return {issue.code for issue in refused.value.issues}


def stored(upload: Path) -> tuple[np.ndarray, np.ndarray]:
    folder = upload.parent / "dataset"
    return np.load(folder / "inputs.npy"), np.load(folder / "targets.npy")


def test_columns_are_numbers_categories_and_the_target(tmp_path: Path) -> None:
    upload = table(tmp_path / "people.csv", TEXT)
    found = checked(upload)
    kinds = {column.name: column.kind for column in found.profile.columns}
    assert kinds == {"age": "number", "income": "number", "town": "category", "label": "target"}
    assert found.card.problem == "tabular_classification"
    assert found.card.class_names == ["no", "yes"]
    assert found.card.symbols == {
        "columns": 3, "numbers": 2, "cardinalities": [4], "classes": 2, "items": 60,
    }  # fmt: skip
    inputs, targets = stored(upload)
    assert inputs[0] == pytest.approx([20, 1000, 3])  # Bern 1, Oslo 2, Rome 3
    assert list(targets[:4]) == [0, 1, 0, 1]


@pytest.mark.parametrize(
    ("dropped", "summary"),
    [
        ([], "60 rows of 2 numbers and 1 category, 2 classes."),
        ([0], "60 rows of 1 number and 1 category, 2 classes."),
        ([0, 1], "60 rows of 1 category, 2 classes."),
        ([2], "60 rows of 2 numbers, 2 classes."),
    ],
)
def test_the_summary_counts_what_is_there(dropped: list[int], summary: str, tmp_path: Path) -> None:
    lines = [line.split(",") for line in TEXT.splitlines()]
    kept = [",".join(cell for at, cell in enumerate(line) if at not in dropped) for line in lines]
    assert checked(table(tmp_path / "x.csv", "\n".join(kept))).card.summary == summary


def test_the_numbers_of_a_column_are_described(tmp_path: Path) -> None:
    age = columns_of(table(tmp_path / "x.csv", TEXT))["age"]
    assert (age.minimum, age.median, age.maximum, age.missing) == (20, 34.5, 59, 0)


@pytest.mark.parametrize("hole", ["", "?", "NA", "NaN", "null", " - "])
def test_missing_cells_are_holes_in_numbers_and_zero_in_categories(
    hole: str, tmp_path: Path
) -> None:
    rows = [f"{hole},1,{hole},yes", *ROWS]
    upload = table(tmp_path / "x.csv", HEADER + "\n".join(rows))
    found = checked(upload)
    columns = {column.name: column for column in found.profile.columns}
    assert columns["age"].missing == columns["town"].missing == 1
    inputs, _ = stored(upload)
    assert np.isnan(inputs[0, 0])
    assert inputs[0, 2] == 0
    # Beside the two numbers stands a column that tells where one of them was missing.
    assert (found.card.symbols["numbers"], found.card.symbols["columns"]) == (3, 4)


def test_rows_without_a_target_are_left_out_and_told(tmp_path: Path) -> None:
    upload = table(tmp_path / "x.csv", TEXT + "20,?,Rome,\n30,1,Oslo,?\n")
    found = checked(upload)
    assert found.profile.items == 60
    assert [issue.message for issue in found.issues if issue.code == "no_target"] == [
        "2 rows without a target are left out"
    ]
    # A hole that stands in such a row only is none: no column tells of it.
    assert found.card.symbols["numbers"] == 2


@pytest.mark.parametrize(
    ("name", "separator"), [("x.csv", ","), ("x.csv", ";"), ("x.tsv", "\t"), ("x.csv", "|")]
)
def test_what_stands_between_the_cells_is_found(name: str, separator: str, tmp_path: Path) -> None:
    upload = table(tmp_path / name, TEXT.replace(",", separator))
    assert len(columns_of(upload)) == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_of_any_unicode(encoding: str, tmp_path: Path) -> None:
    upload = tmp_path / "x.csv"
    upload.write_text(TEXT.replace("Oslo", "Tromsø"), encoding=encoding)
    columns = columns_of(upload)
    assert {count.name for count in columns["town"].top} == {"Rome", "Bern", "Tromsø"}


def test_a_packed_table_is_the_same(tmp_path: Path) -> None:
    plain = checked(table(tmp_path / "x.csv", TEXT))
    packed = tmp_path / "x.csv.gz"
    packed.write_bytes(gzip.compress(TEXT.encode()))
    found = checked(packed)
    assert (found.fingerprint, found.card.title) == (plain.fingerprint, "x")


@pytest.mark.parametrize(
    ("header", "target"),
    [("a,b,c,d", "d"), ("y,b,c,d", "y"), ("a,Label,c,d", "Label"), ("class,target,c,d", "target")],
)
def test_the_target_is_found_by_name_or_is_the_last(
    header: str, target: str, tmp_path: Path
) -> None:
    rows = "\n".join(f"{n % 2},{n % 3},{n % 2},{n % 3}" for n in range(60))
    columns = columns_of(table(tmp_path / "x.csv", f"{header}\n{rows}"))
    assert [name for name, column in columns.items() if column.kind == "target"] == [target]


def test_another_target_can_be_asked_for(tmp_path: Path) -> None:
    found = checked(table(tmp_path / "x.csv", TEXT), target="town")
    assert found.card.class_names == ["Bern", "Oslo", "Rome"]


def test_a_target_of_many_numbers_is_predicted_as_a_number(tmp_path: Path) -> None:
    upload = table(tmp_path / "x.csv", TEXT)
    found = checked(upload, target="income")
    assert found.card.problem == "tabular_regression"
    assert "classes" not in found.card.symbols
    assert sum(count.items for count in found.profile.target_histogram) == 60
    assert stored(upload)[1][:2] == pytest.approx([1000, 1007])


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        ("tabular_classification", "tabular_classification"),
        ("tabular_regression", "tabular_regression"),
    ],
)
def test_whether_numbers_are_classes_can_be_asked_for(
    problem: str, kind: str, tmp_path: Path
) -> None:
    rows = "\n".join(f"{n},{n % 5}" for n in range(100))
    assert checked(table(tmp_path / "x.csv", f"a,b\n{rows}"), problem=problem).card.problem == kind


def test_classes_that_are_numbers_stand_in_their_order(tmp_path: Path) -> None:
    rows = "\n".join(f"{n},{8 + n % 4}" for n in range(100))
    assert checked(table(tmp_path / "x.csv", f"a,b\n{rows}")).card.class_names == [
        "8",
        "9",
        "10",
        "11",
    ]


def test_a_split_column_names_the_parts(tmp_path: Path) -> None:
    rows = "\n".join(f"{'test' if n % 5 == 0 else 'train'},{n},{n % 2}" for n in range(100))
    found = checked(table(tmp_path / "x.csv", f"split,a,b\n{rows}"))
    assert found.profile.is_split_given
    assert sorted(np.load(tmp_path / "dataset" / "split.npz")["test"]) == list(range(0, 100, 5))
    assert found.card.symbols["columns"] == 1


@pytest.mark.parametrize(
    ("cell", "why"),
    [("", "every cell is empty"), ("same", "all cells are equal"),
     ("name{n}", "nearly every cell is different: a name or a number of the row")],
)  # fmt: skip
def test_columns_that_teach_nothing_are_left_out_and_told_why(
    cell: str, why: str, tmp_path: Path
) -> None:
    rows = "\n".join(f"{n},{cell.format(n=n)},{n % 2}" for n in range(60))
    columns = columns_of(table(tmp_path / "x.csv", f"a,b,c\n{rows}"))
    assert (columns["b"].kind, columns["b"].why) == ("ignored", why)


def test_columns_can_be_left_out_on_demand(tmp_path: Path) -> None:
    columns = columns_of(table(tmp_path / "x.csv", TEXT), ignored=["income"])
    assert (columns["income"].kind, columns["income"].why) == ("ignored", "left out as you asked")


def test_cells_with_quotes_newlines_and_formulas_are_text(tmp_path: Path) -> None:
    odd = ['"a, b"', '"line\nline"', "=cmd()", '"say ""hi"""']
    rows = "\n".join(f"{n},{odd[n % 4]},{n % 2}" for n in range(60))
    columns = columns_of(table(tmp_path / "x.csv", f"a,b,c\n{rows}"))
    assert {count.name for count in columns["b"].top} == {
        "a, b",
        "line\nline",
        "=cmd()",
        'say "hi"',
    }


# What is refused -------------------------------------------------------------------------------
LONG = "\n".join(f"{n},{n % 2}" for n in range(60))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_columns"),
        ("a\n1\n", "no_columns"),
        ("a,b\n", "no_rows"),
        ("1,2\n3,4\n", "no_header"),
        (f"a,a\n{LONG}", "name_twice"),
        (f"a,\n{LONG}", "name_twice"),
        (f"a,b\n{LONG}\n1,2,3\n", "ragged_row"),
        (f'a,b\n{LONG}\n"open,1\n', "bad_row"),
        (f"a,b\n{LONG}\n1\0,1\n", "not_text"),
        (f"a,b\n{LONG}\ninf,1\n", "not_finite"),
        (f"a,b\n{LONG}\n1e39,1\n", "not_finite"),
        ("a,b\n" + "\n".join(f"{n},same" for n in range(60)), "one_class"),
        ("a,b\n" + "\n".join(f"same,{n % 2}" for n in range(60)), "no_features"),
        ("a,b\n" + "\n".join(f"{n},{n % 2}" for n in range(10)), "too_few_items"),
        ("a,b\n" + "\n".join(f"{n},{n}x" for n in range(1200)), "too_many_classes"),
        (f"a,b\n{LONG}\n{'9' * 20_000},1\n", "bad_row"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(text: str, code: str, tmp_path: Path) -> None:
    assert codes(table(tmp_path / "x.csv", text)) == {code}


def test_a_ragged_row_is_named_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadUpload) as refused:
        checked(table(tmp_path / "x.csv", f"a,b\n{LONG}\n1,2,3\n4\n"))
    assert [issue.path for issue in refused.value.issues] == [("line 62",), ("line 63",)]


@pytest.mark.parametrize(
    ("limits", "code"),
    [(Limits(rows=50), "too_many_rows"), (Limits(columns=3), "too_many_columns"),
     (Limits(inflated_bytes=500), "too_large"), (Limits(classes=1), "too_many_classes")],
)  # fmt: skip
def test_the_limits_hold(limits: Limits, code: str, tmp_path: Path) -> None:
    assert codes(table(tmp_path / "x.csv", TEXT), limits) == {code}


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    upload = tmp_path / "x.csv.gz"
    upload.write_bytes(gzip.compress(b"a,b\n" + b"1,2\n" * 500_000))
    assert codes(upload, Limits(inflated_bytes=100_000)) == {"too_large"}


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a,b\n\xe9,1\n", b"\x1f\x8bbroken"])
def test_what_is_no_text_is_refused(content: bytes, tmp_path: Path) -> None:
    upload = tmp_path / "x.csv"
    upload.write_bytes(content)
    assert codes(upload) <= {"not_text", "broken_file", "no_columns"}


def test_a_target_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(BadUpload, match="no 'price'; the columns are age, income, town, label"):
        checked(table(tmp_path / "x.csv", TEXT), target="price")


def test_words_cannot_be_predicted_as_numbers(tmp_path: Path) -> None:
    assert codes(table(tmp_path / "x.csv", TEXT), problem="tabular_regression") == {"not_a_number"}


CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@examples(60, derandomize=True)
@given(st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=30), st.sampled_from(",;\t"))
def test_any_text_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], separator: str
) -> None:
    text = "\n".join(separator.join(row) for row in rows)
    upload = tmp_path_factory.mktemp("any") / "x.csv"
    upload.write_bytes(text.encode())
    try:
        found = checked(upload)
    except BadUpload as refused:
        told = refused.issues
    else:
        told = ()
        assert found.profile.items >= 20
    assert all(issue.message for issue in told)
