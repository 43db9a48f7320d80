"""Splits of a dataset: every item in one part, every class in every part, the same for ever."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchapp.nas.datasets.base import split_stratified
from searchapp.nas.problems.base import SplitName
from tests.examples import examples

QUICK = examples(60, derandomize=True)
TARGETS = st.lists(st.integers(0, 3), min_size=1, max_size=200)
SHARES = st.tuples(st.floats(0, 0.5), st.floats(0, 0.5))


def split(targets: list[int], shares: tuple[float, float]) -> dict[SplitName, np.ndarray]:
    wanted: dict[SplitName, float] = {"validation": shares[0], "test": shares[1]}
    return split_stratified(np.array(targets), np.arange(len(targets)), wanted, rest="train")


@QUICK
@given(TARGETS, SHARES)
def test_every_item_is_in_exactly_one_part(targets: list[int], shares: tuple[float, float]) -> None:
    parts = split(targets, shares)
    assert set(parts) == {"validation", "test", "train"}
    assert sorted(np.concatenate(list(parts.values())).tolist()) == list(range(len(targets)))


@QUICK
@given(TARGETS, SHARES)
def test_every_class_has_its_share_to_within_one_item(
    targets: list[int], shares: tuple[float, float]
) -> None:
    parts = split(targets, shares)
    for label in set(targets):
        count = targets.count(label)
        for part, share in zip(("validation", "test"), shares, strict=True):
            found = int((np.array(targets)[parts[part]] == label).sum())  # type: ignore[index]
            assert abs(found - share * count) <= 1


@QUICK
@given(TARGETS, SHARES)
def test_a_split_depends_on_its_data_alone(targets: list[int], shares: tuple[float, float]) -> None:
    np.random.default_rng(len(targets)).random(5)
    first, again = split(targets, shares), split(targets, shares)
    assert all(np.array_equal(first[part], again[part]) for part in first)


def test_the_first_items_of_a_part_are_a_fair_sample_of_it() -> None:
    """A fraction of the data is its beginning: the beginning must not be one class."""
    parts = split([0] * 500 + [1] * 500, (0.2, 0.2))
    labels = (parts["train"] >= 500).astype(int)
    for share in (0.1, 0.25, 0.5):
        assert 0.35 < labels[: int(share * len(labels))].mean() < 0.65


def test_only_the_items_given_are_split() -> None:
    targets = np.arange(40) % 2
    parts = split_stratified(targets, np.arange(10, 30), {"validation": 0.5}, rest="train")
    assert sorted(np.concatenate(list(parts.values())).tolist()) == list(range(10, 30))
    assert len(parts["validation"]) == 10
