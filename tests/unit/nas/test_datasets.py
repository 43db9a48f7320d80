"""Datasets: fixed splits, fingerprints, and what is said when the files are not there."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
import sklearn.datasets

from searchapp.nas.datasets.base import (
    DATASETS,
    fingerprint_of,
    read_dataset,
    split_stratified,
)
from searchapp.nas.datasets.bunches import Bunch
from searchapp.nas.datasets.fashion_mnist import FashionMnist, read_idx
from searchapp.nas.errors import NasError, UnknownName
from searchapp.nas.problems.base import SplitName
from tests.processes import loaded_by

Split = dict[SplitName, np.ndarray]
DIGITS_FINGERPRINT = "15ace78b307da7d6"


def write_idx(path: Path, values: np.ndarray) -> None:
    header = bytes([0, 0, 8, values.ndim]) + np.array(values.shape, ">u4").tobytes()
    path.write_bytes(gzip.compress(header + values.astype(np.uint8).tobytes()))


@pytest.fixture
def small_fashion(tmp_path: Path) -> FashionMnist:
    rng = np.random.default_rng(0)
    for part, items in (("train", 400), ("t10k", 50)):
        images = rng.integers(0, 256, (items, 28, 28))
        write_idx(tmp_path / f"{part}-images-idx3-ubyte.gz", images)
        write_idx(tmp_path / f"{part}-labels-idx1-ubyte.gz", np.arange(items) % 10)
    return FashionMnist(tmp_path)


def test_every_card_names_its_own_entry_and_an_existing_problem() -> None:
    from searchapp.nas.problems.base import PROBLEMS

    for name, reader in DATASETS:
        card = reader.card()
        assert card.name == name
        assert card.problem in PROBLEMS
        assert len(card.class_names) == card.symbols.get("classes", 0)
        assert reader.hint


def test_cards_load_neither_torch_nor_scikit_learn() -> None:
    script = (
        "from searchapp.nas.datasets.base import DATASETS\n"
        "cards = [reader.card() for _, reader in DATASETS]\n"
        "assert cards\n"
    )
    assert loaded_by(script).isdisjoint({"torch", "sklearn", "django"})


def test_the_parts_of_digits_cover_it_without_overlap() -> None:
    data = read_dataset("digits")
    indices = np.concatenate(
        [data.split[part] for part in ("train", "early", "validation", "test")]
    )
    assert sorted(indices) == list(range(1797))
    assert data.inputs.shape == (1797, 1, 8, 8)
    assert {part: len(found) for part, found in data.split.items()} == {
        "train": 1079, "early": 143, "validation": 216, "test": 359,
    }  # fmt: skip


def test_digits_are_those_of_scikit_learn_read_without_it() -> None:
    original, data = sklearn.datasets.load_digits(), read_dataset("digits")
    assert np.array_equal(data.inputs[:, 0], original.images)
    assert np.array_equal(data.targets, original.target)
    script = "from searchapp.nas.datasets.base import read_dataset\nread_dataset('digits')"
    assert loaded_by(script).isdisjoint({"sklearn", "scipy"})


def test_every_part_of_digits_has_every_class_in_proportion() -> None:
    data = read_dataset("digits")
    whole = np.bincount(data.targets) / len(data.targets)
    for part in data.split.values():
        assert np.bincount(data.targets[part]) / len(part) == pytest.approx(whole, abs=0.02)


def test_digits_are_the_same_for_ever() -> None:
    assert read_dataset("digits").fingerprint.startswith(DIGITS_FINGERPRINT)


def test_the_fingerprint_tells_data_and_splits_apart() -> None:
    inputs, targets = np.zeros((4, 1, 2, 2), np.uint8), np.arange(4)
    split: Split = {"train": np.array([0, 1]), "test": np.array([2, 3])}
    first = fingerprint_of(inputs, targets, split)
    assert fingerprint_of(inputs.copy(), targets, dict(reversed(split.items()))) == first
    assert fingerprint_of(inputs + 1, targets, split) != first
    assert fingerprint_of(inputs, targets, {**split, "test": np.array([3, 2])}) != first


def test_a_stratified_split_gives_each_class_its_share() -> None:
    targets = np.repeat([0, 1], [80, 20])
    split = split_stratified(targets, np.arange(100), {"validation": 0.25}, rest="train")
    assert np.bincount(targets[split["validation"]]).tolist() == [20, 5]
    assert np.bincount(targets[split["train"]]).tolist() == [60, 15]


@pytest.mark.parametrize("name", ["iris", "wine", "breast-cancer", "diabetes"])
def test_a_table_of_scikit_learn_is_what_its_card_says(name: str) -> None:
    reader = DATASETS.get(name)
    assert isinstance(reader, Bunch)
    original = getattr(sklearn.datasets, reader.function)()
    data, card = read_dataset(name), reader.card()
    assert data.inputs.shape == (card.symbols["items"], card.symbols["columns"])
    assert data.inputs == pytest.approx(original.data)
    assert data.targets == pytest.approx(original.target)
    assert [column.name for column in data.columns] == list(original.feature_names)
    if card.class_names:
        assert card.class_names == list(original.target_names)
    indices = np.concatenate(list(data.split.values()))
    assert sorted(indices) == list(range(len(data.targets)))
    assert len(data.split["test"]) == pytest.approx(0.2 * len(indices), abs=2)


def test_fashion_mnist_keeps_the_official_test_images_apart(small_fashion: FashionMnist) -> None:
    data = small_fashion.read()
    assert data.inputs.shape == (450, 1, 28, 28)
    assert data.split["test"].tolist() == list(range(400, 450))
    rest = np.concatenate([data.split[part] for part in ("train", "early", "validation")])
    assert sorted(rest) == list(range(400))


def test_fashion_mnist_without_its_files_is_not_installed(tmp_path: Path) -> None:
    assert not FashionMnist(tmp_path).is_installed()


def test_a_dataset_that_is_not_installed_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(DATASETS.get("fashion-mnist"), "folder", Path("/nowhere"))
    read_dataset.cache_clear()  # it may have been read where it is installed
    with pytest.raises(NasError, match="apt install dataset-fashion-mnist"):
        read_dataset("fashion-mnist")


def test_an_unknown_dataset_names_the_nearest() -> None:
    with pytest.raises(UnknownName, match="did you mean 'digits'"):
        read_dataset("digit")


@pytest.mark.parametrize("content", [b"", b"\x00\x00\x08\x01\x00\x00\x00\x09abc", b"hello world"])
def test_a_broken_file_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.gz"
    path.write_bytes(gzip.compress(content))
    with pytest.raises(NasError, match=r"broken\.gz must be an IDX file"):
        read_idx(path)
