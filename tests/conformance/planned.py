"""The spaces of the papers: shapes that networks drawn from them by chance have at each port.

What the browser says may stand there, over all choices, must hold each of these.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from searchapp.nas.errors import ShapeMismatch
from searchapp.nas.operators.plan import Plan
from searchapp.nas.operators.shapes import infer
from searchapp.nas.problems.base import PROBLEMS
from searchapp.nas.space.document import SpaceDocument
from searchapp.nas.space.reading import read_document
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.validation import validate

_PATHS = sorted((Path(__file__).parent.parent / "fixtures" / "spaces").glob("*.json"))
SEED = 5
N_NETWORKS = 6
MOST_PLANS = 400
"""Modules looked into in one network: a large one repeats itself."""

Seen = dict[str, set[tuple[int, ...]]]


def cases() -> list[dict[str, Any]]:
    """Return, for each space, `module/node.port` with the shapes that were met there.

    Spaces with operators or problems that this catalogue lacks are left out.
    """
    read = {path.stem: read_document(path.read_text(encoding="utf-8")) for path in _PATHS}
    return [_case(name, document) for name, document in read.items() if not _lacks(document)]


def _lacks(document: SpaceDocument) -> bool:
    codes = {issue.code for issue in validate(document)}
    return bool(codes & {"unknown_operator", "unknown_problem"})


def _case(name: str, document: SpaceDocument) -> dict[str, Any]:
    space = SearchSpace(document)
    problem = PROBLEMS.get(document.problem.kind)
    seen: Seen = {}
    rng = np.random.default_rng(SEED)
    for _ in range(N_NETWORKS):
        bound = space.bind(space.sample(rng))
        try:
            plan = infer(bound, problem.input_shapes(space.symbols))
        except ShapeMismatch:
            continue  # A space may hold networks that do not fit; the search tells them so.
        _look(document, plan, seen)
    shapes = {place: sorted(map(list, met)) for place, met in sorted(seen.items())}
    return {"space": name, "shapes": shapes}


def _look(document: SpaceDocument, root: Plan, seen: Seen) -> None:
    """Collect the shapes of a network's modules; of a repeat, those of its last copy."""
    plans, known = [root], {id(root)}
    for plan in plans:
        drawn = {node.id for node in document.modules[plan.module].nodes}
        last = {node.id.partition("[")[0]: node for node in plan.nodes}
        for name, node in last.items():
            if name not in drawn:
                continue
            for port, items in zip(node.ports, node.output_shapes, strict=True):
                if len(items) == 1:
                    seen.setdefault(f"{plan.module}/{name}.{port}", set()).add(items[0])
        inner = [node.body for node in plan.nodes if isinstance(node.body, Plan)]
        fresh = {id(body): body for body in inner if id(body) not in known}
        known |= fresh.keys()
        plans += list(fresh.values())[: max(0, MOST_PLANS - len(plans))]
