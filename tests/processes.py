"""The product's commands as real processes, in a home of their own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from queue import Empty, Queue

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 120
LINE = re.compile(r"^nasweb runs\. Sign in, once, with ((http://[^/\s]+)/enter/\S+)$")


def environment_of(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a product: this one's, without settings meant for another."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("NASWEB_")}
    return plain | {"NASWEB_HOME": str(home), "PYTHONUNBUFFERED": "1"} | more


def nasweb(
    environment: dict[str, str], *arguments: str, stderr: int = subprocess.STDOUT
) -> subprocess.Popen[str]:
    """Run the `nasweb` command, in a session of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "nasweb", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        start_new_session=True,
    )


def await_address(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Wait for the line of `nasweb up`; return the address and the link that signs in once.

    What it says afterwards is read and dropped, so that it never waits for a reader.
    """
    lines: Queue[str | None] = Queue()
    threading.Thread(target=_collect, args=(process, lines), daemon=True).start()
    said: list[str] = []
    while True:
        try:
            line = lines.get(timeout=START_SECONDS)
        except Empty:
            raise AssertionError(f"no address within {START_SECONDS} s:\n{''.join(said)}") from None
        assert line is not None, f"the product ended at once:\n{''.join(said)}"
        said.append(line)
        found = LINE.search(line)
        if found:
            return found[2], found[1]


def is_alive(pid: int) -> bool:
    """Tell whether a process runs (one that is dead but not yet waited for does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def loaded_by(statements: str, home: Path | str = "") -> set[str]:
    """Return the top-level packages that a fresh Python holds after the statements."""
    names = "{name.partition('.')[0] for name, module in sys.modules.items() if module}"
    ask = f"{statements}\nimport sys\nprint(*{names})"
    environment = {**os.environ, "NASWEB_HOME": str(home)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


def _collect(process: subprocess.Popen[str], lines: Queue[str | None]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        lines.put(line)
    lines.put(None)
