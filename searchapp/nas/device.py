"""Which device trains: asked of a process of its own, so that a broken driver breaks only that."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import lru_cache

from searchapp.nas.errors import NasError

DEVICES = ("cuda", "mps", "cpu")
"""Best first: the order in which `auto` takes them."""

_PROBE = """
import json, torch
found = []
for name, backend in (("cuda", torch.cuda), ("mps", torch.backends.mps)):
    try:
        if backend.is_available():
            ones = torch.ones(2, 2, device=name)
            if float((ones @ ones).sum()) == 8:
                found.append(name)
    except Exception:
        pass
print(json.dumps(found))
"""
_PROBE_SECONDS = 120


def available_devices() -> tuple[str, ...]:
    """Return the devices that multiply matrices right, best first; `cpu` is always there."""
    return (*(_probe() if _has_accelerator_code() else ()), "cpu")


def choose_device(wanted: str) -> str:
    """Return the device to train on.

    Args:
        wanted: `auto` (the best there is), `cuda`, `mps` or `cpu`.

    Raises:
        NasError: `no_device`: that device is not on this machine.
    """
    if wanted == "cpu":
        return wanted
    found = available_devices()
    if wanted == "auto":
        return found[0]
    if wanted not in found:
        raise NasError(
            "no_device",
            f"the device must be auto or one of those of this machine ({', '.join(found)}), "
            f"but got {wanted!r}",
        )
    return wanted


def _has_accelerator_code() -> bool:
    """Tell whether this torch was built for any accelerator; if not, there is nothing to probe."""
    import torch

    return bool(torch.version.cuda or torch.version.hip or torch.backends.mps.is_built())


@lru_cache(maxsize=1)
def _probe() -> tuple[str, ...]:
    try:
        answer = subprocess.run(
            [sys.executable, "-c", _PROBE],
            capture_output=True,
            text=True,
            timeout=_PROBE_SECONDS,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return ()
    return tuple(json.loads(answer.stdout.splitlines()[-1]))
