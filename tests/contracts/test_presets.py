"""What every preset must keep."""

from __future__ import annotations

import json
from functools import cache

import numpy as np
import pytest

from searchapp.nas.datasets.base import DATASETS
from searchapp.nas.operators.base import OPERATORS
from searchapp.nas.operators.shapes import infer
from searchapp.nas.presets.base import PRESETS, PresetSpace
from searchapp.nas.problems.base import PROBLEMS
from searchapp.nas.space.document import MergeBody, Node, OperatorBody, ReferenceBody, SpaceDocument
from searchapp.nas.space.reading import read_document, write_document
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.strategies.base import STRATEGIES
from searchapp.nas.validation import validate

ENTRIES = [pytest.param(entry, id=name) for name, entry in PRESETS]

# From the literature; the residual networks are our own. Of images: 2 windows × 4 widths ×
# Σ 5^(2·depth); of tables: 4 widths × 3 inner widths × 4 dropouts × 3 vectors × Σ 3^depth.
MLP = 4 * 3 * 4 * 3 * (3 + 3**2 + 3**3 + 3**4)
SIZES = {
    "nas-bench-201": 5**6,
    "darts": 1_037_664_180**2,
    "residual-cnn": 2 * 4 * (5**2 + 5**4 + 5**6),
    "nats-size": 8**5,
    # 3 widths × (Σ (3 kernels × 2 expansions)^depth)^4 stages
    "mobilenet": 3 * (6 + 6**2 + 6**3) ** 4,
    "residual-mlp": MLP,
    "residual-mlp-regression": MLP,
}


@cache
def metaqnn(size: int, depth: int, is_pooled: bool) -> int:
    """Count the ways on from a state of MetaQNN, by the rules of the paper."""
    if depth == 18:
        return 1  # only the end
    ways = 2  # the end, or the mean and the end
    ways += sum(4 * metaqnn(size, depth + 1, False) for k in (1, 3, 5) if size > k)
    if not is_pooled:
        left = {5: -(-size // 3), 3: -(-size // 2), 2: size // 2}
        ways += sum(metaqnn(left[k], depth + 1, True) for k in left if size > k)
    if size <= 4:
        # One dense layer of three widths; a second one, not wider, if there is room for it.
        ways += 3 + (3 + 2 + 1 if depth + 1 < 18 else 0)
    return ways


SIZES["metaqnn"] = metaqnn(32, 0, True)


@pytest.mark.parametrize("name", SIZES)
def test_the_size_is_that_of_the_literature(name: str) -> None:
    entry = PRESETS.get(name)
    count = SearchSpace(entry.document()).count()

    assert (count.assignments, count.is_exact) == (SIZES[name], True)


@pytest.mark.parametrize("entry", ENTRIES)
def test_it_says_its_own_size(entry: type[PresetSpace]) -> None:
    assert entry.size == str(SearchSpace(entry.document()).count().assignments)


@pytest.mark.parametrize("entry", ENTRIES)
def test_it_has_no_issues(entry: type[PresetSpace]) -> None:
    assert validate(entry.document()) == []


@pytest.mark.parametrize("entry", ENTRIES)
def test_its_members_bind_and_their_shapes_fit(entry: type[PresetSpace]) -> None:
    document = entry.document()
    space = SearchSpace(document)
    problem = PROBLEMS.get(document.problem.kind)
    rng = np.random.default_rng(0)

    for _ in range(5):
        plan = infer(space.bind(space.sample(rng)), problem.input_shapes(space.symbols))

        assert plan.output_shapes == ((problem.output_shapes(space.symbols)[0],),)


@pytest.mark.parametrize("entry", ENTRIES)
def test_its_nodes_are_told_apart_by_title_and_titles_mean_nothing(
    entry: type[PresetSpace],
) -> None:
    document = entry.document()
    raw = json.loads(write_document(document))
    for module in raw["modules"].values():
        for node in module["nodes"]:
            node.pop("title", None)
    plain = SearchSpace(read_document(json.dumps(raw)))

    for drawn in document.modules.values():
        words = [_title_of(document, node) for node in drawn.nodes]
        assert all(words)
        assert len({*words}) == len(words), words
    assert plain.digest == SearchSpace(document).digest
    assert plain.count() == SearchSpace(document).count()


def _title_of(document: SpaceDocument, node: Node) -> str:
    """What stands there may say what it is; a choice, a switch or a repeat must be told."""
    if isinstance(node, OperatorBody):
        return node.title or OPERATORS.get(node.operator).title
    if isinstance(node, MergeBody):
        return node.title or str(node.mode)
    if isinstance(node, ReferenceBody):
        return node.title or document.modules[node.module].title
    return node.title


@pytest.mark.parametrize("entry", ENTRIES)
def test_it_survives_being_written_and_read(entry: type[PresetSpace]) -> None:
    document = entry.document()

    again = read_document(write_document(document))

    assert again == document
    assert SearchSpace(again).digest == SearchSpace(document).digest
    assert json.loads(write_document(document))["format"] == "nasweb.space/1"


@pytest.mark.parametrize("entry", ENTRIES)
def test_it_says_what_it_is(entry: type[PresetSpace]) -> None:
    assert entry.title
    assert entry.summary
    assert entry.shown in entry.document().modules
    if entry.paper:
        assert "arXiv" in entry.paper


@pytest.mark.parametrize(
    "entry", [pytest.param(entry, id=name) for name, entry in PRESETS if entry.launch is not None]
)
def test_its_defaults_can_be_launched(entry: type[PresetSpace]) -> None:
    launch = entry.launch
    assert launch is not None

    settings = STRATEGIES.get(launch.strategy).Settings(**launch.strategy_settings)
    card = DATASETS.get(launch.dataset).card()

    assert settings.model_dump().items() >= launch.strategy_settings.items()
    assert card.problem == entry.document().problem.kind
    assert launch.epochs >= 1
    assert launch.candidates >= 1


def test_nas_bench_201_can_be_asked_for_another_skeleton() -> None:
    document = PRESETS.get("nas-bench-201").document()
    small = SearchSpace(document, arguments={"C": 4, "N": 1})

    root = small.bind(small.sample(np.random.default_rng(0)))

    assert root.nodes[0].body.settings["channels"] == 4  # type: ignore[union-attr]
    assert small.count().assignments == 15_625
