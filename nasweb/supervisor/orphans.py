"""Where the kernel does not end children with their parent (macOS), they see to it themselves."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time


def watch_parent(pause: float = 1.0) -> None:
    """End this process and its session once the supervisor named by NASWEB_PARENT is gone."""
    parent = int(os.environ.get("NASWEB_PARENT", "0"))
    if parent == os.getppid() and sys.platform != "linux":
        threading.Thread(target=_watch, args=(parent, pause), name="orphan", daemon=True).start()


def _watch(parent: int, pause: float) -> None:
    while os.getppid() == parent:
        time.sleep(pause)
    os.killpg(os.getpgrp(), signal.SIGKILL)
