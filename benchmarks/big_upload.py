"""What a large upload costs the server: `python -m benchmarks.big_upload`.

Makes a zip of 60,000 images (300 MB) in a temporary folder, starts the product in a home of its
own, sends the zip as the page does, waits until a worker has checked it, asks for all that its page
shows, and prints the most memory that each process had before and ever (`VmHWM`, which counts the
pages of files that it had mapped too). What trains is warm before and at rest meanwhile.
"""

from __future__ import annotations

import argparse
import http.client
import http.cookiejar
import io
import json
import sys
import tempfile
import threading
import time
import urllib.request
import zipfile
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

import numpy as np
from PIL import Image

from tests.e2e.product import running_product

IMAGES, CLASSES, SIDE = 60_000, 10, 64
MIB = 2**20
LIMIT = 300
"""MiB that no process of the server may pass."""


def make_zip(path: Path, images: int) -> None:
    """Write images in class folders, about 5 kB each, no two alike."""
    rng = np.random.default_rng(0)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for number in range(images):
            grain = rng.integers(0, 200, (SIDE, SIDE, 3), np.uint8)
            grain[:, :, number % 3] += np.uint8(16 * (number % CLASSES))
            packed = io.BytesIO()
            Image.fromarray(grain).save(packed, "JPEG", quality=95)
            archive.writestr(f"class{number % CLASSES}/{number:05}.jpg", packed.getvalue())


class Client:
    """Somebody who is signed in, as a browser would be."""

    def __init__(self, address: str, link: str) -> None:
        self._address = address
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))
        self._opener.open(link).read()

    def get(self, path: str) -> bytes:
        content: bytes = self._opener.open(self._address + path).read()
        return content

    def ask(self, path: str) -> Any:
        return json.loads(self.get(path))

    def send(self, path: str, file: Path) -> Any:
        """Send a file as the body, in pieces."""
        cookies = {cookie.name: cookie.value or "" for cookie in self._jar}
        token = next(value for name, value in cookies.items() if name.endswith("csrf"))
        connection = http.client.HTTPConnection(urlsplit(self._address).netloc)
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Length": str(file.stat().st_size),
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-CSRFToken": token,
            "Origin": self._address,
        }
        with file.open("rb") as content:
            connection.request("POST", path, body=content, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != http.HTTPStatus.CREATED:
            raise SystemExit(f"the upload must be taken, but: {answer.status} {body.decode()}")
        return json.loads(body)


class Used(NamedTuple):
    """MiB of memory that a process has had at most: before the upload, and in the end."""

    command: str
    before: int
    most: int


class Memory:
    """Looks at the processes below one, and keeps the most memory that each ever had."""

    def __init__(self, above: int) -> None:
        self._above = above
        self._most: dict[tuple[int, str], int] = {}
        self._look()
        self._before = dict(self._most)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._ended.wait(0.2):
            self._look()

    def _look(self) -> None:
        parents: dict[int, int] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal():
                status = _status(int(entry.name))
                parents[int(entry.name)] = int(status.get("PPid", "0").split()[0])
        for pid in parents:
            if self._is_below(pid, parents):
                kib = int(_status(pid).get("VmHWM", "0 kB").split()[0])
                key = (pid, _command(pid))
                self._most[key] = max(self._most.get(key, 0), kib // 1024)

    def _is_below(self, pid: int, parents: dict[int, int]) -> bool:
        while pid and pid != self._above:
            pid = parents.get(pid, 0)
        return pid == self._above

    def end(self) -> list[Used]:
        """Stop looking; return what every process used, the most first."""
        self._ended.set()
        self._thread.join()
        self._look()
        found = [
            Used(key[1], self._before.get(key, 0), most)
            for key, most in self._most.items()
            if key[1]
        ]
        return sorted(found, key=lambda used: -used.most)


def _status(pid: int) -> dict[str, str]:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return {}
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def _command(pid: int) -> str:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return ""
    return " ".join(word.rpartition("/")[2] for word in words)[:60].strip()


def await_warm(client: Client) -> None:
    """Wait until the process that trains has come to rest: it has no part in an upload."""
    while not any(worker["is_warm"] for worker in client.ask("/api/workers")):
        time.sleep(0.5)
    time.sleep(10)


def upload(client: Client, file: Path) -> None:
    """Send the file, wait until it was checked, and ask for what its page shows."""
    session = client.ask("/api/session")
    query = urlencode({"project": session["projects"][0]["id"], "file_name": file.name})
    start = time.monotonic()
    made = client.send(f"/api/datasets?{query}", file)
    sys.stdout.write(f"sent in {time.monotonic() - start:.1f} s\n")
    start = time.monotonic()
    while (data := client.ask(f"/api/datasets/{made['id']}"))["state"] in {"waiting", "checking"}:
        time.sleep(0.5)
    sys.stdout.write(f"checked in {time.monotonic() - start:.1f} s: {data['state']}\n")
    if data["state"] != "ready":
        raise SystemExit(json.dumps(data["issues"], indent=1))
    samples = data["profile"]["samples"]
    for number in range(len(samples)):
        client.get(f"/api/datasets/{made['id']}/samples/{number}.png")
    sys.stdout.write(f"{data['card']['summary']} {len(samples)} previewed\n")


def main() -> int:
    """Make, send, wait, look, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--images", type=int, default=IMAGES)
    images = parser.parse_args().images
    with tempfile.TemporaryDirectory(prefix="nw-") as folder:
        file = Path(folder) / "many.zip"
        make_zip(file, images)
        sys.stdout.write(f"{images:,} images, {file.stat().st_size / 1e6:.0f} MB\n")
        with running_product(Path(folder) / "home") as running:
            client = Client(running.address, running.first_link)
            await_warm(client)
            memory = Memory(running.process.pid)
            upload(client, file)
            found = memory.end()
    sys.stdout.write("MiB before, at most\n")
    for used in found:
        sys.stdout.write(f"{used.before:6} {used.most:8}     {used.command}\n")
    took_part = [used.most for used in found if used.most > used.before]
    sys.stdout.write(f"at most {max(took_part)} MiB in a process that had a part in it\n")
    return 0 if max(took_part) <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
