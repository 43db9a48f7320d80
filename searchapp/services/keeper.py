"""Heartbeats: one thread prolongs all leases of this process, whatever its other threads do."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import close_old_connections
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
    """Keeps leases for as long as somebody works under them."""

    def __init__(self) -> None:
        self._held: set[Held] = set()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    @contextmanager
    def hold(self, lease: Lease) -> Iterator[Held]:
        """Keep the lease inside the block."""
        held = Held(lease)
        with self._lock:
            self._held.add(held)
            if self._thread is None:
                self._thread = threading.Thread(target=self._beat, name="heartbeats", daemon=True)
                self._thread.start()
        try:
            yield held
        finally:
            with self._lock:
                self._held.discard(held)

    def _beat(self) -> None:
        while True:
            time.sleep(settings.NASWEB_HEARTBEAT_SECONDS)
            with self._lock:
                held = [one for one in self._held if not one.is_lost]
            for one in held:
                one.beat()
            close_old_connections()


keeper = Keeper()
"""The one of this process."""
