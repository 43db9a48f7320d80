"""What the tests of the server share beside the personas."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from searchapp.live import consumers


@pytest.fixture
def socket_readers(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give a test's sockets threads of their own, which have ended before the tables are emptied.

    A socket that closes leaves a read that has begun to its end; emptying the tables meanwhile is a
    deadlock on PostgreSQL, and a connection that stays keeps the database from being dropped.
    """
    for alias in ("default", "snapshot"):
        monkeypatch.setitem(connections.settings[alias], "CONN_MAX_AGE", 0)
    with ThreadPoolExecutor(4, thread_name_prefix="socket-reads") as readers:
        monkeypatch.setattr(consumers, "_readers", readers)
        yield
