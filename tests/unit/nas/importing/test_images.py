"""Zips of class folders: what is read, how images are brought into one form, what is left out."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from searchapp.nas.importing.faults import BadUpload
from searchapp.nas.importing.pictures import decode
from searchapp.nas.importing.profile import Limits
from tests.unit.nas.importing.uploads import checked, folders, image_bytes, zip_of


def inputs_in(upload: Path) -> np.ndarray:
    inputs: np.ndarray = np.load(upload.parent / "dataset" / "inputs.npy")
    return inputs


def test_folders_are_the_classes_in_order_of_their_names(tmp_path: Path) -> None:
    upload = zip_of(tmp_path / "pets.zip", folders({"dog": 20, "cat": 30}))
    found = checked(upload)
    assert found.card.class_names == ["cat", "dog"]
    assert found.card.title == "pets"
    assert found.card.symbols == {
        "channels": 1, "height": 8, "width": 8, "classes": 2, "items": 50,
    }  # fmt: skip
    assert [(count.name, count.items) for count in found.profile.classes] == [
        ("cat", 30),
        ("dog", 20),
    ]
    assert not found.profile.is_split_given
    assert sum(found.profile.parts.values()) == 50
    targets = np.load(tmp_path / "dataset" / "targets.npy")
    assert (np.bincount(targets) == [30, 20]).all()


@pytest.mark.parametrize("top", ["", "data/", "my data/images/"])
def test_folders_above_the_classes_mean_nothing(top: str, tmp_path: Path) -> None:
    found = checked(zip_of(tmp_path / "x.zip", folders({"a": 20, "b": 20}, top)))
    assert found.card.class_names == ["a", "b"]


@pytest.mark.parametrize("names", [("train", "test"), ("Training", "TEST")])
def test_parts_named_by_folders_are_kept(names: tuple[str, str], tmp_path: Path) -> None:
    members = folders({"a": 20, "b": 20}, f"all/{names[0]}/")
    members |= folders({"a": 5, "b": 5}, f"all/{names[1]}/", first=1000)
    found = checked(zip_of(tmp_path / "x.zip", members))
    assert found.profile.is_split_given
    assert found.profile.parts["test"] == 10
    split = np.load(tmp_path / "dataset" / "split.npz")
    tested = {tuple(image[0, 0, :2]) for image in inputs_in(tmp_path / "x.zip")[split["test"]]}
    assert tested == {divmod(1000 + number, 256) for number in range(10)}


def test_a_validation_folder_scores_the_search(tmp_path: Path) -> None:
    members: dict[str, bytes] = {}
    for part, items in (("train", 20), ("val", 4), ("test", 5)):
        members |= folders({"a": items, "b": items}, f"{part}/", first=100 * items)
    found = checked(zip_of(tmp_path / "x.zip", members))
    assert found.profile.parts == {"train": 36, "early": 4, "validation": 8, "test": 10}


def test_the_given_parts_can_be_left_aside(tmp_path: Path) -> None:
    members = folders({"a": 20, "b": 20}, "train/") | folders({"a": 5, "b": 5}, "test/", first=1000)
    found = checked(zip_of(tmp_path / "x.zip", members), split="stratified", test=0.4)
    assert not found.profile.is_split_given
    assert found.profile.parts["test"] == 20


def test_what_is_no_image_of_a_class_is_counted_not_read(tmp_path: Path) -> None:
    members = folders({"a": 20, "b": 20}) | {
        "a/.DS_Store": b"x",
        "__MACOSX/a/0.png": b"x",
        "a/notes.txt": b"x",
        "stray.png": image_bytes(),
    }
    found = checked(zip_of(tmp_path / "x.zip", members))
    skipped = {count.name: count.items for count in found.profile.skipped}
    assert skipped == {
        "hidden file": 2, "no image (.txt)": 1, "image outside of a class folder": 1,
    }  # fmt: skip
    assert found.profile.items == 40
    assert {issue.code for issue in found.issues} >= {"skipped"}


def test_all_broken_images_are_named_at_once(tmp_path: Path) -> None:
    members = folders({"a": 20, "b": 20})
    members["a/bad.png"] = b"no image"
    members["b/cut.png"] = image_bytes(size=(64, 64), mode="RGB", value=(1, 2, 3))[:-30]
    members["b/svg.png"] = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    with pytest.raises(BadUpload) as refused:
        checked(zip_of(tmp_path / "x.zip", members))
    assert {issue.path[0] for issue in refused.value.issues} >= {"a/bad.png", "b/svg.png"}


def test_a_cut_image_is_named(tmp_path: Path) -> None:
    members = folders({"a": 20, "b": 20})
    rng = np.random.default_rng(0)
    file = io.BytesIO()
    Image.fromarray(rng.integers(0, 256, (64, 64, 3), np.uint8)).save(file, "PNG")
    members["b/cut.png"] = file.getvalue()[:4000]
    with pytest.raises(BadUpload) as refused:
        checked(zip_of(tmp_path / "x.zip", members))
    assert refused.value.issues[0].path == ("b/cut.png",)


def test_an_image_may_not_have_more_pixels_than_the_limit(tmp_path: Path) -> None:
    members = folders({"a": 20, "b": 20}) | {"a/big.png": image_bytes(size=(300, 300))}
    with pytest.raises(BadUpload, match=r"at most 50,000 pixels, got 300 × 300"):
        checked(zip_of(tmp_path / "x.zip", members), Limits(pixels=50_000))


def test_a_head_that_claims_a_huge_image_takes_no_memory(tmp_path: Path) -> None:
    small = image_bytes(mode="L", value=0)
    size = struct.pack(">II", 30_000, 30_000)
    head = b"IHDR" + size + small[24:29]  # depth, colours and so on stay
    huge = small[:12] + head + struct.pack(">I", zlib.crc32(head)) + small[33:]
    members = folders({"a": 20, "b": 20}) | {"a/huge.png": huge}
    with pytest.raises(BadUpload, match="30,000 × 30,000"):
        checked(zip_of(tmp_path / "x.zip", members))


def test_classes_of_one_image_each_cannot_be_learned(tmp_path: Path) -> None:
    members = folders({f"class{number}": 1 for number in range(200)})
    with pytest.raises(BadUpload, match="200 items in 200 classes are too few"):
        checked(zip_of(tmp_path / "x.zip", members))


def test_all_images_together_may_not_have_more_bytes_than_the_limit(tmp_path: Path) -> None:
    upload = zip_of(tmp_path / "x.zip", folders({"a": 20, "b": 20}))
    with pytest.raises(BadUpload, match="ask for a smaller size"):
        checked(upload, Limits(array_bytes=1000))


def test_sizes_that_differ_become_one(tmp_path: Path) -> None:
    members = folders({"a": 20, "b": 20})
    members |= {f"a/wide{n}.png": image_bytes(size=(20, 10)) for n in range(3)}
    found = checked(zip_of(tmp_path / "x.zip", members))
    assert (found.card.symbols["height"], found.card.symbols["width"]) == (8, 8)
    assert [(count.name, count.items) for count in found.profile.shapes] == [
        ("8 × 8 grey", 40), ("20 × 10 grey", 3),
    ]  # fmt: skip


def test_a_common_size_that_is_no_square_is_kept(tmp_path: Path) -> None:
    members = {f"{c}/{n}.png": image_bytes(n, size=(12, 6)) for c in "ab" for n in range(20)}
    found = checked(zip_of(tmp_path / "x.zip", members))
    assert (found.card.symbols["height"], found.card.symbols["width"]) == (6, 12)


def test_a_size_that_is_asked_for_is_given(tmp_path: Path) -> None:
    upload = zip_of(tmp_path / "x.zip", folders({"a": 20, "b": 20}))
    checked(upload, size=16, colour="rgb")
    assert inputs_in(upload).shape == (40, 3, 16, 16)


def test_one_coloured_image_makes_all_coloured(tmp_path: Path) -> None:
    members = folders({"a": 20, "b": 20})
    members["a/red.png"] = image_bytes((255, 0, 0), mode="RGB")
    upload = zip_of(tmp_path / "x.zip", members)
    assert checked(upload).card.symbols["channels"] == 3
    red = inputs_in(upload)[20]
    assert (red[0] == 255).all()
    assert (red[1:] == 0).all()


def test_equal_images_are_told_and_those_that_leak(tmp_path: Path) -> None:
    members = folders({"a": 20, "b": 20}, "train/") | folders({"a": 5, "b": 5}, "test/", first=5000)
    members["test/a/same.png"] = members["train/a/3.png"]
    members["train/b/again.png"] = members["train/b/4.png"]
    found = checked(zip_of(tmp_path / "x.zip", members))
    assert (found.profile.duplicates, found.profile.leaked) == (2, 1)
    assert {"duplicates", "leaked"} <= {issue.code for issue in found.issues}
    words = [issue.message for issue in found.issues]
    assert "2 items equal to an earlier one" in words
    assert any(text.startswith("1 item of the test part in another part too") for text in words)


def test_samples_show_every_class(tmp_path: Path) -> None:
    found = checked(zip_of(tmp_path / "x.zip", folders({"a": 60, "b": 20, "c": 20})))
    assert {sample.label for sample in found.profile.samples} == {"a", "b", "c"}
    for sample in found.profile.samples:
        with Image.open(tmp_path / "dataset" / "samples" / sample.picture) as picture:
            assert min(picture.size) >= 96


def test_one_class_is_not_enough(tmp_path: Path) -> None:
    with pytest.raises(BadUpload, match="2 to 1,000 classes, got 1"):
        checked(zip_of(tmp_path / "x.zip", folders({"a": 40})))


def test_nothing_to_read_is_said_with_what_was_found(tmp_path: Path) -> None:
    upload = zip_of(tmp_path / "x.zip", {"a.txt": b"x", "b.txt": b"x"})
    with pytest.raises(BadUpload, match=r"cat/1\.png.*2 × no image \(\.txt\)"):
        checked(upload)


# Pixels ----------------------------------------------------------------------------------------
def test_a_picture_is_turned_as_its_camera_was_held() -> None:
    image = Image.new("L", (4, 2), 0)
    image.putpixel((0, 0), 255)
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: the top of the picture is at the right of the file
    file = io.BytesIO()
    image.save(file, "PNG", exif=exif)
    pixels = decode(file.getvalue(), (4, 2), "grey")
    assert pixels.shape == (1, 4, 2)
    assert pixels[0, 0, 1] == 255
    assert pixels.sum() == 255


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_is_white(mode: str) -> None:
    clear = (10, 20, 30, 0) if mode == "RGBA" else (10, 0)
    assert (decode(image_bytes(clear, mode=mode), (8, 8), "rgb") == 255).all()


def test_deep_greys_are_scaled_not_cut() -> None:
    deep = np.full((8, 8), 0x8040, np.uint16)
    file = io.BytesIO()
    Image.fromarray(deep).save(file, "PNG")
    assert (decode(file.getvalue(), (8, 8), "grey") == 0x80).all()


@pytest.mark.parametrize(
    ("kind", "mode", "value"),
    [("PNG", "1", 1), ("GIF", "P", 0), ("BMP", "RGB", (9, 9, 9)), ("WEBP", "RGB", (9, 9, 9)),
     ("TIFF", "CMYK", (0, 0, 0, 0)), ("JPEG", "L", 77), ("PPM", "L", 77)],
)  # fmt: skip
def test_every_format_gives_bytes(kind: str, mode: str, value: int | tuple[int, ...]) -> None:
    pixels = decode(image_bytes(value, mode=mode, kind=kind), (5, 7), "rgb")
    assert (pixels.shape, pixels.dtype) == ((3, 5, 7), np.uint8)
