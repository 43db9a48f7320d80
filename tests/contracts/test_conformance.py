"""The files that hold the browser to Python's answers are up to date."""

from __future__ import annotations

import pytest

from tests.conformance.files import FILES, FOLDER, written


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_conformance_file_says_what_python_says(name: str) -> None:
    path = FOLDER / name
    assert path.exists(), f"{name} is missing: run `python -m tests.conformance`"
    assert path.read_text(encoding="utf-8") == written(name), (
        f"{name} is stale: run `python -m tests.conformance`"
    )
