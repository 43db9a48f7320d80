"""Become one part of nasweb, for a machine or container that runs just that."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

from nasweb.arguments import add_address
from nasweb.env import Env
from nasweb.supervisor import recipes

PARTS = {
    "migrate": "bring the database up to date, then end",
    "web": "answer browsers",
    "coordinator": "look after runs",
    "evaluator": "evaluate candidates, on the device named in NASWEB_DEVICE",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "part",
        choices=PARTS,
        metavar="PART",
        help="; ".join(f"{part}: {what}" for part, what in PARTS.items()),
    )
    add_address(
        parser,
        host="address that `web` listens at",
        port="port that `web` listens at (default: %(default)s)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Put the part in the place of this process, so that signals reach it.

    Where the settings must not be served to others, nothing is started: 1.
    """
    env = Env.read()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nasweb.settings")
    faults = import_module("nasweb.checks").check_production()
    for fault in faults:
        sys.stderr.write(f"nasweb: {fault.msg}: {fault.hint}\n")
    commands = {
        "migrate": ["django", "migrate", "--no-input"],
        "web": recipes.web(f"--host={arguments.host}", f"--port={arguments.port}"),
        "coordinator": recipes.coordinator(),
        "evaluator": recipes.evaluator(env.device),
    }
    if not faults:
        os.execv(sys.executable, [sys.executable, "-m", *commands[arguments.part]])  # noqa: S606
    return 1
