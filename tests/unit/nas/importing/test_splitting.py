"""How uploads are split: every class in proportion, what is named kept, nothing in two parts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.nas.importing.base import Found, GivenPart
from searchapp.nas.importing.faults import BadUpload, Faults
from searchapp.nas.importing.profile import Options
from searchapp.nas.importing.splitting import split
from tests.examples import examples
from tests.unit.nas.importing.uploads import checked, folders, zip_of


def found_of(
    targets: np.ndarray, classes: int, given: dict[GivenPart, np.ndarray] | None = None
) -> Found:
    return Found(
        kind="table",
        problem="tabular_classification" if classes else "tabular_regression",
        inputs=np.zeros((len(targets), 1)),
        targets=targets,
        digests=np.zeros((len(targets), 16), np.uint8),
        class_names=[str(label) for label in range(classes)],
        given=given or {},
        symbols={},
    )


@examples(50, derandomize=True)
@given(
    st.lists(st.integers(20, 60), min_size=2, max_size=4),
    st.floats(0.1, 0.5),
    st.floats(0.1, 0.5),
    st.integers(0, 5),
)
def test_parts_share_nothing_hold_all_and_keep_the_classes_in_proportion(
    sizes: list[int], test: float, validation: float, seed: int
) -> None:
    targets = np.repeat(np.arange(len(sizes)), sizes)
    options = Options(test=test, validation=validation, seed=seed)
    parts, is_given = split(found_of(targets, len(sizes)), options, Faults())
    assert not is_given
    assert sorted(np.concatenate(list(parts.values()))) == list(range(len(targets)))
    for label, size in enumerate(sizes):
        tested = (targets[parts["test"]] == label).sum()
        assert tested == round(test * size)
        assert (targets[parts["validation"]] == label).sum() == round(validation * (size - tested))


def test_the_seed_decides_who_is_where() -> None:
    found = found_of(np.arange(100) % 2, 2)

    def tested(seed: int) -> list[int]:
        return sorted(split(found, Options(seed=seed), Faults())[0]["test"])

    assert tested(1) == tested(1)
    assert tested(1) != tested(2)


def test_numbers_are_split_at_random() -> None:
    parts, _ = split(found_of(np.linspace(0, 1, 100), 0), Options(), Faults())
    assert {part: len(indices) for part, indices in parts.items()} == {
        "test": 20, "validation": 12, "early": 8, "train": 60,
    }  # fmt: skip
    assert 0.3 < np.linspace(0, 1, 100)[parts["test"]].mean() < 0.7


@pytest.mark.parametrize("named", [("test",), ("validation",), ("test", "validation")])
def test_what_is_named_is_kept_and_the_rest_taken_from_training(
    named: tuple[GivenPart, ...],
) -> None:
    given: dict[GivenPart, np.ndarray] = {
        part: np.arange(10 * at, 10 * at + 10) for at, part in enumerate(named)
    }
    rest = np.arange(10 * len(named), 200)
    parts, is_given = split(
        found_of(np.arange(200) % 2, 2, {**given, "train": rest}), Options(), Faults()
    )
    for part in named:
        assert sorted(parts[part]) == sorted(given[part])
    assert is_given == ("test" in named)
    assert sorted(np.concatenate(list(parts.values()))) == list(range(200))


def test_a_given_split_that_is_not_there_is_refused() -> None:
    with pytest.raises(BadUpload, match="names no test part"):
        split(found_of(np.arange(100) % 2, 2), Options(split="given"), Faults())


def test_a_class_that_is_only_tested_is_refused() -> None:
    targets = np.array([0] * 50 + [1] * 50 + [2] * 10)
    given: dict[GivenPart, np.ndarray] = {"train": np.arange(90), "test": np.arange(90, 110)}
    with pytest.raises(BadUpload) as refused:
        split(found_of(targets, 3, given), Options(), Faults())
    assert [(issue.code, issue.path) for issue in refused.value.issues] == [
        ("class_not_trained", ("2",))
    ]


def test_a_class_that_is_never_tested_is_told() -> None:
    targets = np.array([0] * 50 + [1] * 50 + [2])
    faults = Faults()
    split(found_of(targets, 3), Options(), faults)
    assert [(issue.code, issue.path) for issue in faults.warnings] == [("class_not_tested", ("2",))]


def test_a_very_uneven_balance_is_told(tmp_path: Path) -> None:
    found = checked(zip_of(tmp_path / "x.zip", folders({"a": 150, "b": 6})))
    assert "unbalanced" in {issue.code for issue in found.issues}
