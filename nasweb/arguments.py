"""Kinds of arguments that several commands take."""

from __future__ import annotations

import argparse
from collections.abc import Callable


def whole_number(least: int, most: int | None = None) -> Callable[[str], int]:
    """Return what reads a whole number within bounds, and says in words why another is none."""
    wanted = f"at least {least}" if most is None else f"{least} to {most}"

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = None
        if number is None or number < least or (most is not None and number > most):
            raise argparse.ArgumentTypeError(
                f"must be a whole number, {wanted}, but got {text!r}"
            ) from None
        return number

    return read


def add_address(parser: argparse.ArgumentParser, host: str, port: str, least_port: int = 1) -> None:
    """Add --host and --port, with the help of each; without them: this machine only, at 8000."""
    parser.add_argument("--host", default="127.0.0.1", help=f"{host}: this machine only")
    parser.add_argument(
        "--port", type=whole_number(least_port, 65535), default=8000, metavar="N", help=port
    )
