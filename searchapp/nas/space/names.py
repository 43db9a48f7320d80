"""Names that come close to one that does not exist."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import lru_cache

MOST_COMPARED = 500


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is most like `name`, if any comes close."""
    return _nearest(name, tuple(sorted(known)[:MOST_COMPARED]))


@lru_cache(maxsize=256)
def _nearest(name: str, known: tuple[str, ...]) -> str | None:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
    return near[0] if near else None


def hint(name: str, known: Iterable[str]) -> str:
    """Return the end of a message: "; did you mean 'conv'?", or what names there are."""
    names = sorted(known)
    near = nearest(name, names)
    if near:
        return f"; did you mean {near!r}?"
    return f"; known: {', '.join(map(repr, names[:12]))}" if names else ""
