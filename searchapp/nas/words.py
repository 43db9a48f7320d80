"""Counts joined to nouns, as people write them."""

from __future__ import annotations


def counted(n: int, one: str, many: str = "") -> str:
    """Return `1 row`, `0 rows`, `1,200 rows`; `many` where the plural is not made by an s."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def verb(n: int, one: str, many: str) -> str:
    """Return the form of a verb that fits `n` things: `1 is`, `2 are`."""
    return one if n == 1 else many
