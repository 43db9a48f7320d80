"""The whole product as a user starts it: one command, in a home of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue

ROOT = Path(__file__).parent.parent.parent
START_SECONDS = 120


@dataclass(frozen=True)
class Product:
    """A running product and a link that signs one browser in."""

    address: str
    sign_in_link: str


@dataclass(frozen=True)
class Running:
    """A started product; `environment` is that of its processes."""

    address: str
    environment: dict[str, str]
    process: subprocess.Popen[str]

    def sign_in_link(self) -> str:
        """Return a new one-time link."""
        command = [sys.executable, "manage.py", "sign_in_link"]
        answer = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True
        )
        path = re.search(r"/enter/\S+", answer.stdout)
        assert path, answer.stdout + answer.stderr
        return self.address + path.group(0)


@contextmanager
def running_product(home: Path) -> Iterator[Running]:
    """Start `nasweb up` and stop it as Ctrl-C does."""
    port = _free_port()
    environment = {**os.environ, "NASWEB_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    environment.pop("NASWEB_DATABASE_URL", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "nasweb", "up", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        _await_link(process)
        yield Running(f"http://127.0.0.1:{port}", environment, process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def _await_link(process: subprocess.Popen[str]) -> None:
    """Wait for the line with the address; what else was said explains a failure."""
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
        if re.search(r"http://\S+/enter/\S+", line):
            return


def _collect(process: subprocess.Popen[str], lines: Queue[str | None]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        lines.put(line)
    lines.put(None)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
