"""The warm evaluation process, seen from the worker: torch is imported there, and only there.

The kernel kills it when the *thread* that started it ends, so one permanent thread starts them all.
It leads a session of its own, gets no secrets, is used again while healthy, and is replaced after a
crash, a fault it does not recover from, silence, or a leak.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

from pydantic import ValidationError

import searchapp
from searchapp.nas import protocol

logger = logging.getLogger(__name__)

ALLOWED = (
    "PATH", "HOME", "USER", "LANG", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "SYSTEMROOT",
)  # fmt: skip
ALLOWED_PREFIXES = ("LC_", "OMP_", "MKL_", "CUDA_", "NVIDIA_", "PYTORCH_", "XDG_")
LONGEST_LINE = 1 << 20
MOST_EVALUATIONS = 500
MOST_GROWTH = 2 << 30
"""Bytes by which the memory of a process may grow before it counts as leaking."""
FIRST_PATIENCE = 1800.0
"""Seconds that may pass before the first reply: data are read, kernels are compiled."""
LEAST_PATIENCE = 60.0
PATIENCE = 10
"""A process that is silent for that many of its longest pauses so far is hung."""
TICK = 0.25

Reply = protocol.Ready | protocol.Told | protocol.Done | protocol.Failed

_spawner = ThreadPoolExecutor(1, thread_name_prefix="spawner")


class ProcessLost(Exception):
    """The evaluation process died, fell silent, or talked nonsense; another one is needed."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def environment() -> dict[str, str]:
    """Return the variables that an evaluation process gets: no addresses, no secrets."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in ALLOWED or name.startswith(ALLOWED_PREFIXES)
    }
    return {**kept, "PYTHONPATH": str(Path(searchapp.__path__[0]).parent), "PYTHONUNBUFFERED": "1"}


def default_command(device: str) -> list[str]:
    """Return the command line of an evaluation process."""
    return [sys.executable, "-m", "searchapp.nas.process", "--device", device]


def light_command() -> list[str]:
    """Return the command line of a process that has no torch and checks uploads."""
    return [sys.executable, "-m", "searchapp.nas.process", "--light"]


class EvaluationProcess:
    """One process, started at once; `carry_out` talks to it."""

    def __init__(self, command: Sequence[str]) -> None:
        self._replies: queue.Queue[Reply | ProcessLost] = queue.Queue(maxsize=1000)
        self._process = _spawner.submit(_start, command).result()
        self.ready: protocol.Ready | None = None
        self.evaluations = 0
        self._first_memory = 0
        threading.Thread(target=self._read, name="replies", daemon=True).start()

    @property
    def pid(self) -> int:
        """Process id, and that of its session."""
        return self._process.pid

    @property
    def is_healthy(self) -> bool:
        """Tell whether it can be used again."""
        if self._process.poll() is not None or self.evaluations >= MOST_EVALUATIONS:
            return False
        return _memory_of(self.pid) - self._first_memory < MOST_GROWTH

    def wait_until_ready(self, timeout: float, should_stop: Callable[[], bool]) -> protocol.Ready:
        """Return what the process said when it was ready.

        Raises:
            ProcessLost: It died or took too long, or `should_stop` says so.
        """
        end = time.monotonic() + timeout
        while self.ready is None:
            reply = self._reply()
            if isinstance(reply, protocol.Ready):
                self.ready = reply
                self._first_memory = _memory_of(self.pid)
            elif should_stop() or time.monotonic() > end:
                raise ProcessLost("time_out", f"it was not ready after {timeout:g} s")
        return self.ready

    def carry_out(
        self,
        request: protocol.Work,
        tell: Callable[[protocol.Told | None], bool],
    ) -> protocol.Done | protocol.Failed:
        """Have a request carried out.

        Args:
            request: What is to be done.
            tell: Called with everything the process tells, and every quarter of a second with
                None; returns whether to go on. If not, the process is asked once to stop.

        Raises:
            ProcessLost: The process is gone (it was killed, if it was silent).
        """
        self.evaluations += 1
        self._say(request)
        heard, longest, is_stopping = time.monotonic(), 0.0, False
        while True:
            reply = self._reply()
            now = time.monotonic()
            if reply is not None:
                longest, heard = max(longest, now - heard), now
            if isinstance(reply, protocol.Done | protocol.Failed):
                return reply
            patience = max(LEAST_PATIENCE, PATIENCE * longest) if longest else FIRST_PATIENCE
            if now - heard > patience:
                raise ProcessLost("time_out", f"it was silent for {patience:.0f} s")
            told = reply if isinstance(reply, protocol.Told) else None
            if not tell(told) and not is_stopping:
                is_stopping = True
                self._say(protocol.Stop())

    def kill(self) -> None:
        """End the process and everything it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()

    def _say(self, request: protocol.Line) -> None:
        pipe = self._process.stdin
        try:
            if pipe is not None:
                pipe.write(protocol.write(request).encode())
                pipe.flush()
        except OSError as error:
            raise self._death() from error

    def _reply(self) -> Reply | None:
        try:
            reply = self._replies.get(timeout=TICK)
        except queue.Empty:
            return None
        if isinstance(reply, ProcessLost):
            raise reply
        return reply

    def _read(self) -> None:
        pipe: IO[bytes] | None = self._process.stdout
        while pipe is not None:
            line = pipe.readline(LONGEST_LINE)
            if not line:
                self._replies.put(self._death())
                return
            try:
                self._replies.put(protocol.read_reply(line))
            except ValidationError:
                text = line[:200].decode(errors="replace").strip()
                self._replies.put(ProcessLost("crash", f"it said what is no reply: {text!r}"))
                return

    def _death(self) -> ProcessLost:
        code = self._process.wait()
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return ProcessLost("crash", f"the evaluation process ended with {how}")


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a process; runs in the one thread that starts them all."""
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    )


def _memory_of(pid: int) -> int:
    """Return the resident bytes of a process; 0 where that cannot be seen."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
