"""Print a new link that signs in to the nasweb that runs here or is served here, once."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

from nasweb.env import Env
from nasweb.local import meet_running


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no arguments: which nasweb runs here is known."""


def run(_: argparse.Namespace) -> int:
    """Print the address with a secret that signs the local user in."""
    address = meet_running().get("address") or next(iter(Env.read().origins), "")
    if not address:
        sys.stderr.write("nasweb: it must run before anybody can sign in: start it with make up\n")
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nasweb.settings")
    import_module("django").setup()  # the other commands need no Django
    secret = import_module("nasweb.supervisor.preparation").sign_in_secret()
    sys.stdout.write(f"{address}/enter/{secret}\n")
    return 0
