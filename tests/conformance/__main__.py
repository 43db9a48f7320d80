"""Write every conformance file: `python -m tests.conformance`."""

from __future__ import annotations

from tests.conformance.files import FOLDER, written

for name, text in written().items():
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / name).write_text(text, encoding="utf-8")
