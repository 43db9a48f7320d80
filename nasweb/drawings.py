"""Spaces as the command line names them: a preset, or a file."""

from __future__ import annotations

from pathlib import Path

from searchapp.nas.errors import NasError
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.space.reading import write_document


def document_text(named: str) -> str:
    """Return the document of a preset, or of a JSON file.

    Raises:
        NasError: There is neither; the message suggests the nearest preset.
    """
    path = Path(named)
    if path.suffix == ".json" or path.is_file():
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise NasError("unreadable", f"{path} must be a readable JSON file: {error}") from None
    return write_document(PRESETS.get(named).document())
