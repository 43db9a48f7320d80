"""The routes of the API as the resolver knows them: a new one is met by every test that asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from searchapp.api.operation import Described
from searchapp.wire.forms import Form


@dataclass(frozen=True)
class Route:
    """One method of one address."""

    name: str
    method: str
    parts: tuple[str, ...]
    """Names of what the address holds: `id`, `name`."""
    takes: type[Form] | None
    asks: type[Form] | None

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


def patterns_of(entries: list[Any]) -> Iterator[URLPattern]:
    """Yield the addresses in a tree of them."""
    for pattern in entries:
        if isinstance(pattern, URLResolver):
            yield from patterns_of(pattern.url_patterns)
        else:
            yield pattern


def _found() -> Iterator[Route]:
    trees = [entry for entry in get_resolver().url_patterns if isinstance(entry, URLResolver)]
    (api,) = [tree for tree in trees if str(tree.pattern) == "api/"]
    for pattern in patterns_of(api.url_patterns):
        view = pattern.callback.view_class  # type: ignore[attr-defined]
        for method in view.http_method_names:
            described = getattr(getattr(view, method, None), "described", None)
            if isinstance(described, Described):
                yield Route(
                    str(pattern.name),
                    method.upper(),
                    tuple(pattern.pattern.converters),
                    described.takes,
                    described.asks,
                )


ROUTES: tuple[Route, ...] = tuple(_found())
TAKING = tuple(route for route in ROUTES if route.takes is not None)
"""Those that read a body."""
ADDRESSED = tuple(route for route in ROUTES if route.parts)
"""Those whose address names something."""
