"""Waiting for what other threads and processes do."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 30.0
"""Seconds after which it is a failure; on a machine that is free, moments."""


def until(
    holds: Callable[[], object],
    explain: Callable[[], str] = str,
    patience: float = PATIENCE,
    pause: float = 0.01,
) -> None:
    """Wait until something holds; `explain` says what is known when it does not.

    `pause` is the time between two looks: where a look is work, for this process or the one that is
    asked, looking without end would slow down what is waited for.
    """
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline, f"it did not come to hold; {explain()}"
        time.sleep(pause)
