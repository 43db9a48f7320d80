"""Zip files from strangers: what is in them is looked at before anything is unpacked.

Nothing is ever written under a name that an archive gives; the checks refuse archives that try.
"""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import IO

from searchapp.nas.importing.faults import Faults, refuse
from searchapp.nas.importing.profile import Limits

LONGEST_NAME = 500
RATIO_FROM = 2**20
"""Bytes above which the ratio is looked at: small files of one colour pack a thousand to one."""
BYTES_AN_ENTRY = 192
"""Of the table of contents; with the limit of files it bounds what opening an archive takes."""
_END, _END64 = b"PK\x05\x06", b"PK\x06\x06"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@contextmanager
def opened(upload: Path, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """Open an archive whose members have been found harmless.

    Raises:
        BadUpload: It is no zip, is broken, or holds what no honest archive holds; with every fault.
    """
    _check_table_of_contents(upload, limits)
    try:
        archive = zipfile.ZipFile(upload)
    except (zipfile.BadZipFile, ValueError, OSError, struct.error) as error:
        raise refuse("not_a_zip", f"the file must be a zip archive, but: {error}") from None
    with archive:
        _check_members(archive.infolist(), limits)
        yield archive


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return the content of one member, of which the size has been checked.

    Raises:
        BadUpload: It cannot be unpacked, or its checksum is wrong.
    """
    with member_opened(archive, member) as file:
        return file.read()


@contextmanager
def member_opened(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[IO[bytes]]:
    """Open one member to be read in pieces; faults of its packing refuse the upload."""
    try:
        with archive.open(member) as file:
            yield file
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        message = f"{member.filename} must be unpacked whole, but: {error}"
        raise refuse("broken_member", message, member.filename) from None


def _check_table_of_contents(upload: Path, limits: Limits) -> None:
    """Refuse an archive whose list of members alone would fill the memory."""
    size = upload.stat().st_size
    with upload.open("rb") as file:
        file.seek(max(0, size - 2**17))
        tail = file.read()
    at, at64 = tail.rfind(_END), tail.rfind(_END64)
    if at < 0 or len(tail) < at + 22:
        raise refuse("not_a_zip", "the file must be a zip archive, but it has no table of contents")
    entries, length = struct.unpack("<HL", tail[at + 10 : at + 16])
    if at64 >= 0 and len(tail) >= at64 + 48:
        entries, length = struct.unpack("<QQ", tail[at64 + 32 : at64 + 48])
    if entries > limits.files or length > limits.files * BYTES_AN_ENTRY:
        raise refuse(
            "too_many_files", f"an archive has at most {limits.files:,} files, got {entries:,}"
        )


def _check_members(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    faults = Faults()
    if len(members) > limits.files:
        faults.add(
            "too_many_files",
            f"an archive has at most {limits.files:,} files, got {len(members):,}",
        )
    total = sum(member.file_size for member in members)
    if total > limits.inflated_bytes:
        faults.add(
            "too_large",
            f"unpacked, an archive has at most {limits.inflated_bytes:,} bytes, got {total:,}",
        )
    faults.end()
    seen: dict[str, str] = {}
    for member in members:
        _check_member(member, limits, faults)
        alike = unicodedata.normalize("NFC", member.filename).casefold()
        if alike in seen:
            message = f"names must differ in more than case, got {seen[alike]!r} and this one"
            faults.add("name_twice", message, member.filename)
        seen[alike] = member.filename
    _check_overlaps(members, faults)
    faults.end()


def _check_member(member: zipfile.ZipInfo, limits: Limits, faults: Faults) -> None:
    # `orig_filename` is what stands in the file: `filename` ends at a NUL.
    name = member.orig_filename
    if len(name) > LONGEST_NAME:
        message = f"a name has at most {LONGEST_NAME} characters, got {len(name):,}"
        faults.add("unsafe_path", message, f"{name[:60]}…")
        return
    if is_unsafe(name):
        message = f"members must lie inside of the archive, but this one is called {name!r}"
        faults.add("unsafe_path", message, name)
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind and not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        faults.add(
            "not_a_file", "members must be plain files, but this is a link or a device", name
        )
    if member.flag_bits & 1:
        faults.add("encrypted", "members must not be encrypted", name)
    elif member.compress_type not in _METHODS:
        faults.add("packed_strangely", "members must be stored or deflated", name)
    if member.file_size > limits.file_bytes:
        message = f"a file has at most {limits.file_bytes:,} bytes, got {member.file_size:,}"
        faults.add("too_large", message, name)
    elif member.file_size > RATIO_FROM and member.file_size > limits.ratio * member.compress_size:
        message = f"a file packs at most {limits.ratio} to 1, this one more"
        faults.add("too_dense", message, name)


def is_unsafe(name: str) -> bool:
    """Tell whether a name leads out of its folder, on any system."""
    parts = re.split(r"[/\\]", name)
    return (
        name.startswith(("/", "\\"))
        or ".." in parts
        or bool(re.match(r"[A-Za-z]:", name))
        or any(ord(letter) < 32 for letter in name)
    )


def _check_overlaps(members: list[zipfile.ZipInfo], faults: Faults) -> None:
    """Refuse members that share bytes: a small file that unpacks to a huge one (Fifield 2019)."""
    ordered = sorted(members, key=lambda member: member.header_offset)
    for one, other in pairwise(ordered):
        if one.header_offset + 30 + one.compress_size > other.header_offset:
            message = f"members must not overlap, but {other.filename!r} does"
            faults.add("overlap", message, one.filename)
