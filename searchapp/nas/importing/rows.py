"""Rows of a delimited text file, one at a time."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from searchapp.nas.importing.faults import refuse
from searchapp.nas.importing.profile import Limits

DELIMITERS = ",;\t|"
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


class _Bounded(io.RawIOBase):
    """Bytes of a file that may be packed, no more of them than the limit allows."""

    def __init__(self, file: IO[bytes], limit: int) -> None:
        self._file, self._left, self._limit = file, limit, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        content = self._file.read(len(buffer))
        self._left -= len(content)
        if self._left < 0:
            raise refuse("too_large", f"unpacked, a table has at most {self._limit:,} bytes")
        buffer[: len(content)] = content
        return len(content)


def delimiter_of(file_name: str, header: str) -> str:
    """Return what stands between the cells: a tab in .tsv, else what the first line has most of."""
    if ".tsv" in file_name.lower():
        return "\t"
    return max(DELIMITERS, key=header.count)


@contextmanager
def rows_of(
    upload: Path, file_name: str, limits: Limits
) -> Iterator[Iterator[tuple[int, list[str]]]]:
    """Open a table; yield its rows with the numbers of the lines they end at, the header first.

    Raises:
        BadUpload: It is no text, or a row is longer than the limits allow.
    """
    with upload.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        content: IO[bytes] = gzip.GzipFile(fileobj=file) if packed else file  # type: ignore[assignment]
        buffered = io.BufferedReader(_Bounded(content, limits.inflated_bytes), 2**18)
        try:
            head = buffered.peek(4)
            encoding = next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")
            text = io.TextIOWrapper(buffered, encoding=encoding, newline="")
            yield _rows(text, file_name, limits)
        except UnicodeDecodeError as error:
            raise refuse(
                "not_text", f"a table must be text in UTF-8 (or UTF-16 with a mark), but: {error}"
            ) from None
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise refuse("broken_file", f"the file must be unpacked whole, but: {error}") from None


def _rows(
    text: io.TextIOWrapper, file_name: str, limits: Limits
) -> Iterator[tuple[int, list[str]]]:
    longest = limits.columns * 200
    header = text.readline(longest + 1)
    if len(header) > longest:
        raise refuse("too_long", f"a header has at most {longest:,} characters", "line 1")
    delimiter = delimiter_of(file_name, header)
    csv.field_size_limit(limits.cell_characters)

    def lines() -> Iterator[str]:
        yield header
        while line := text.readline(limits.columns * limits.cell_characters):
            if "\0" in line:
                raise refuse("not_text", "a table must be text, but a cell holds NUL")
            yield line

    reader = csv.reader(lines(), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if row:
                yield reader.line_num, row
    except csv.Error as error:
        raise refuse(
            "bad_row", f"rows must be delimited by {delimiter!r}, but: {error}",
            f"line {reader.line_num}",
        ) from None  # fmt: skip
