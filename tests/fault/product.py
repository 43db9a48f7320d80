"""The whole product as real processes, used through its doors: HTTP, sockets, signals."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

from tests.processes import ROOT, await_address, environment_of, nasweb
from tests.spaces import a_perceptron
from tests.waiting import until

SHORT = {
    "NASWEB_LEASE_SECONDS": "1.5",
    "NASWEB_HEARTBEAT_SECONDS": "0.3",
    "NASWEB_SWEEP_SECONDS": "0.4",
    "OMP_NUM_THREADS": "1",
}
"""So that a lost lease is found in seconds."""


class Product:
    """`nasweb up` in a home of its own."""

    def __init__(self, home: Path, database: str = "") -> None:
        self.home = home
        self.environment = environment_of(home, NASWEB_DATABASE_URL=database, **SHORT)
        self._auditor: subprocess.Popen[str] | None = None

    def start(self, *options: str) -> None:
        """Start it and sign in."""
        self.process = nasweb(self.environment, "up", "--port=0", *options)
        self.address, link = await_address(self.process)
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.csrf = ""
        with contextlib.suppress(urllib.error.HTTPError):  # the page may not be built here
            self._opener.open(link)
        session = self.get("/api/session")
        self.csrf, self.project = session["csrf"], session["projects"][0]["id"]

    def run(self, *arguments: str) -> subprocess.Popen[str]:
        """Run the `nasweb` command; what it complains of is apart."""
        return nasweb(self.environment, *arguments, stderr=subprocess.PIPE)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End it by a signal; return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(30)

    def logs(self) -> str:
        """Return the end of every log."""
        return "\n".join(
            f"== {log.name}\n{log.read_text()[-2000:]}" for log in self.home.glob("logs/*.log")
        )

    def children(self) -> dict[str, int]:
        """Return the process ids of the children."""
        state = json.loads((self.home / "run/state.json").read_text())
        return dict(state["children"])

    def get(self, path: str) -> Any:
        return self._call(urllib.request.Request(self.address + path))

    def post(self, path: str, body: Any, **headers: str) -> Any:
        request = urllib.request.Request(self.address + path, data=json.dumps(body).encode())
        for name, value in {"Content-Type": "application/json", "X-CSRFToken": self.csrf}.items():
            request.add_header(name, value)
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        return self._call(request)

    def _call(self, request: urllib.request.Request) -> Any:
        with self._opener.open(request, timeout=30) as answer:
            return json.load(answer)

    def make_space(self) -> str:
        """Make a space of small networks; return its version."""
        document = json.dumps(a_perceptron(400))
        space = self.post("/api/spaces", {"project": self.project, "document": document})
        return str(space["versions"][0]["id"])

    def request(self, version: str, candidates: int = 20, **fields: Any) -> dict[str, Any]:
        """Return what a run is asked for with."""
        return {
            "project": self.project,
            "version": version,
            "dataset": "digits",
            "strategy": {"name": "regularized_evolution", "settings": {}},
            "budget": {"candidates": candidates},
            "fidelity": {"epochs": 3, "fraction": 0.2},
            "concurrency": 3,
            **fields,
        }

    def await_run(self, run: str, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Follow a run until something holds; the web may be away for a moment."""
        form: dict[str, Any] = {}

        def has_come() -> bool:
            form.clear()
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                form.update(self.get(f"/api/runs/{run}"))
            return bool(form) and holds(form)

        until(has_come, lambda: f"{form}\n{self.logs()}", patience=120, pause=0.1)
        return form

    def audit(self, run: str) -> dict[str, Any]:
        """Return what the database says about a run, read by a process apart from the product."""
        if self._auditor is None:
            self._auditor = subprocess.Popen(
                [sys.executable, "-m", "tests.fault.auditing"],
                cwd=ROOT, env=self.environment, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )  # fmt: skip
        questions, answers = self._auditor.stdin, self._auditor.stdout
        assert questions
        assert answers
        questions.write(f"{run}\n")
        questions.flush()
        found: dict[str, Any] = json.loads(answers.readline())
        return found

    def close(self) -> None:
        """End what still runs."""
        if self.process.poll() is None:
            self.stop()
        if self._auditor is not None:
            self._auditor.communicate()
