"""The way from a command to the nasweb that runs here, as one of its accounts."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

from nasweb.env import Env
from nasweb.supervisor.leftovers import read_state
from nasweb.supervisor.places import environment, make_places, state_in
from searchapp.nas.errors import NasError

if TYPE_CHECKING:
    import argparse

    from nasweb.desk import Desk

LOCAL_USER = "admin"
"""The account that `nasweb up` makes and signs in."""
NOT_SET_UP = "nasweb must have been started here once: `nasweb up` or `make up`"


def add_account(parser: argparse.ArgumentParser) -> None:
    """Let a command be carried out as another account."""
    parser.add_argument(
        "--account", default=LOCAL_USER, metavar="NAME", help="whose (default: %(default)s)"
    )


def open_desk(account: str = LOCAL_USER) -> Desk:
    """Set Django up and return what the account can do.

    Raises:
        NasError: `not_set_up`: nasweb was never started here; `no_account`.
    """
    env = Env.read()
    if not env.database_url and not env.home.exists():
        raise NasError("not_set_up", NOT_SET_UP)
    meet_running()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nasweb.settings")
    import_module("django").setup()  # the other commands need no Django
    desk: Desk = import_module("nasweb.desk").Desk.of(account)
    return desk


def meet_running() -> dict[str, str]:
    """Find the broker of the nasweb that runs here; return what its supervisor noted, if any."""
    env = Env.read()
    state = read_state(state_in(env.home))
    if "address" in state:
        meeting = environment(make_places(env.home), env, "localhost")
        for name in ("NASWEB_BROKER_URL", "NASWEB_CHANNELS_URL"):
            os.environ[name] = meeting[name]
    return state
