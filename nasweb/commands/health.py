"""Tell by the exit code whether the part of nasweb that runs on this machine is well."""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import sys
from importlib import import_module

from nasweb.arguments import whole_number
from nasweb.env import Env

PATIENCE = 5.0
"""Seconds that the web has for its answer."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("part", choices=("web", "worker"))
    parser.add_argument("--port", type=whole_number(1, 65535), default=8000, metavar="N")


def run(arguments: argparse.Namespace) -> int:
    """Ask the part; 1 with what is wrong if it is not well."""
    fault = web_fault(arguments.port) if arguments.part == "web" else worker_fault()
    if fault:
        sys.stderr.write(f"nasweb: {fault}\n")
    return int(bool(fault))


def web_fault(port: int) -> str:
    """Ask as the proxy does: only a request by TLS for one of our hosts is answered."""
    headers = {"Host": Env.read().hosts[0], "X-Forwarded-Proto": "https"}
    page = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        page.request("GET", "/health", headers=headers)
        status = page.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        return f"the web must answer at port {port}, but: {error}"
    finally:
        page.close()
    return "" if status == 200 else f"the web must answer /health with 200, but it said {status}"


def worker_fault() -> str:
    """Look whether a worker of this machine has reported lately."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nasweb.settings")
    import_module("django").setup()
    host = socket.gethostname()
    if import_module("searchapp.selectors.workers").alive().filter(host=host).exists():
        return ""
    return f"a worker of {host} must have reported lately, but none has"
