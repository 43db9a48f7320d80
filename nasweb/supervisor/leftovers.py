"""What a killed supervisor left behind is found and cleared before anything is started."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nasweb.supervisor.places import Places

SECONDS_TO_DIE = 5.0


class AlreadyRunning(Exception):
    """Another supervisor runs in this home."""


class Hold:
    """The right to run here: a lock that the kernel takes back whatever happens to us."""

    def __init__(self, places: Places) -> None:
        """Take it.

        Raises:
            AlreadyRunning: Another supervisor has it.
        """
        self._places = places
        self._file = places.lock.open("a+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            found = read_state(places.state)
            where = f" at {found['address']} (process {found['pid']})" if found else ""
            raise AlreadyRunning(f"nasweb already runs in {places.home}{where}") from error

    def write(self, address: str, children: Mapping[str, int | None]) -> None:
        """Note what runs, for whoever finds us dead."""
        state = {"pid": os.getpid(), "address": address, "children": children}
        draft = self._places.state.with_suffix(".draft")
        draft.write_text(json.dumps(state), encoding="utf-8")
        draft.replace(self._places.state)

    def release(self) -> None:
        """Leave nothing behind."""
        self._places.state.unlink(missing_ok=True)
        self._places.broker.unlink(missing_ok=True)
        if self._places.run.parent != self._places.home:
            with contextlib.suppress(OSError):  # something else lies in it
                self._places.run.rmdir()
        self._file.close()


def read_state(noted: Path) -> dict[str, Any]:
    """Return what the last supervisor noted, or nothing."""
    try:
        state = json.loads(noted.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def clear(places: Places) -> list[int]:
    """Kill the children of a supervisor that died; return the processes that were killed."""
    children = read_state(places.state).get("children", {})
    ours = [pid for pid in children.values() if pid and is_ours(pid, places)]
    for pid in ours:
        try:
            os.killpg(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    deadline = time.monotonic() + SECONDS_TO_DIE
    while any(is_ours(pid, places) for pid in ours) and time.monotonic() < deadline:
        time.sleep(0.02)
    places.broker.unlink(missing_ok=True)
    places.state.unlink(missing_ok=True)
    return ours


def is_ours(pid: int, places: Places) -> bool:
    """Tell whether a process leads a session and was started here: numbers come again."""
    try:
        if os.getsid(pid) != pid:
            return False
    except (ProcessLookupError, PermissionError):
        return False
    # The interpreter's own path says nothing: the checkout's folder may have our name.
    line = _command_of(pid).removeprefix(sys.executable)
    return str(places.broker) in line or "nasweb" in line


def _command_of(pid: int) -> str:
    try:
        line = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        shown = subprocess.run(
            ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
        )
        return shown.stdout
    return line.replace(b"\0", b" ").decode(errors="replace")
