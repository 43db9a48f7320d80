"""Hostile archives: refused before anything is unpacked, with the member that is at fault."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from searchapp.nas.importing.archives import is_unsafe
from searchapp.nas.importing.faults import BadUpload
from searchapp.nas.importing.profile import Limits
from tests.unit.nas.importing.uploads import checked, folders, zip_of

HONEST = folders({"a": 20, "b": 20})


def with_member(path: Path, info: zipfile.ZipInfo, content: bytes = b"x") -> Path:
    zip_of(path, HONEST)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(info, content)
    return path


def codes(upload: Path, limits: Limits | None = None) -> set[str]:
    with pytest.raises(BadUpload) as refused:
        checked(upload, limits)
    assert all(issue.message for issue in refused.value.issues)
    return {issue.code for issue in refused.value.issues}


@pytest.mark.parametrize(
    "name",
    [
        "../x.png",
        "a/../../x.png",
        "/etc/x.png",
        "C:\\x.png",
        "a\\..\\b.png",
        "a/\x01.png",
        "\\x.png",
    ],
)
def test_a_member_that_leads_out_is_refused(name: str, tmp_path: Path) -> None:
    before = set(tmp_path.rglob("*"))
    upload = zip_of(tmp_path / "x.zip", HONEST | {name: b"x"})
    assert codes(upload) == {"unsafe_path"}
    assert set(tmp_path.rglob("*")) - before == {upload, tmp_path / "dataset"}


@pytest.mark.parametrize("name", ["a/1.png", "a b/ü.png", "a.b/..c.png", "..."])
def test_plain_names_are_safe(name: str) -> None:
    assert not is_unsafe(name)


def test_a_name_with_nul_is_refused(tmp_path: Path) -> None:
    upload = zip_of(tmp_path / "x.zip", HONEST | {"a/evil!png": b"x"})
    upload.write_bytes(upload.read_bytes().replace(b"evil!png", b"evil\0png"))
    assert "unsafe_path" in codes(upload)


def test_a_very_long_name_is_refused(tmp_path: Path) -> None:
    assert codes(zip_of(tmp_path / "x.zip", HONEST | {"a/" + "n" * 40_000: b"x"})) == {
        "unsafe_path"
    }


@pytest.mark.parametrize("mode", [0o120777, 0o020666, 0o010666])
def test_links_devices_and_pipes_are_refused(mode: int, tmp_path: Path) -> None:
    info = zipfile.ZipInfo("a/link.png")
    info.external_attr = mode << 16
    assert codes(with_member(tmp_path / "x.zip", info, b"/etc/passwd")) == {"not_a_file"}


@pytest.mark.parametrize("twin", ["a/0.png", "A/0.PNG"])
def test_names_that_differ_in_case_only_are_refused(twin: str, tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name") if twin == "a/0.png" else _nothing():
        upload = with_member(tmp_path / "x.zip", zipfile.ZipInfo(twin), HONEST["a/0.png"])
    assert codes(upload) == {"name_twice"}


class _nothing:  # noqa: N801  # stands where `pytest.warns` stands
    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    upload = zip_of(tmp_path / "x.zip", HONEST)
    content = bytearray(upload.read_bytes())
    entry = content.rfind(b"PK\x01\x02")
    content[entry + 8] |= 1
    upload.write_bytes(bytes(content))
    assert "encrypted" in codes(upload)


def test_a_member_packed_with_another_method_is_refused(tmp_path: Path) -> None:
    upload = tmp_path / "x.zip"
    with zipfile.ZipFile(upload, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in HONEST.items():
            archive.writestr(name, content)
    assert codes(upload) == {"packed_strangely"}


def test_a_member_that_unpacks_to_very_much_is_refused(tmp_path: Path) -> None:
    upload = zip_of(tmp_path / "x.zip", HONEST | {"a/zeros.png": bytes(5 * 2**20)})
    assert codes(upload) == {"too_dense"}


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(files=30), "too_many_files"),
        (Limits(inflated_bytes=1000), "too_large"),
        (Limits(file_bytes=50), "too_large"),
        (Limits(bytes=100), "too_large"),
    ],
)
def test_the_limits_hold(limits: Limits, code: str, tmp_path: Path) -> None:
    assert codes(zip_of(tmp_path / "x.zip", HONEST), limits) == {code}


def test_a_table_of_contents_that_would_fill_the_memory_is_not_read(tmp_path: Path) -> None:
    upload = zip_of(tmp_path / "x.zip", HONEST)
    content = bytearray(upload.read_bytes())
    end = content.rfind(b"PK\x05\x06")
    content[end + 12 : end + 16] = struct.pack("<L", 2**31)
    upload.write_bytes(bytes(content))
    assert codes(upload) == {"too_many_files"}


def test_overlapping_members_are_refused(tmp_path: Path) -> None:
    """Fifield 2019: many entries that all point at the same packed bytes."""
    upload = zip_of(tmp_path / "x.zip", HONEST)
    content = bytearray(upload.read_bytes())
    second = content.find(b"PK\x01\x02", content.find(b"PK\x01\x02") + 1)
    content[second + 42 : second + 46] = struct.pack("<L", 10)
    upload.write_bytes(bytes(content))
    assert "overlap" in codes(upload)


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _wrong_checksum(content: bytes) -> bytes:
    at = content.find(b"PK\x01\x02") + 16
    return content[:at] + b"\0\0\0\1" + content[at + 4 :]


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (_cut, "not_a_zip"),
        (lambda content: b"", "not_a_zip"),
        (lambda content: b"PK\x05\x06", "not_a_zip"),
        (lambda content: b"GIF89a" + bytes(100), "not_a_zip"),
        (_wrong_checksum, "broken_member"),
    ],
)
def test_a_broken_archive_is_refused(
    harm: Callable[[bytes], bytes], code: str, tmp_path: Path
) -> None:
    upload = zip_of(tmp_path / "x.zip", HONEST)
    upload.write_bytes(harm(upload.read_bytes()))
    assert codes(upload) == {code}


def test_an_archive_within_an_archive_is_no_image(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("x", b"x")
    upload = zip_of(tmp_path / "x.zip", HONEST | {"a/nested.png": inner.getvalue()})
    assert codes(upload) == {"not_an_image"}
