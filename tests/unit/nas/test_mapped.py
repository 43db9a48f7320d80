"""Arrays on disk: gone through piece by piece, and never whole in memory."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from searchapp.nas.datasets.mapped import PIECE, pieces, release, rows_of

ROWS = 64
LARGE = 8 * PIECE


def a_large_one(folder: Path) -> Any:
    shape = (ROWS, LARGE // ROWS)
    array = np.lib.format.open_memmap(folder / "a.npy", mode="w+", dtype=np.uint8, shape=shape)
    for row in range(ROWS):
        array[row] = row
        if row % rows_of(array) == 0:
            release(array)
    return array


def mapped_memory() -> int:
    """Return the bytes of files that this process has in memory."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("RssFile"))


def test_what_was_let_go_of_is_still_there(tmp_path: Path) -> None:
    array = a_large_one(tmp_path)
    release(array)
    assert array[:, 0].tolist() == list(range(ROWS))
    del array
    assert np.load(tmp_path / "a.npy")[:, -1].tolist() == list(range(ROWS))


def test_pieces_are_the_array_in_order(tmp_path: Path) -> None:
    found = [piece[:, 0].tolist() for piece in pieces(a_large_one(tmp_path))]
    assert len(found) > 4
    assert [row for piece in found for row in piece] == list(range(ROWS))
    assert [piece.tolist() for piece in pieces(np.arange(3))] == [[0, 1, 2]]
    assert list(pieces(np.zeros((0, 5)))) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what is mapped")
def test_going_through_it_takes_a_piece_of_memory(tmp_path: Path) -> None:
    before = mapped_memory()
    most = 0
    for piece in pieces(a_large_one(tmp_path)):
        assert piece.sum() >= 0
        most = max(most, mapped_memory() - before)
    assert most < LARGE / 2
