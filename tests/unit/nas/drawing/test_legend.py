"""The legend of a picture: which boxes stand for which decisions, and in which order."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from searchapp.nas.drawing import legend_of, render, sketch, titles_in
from searchapp.nas.drawing.legend import Legend
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.space.architecture import Architecture
from searchapp.nas.space.document import SpaceDocument
from searchapp.nas.space.space import SearchSpace

SYMBOLS = {"channels": 1, "height": 8, "width": 8, "classes": 10}
SVG = "{http://www.w3.org/2000/svg}"


def picture(
    document: SpaceDocument, decisions: dict[str, Any], symbols: Any
) -> tuple[Legend, list[str]]:
    """Return the legend of an architecture's picture, and the text of each of its boxes."""
    space = SearchSpace(document, symbols)
    bound, places = space.trace(Architecture(space.digest, decisions))
    canvas = sketch(bound, titles_in(document), places)
    svg = render(canvas.text())
    said = {
        group.get("id"): " ".join(text.text or "" for text in group.findall(f"{SVG}text"))
        for group in ElementTree.fromstring(svg).iter(f"{SVG}g")
    }
    return legend_of(canvas, svg, decisions), [said[box.name] for box in canvas.boxes]


def test_decisions_come_as_the_picture_is_read_and_name_their_boxes() -> None:
    document = PRESETS.get("nas-bench-201").document()
    wanted = {"e01": "none", "e02": "skip", "e12": "conv3", "e03": "conv1", "e13": "pool3"}
    decisions = {f"#cell/{edge}/op": taken for edge, taken in {**wanted, "e23": "conv3"}.items()}
    legend, texts = picture(document, decisions, SYMBOLS)
    assert {line.frame for line in legend.lines} == {"Cell"}
    shown = {line.path: [texts[box] for box in line.boxes] for line in legend.lines}
    assert shown["#cell/e13/op"] == ["Average pooling 3×3"]
    assert shown["#cell/e02/op"] == ["Identity"]
    assert {path for path, boxes in shown.items() if len(boxes) == 1} == set(decisions)
    middles = [legend.areas[line.boxes[0]].middle for line in legend.lines]
    assert middles == sorted(middles)


def test_what_is_decided_per_copy_says_which_copy() -> None:
    document = PRESETS.get("residual-cnn").document()
    decisions = {
        "$depth": 2, "$filters": 8, "$window": 3,
        "coarse[0]/op": "sep3", "coarse[1]/op": "conv3", "fine[0]/op": "sep3", "fine[1]/op": "sep3",
    }  # fmt: skip
    legend, texts = picture(document, decisions, SYMBOLS)
    assert [line.frame for line in legend.lines][:4] == ["", "", "", "Residual block"]
    boxes = {line.path: line.boxes for line in legend.lines}
    assert boxes["coarse[0]/op"] == boxes["fine[1]/op"] != boxes["coarse[1]/op"]
    assert {"Residual block Coarse block 1", "Residual block ×2 Fine block 1–2"} <= set(texts)


def test_an_option_is_called_as_the_drawing_calls_it() -> None:
    option = {"id": "a", "title": "My own layer", "node": {"kind": "operator", "operator": "relu"}}
    module = {
        "role": "network",
        "inputs": [{"id": "x"}],
        "outputs": [{"id": "y"}],
        "nodes": [{"id": "n", "title": "First", "kind": "choice", "of": [option]}],
        "edges": [
            {"id": "e1", "source": "in", "target": "n"},
            {"id": "e2", "source": "n", "target": "out"},
        ],
    }
    document = SpaceDocument.model_validate(
        {"format": "nasweb.space/1", "name": "one", "root": "m", "modules": {"m": module},
         "problem": {"kind": "image_classification"}}
    )  # fmt: skip
    legend, texts = picture(document, {"n": "a"}, {})
    assert texts == ["My own layer First"]
    assert [(line.path, line.frame, line.boxes) for line in legend.lines] == [
        ("n", "Network", (0,))
    ]


@pytest.mark.parametrize("name", PRESETS.names())
def test_every_decision_of_a_template_has_its_line_and_boxes_lie_in_the_picture(name: str) -> None:
    entry = PRESETS.get(name)
    space = SearchSpace(entry.document(), SYMBOLS)
    decisions = dict(space.sample(np.random.default_rng(1)).decisions)
    legend, _ = picture(entry.document(), decisions, SYMBOLS)
    assert {line.path for line in legend.lines} == set(decisions)
    assert all(line.boxes or line.path.startswith("$") for line in legend.lines)
    for area in legend.areas:
        assert min(area.x, area.y, area.width, area.height) >= 0
        assert max(area.x + area.width, area.y + area.height) <= 1
