"""The web server as a program: uvicorn, with the exit code 0 for an end that was asked for."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import NoReturn

import uvicorn

sys.modules["pygments"] = None  # type: ignore[assignment]
# So that REST framework does not load it, 3 MiB of lexers for browsable pages that are not served.


def end(_number: int, _frame: FrameType | None) -> NoReturn:
    """End at once; while uvicorn serves, it first sees off who is connected, then calls this."""
    sys.exit()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, end)
    uvicorn.main()
