"""OpenAPI to TypeScript, by the generator among the front end's own packages."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

GENERATOR = "node_modules/openapi-typescript/bin/cli.js"
HEAD = "// Made by `manage.py write_types` from the API's schema. Do not edit.\n\n"


class NoGenerator(Exception):
    """openapi-typescript is not installed in the front end or above it."""


def find_generator(frontend: Path) -> Path:
    """Return the generator's script, looked for as Node does: here, then in each folder above.

    Raises:
        NoGenerator: It is nowhere.
    """
    for folder in (frontend, *frontend.parents):
        if (folder / GENERATOR).is_file():
            return folder / GENERATOR
    raise NoGenerator(
        f"{GENERATOR} must be in {frontend} or above it, but it is not; `npm ci` installs it"
    )


def typescript_of(schema: Mapping[str, Any], frontend: Path) -> str:
    """Return the TypeScript types of an OpenAPI schema; the same schema gives the same text."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "schema.json", Path(folder) / "types.ts"
        source.write_text(json.dumps(schema), encoding="utf-8")
        command = ["node", str(find_generator(frontend)), str(source), "-o", str(target)]
        options = ["--default-non-nullable=false", "--alphabetize"]
        subprocess.run([*command, *options], check=True, capture_output=True, text=True)
        return HEAD + target.read_text(encoding="utf-8").split("*/", 1)[1].lstrip()
