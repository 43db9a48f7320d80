"""The engine: search spaces, strategies, evaluators, and the search over them. Knows no web.

What is most used can be had from here (and `searchapp.nas.search.search`, whose module has its
name). Names are loaded when they are asked for: importing the engine costs nothing, and no torch.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from searchapp.nas.evaluators.base import Assignment, Evaluator
    from searchapp.nas.events import Fidelity
    from searchapp.nas.inline import InlineExecutor
    from searchapp.nas.search import SearchSettings
    from searchapp.nas.space.architecture import Architecture
    from searchapp.nas.space.reading import read_document, write_document
    from searchapp.nas.space.space import SearchSpace
    from searchapp.nas.strategies.base import Objective, Strategy

__all__ = [
    "Architecture",
    "Assignment",
    "Evaluator",
    "Fidelity",
    "InlineExecutor",
    "Objective",
    "SearchSettings",
    "SearchSpace",
    "Strategy",
    "read_document",
    "write_document",
]

_HOMES = {
    "Architecture": "space.architecture",
    "Assignment": "evaluators.base",
    "Evaluator": "evaluators.base",
    "Fidelity": "events",
    "InlineExecutor": "inline",
    "Objective": "strategies.base",
    "SearchSettings": "search",
    "SearchSpace": "space.space",
    "Strategy": "strategies.base",
    "read_document": "space.reading",
    "write_document": "space.reading",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
