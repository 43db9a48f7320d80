"""The supervisor: starts everything, waits until it answers, keeps it alive, ends all of it."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from urllib.parse import urlsplit

from nasweb.env import Env
from nasweb.supervisor import leftovers, listening, stamp
from nasweb.supervisor.children import Child, beginning
from nasweb.supervisor.leftovers import Hold
from nasweb.supervisor.places import environment, make_places
from nasweb.supervisor.recipes import recipes

PULSE = 0.05
SECONDS_TO_START = 120.0
SECONDS_TO_END = 8.0


class CouldNotStart(Exception):
    """Something did not come up; the message says what and where to read more."""


class Supervisor:
    """Everything of one installation, as children of this process. Used by the main thread."""

    def __init__(self, host: str, port: int) -> None:
        """Take the place and the port, and clear what a killed supervisor left.

        Raises:
            AlreadyRunning: Another supervisor runs here.
            PortTaken: The port is not free.
        """
        env = Env.read()
        self.places = make_places(env.home)
        self.hold = Hold(self.places)
        leftovers.clear(self.places)
        self.listener = listening.listen(host, port)
        self.listener.set_inheritable(True)
        self.address = listening.address_of(self.listener)
        self.environment = environment(self.places, env, host)
        self.env = env
        found = recipes(self.places, env, self.environment, self.listener.fileno())
        self.children = {name: Child(recipe) for name, recipe in found.items()}
        self._stop = threading.Event()

    def run(self) -> int:
        """Run until told to end; print one line when all is ready."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note_signal)
        try:
            secret = self.start()
            if not self._stop.is_set():
                sys.stdout.write(
                    f"nasweb runs. Sign in, once, with {self.address}/enter/{secret}\n"
                )
                sys.stdout.flush()
            self.keep()
        finally:
            self.end()
        return 0

    def start(self) -> str:
        """Start everything; return the secret of the sign-in link once the page answers.

        Raises:
            CouldNotStart: It does not answer.
        """
        preparing = self._begin_preparation()
        if "broker" in self.children:
            self.children["broker"].start()
        if not stamp.is_prepared(self.env, self.places.migrated):
            self._wait_for(lambda: preparing.poll() is not None, "preparation")
            if preparing.returncode:
                raise CouldNotStart(f"the database: see {self.places.logs / 'preparation.log'}")
        for name, child in self.children.items():
            if name != "broker":
                child.start()
        self._note_children()
        self._wait_for(lambda: preparing.poll() is not None and self._answers(), "web")
        return self._secret_of(preparing)

    def keep(self) -> None:
        """Look after the children until told to end."""
        while not self._stop.wait(PULSE * 4):
            self._look_after()

    def end(self) -> None:
        """End everything: the broker last, so that the others can say goodbye."""
        others = [child for name, child in self.children.items() if name != "broker"]
        broker = [child for name, child in self.children.items() if name == "broker"]
        for group in (others, broker):
            for child in group:
                child.ask_to_end()
            deadline = time.monotonic() + SECONDS_TO_END
            for child in group:
                child.end(deadline)
        self.listener.close()
        self.hold.release()

    def _note_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stop.set()

    def _look_after(self) -> None:
        pids = [child.pid for child in self.children.values()]
        for child in self.children.values():
            news = child.look_after()
            if news is not None:
                sys.stderr.write(f"nasweb: {news}\n")
        if pids != [child.pid for child in self.children.values()]:
            self._note_children()

    def _note_children(self) -> None:
        self.hold.write(self.address, {name: child.pid for name, child in self.children.items()})

    def _begin_preparation(self) -> subprocess.Popen[bytes]:
        command = [
            sys.executable, "-m", "nasweb.supervisor.preparation", str(self.places.migrated)
        ]  # fmt: skip
        log = (self.places.logs / "preparation.log").open("wb")
        with log:
            return subprocess.Popen(
                command,
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
                preexec_fn=beginning(),  # no other thread runs here
            )

    def _secret_of(self, preparing: subprocess.Popen[bytes]) -> str:
        output = preparing.communicate()[0]
        if preparing.returncode != 0:
            raise CouldNotStart(f"the database: see {self.places.logs / 'preparation.log'}")
        return str(json.loads(output.splitlines()[-1])["secret"])

    def _wait_for(self, is_so: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while not is_so():
            self._look_after()
            if self._stop.wait(PULSE):
                return
            if time.monotonic() > deadline:
                raise CouldNotStart(f"{what}: see {self.places.logs / what}.log")

    def _answers(self) -> bool:
        parts = urlsplit(self.address)
        page = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=0.5)
        try:
            page.request("GET", "/api/session")
            return page.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False
        finally:
            page.close()
