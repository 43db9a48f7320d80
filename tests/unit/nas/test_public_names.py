"""What `searchapp.nas` offers by itself, and that importing it loads nothing."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

import searchapp.nas


@pytest.mark.parametrize("name", searchapp.nas.__all__)
def test_every_public_name_is_what_it_says(name: str) -> None:
    found = getattr(searchapp.nas, name)
    assert found is vars(import_module(found.__module__))[name]


def test_another_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Trial'"):
        _ = searchapp.nas.Trial


def test_importing_the_engine_loads_nothing() -> None:
    script = (
        "import sys, searchapp.nas\n"
        "assert not {'torch', 'numpy', 'pydantic', 'django'} & set(sys.modules)\n"
        "from searchapp.nas import InlineExecutor, SearchSettings, SearchSpace\n"
        "assert not {'torch', 'sklearn', 'django'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
