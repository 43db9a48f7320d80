"""Named extension points: one decorator registers, one walk of a package loads."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
import threading
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from searchapp.nas.errors import DuplicateName, UnknownName

T = TypeVar("T")


class SettingsModel(BaseModel):
    """Frozen settings of a registry entry: the source of its form (`GET /api/catalogue`).

    Field titles, descriptions, bounds and order become what the inspector shows.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Registry(Generic[T]):
    """The entries of one extension point (operators, strategies, ...), by name."""

    def __init__(self, what: str, package: str) -> None:
        """Name the entries (`what`, singular) and the package whose modules register them."""
        self.what = what
        self._package = package
        self._entries: dict[str, T] = {}
        self._is_loaded = False
        self._is_loading = False
        self._lock = threading.RLock()

    def register(self, name: str) -> Callable[[T], T]:
        """Return a decorator that enters what it decorates under `name`.

        Raises:
            DuplicateName: The name is taken.
        """

        def enter(entry: T) -> T:
            if name in self._entries:
                raise DuplicateName(
                    "duplicate_name",
                    f"a {self.what} must have a name of its own, but got {name!r} twice",
                )
            self._entries[name] = entry
            return entry

        return enter

    def get(self, name: str) -> T:
        """Return the entry of that name.

        Raises:
            UnknownName: There is none; the message suggests the nearest.
        """
        self._load()
        if name not in self._entries:
            near = difflib.get_close_matches(name, self._entries, n=1, cutoff=0.4)
            hint = (
                f"did you mean {near[0]!r}?"
                if near
                else f"known: {', '.join(sorted(self._entries))}"
            )
            raise UnknownName("unknown_name", f"there is no {self.what} {name!r}; {hint}")
        return self._entries[name]

    def names(self) -> tuple[str, ...]:
        """Return all names, sorted."""
        self._load()
        return tuple(sorted(self._entries))

    def __iter__(self) -> Iterator[tuple[str, T]]:
        self._load()
        return iter(sorted(self._entries.items()))

    def __contains__(self, name: object) -> bool:
        self._load()
        return name in self._entries

    def _load(self) -> None:
        """Import the entries; threads that ask meanwhile wait, so that none sees only some."""
        if not self._is_loaded:
            with self._lock:
                self._walk()

    def _walk(self) -> None:
        if self._is_loaded or self._is_loading:  # by another thread; for an entry being imported
            return
        self._is_loading = True
        try:
            package = importlib.import_module(self._package)
            for found in pkgutil.iter_modules(package.__path__):
                importlib.import_module(f"{self._package}.{found.name}")
            self._is_loaded = True
        finally:
            self._is_loading = False
