"""What `searchapp.nas` offers by itself, and that importing it loads nothing."""

from __future__ import annotations

from importlib import import_module

import pytest

import searchapp.nas
from tests.processes import loaded_by


@pytest.mark.parametrize("name", searchapp.nas.__all__)
def test_every_public_name_is_what_it_says(name: str) -> None:
    found = getattr(searchapp.nas, name)
    assert found is vars(import_module(found.__module__))[name]


def test_another_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Trial'"):
        _ = searchapp.nas.Trial


def test_importing_the_engine_loads_nothing() -> None:
    found = loaded_by("import searchapp.nas")
    assert found.isdisjoint({"torch", "numpy", "pydantic", "django"})


def test_the_names_of_a_search_load_neither_torch_nor_the_data() -> None:
    found = loaded_by("from searchapp.nas import InlineExecutor, SearchSettings, SearchSpace")
    assert found.isdisjoint({"torch", "sklearn", "django"})
    assert "pydantic" in found
