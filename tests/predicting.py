"""Runs the `predict.py` of a model that was taken away."""

from __future__ import annotations

import io
import re
import runpy
import subprocess
import sys
import zipfile
from contextlib import redirect_stdout
from pathlib import Path
from unittest.mock import patch


def predict_alone(folder: Path, *arguments: str) -> str:
    """Run the script as its owner would, without the repository in sight."""
    command = [sys.executable, "-I", "predict.py", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


def predict_here(folder: Path, *arguments: str) -> str:
    """Run the script in this process, which has torch already: loading it takes seconds."""
    with (
        redirect_stdout(io.StringIO()) as said,
        patch.object(sys, "argv", ["predict.py", *arguments]),
    ):
        runpy.run_path(str(folder / "predict.py"), run_name="__main__")
    return said.getvalue()


def accuracy_of_archive(archive: Path, folder: Path) -> float:
    """Unpack a downloaded model, run its script, and return the test accuracy that it says."""
    with zipfile.ZipFile(archive) as zipped:
        zipped.extractall(folder)
    said = predict_alone(next(folder.rglob("predict.py")).parent)
    found = re.search(r"test accuracy[: ]+([01]\.\d+)", said, re.IGNORECASE)
    assert found, said
    return float(found.group(1))
