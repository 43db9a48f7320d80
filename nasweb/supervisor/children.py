"""Child processes: each leads a session, dies with this process, and is started again."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1
LARGEST_LOG = 10 << 20
FIRST_DELAY, LONGEST_DELAY = 0.1, 10.0
"""Seconds before a child is started again; doubled each time it dies young."""
GROWN_UP = 30.0

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Recipe:
    """How a child is started."""

    name: str
    command: Sequence[str]
    environment: dict[str, str]
    log: Path
    inherits: tuple[int, ...] = ()
    """File descriptors it gets."""
    prepare: Callable[[], None] = lambda: None
    """Done before each start."""
    niceness: int = 0
    """How far it stands back for the others when processors are short."""


class Child:
    """A child that is to run until it is told to end."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self._process: subprocess.Popen[bytes] | None = None
        self._delay = FIRST_DELAY
        self._begun = 0.0
        self._due = 0.0

    @property
    def pid(self) -> int | None:
        """Process id, and that of its session; None before its first start."""
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        """Start it. Called by the main thread only: the kernel ties its death to the thread."""
        self.recipe.prepare()
        _shorten(self.recipe.log)
        with self.recipe.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.recipe.command,
                env=self.recipe.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=self.recipe.inherits,
                preexec_fn=beginning(self.recipe.niceness),  # no other thread runs here
            )
        self._begun = time.monotonic()

    def look_after(self) -> str | None:
        """Start it again if it died and its delay is over; say so if it has just died."""
        if self._process is None or self._process.poll() is None:
            return None
        now = time.monotonic()
        if self._due == 0.0:
            self._delay = FIRST_DELAY if now - self._begun > GROWN_UP else self._delay
            self._due = now + self._delay
            self._delay = min(2 * self._delay, LONGEST_DELAY)
            how = self._process.returncode
            return f"{self.recipe.name} ended ({how}); see {self.recipe.log}"
        if now >= self._due:
            self._due = 0.0
            self.start()
        return None

    def ask_to_end(self) -> None:
        """Tell it to end."""
        self._signal(signal.SIGTERM)

    def end(self, deadline: float) -> None:
        """Wait until it has ended, and kill all of its session at the deadline."""
        if self._process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.0, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _signal(self, number: int) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)


def beginning(niceness: int = 0) -> Callable[[], None]:
    """Return what a new process does first: on Linux the kernel is to kill it with its parent."""
    parent = os.getpid()

    def begin() -> None:
        os.nice(niceness)
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before the kernel knew
            os._exit(1)

    return begin


def _shorten(log: Path) -> None:
    """Keep one older log beside a log that has grown large."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".old.log"))
