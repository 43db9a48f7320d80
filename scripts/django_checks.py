"""The checks that need Django, in one process: to start Django takes longer than any of them.

`python scripts/django_checks.py` prints a line for each, as `bootstrap.py check` does
for the others.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO

import django
from django.core.management import CommandError, call_command
from environment import ROOT, outcome, say

CHECKS: dict[str, tuple[str, ...]] = {
    "Django's checks": ("check", "--fail-level", "WARNING"),
    "migrations": ("makemigrations", "--check", "--dry-run"),
    "OpenAPI": ("spectacular", "--validate", "--file", os.devnull),
    "TypeScript types": ("write_types", "--check"),
}


def fault_of(command: tuple[str, ...]) -> str:
    """Run a command of Django's; return what it said where it did not hold, else ""."""
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        try:
            call_command(*command)
        except CommandError as error:
            reason = str(error)
        except SystemExit as end:
            reason = f"ended with {end.code}" if end.code else ""
        except Exception:  # noqa: BLE001  # whatever broke, the other checks run
            reason = traceback.format_exc()
        else:
            reason = ""
    return f"manage.py {' '.join(command)}:\n{said.getvalue()}{reason}" if reason else ""


def main() -> int:
    """Run every check, also after one that fails; end with 1 where one did."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nasweb.settings")
    sys.path.insert(0, str(ROOT))
    django.setup()
    held = True
    for name, command in CHECKS.items():
        start = time.monotonic()
        fault = fault_of(command)
        say(outcome(not fault, name, start))
        if fault:
            say(fault)
            held = False
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
