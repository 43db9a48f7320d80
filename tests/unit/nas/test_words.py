"""Counts in words: none, one and two of everything."""

from __future__ import annotations

import pytest

from searchapp.nas.words import counted, verb


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "0 rows are, 0 classes"),
        (1, "1 row is, 1 class"),
        (2, "2 rows are, 2 classes"),
        (1200, "1,200 rows are, 1,200 classes"),
    ],
)
def test_nouns_and_verbs_fit_their_number(n: int, words: str) -> None:
    said = f"{counted(n, 'row')} {verb(n, 'is', 'are')}, {counted(n, 'class', 'classes')}"

    assert said == words
