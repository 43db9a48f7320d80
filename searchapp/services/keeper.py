"""Heartbeats: one thread prolongs all leases of this process, whatever its other threads do."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import close_old_connections, connections
from django.db.utils import DatabaseError, InterfaceError

from searchapp.services import leases
from searchapp.services.leases import Lease, LeaseLost

logger = logging.getLogger(__name__)


class Held:
    """A lease that is being kept, and what was last heard about it."""

    def __init__(self, lease: Lease) -> None:
        self.lease = lease
        self.wish: leases.Wish = "go"
        self.is_lost = False
        self._heard = time.monotonic()

    def beat(self) -> None:
        """Prolong the lease. A database that stays away for as long as it lasts has taken it."""
        try:
            self.wish = leases.extend(self.lease)
            self._heard = time.monotonic()
        except LeaseLost as error:
            logger.warning("%s", error)
            self.is_lost = True
        except (DatabaseError, InterfaceError) as error:
            logger.warning("no heartbeat for %s: %s", self.lease, error)
            self.is_lost = time.monotonic() - self._heard > settings.NASWEB_LEASE_SECONDS

    def check(self) -> None:
        """Raise `LeaseLost` if it was lost."""
        if self.is_lost:
            raise LeaseLost(f"{self.lease} is held by somebody else now")


class Keeper:
    """Keeps leases for as long as somebody works under them; idle, it has no thread."""

    def __init__(self) -> None:
        self._held: set[Held] = set()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    @contextmanager
    def hold(self, lease: Lease) -> Iterator[Held]:
        """Keep the lease inside the block."""
        held = Held(lease)
        with self._changed:
            self._held.add(held)
            if self._thread is None:
                self._thread = threading.Thread(target=self._beat, name="heartbeats", daemon=True)
                self._thread.start()
        try:
            yield held
        finally:
            with self._changed:
                self._held.discard(held)
                self._changed.notify_all()

    def _beat(self) -> None:
        try:
            while held := self._await_beat():
                for one in held:
                    one.beat()
                close_old_connections()
        finally:
            with self._changed:  # also if it broke: whoever holds next starts another thread
                if self._thread is threading.current_thread():
                    self._thread = None
            connections.close_all()

    def _await_beat(self) -> list[Held]:
        """Wait until a beat is due; return whom it is for: nobody ends the thread."""
        with self._changed:
            self._changed.wait_for(lambda: not self._held, settings.NASWEB_HEARTBEAT_SECONDS)
            found = [one for one in self._held if not one.is_lost]
            if not found:
                self._thread = None
            return found


keeper = Keeper()
"""The one of this process."""
