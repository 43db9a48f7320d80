"""Print a new link that signs in to the nasweb that runs here, once."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

from nasweb.env import Env
from nasweb.supervisor.leftovers import read_state
from nasweb.supervisor.places import state_in


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no arguments: which nasweb runs here is known."""


def run(_: argparse.Namespace) -> int:
    """Print the address with a secret that signs the local user in."""
    state = read_state(state_in(Env.read().home))
    if "address" not in state:
        sys.stderr.write("nasweb: it must run before anybody can sign in: start it with make up\n")
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nasweb.settings")
    import_module("django").setup()  # the other commands need no Django
    secret = import_module("nasweb.supervisor.preparation").sign_in_secret()
    sys.stdout.write(f"{state['address']}/enter/{secret}\n")
    return 0
