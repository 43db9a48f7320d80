"""DOT to SVG: by the `dot` program where there is one, else by Graphviz in a WebAssembly sandbox.

Both are programs of their own that read DOT and write SVG: a picture that hangs or fails takes
nothing with it, and the web process never holds a WebAssembly engine in its memory.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from searchapp.nas.drawing.style import finish
from searchapp.nas.errors import NasError

SECONDS = 5
SANDBOX_SECONDS = 30
"""The first picture compiles the sandbox; a picture itself is bounded in instructions."""
LONGEST_DOT = 1_000_000
LONGEST_SVG = 5_000_000
SANDBOX = Path(__file__).with_name("sandbox.py")


class CannotRender(NasError):
    """A picture that Graphviz cannot make, or not within its limits."""


def render(dot: str) -> str:
    """Return the SVG of a DOT graph, with a style sheet for light and dark surroundings.

    Raises:
        CannotRender: The graph is too large, or Graphviz refuses it.
    """
    if len(dot) > LONGEST_DOT:
        raise CannotRender(
            "too_large", f"a picture has at most {LONGEST_DOT} letters of DOT, but got {len(dot)}"
        )
    program = shutil.which("dot")
    svg = run([program, "-Tsvg"], dot, SECONDS) if program else run_sandbox(dot)
    if len(svg) > LONGEST_SVG:
        raise CannotRender("too_large", f"a picture has at most {LONGEST_SVG} letters of SVG")
    return finish(svg)


def run_sandbox(dot: str, folder: Path | None = None) -> str:
    """Run the sandbox; what it compiles once is kept in `folder` (the user's cache by default)."""
    kept = str(folder or cache_folder())
    return run([sys.executable, "-I", str(SANDBOX), kept], dot, SANDBOX_SECONDS)


def run(command: list[str], dot: str, seconds: float) -> str:
    """Run a program that reads DOT and writes SVG, without an environment of ours.

    Raises:
        CannotRender: It failed or took too long.
    """
    try:
        done = subprocess.run(
            command,
            input=dot.encode(),
            capture_output=True,
            timeout=seconds,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotRender("too_slow", f"the picture took more than {seconds} s") from None
    if done.returncode != 0:
        raise CannotRender("cannot_render", _last_line(done.stderr.decode(errors="replace")))
    return done.stdout.decode()


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1][:300] if lines else "Graphviz gave no reason"


def cache_folder() -> Path:
    """Return the folder of this user for what can be made again."""
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "nasweb"
