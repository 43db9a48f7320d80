"""Several reads that see the database as of one moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, transaction

_alias: ContextVar[str | None] = ContextVar("alias of the moment", default=None)


@contextmanager
def one_moment() -> Iterator[None]:
    """Let all reads inside see the database as of one moment, without holding up any writer.

    Inside a transaction they see that transaction's own view, as they would anyway.
    """
    if connection.in_atomic_block or _alias.get():
        yield
        return
    with transaction.atomic(using="snapshot"):
        token = _alias.set("snapshot")
        try:
            yield
        finally:
            _alias.reset(token)


class MomentRouter:
    """Sends reads within `one_moment` to its alias of the same database."""

    def db_for_read(self, _model: Any, **_hints: Any) -> str | None:
        return _alias.get()

    def allow_relation(self, *_objects: Any, **_hints: Any) -> bool:
        return True

    def allow_migrate(self, alias: str, _app: str, **_hints: Any) -> bool | None:
        return False if alias == "snapshot" else None
