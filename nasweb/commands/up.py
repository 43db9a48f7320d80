"""Start everything on this machine and print the address."""

from __future__ import annotations

import argparse
import sys

from nasweb.arguments import add_address
from nasweb.supervisor.leftovers import AlreadyRunning
from nasweb.supervisor.listening import PortTaken
from nasweb.supervisor.supervisor import CouldNotStart, Supervisor


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_address(
        parser,
        host="address to listen at",
        port="port to listen at; 0 takes a free one",
        least_port=0,
    )


def run(arguments: argparse.Namespace) -> int:
    """Run until Ctrl-C or SIGTERM; then nothing is left running."""
    try:
        return Supervisor(arguments.host, arguments.port).run()
    except (AlreadyRunning, PortTaken, CouldNotStart) as error:
        sys.stderr.write(f"nasweb: {error}\n")
        return 1
