"""A module that the browser has made of nodes means what the nodes meant.

`frontend/src/document/extract.test.ts` writes the documents: in each, some nodes of a module have
become the module `template`, used once, by the node `made`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from searchapp.nas.operators.traits import traits
from searchapp.nas.space.architecture import Architecture
from searchapp.nas.space.hashing import graph_hash
from searchapp.nas.space.reading import read_document
from searchapp.nas.space.space import SearchSpace

FIXTURES = Path(__file__).parents[1] / "fixtures"
CASES: list[dict[str, Any]] = json.loads((FIXTURES / "extracted.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["space"])
def test_size_and_graphs_are_those_of_before(case: dict[str, Any]) -> None:
    text = (FIXTURES / "spaces" / f"{case['space']}.json").read_text("utf-8")
    before = SearchSpace(read_document(text))
    after = SearchSpace(read_document(json.dumps(case["after"])))
    assert "template" in after.document.modules
    assert after.count() == before.count()

    rng = np.random.default_rng(0)
    for _ in range(5):
        drawn = after.sample(rng)
        decisions = {_outside(path): value for path, value in drawn.decisions.items()}
        same = Architecture(before.digest, decisions)
        assert before.check(same) == []
        assert graph_hash(after.bind(drawn), traits) == graph_hash(before.bind(same), traits)


def _outside(path: str) -> str:
    """Return where a decision stood before its nodes became a module."""
    return path.replace("/made/", "/").removeprefix("made/")
