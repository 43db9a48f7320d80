"""Start everything on this machine and print the address."""

from __future__ import annotations

import argparse
import sys

from nasweb.arguments import whole_number
from nasweb.supervisor.leftovers import AlreadyRunning
from nasweb.supervisor.listening import PortTaken
from nasweb.supervisor.supervisor import CouldNotStart, Supervisor


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen at: this machine only"
    )
    parser.add_argument(
        "--port",
        type=whole_number(0, 65535),
        default=8000,
        metavar="N",
        help="port to listen at; 0 takes a free one",
    )


def run(arguments: argparse.Namespace) -> int:
    """Run until Ctrl-C or SIGTERM; then nothing is left running."""
    try:
        return Supervisor(arguments.host, arguments.port).run()
    except (AlreadyRunning, PortTaken, CouldNotStart) as error:
        sys.stderr.write(f"nasweb: {error}\n")
        return 1
