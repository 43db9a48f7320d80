"""From an upload to data that can be learned from, and back again from its folder."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from searchapp.nas.datasets.base import card_of, fingerprint_of, read_dataset
from searchapp.nas.datasets.folder import folder_of, name_of, read_folder
from searchapp.nas.errors import NasError
from searchapp.nas.importing.base import READERS
from searchapp.nas.importing.checking import reader_of
from searchapp.nas.importing.faults import MOST_ISSUES, BadUpload, Faults
from searchapp.nas.importing.profile import Limits
from tests.processes import loaded_by
from tests.unit.nas.importing.uploads import checked, folders, zip_of

SHARED = Path(__file__).parents[5] / "shared" / "data"


@pytest.fixture
def pets(tmp_path: Path) -> Path:
    checked(zip_of(tmp_path / "pets.zip", folders({"cat": 30, "dog": 30})))
    return tmp_path / "dataset"


def test_a_folder_is_read_as_it_was_written(pets: Path) -> None:
    data = read_dataset(name_of(pets))
    assert data.card == card_of(name_of(pets))
    assert data.inputs.shape == (60, 1, 8, 8)
    assert isinstance(data.inputs, np.memmap)
    assert set(data.split) == {"train", "early", "validation", "test"}
    assert data.fingerprint == fingerprint_of(data.inputs, data.targets, data.split)
    assert data.card.name == data.fingerprint[:16]


def test_equal_uploads_have_equal_fingerprints(tmp_path: Path) -> None:
    prints = set()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        upload = zip_of(tmp_path / name / f"{name}.zip", folders({"a": 20, "b": 20}))
        prints.add(checked(upload).fingerprint)
    assert len(prints) == 1


def test_another_split_is_another_fingerprint(tmp_path: Path) -> None:
    upload = zip_of(tmp_path / "x.zip", folders({"a": 20, "b": 20}))
    assert checked(upload, seed=1).fingerprint != checked(upload, seed=2).fingerprint


@pytest.mark.parametrize(
    "lost", ["inputs.npy", "targets.npy", "split.npz", "card.json", "columns.json"]
)
def test_a_folder_that_is_not_whole_is_told(lost: str, pets: Path) -> None:
    (pets / lost).unlink()
    with pytest.raises(NasError, match="cannot be read") as refused:
        read_folder(pets)
    assert refused.value.code == "not_installed"


def test_built_in_data_lies_in_no_folder() -> None:
    assert folder_of("digits") is None
    assert card_of("digits").name == "digits"


def test_the_page_of_the_data_can_be_read_from_its_folder(pets: Path) -> None:
    profile = json.loads((pets / "profile.json").read_text())
    assert profile["kind"] == "images"
    assert len(profile["samples"]) == 40


@pytest.mark.parametrize("name", ["model.pkl", "weights.pt", "data.npy", "data", ".zip.exe"])
def test_other_formats_are_refused_with_those_that_are_read(name: str, tmp_path: Path) -> None:
    upload = tmp_path / name
    upload.write_bytes(b"x")
    with pytest.raises(BadUpload, match=r"\.csv.*\.npz.*\.zip|\.npz.*\.zip.*\.csv") as refused:
        checked(upload)
    assert refused.value.issues[0].code == "unknown_format"


@pytest.mark.parametrize(
    ("name", "stem"), [("a.zip", "a"), ("A.CSV", "A"), ("x.y.csv.gz", "x.y"), ("t.tsv", "t")]
)
def test_the_ending_of_the_name_tells_the_format(name: str, stem: str) -> None:
    assert reader_of(name)[1] == stem


def test_every_reader_says_what_it_reads() -> None:
    endings = [suffix for _, reader in READERS for suffix in reader.suffixes]
    assert len(endings) == len(set(endings))
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in endings)
    assert all(reader.what for _, reader in READERS)


def test_a_file_larger_than_the_limit_is_not_opened(tmp_path: Path) -> None:
    upload = tmp_path / "x.zip"
    upload.write_bytes(bytes(2000))
    with pytest.raises(BadUpload, match="at most 1,000 bytes, got 2,000"):
        checked(upload, Limits(bytes=1000))


def test_reading_ends_at_more_faults_than_anybody_reads() -> None:
    faults = Faults()
    for number in range(MOST_ISSUES - 1):
        faults.add("bad", f"fault {number}")
    with pytest.raises(BadUpload) as refused:
        faults.add("bad", "one more")
    assert len(refused.value.issues) == MOST_ISSUES


def test_importing_loads_no_torch() -> None:
    script = "from searchapp.nas.importing.base import READERS\nassert READERS.names()\n"
    assert loaded_by(script).isdisjoint({"torch", "sklearn", "django"})


# Real data -------------------------------------------------------------------------------------
@pytest.mark.skipif(
    not SHARED.is_dir(), reason="the folder of shared data is not beside the checkout"
)
@pytest.mark.parametrize(
    ("file", "problem", "items", "given", "symbols"),
    [
        ("images_fashion_mnist/fashion_mnist_12k.npz", "image_classification", 12_000, True,
         {"channels": 1, "height": 28, "width": 28, "classes": 10}),
        ("tabular/adult.csv.gz", "tabular_classification", 48_842, True,
         {"numbers": 6, "classes": 2, "cardinalities": [9, 17, 8, 15, 7, 6, 3, 42]}),
        ("tabular/wine_quality.csv", "tabular_classification", 6_497, False, {"classes": 7}),
    ],
)  # fmt: skip
def test_public_data_is_read(
    file: str, problem: str, items: int, given: bool, symbols: dict[str, object], tmp_path: Path
) -> None:
    upload = tmp_path / Path(file).name
    upload.symlink_to(SHARED / file)
    found = checked(upload)
    assert (found.card.problem, found.profile.items) == (problem, items)
    assert found.profile.is_split_given == given
    assert symbols.items() <= found.card.symbols.items()


@pytest.mark.skipif(
    not SHARED.is_dir(), reason="the folder of shared data is not beside the checkout"
)
def test_house_prices_are_predicted_and_their_gaps_told(tmp_path: Path) -> None:
    upload = tmp_path / "housing.csv.gz"
    upload.symlink_to(SHARED / "tabular" / "california_housing.csv.gz")
    found = checked(upload, target="median_house_value")
    assert found.card.problem == "tabular_regression"
    columns = {column.name: column for column in found.profile.columns}
    assert columns["total_bedrooms"].missing == 207
    assert found.card.symbols == {
        "columns": 10, "numbers": 9, "cardinalities": [6], "items": 20_640,
    }  # fmt: skip
