"""Print a new link that signs in to the nasweb that runs here, once."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

from nasweb.local import meet_running


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no arguments: which nasweb runs here is known."""


def run(_: argparse.Namespace) -> int:
    """Print the address with a secret that signs the local user in."""
    state = meet_running()
    if "address" not in state:
        sys.stderr.write("nasweb: it must run before anybody can sign in: start it with make up\n")
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nasweb.settings")
    import_module("django").setup()  # the other commands need no Django
    secret = import_module("nasweb.supervisor.preparation").sign_in_secret()
    sys.stdout.write(f"{state['address']}/enter/{secret}\n")
    return 0
