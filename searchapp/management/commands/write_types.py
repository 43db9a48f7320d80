"""Write the browser's types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from drf_spectacular.generators import SchemaGenerator

from searchapp.wire.typescript import NoGenerator, typescript_of

FRONTEND = Path(settings.BASE_DIR) / "frontend"


class Command(BaseCommand):
    """Write frontend/src/api/types.ts from the API's schema."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="only tell whether it is up to date"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        target = FRONTEND / "src/api/types.ts"
        generator: Any = SchemaGenerator
        schema = generator().get_schema(request=None, public=True)
        try:
            text = typescript_of(schema, FRONTEND)
        except NoGenerator as error:
            raise CommandError(str(error)) from None
        current = target.read_text(encoding="utf-8") if target.exists() else ""
        if check and current != text:
            raise CommandError(f"{target} is stale; run `manage.py write_types`")
        if current != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
            self.stdout.write(f"wrote {target}")
