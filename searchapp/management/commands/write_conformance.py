"""Write the conformance files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from searchapp.wire.conformance import conformance_files, write_file

FOLDER = Path(settings.BASE_DIR) / "tests/fixtures/conformance"


class Command(BaseCommand):
    """Write tests/fixtures/conformance/*.json, which Python and TypeScript are both held to."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="only tell whether they are up to date"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        stale = []
        for name, rows in conformance_files().items():
            target, text = FOLDER / f"{name}.json", write_file(rows)
            if target.exists() and target.read_text(encoding="utf-8") == text:
                continue
            stale.append(name)
            if not check:
                FOLDER.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
                self.stdout.write(f"wrote {target}")
        if check and stale:
            raise CommandError(f"stale: {', '.join(stale)}; run `manage.py write_conformance`")
