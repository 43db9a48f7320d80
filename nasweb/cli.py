"""The `nasweb` command. Every module of `nasweb.commands` is a subcommand of its name.

Such a module has a docstring (its first line is the help), `add_arguments(parser)` and
`run(arguments) -> int`. Only the module that is asked for is imported.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import pkgutil
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from nasweb import commands
from searchapp.nas.errors import InvalidDocument, NasError
from searchapp.nas.importing.faults import BadUpload


def main(argv: Sequence[str] | None = None) -> int:
    """Run a subcommand and return its exit code; a mistake of the user's is told in words: 2."""
    given = list(sys.argv[1:] if argv is None else argv)
    near = _nearest(given[0]) if given else None
    if near is not None:
        print(f"nasweb: there is no command {given[0]!r}; did you mean {near!r}?", file=sys.stderr)
        return 2
    if not given:
        _parser(given).print_help(sys.stderr)
        return 2
    arguments = _parser(given).parse_args(given)
    try:
        return int(arguments.run(arguments))
    except (InvalidDocument, BadUpload) as error:
        for issue in error.issues:
            print(f"nasweb: {'/'.join(issue.path)}: {issue.message}", file=sys.stderr)
        return 2
    except NasError as error:
        print(f"nasweb: {error.message}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _names() -> list[str]:
    return [found.name for found in pkgutil.iter_modules(commands.__path__)]


def _nearest(word: str) -> str | None:
    """Return the command that a misspelt word means, or None."""
    names = _names()
    near = [] if word in names else difflib.get_close_matches(word, names, n=1)
    return near[0] if near else None


class _Parser(argparse.ArgumentParser):
    """Tells of a mistake in a line, with the word that was meant, and where more is told."""

    def error(self, message: str) -> NoReturn:
        """End with 2 and the mistake in words."""
        self.exit(2, f"{self.prog}: {message}; `{self.prog} --help` tells more\n")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        known = [str(choice) for choice in action.choices or ()]
        if not known or value in known:
            return
        near = difflib.get_close_matches(str(value), known, n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        what = action.metavar or (action.option_strings or [action.dest])[0]
        raise argparse.ArgumentError(
            None, f"there is no {str(what).lower()} {value!r}; {hint}there are {', '.join(known)}"
        )


def _parser(given: list[str]) -> argparse.ArgumentParser:
    parser = _Parser(prog="nasweb", description="Neural architecture search.")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    names = _names()
    for name in given[:1] if given[:1] and given[0] in names else names:
        module = importlib.import_module(f"nasweb.commands.{name}")
        lines = (module.__doc__ or name).splitlines()
        subparser = subparsers.add_parser(name, help=lines[0], description=lines[0])
        module.add_arguments(subparser)
        subparser.set_defaults(run=module.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
