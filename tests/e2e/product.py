"""The whole product as a user starts it: one command, in a home of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.processes import ROOT, await_address, environment_of, nasweb

ADD_USER = "from searchapp.services.teams import create_user as add; add({name!r}, {password!r})"


@dataclass(frozen=True)
class Running:
    """A started product; `environment` is that of its processes."""

    address: str
    first_link: str
    """What it printed when it had started: signs in once."""
    environment: dict[str, str]
    process: subprocess.Popen[str]

    def sign_in_link(self) -> str:
        """Return a new one-time link, as `make link` prints it."""
        link = self._run(["-m", "nasweb", "link"]).strip()
        assert link.startswith(f"{self.address}/enter/"), link
        return link

    def add_user(self, name: str, password: str) -> None:
        """Make an account as an administrator does."""
        self._run(["manage.py", "shell", "-c", ADD_USER.format(name=name, password=password)])

    def _run(self, command: list[str]) -> str:
        answer = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return answer.stdout


@contextmanager
def running_product(home: Path) -> Iterator[Running]:
    """Start `nasweb up` and stop it as Ctrl-C does."""
    environment = environment_of(home)
    process = nasweb(environment, "up", "--port=0")
    try:
        address, link = await_address(process)
        yield Running(address, link, environment, process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
