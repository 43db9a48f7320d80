"""Limits on guessing passwords and links, kept in the database: over all processes and restarts."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from searchapp.models import SignInFailure
from searchapp.nas.words import counted
from searchapp.wire.errors import NoSuchLink, Refused

WINDOW = timedelta(minutes=5)
PER_NAME = 10
PER_LINK = 10
"""Wrong secrets of one link, from one address: nobody shuts out others elsewhere."""
PER_ADDRESS = 50


class TooManyTries(Refused):
    """Too many wrong passwords or links lately."""

    status = 429

    def __init__(self, wait: timedelta) -> None:
        """Tell how long to wait."""
        self.retry_after = max(1, math.ceil(wait.total_seconds()))
        minutes = counted(math.ceil(self.retry_after / 60), "minute")
        super().__init__("too_many_tries", f"too many wrong tries; try again in {minutes}")


class Throttle:
    """Counts failures under several keys, each with the most that it may have in the window."""

    def __init__(self, limits: dict[tuple[str, str], int]) -> None:
        """Watch over these keys, each a kind and a value."""
        self._limits = {_digest(*key): limit for key, limit in limits.items()}

    def check(self) -> None:
        """Refuse when there were too many failures within the window."""
        now = timezone.now()
        for key, limit in self._limits.items():
            failures = SignInFailure.objects.filter(key=key, at__gte=now - WINDOW)
            # The limit holds until the oldest of as many as it allows is forgotten.
            latest = list(failures.order_by("-at").values_list("at", flat=True)[:limit])
            if len(latest) == limit:
                raise TooManyTries(latest[-1] + WINDOW - now)

    def count(self) -> None:
        """Take note of a failure, and forget those that no longer count."""
        now = timezone.now()
        SignInFailure.objects.filter(at__lt=now - WINDOW).delete()
        SignInFailure.objects.bulk_create(SignInFailure(key=key, at=now) for key in self._limits)


def sign_in_throttle(username: str, address: str) -> Throttle:
    """Return the limits on passwords; the name need not exist, so nothing is given away."""
    return Throttle({("name", username.casefold()): PER_NAME, ("address", address): PER_ADDRESS})


@contextmanager
def limit_tries(request: HttpRequest, link: str = "") -> Iterator[None]:
    """Limit how often secrets of links are guessed; a `NoSuchLink` inside is a wrong one.

    Whoever is signed in is only held up when the secret is wrong, so a right one always works.

    Args:
        request: Whose address counts.
        link: Which link is tried, where its secret alone does not tell.
    """
    address = request.META.get("REMOTE_ADDR", "")
    limits = {("links from", address): PER_ADDRESS}
    if link:
        limits["link", f"{link} {address}"] = PER_LINK
    throttle = Throttle(limits)
    if not request.user.is_authenticated:
        throttle.check()
    try:
        yield
    except NoSuchLink:
        throttle.check()
        throttle.count()
        raise


def _digest(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind} {value}".encode("utf-8", "surrogatepass")).hexdigest()
