"""Where things are kept while nasweb runs, and the addresses its processes meet at."""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nasweb.env import CHECKOUT, Env

LONGEST_SOCKET = 100
"""Bytes of a socket's path; systems allow 104 or 108."""


@dataclass(frozen=True)
class Places:
    """Folders and files of one installation."""

    home: Path
    run: Path
    """Only ours (mode 700), its path short and plain enough for sockets."""

    @property
    def logs(self) -> Path:
        """Where each child's output goes."""
        return self.home / "logs"

    @property
    def lock(self) -> Path:
        """Held by the one supervisor of this home."""
        return self.home / "run" / "lock"

    @property
    def state(self) -> Path:
        """What the supervisor started: for the next one, should this one be killed."""
        return state_in(self.home)

    @property
    def migrated(self) -> Path:
        """Says for which migrations the database is up to date."""
        return self.home / "run" / "migrated"

    @property
    def broker(self) -> Path:
        """Socket of the embedded broker."""
        return self.run / "broker.sock"


def state_in(home: Path) -> Path:
    """Return where the supervisor of a home notes what it started."""
    return home / "run" / "state.json"


def make_places(home: Path) -> Places:
    """Make the folders of an installation."""
    for folder in (home / "run", home / "logs"):
        folder.mkdir(parents=True, exist_ok=True)
    (home / "run").chmod(0o700)
    return Places(home, _run_folder(home / "run"))


def _run_folder(preferred: Path) -> Path:
    """Return the folder for sockets: in the home if its path will do, else a short one."""
    path = str(preferred / "broker.sock")
    if path.isascii() and len(path) <= LONGEST_SOCKET and not set(path) & set(" %?#"):
        return preferred
    name = hashlib.sha256(str(preferred).encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"nasweb-{os.getuid()}-{name}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(f"{folder} must be a folder that only you can enter, but it is not")
    return folder


def environment(places: Places, env: Env, host: str) -> dict[str, str]:
    """Return the variables of the children: this process's own and where they meet."""
    meeting = {
        "NASWEB_HOME": str(places.home),
        "NASWEB_BROKER_URL": f"redis+socket://{places.broker}",
        "NASWEB_CHANNELS_URL": f"unix://{places.broker}",
        "NASWEB_PARENT": str(os.getpid()),
        "DJANGO_SETTINGS_MODULE": "nasweb.settings",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(CHECKOUT), os.environ.get("PYTHONPATH")])),
    }
    if not is_embedded(env):
        meeting |= {"NASWEB_BROKER_URL": env.broker_url, "NASWEB_CHANNELS_URL": env.channels_url}
    # Also where hosts are named: the address that the supervisor prints must be answered.
    meeting["NASWEB_HOSTS"] = ",".join(dict.fromkeys((*env.hosts, *_names_of(host))))
    return {**os.environ, **meeting}


def is_embedded(env: Env) -> bool:
    """Tell whether the broker is ours to run: nobody named another."""
    return env.broker_url.startswith("memory:") or not env.channels_url


def _names_of(host: str) -> list[str]:
    """Return the names under which browsers may reach an address that is listened on."""
    if host not in ("0.0.0.0", "::"):  # noqa: S104  # compared, not bound
        return [_in_address(host)]
    name = socket.gethostname()
    found = {"127.0.0.1", "::1", *_outward()}
    with contextlib.suppress(OSError):
        found |= {str(info[4][0]) for info in socket.getaddrinfo(name, None)}
    return [name, socket.getfqdn(), *sorted(map(_in_address, found))]


def _outward() -> Iterator[str]:
    """Yield this machine's addresses towards others: its own name often leads to itself only."""
    for family, other in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with (
            contextlib.suppress(OSError),
            socket.socket(family, socket.SOCK_DGRAM) as door,
        ):
            door.connect((other, 9))  # sends nothing: it only asks for the way
            yield str(door.getsockname()[0])


def _in_address(ip: str) -> str:
    return f"[{ip}]" if ":" in ip else ip
