"""Keyset pages of a run's candidates: a page costs the same wherever it lies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from django.core import signing
from django.db.models import Q, QuerySet

from searchapp.models import Candidate, Run
from searchapp.selectors.candidates import board, ranks_of, summaries
from searchapp.selectors.permissions import Caller, find, role_in
from searchapp.wire.errors import Invalid
from searchapp.wire.forms import CandidatePage

Sort = Literal["score", "newest", "oldest", "smallest", "largest", "cheapest", "dearest"]
ORDERS: dict[str, str] = {
    "newest": "-index",
    "oldest": "index",
    "smallest": "parameters",
    "largest": "-parameters",
    "cheapest": "macs",
    "dearest": "-macs",
}
Key = tuple[Any, ...]
"""Values of the columns sorted by, the index last: where a page ended."""


def candidate_page_for(
    user: Caller, run_id: str, sort: Sort = "score", after: str | None = None, limit: int = 50
) -> CandidatePage:
    """Return the page of candidates that follows `after`; `score` lists those that have one."""
    run = find(Run, user, run_id, "see")
    key = _read_key(run, sort, after) if after else None
    page = _by_score if sort == "score" else _by_column
    candidates, keys, total = page(run, sort, key, limit + 1)
    shown, more = candidates[:limit], len(candidates) > limit
    return CandidatePage(
        items=summaries(shown, ranks_of(run, shown), role_in(run)),
        next=_write_key(run, sort, keys[limit - 1]) if more else None,
        total=total,
    )


def _by_score(
    run: Run, _sort: str, key: Key | None, limit: int
) -> tuple[list[Candidate], list[Key], int]:
    rows = board(run)
    total = rows.count()
    if key is not None:
        rows = _beyond(rows, [str(order) for order in rows.query.order_by], key)
    found = list(rows.select_related("candidate")[:limit])
    return (
        [row.candidate for row in found],
        [(row.value, row.candidate.parameters, row.candidate.index) for row in found],
        total,
    )


def _by_column(
    run: Run, sort: str, key: Key | None, limit: int
) -> tuple[list[Candidate], list[Key], int]:
    order = ORDERS[sort]
    rows: QuerySet[Candidate] = run.candidates.order_by(order, "index")
    total = rows.count()
    if key is not None:
        rows = _beyond(rows, [order, "index"], key)
    found = list(rows[:limit])
    return found, [(getattr(row, order.lstrip("-")), row.index) for row in found], total


def _beyond(rows: QuerySet[Any], orders: Sequence[str], key: Key) -> QuerySet[Any]:
    """Return the rows that come after the key, column by column."""
    ahead, same = Q(), Q()
    for order, value in zip(orders, key, strict=True):
        column, side = order.lstrip("-"), "lt" if order.startswith("-") else "gt"
        ahead |= same & Q(**{f"{column}__{side}": value})
        same &= Q(**{column: value})
    return rows.filter(ahead)


def _salt(run: Run, sort: str) -> str:
    return f"place in {run.id} by {sort}"


def _write_key(run: Run, sort: str, key: Sequence[Any]) -> str:
    return signing.dumps(list(key), salt=_salt(run, sort))


def _read_key(run: Run, sort: str, text: str) -> Key:
    try:
        key = tuple(signing.loads(text, salt=_salt(run, sort)))
    except signing.BadSignature:
        raise Invalid(
            "bad_cursor", "`after` must be the `next` of a page of this very list", ("after",)
        ) from None
    return key
