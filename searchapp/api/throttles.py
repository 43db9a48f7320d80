"""Limits on guessing passwords, kept in the database: they hold over all processes and restarts."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.utils import timezone

from searchapp.models import SignInFailure
from searchapp.wire.errors import Refused

WINDOW = timedelta(minutes=5)
PER_NAME = 10
PER_ADDRESS = 50


class TooManyTries(Refused):
    """Too many wrong passwords lately."""

    status = 429


class SignInThrottle:
    """Counts failures by name and by address; the name need not exist, so nothing is given away."""

    def __init__(self, username: str, address: str) -> None:
        self.limits = {
            _digest("name", username.casefold()): PER_NAME,
            _digest("address", address): PER_ADDRESS,
        }

    def check(self) -> None:
        """Refuse when there were too many failures within the window."""
        since = timezone.now() - WINDOW
        for key, limit in self.limits.items():
            if SignInFailure.objects.filter(key=key, at__gte=since).count() >= limit:
                raise TooManyTries("too_many_tries", "too many wrong tries; wait five minutes")

    def count(self) -> None:
        """Take note of a failure, and forget those that no longer count."""
        now = timezone.now()
        SignInFailure.objects.filter(at__lt=now - WINDOW).delete()
        SignInFailure.objects.bulk_create(SignInFailure(key=key, at=now) for key in self.limits)


def _digest(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind} {value}".encode("utf-8", "surrogatepass")).hexdigest()
