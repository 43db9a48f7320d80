"""Write every conformance file: `python -m tests.conformance`."""

from __future__ import annotations

from tests.conformance.files import FILES, FOLDER, written

for name in FILES:
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / name).write_text(written(name), encoding="utf-8")
