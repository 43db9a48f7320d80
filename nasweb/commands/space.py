"""Tell things about a search space."""

from __future__ import annotations

import argparse
import sys

from nasweb.drawings import document_text
from searchapp.nas.space.reading import read_document
from searchapp.nas.space.space import SearchSpace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    size = what.add_parser("size", help="Print how many architectures the space holds.")
    size.add_argument("space", help="name of a preset, or path of a .json file")


def run(arguments: argparse.Namespace) -> int:
    """Print the number alone; an upper bound is marked by ≤."""
    count = SearchSpace(read_document(document_text(arguments.space))).count()
    sys.stdout.write(f"{'' if count.is_exact else '≤ '}{count.assignments}\n")
    return 0
