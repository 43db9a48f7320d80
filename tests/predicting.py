"""Runs the `predict.py` of a folder that was taken away."""

from __future__ import annotations

import io
import runpy
import subprocess
import sys
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
