"""List the searches of the nasweb that runs here, watch one, stop one."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

from rich.console import Console
from rich.table import Table

from nasweb.commands.data import print_line
from nasweb.local import add_account, open_desk
from nasweb.terminal import Display
from searchapp.nas.events import SearchEvent
from searchapp.nas.strategies.base import Objective

if TYPE_CHECKING:
    from nasweb.desk import Desk
    from searchapp.wire.forms import RunForm
    from searchapp.wire.messages import Envelope

PAUSE = 0.5
"""Seconds between two looks for new events."""
RUN = "id of a run, or `newest`"
STATES = ("live", "draft", "queued", "running", "pausing", "paused", "stopping", "stopped",
          "finished", "failed")  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True, metavar="COMMAND")
    words = {
        "list": "List searches, newest first.",
        "watch": "Show a search until it ends; end with 1 if it failed. Ctrl-C only looks away.",
        "stop": "Stop a search: what is scored stays.",
    }
    for name, line in words.items():
        found = what.add_parser(name, help=line, description=line)
        found.add_argument("--json", action="store_true", help="print JSON for programs instead")
        add_account(found)
        if name == "list":
            found.add_argument("--state", choices=STATES, metavar="STATE", help=", ".join(STATES))
        else:
            found.add_argument("run_id", metavar="RUN", help=RUN)


def run(arguments: argparse.Namespace) -> int:
    """Carry out what is asked."""
    desk = open_desk(arguments.account)
    deeds = {"list": _list, "watch": _watch, "stop": _stop}
    return deeds[arguments.what](desk, arguments)


def _list(desk: Desk, arguments: argparse.Namespace) -> int:
    found = desk.runs(arguments.state)
    if arguments.json:
        for run in found:
            print_line(run.model_dump_json())
        return 0
    table = Table(box=None, header_style="bold")
    for title in ("Id", "Name", "State", "Candidates", "Best"):
        table.add_column(title)
    for run in found:
        done = f"{run.n_finished + run.n_failed} of {run.budget_candidates}"
        table.add_row(
            run.id, run.name, run.state, done, f"{run.best.value:.4f}" if run.best else ""
        )
    Console(soft_wrap=True).print(table)
    return 0


def _stop(desk: Desk, arguments: argparse.Namespace) -> int:
    run = desk.ask(arguments.run_id, "stop")
    print_line(run.model_dump_json() if arguments.json else f"{run.name} is {run.state}")
    return 0


def _watch(desk: Desk, arguments: argparse.Namespace) -> int:
    run = desk.run(arguments.run_id)
    if arguments.json:
        for event in _events(desk, run):
            print_line(event.model_dump_json())
    else:
        _show(desk, run)
    return int(desk.run(run.id).state == "failed")


def _show(desk: Desk, run: RunForm) -> None:
    first = run.objectives[0]
    display = Display(run.budget_candidates, Objective(first.metric, first.direction))
    kinds = get_args(get_args(SearchEvent)[0])
    with display:
        for event in _events(desk, run):
            if isinstance(event.body, kinds):
                display.show(event.body)
    display.print_candidates()
    print_line(f"{run.name} is {desk.run(run.id).state}")


def _events(desk: Desk, run: RunForm) -> Iterator[Envelope]:
    """Yield all events of a run until it has ended and the last is told."""
    seen = 0
    while True:
        is_over = desk.run(run.id).ended_at is not None
        page = desk.events(run.id, seen)
        yield from page.events
        seen = page.to_seq
        if page.events:
            continue
        if is_over:
            return
        time.sleep(PAUSE)
