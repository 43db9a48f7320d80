"""The contracts of imports notice what they are there for: each is broken once, in a copy."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINT = Path(sys.executable).with_name("lint-imports")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    for package in ("nasweb", "searchapp"):
        shutil.copytree(
            ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        [LINT, "--no-logo", "--no-cache"], cwd=folder, capture_output=True, text=True
    )
    return done.returncode, done.stdout


def test_nothing_is_broken_now(copy: Path) -> None:
    code, told = lint(copy)

    assert code == 0, told
    assert " 0 broken" in told


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("searchapp/nas/cost.py", "import django", "The engine knows no web"),
        ("searchapp/nas/cost.py", "import searchapp.wire.errors", "Interfaces > services"),
        ("searchapp/nas/cost.py", "import searchapp.nas.search", "Inside the engine"),
        ("searchapp/nas/unheard_of.py", "", "Inside the engine"),
        ("searchapp/unheard_of.py", "", "Interfaces > services"),
        ("searchapp/selectors/runs.py", "import torch", "The web imports neither torch"),
        ("searchapp/api/runs.py", "import sklearn", "The web imports neither torch"),
        ("searchapp/selectors/runs.py", "import searchapp.services.runs", "Interfaces > services"),
        ("searchapp/live/reading.py", "import searchapp.api.runs", "Interfaces > services"),
        ("searchapp/models/run.py", "import nasweb.env", "The composition root"),
    ],
)
def test_an_import_that_goes_up_is_named(copy: Path, file: str, line: str, contract: str) -> None:
    path = copy / file
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
    try:
        code, told = lint(copy)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_text(before, encoding="utf-8")

    assert code == 1
    (broken,) = [line for line in told.splitlines() if line.endswith("BROKEN")]
    assert broken.startswith(contract)
