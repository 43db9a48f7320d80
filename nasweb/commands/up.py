"""Start everything on this machine and print the address."""

from __future__ import annotations

import argparse
import sys

from nasweb.supervisor.leftovers import AlreadyRunning
from nasweb.supervisor.listening import PortTaken
from nasweb.supervisor.supervisor import CouldNotStart, Supervisor


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen at: this machine only"
    )
    parser.add_argument("--port", type=_port, default=8000, metavar="N")


def run(arguments: argparse.Namespace) -> int:
    """Run until Ctrl-C or SIGTERM; then nothing is left running."""
    try:
        return Supervisor(arguments.host, arguments.port).run()
    except (AlreadyRunning, PortTaken, CouldNotStart) as error:
        sys.stderr.write(f"nasweb: {error}\n")
        return 1


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number < 65536:
        raise argparse.ArgumentTypeError(f"must be 0 to 65535, but got {number}")
    return number
