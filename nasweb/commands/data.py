"""List the data that searches may learn from, or add a file of your own."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from nasweb.local import add_account, open_desk
from searchapp.nas.errors import NasError
from searchapp.nas.importing.profile import Options

if TYPE_CHECKING:
    from nasweb.desk import Desk
    from searchapp.wire.forms import DataForm, DatasetForm

PAUSE = 0.3
"""Seconds between two looks at a file that is being checked."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True, metavar="COMMAND")
    words = {
        "list": "List the data that searches may learn from.",
        "add": "Add a file: .csv, .tsv, .npz, or a .zip of images in class folders.",
    }
    for name, line in words.items():
        found = what.add_parser(name, help=line, description=line)
        found.add_argument("--json", action="store_true", help="print JSON for programs instead")
        add_account(found)
        if name == "add":
            found.add_argument("file", type=Path, help="it is copied")
            found.add_argument(
                "--target", metavar="COLUMN", help="of a table: what to predict (default: by name)"
            )


def run(arguments: argparse.Namespace) -> int:
    """Carry out what is asked; 1 if the file was refused."""
    desk = open_desk(arguments.account)
    return _add(desk, arguments) if arguments.what == "add" else _list(desk, arguments)


def _list(desk: Desk, arguments: argparse.Namespace) -> int:
    found = desk.data()
    if arguments.json:
        for data in found:
            print_line(data.model_dump_json())
        return 0
    table = Table(box=None, header_style="bold")
    for title in ("Id", "Name", "Problem", "State"):
        table.add_column(title)
    for data in found:
        id = data.name if data.is_built_in else data.id
        problem = data.card.problem.replace("_", " ") if data.card else ""
        table.add_row(id, data.card.title if data.card else data.name, problem, _state(data))
    Console(soft_wrap=True).print(table)
    return 0


def _state(data: DatasetForm) -> str:
    return data.state if data.is_installed else "not installed"


def _add(desk: Desk, arguments: argparse.Namespace) -> int:
    file: Path = arguments.file
    if not file.is_file():
        raise NasError("no_file", f"a file must be added, but there is no {file}")
    data = _checked(desk, desk.add_data(file, Options(target=arguments.target)))
    if arguments.json:
        print_line(data.model_dump_json())
    else:
        _tell(data)
    return int(data.state == "failed")


def _checked(desk: Desk, data: DataForm) -> DataForm:
    """Wait for the check as long as somebody is there to do it."""
    while data.state in ("waiting", "checking") and desk.is_manned():
        time.sleep(PAUSE)
        data = desk.dataset(data.id)
    return data


def _tell(data: DataForm) -> None:
    for issue in data.issues:
        sys.stderr.write(f"nasweb: {': '.join([*issue.path, issue.message])}\n")
    if data.state == "ready" and data.card:
        print_line(f"{data.id}  {data.name}: {data.card.summary}")
    elif data.state == "failed":
        print_line(f"{data.id}  {data.name} was refused")
    else:
        print_line(f"{data.id}  {data.name} is checked as soon as nasweb runs: nasweb up")


def print_line(text: str) -> None:
    """Print a line at once, whoever reads it."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
