"""A registry knows its entries wholly or not at all, and names by what they nearly are."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchapp.nas.errors import DuplicateName, UnknownName
from searchapp.nas.registry import Registry

SLOW = """
import threading
started, go = threading.Event(), threading.Event()
"""
ENTRY = """
from {package} import go, started
import {package}
started.set()
assert go.wait(20)
{package}.registry.register("late")("entry")
{package}.registry.names()
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A package whose one entry waits until it may go on, then asks its own registry."""
    name = "slow_entries"
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text(SLOW)
    (tmp_path / name / "entry.py").write_text(ENTRY.format(package=name))
    monkeypatch.syspath_prepend(tmp_path)
    yield name
    for module in [found for found in sys.modules if found.startswith(name)]:
        del sys.modules[module]


def test_a_thread_that_asks_while_another_loads_gets_all_entries(package: str) -> None:
    registry: Registry[str] = Registry("word", package)
    module = __import__(package)
    vars(module)["registry"] = registry
    seen: list[tuple[str, ...]] = []
    threads = [threading.Thread(target=lambda: seen.append(registry.names())) for _ in range(2)]
    threads[0].start()
    assert module.started.wait(20)
    threads[1].start()
    threads[1].join(0.2)  # were it not to wait, it would be through by now
    module.go.set()
    for thread in threads:
        thread.join()
    assert seen == [("late",), ("late",)]


def test_a_name_is_given_once_and_an_unknown_one_is_answered_with_the_nearest() -> None:
    registry: Registry[str] = Registry("word", "searchapp.nas.strategies")
    registry.register("relu")("entry")
    with pytest.raises(DuplicateName, match="a name of its own, but got 'relu' twice"):
        registry.register("relu")("another")
    with pytest.raises(UnknownName, match="there is no word 'rely'; did you mean 'relu'"):
        registry.get("rely")
    with pytest.raises(UnknownName, match="known: relu"):
        registry.get("xyz")
    assert list(registry) == [("relu", "entry")]
    assert "relu" in registry
