"""NumPy archives: the names and layouts people use, and what is refused."""

from __future__ import annotations

import io
import pickle
import zipfile
from pathlib import Path

import numpy as np
import pytest

from searchapp.nas.importing.faults import BadUpload
from searchapp.nas.importing.profile import Limits
from tests.unit.nas.importing.uploads import arrays, checked, zip_of

RNG = np.random.default_rng(0)
IMAGES = RNG.integers(0, 256, (60, 8, 8), np.uint8)
LABELS = np.arange(60) % 3


def codes(upload: Path, limits: Limits | None = None) -> set[str]:
    with pytest.raises(BadUpload) as refused:
        checked(upload, limits)
    return {issue.code for issue in refused.value.issues}


def inputs_in(upload: Path) -> np.ndarray:
    inputs: np.ndarray = np.load(upload.parent / "dataset" / "inputs.npy")
    return inputs


@pytest.mark.parametrize(
    ("images", "labels"), [("x", "y"), ("images", "labels"), ("inputs", "targets"), ("X", "Y")]
)
def test_images_and_labels_by_their_usual_names(images: str, labels: str, tmp_path: Path) -> None:
    upload = arrays(tmp_path / "x.npz", **{images: IMAGES, labels: LABELS})
    found = checked(upload)
    assert found.card.class_names == ["0", "1", "2"]
    assert not found.profile.is_split_given
    assert (inputs_in(upload) == IMAGES[:, None]).all()


def test_parts_are_kept_and_classes_named(tmp_path: Path) -> None:
    upload = arrays(
        tmp_path / "x.npz",
        x_train=IMAGES[:50], y_train=LABELS[:50], x_test=IMAGES[50:], y_test=LABELS[50:, None],
        class_names=np.array(["cat", "dog", "cow"]),
    )  # fmt: skip
    found = checked(upload)
    assert found.card.class_names == ["cat", "dog", "cow"]
    assert found.profile.is_split_given
    split = np.load(tmp_path / "dataset" / "split.npz")
    assert sorted(split["test"]) == list(range(50, 60))
    assert (np.load(tmp_path / "dataset" / "targets.npy") == LABELS).all()


@pytest.mark.parametrize(
    ("shape", "kept"),
    [((60, 8, 6), (60, 1, 8, 6)), ((60, 8, 6, 3), (60, 3, 8, 6)), ((60, 3, 8, 6), (60, 3, 8, 6)),
     ((60, 8, 6, 1), (60, 1, 8, 6)), ((60, 5, 8, 6), (60, 5, 8, 6))],
)  # fmt: skip
def test_channels_stand_first_wherever_they_came(
    shape: tuple[int, ...], kept: tuple[int, ...], tmp_path: Path
) -> None:
    images = RNG.integers(0, 256, shape, np.uint8)
    upload = arrays(tmp_path / "x.npz", x=images, y=LABELS)
    checked(upload)
    inputs = inputs_in(upload)
    assert inputs.shape == kept
    is_last = len(shape) == 4 and shape[-1] in {1, 3}
    moved = images.transpose(0, 3, 1, 2) if is_last else images.reshape(kept)
    assert (inputs == moved).all()


def test_numbers_that_are_no_bytes_become_floats(tmp_path: Path) -> None:
    upload = arrays(tmp_path / "x.npz", x=IMAGES / 255, y=LABELS)
    checked(upload)
    assert inputs_in(upload).dtype == np.float32
    assert inputs_in(upload) == pytest.approx(IMAGES[:, None] / 255)


def test_large_arrays_are_copied_piece_by_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("searchapp.nas.importing.arrays.PIECE", 64 * 7)
    upload = arrays(tmp_path / "x.npz", x=IMAGES, y=LABELS)
    checked(upload)
    assert (inputs_in(upload) == IMAGES[:, None]).all()


def test_text_labels_name_the_classes(tmp_path: Path) -> None:
    upload = arrays(tmp_path / "x.npz", x=IMAGES, y=np.array(["no", "yes"] * 30))
    assert checked(upload).card.class_names == ["no", "yes"]


def test_labels_need_not_begin_at_zero(tmp_path: Path) -> None:
    upload = arrays(tmp_path / "x.npz", x=IMAGES, y=LABELS * 10 - 5)
    assert checked(upload).card.class_names == ["-5", "5", "15"]
    assert set(np.load(tmp_path / "dataset" / "targets.npy")) == {0, 1, 2}


def test_arrays_of_other_names_are_told(tmp_path: Path) -> None:
    found = checked(arrays(tmp_path / "x.npz", x=IMAGES, y=LABELS, weights=LABELS))
    assert [count.name for count in found.profile.skipped] == ["array weights"]


# What is refused -------------------------------------------------------------------------------
class _Evil:
    """A pickle that would run a command: it must never be opened."""

    def __reduce__(self) -> tuple[object, ...]:
        raise AssertionError("a pickle was made of this")


def test_arrays_of_objects_are_never_opened(tmp_path: Path) -> None:
    objects = np.array([{"a": 1}] * 60, dtype=object)
    upload = tmp_path / "x.npz"
    np.savez(upload, x=IMAGES, y=objects)
    assert codes(upload) == {"objects"}


def test_a_pickle_is_no_array(tmp_path: Path) -> None:
    members = {"x.npy": pickle.dumps([1, 2]), "y.npy": pickle.dumps([1, 2])}
    assert codes(zip_of(tmp_path / "x.npz", members)) == {"not_an_array"}


def _npy(header: str) -> bytes:
    text = header.encode().ljust(118) + b"\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text


@pytest.mark.parametrize(
    "shape", ["(1000000000000,)", "(60, 100000, 100000)", "(61, 8, 8)", "(59, 8, 8)"]
)
def test_a_head_that_lies_about_its_size_takes_no_memory(shape: str, tmp_path: Path) -> None:
    lie = _npy(f"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}")
    labels = io.BytesIO()
    np.save(labels, LABELS)
    upload = tmp_path / "x.npz"
    zip_of(upload, {"x.npy": lie + IMAGES.tobytes(), "y.npy": labels.getvalue()})
    assert "wrong_size" in codes(upload)


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"a": IMAGES}, "no_arrays"),
        ({"x": IMAGES}, "no_arrays"),
        ({"x": IMAGES, "y": LABELS[:59]}, "wrong_shape"),
        ({"x": IMAGES[:, 0], "y": LABELS}, "wrong_shape"),
        ({"x": IMAGES[:, :0], "y": LABELS}, "wrong_shape"),
        ({"x": IMAGES, "y": LABELS / 2}, "wrong_type"),
        ({"x": IMAGES.astype(complex), "y": LABELS}, "wrong_type"),
        ({"x": np.asfortranarray(IMAGES), "y": LABELS}, "fortran_order"),
        ({"x": np.full((60, 8, 8), np.nan), "y": LABELS}, "not_finite"),
        ({"x_train": IMAGES, "y_train": LABELS, "x_test": IMAGES[:, :4], "y_test": LABELS},
         "wrong_shape"),
        ({"x": IMAGES[:12], "y": LABELS[:12]}, "too_few_items"),
        ({"x": IMAGES, "y": np.zeros(60, int)}, "classes"),
    ],
)  # fmt: skip
def test_arrays_that_do_not_fit_are_refused(
    members: dict[str, np.ndarray], code: str, tmp_path: Path
) -> None:
    assert codes(arrays(tmp_path / "x.npz", **members)) == {code}


def test_more_bytes_than_the_limit_are_refused(tmp_path: Path) -> None:
    upload = arrays(tmp_path / "x.npz", x=IMAGES, y=LABELS)
    assert codes(upload, Limits(array_bytes=1000)) == {"too_large"}


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    upload = arrays(tmp_path / "x.npz", x=IMAGES.astype(complex), y=LABELS[:5] / 2)
    assert codes(upload) == {"wrong_type", "wrong_shape"}


def test_no_zip_is_told(tmp_path: Path) -> None:
    upload = tmp_path / "x.npz"
    np.save(tmp_path / "x.npy", IMAGES)
    (tmp_path / "x.npy").rename(upload)
    assert codes(upload) == {"not_a_zip"}


def test_a_broken_member_is_told(tmp_path: Path) -> None:
    upload = arrays(tmp_path / "x.npz", x=IMAGES, y=LABELS)
    content = bytearray(upload.read_bytes())
    with zipfile.ZipFile(upload) as archive:
        at = archive.infolist()[0].header_offset + 60
    content[at : at + 400] = bytes(400)
    upload.write_bytes(bytes(content))
    assert codes(upload) == {"broken_member"}
