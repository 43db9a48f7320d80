"""The whole product as a user starts it: one command, in a home of its own."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.processes import ROOT, await_address, environment_of, nasweb


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
    environment = environment_of(home)
    process = nasweb(environment, "up", "--port=0")
    try:
        address, _ = await_address(process)
        yield Running(address, environment, process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
