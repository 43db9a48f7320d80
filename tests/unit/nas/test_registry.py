"""The registries of extension points: loaded once, whole, and whoever asks."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from searchapp.nas.errors import DuplicateName, UnknownName
from searchapp.nas.registry import Registry

SLOW = """
from tests.unit.nas import test_registry as test
test.WORDS.register("first")("one")
test.ENTERED.set()
assert test.GO.wait(10)
"""
LATE = """
from tests.unit.nas import test_registry as test
test.WORDS.register("last")("two")
"""
WORDS: Registry[str] = Registry("word", "registered_words")
ENTERED, GO = Event(), Event()


def test_who_asks_while_another_thread_loads_waits_for_the_last_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "registered_words"
    package.mkdir()
    for name, text in {"__init__": "", "a_slow": SLOW, "b_late": LATE}.items():
        (package / f"{name}.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    found: list[str] = []

    def ask(name: str) -> None:
        found.append(WORDS.get(name))

    first, second = Thread(target=ask, args=["first"]), Thread(target=ask, args=["last"])
    first.start()
    assert ENTERED.wait(10)
    second.start()
    second.join(0.1)  # long enough to ask; an answer now would be an error
    GO.set()
    first.join(10)
    second.join(10)
    assert sorted(found) == ["one", "two"]
    assert WORDS.names() == ("first", "last")
    for name in [name for name in sys.modules if name.startswith("registered_words")]:
        del sys.modules[name]


def test_a_name_is_taken_once_and_a_wrong_one_suggests_the_nearest() -> None:
    registry: Registry[int] = Registry("number", "json")
    registry.register("seven")(7)
    with pytest.raises(DuplicateName):
        registry.register("seven")(8)
    with pytest.raises(UnknownName, match="did you mean 'seven'"):
        registry.get("sevn")
    assert dict(registry) == {"seven": 7}
