"""Pictures: what they show, that they are safe, and that they suit light and dark."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from searchapp.nas.drawing import draw, draw_cells, draw_module, render, titles_in
from searchapp.nas.drawing.canvas import LONGEST_TEXT, MAX_NODES
from searchapp.nas.drawing.style import DARK, FAMILIES, LIGHT
from searchapp.nas.errors import UnknownName
from searchapp.nas.operators.catalogue import operator_forms
from searchapp.nas.presets.base import PRESETS
from searchapp.nas.space.document import SpaceDocument
from searchapp.nas.space.space import SearchSpace
from tests import trees

SVG = "{http://www.w3.org/2000/svg}"
SYMBOLS = {"channels": 1, "height": 8, "width": 8, "classes": 10}


def texts(svg: str) -> list[str]:
    """Return all texts in a picture: of each thing its lines joined, and its note apart."""
    found = []
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        lines = [element.text or "" for element in group.findall(f"{SVG}text")]
        notes = [lines.pop()] if "noted" in group.get("class", "").split() else []
        found += [" ".join(lines), *notes] if lines else []
    return found


def classes(svg: str) -> set[str]:
    """Return the classes of all groups."""
    found = ElementTree.fromstring(svg).iter(f"{SVG}g")
    return {word for element in found for word in element.get("class", "").split()}


def drawn(**parts: Any) -> SpaceDocument:
    """Return a document with one module."""
    module = {"role": "network", "inputs": [{"id": "x"}], "outputs": [{"id": "y"}], **parts}
    return SpaceDocument.model_validate(
        {
            "format": "nasweb.space/1",
            "name": "one",
            "problem": {"kind": "image_classification"},
            "modules": {"m": module},
            "root": "m",
        }
    )


def test_a_candidate_shows_its_way_and_its_cell() -> None:
    svg = render(draw(trees.nas_bench_201(["skip", "none", "conv3", "conv1", "pool3", "conv3"])))
    found = texts(svg)
    assert found.count("Cell ×5") == 3
    assert {"Network", "Cell", "Residual block ↓2", "32 channels", "image", "scores"} <= set(found)
    assert found.count("ReLU, convolution, norm 3×3") == 2
    assert {
        "Convolution, norm 3×3",
        "Identity",
        "Zero",
        "Average pooling 3×3",
        "n1",
        "n2",
        "n3",
    } <= set(found)
    assert {"convolution", "pooling", "skip", "none", "merge", "module"} <= classes(svg)


def test_the_cells_of_a_candidate_are_drawn_alone_if_it_has_any() -> None:
    dot = draw_cells(trees.nas_bench_201(["conv3"] * 6))
    assert dot is not None
    found = texts(render(dot))
    assert found.count("ReLU, convolution, norm 3×3") == 6
    assert not {"Network", "Cell ×5", "image"} & set(found)
    assert draw_cells(trees.nas_bench_201_cell(["conv1"] * 6, 4)) is None


def test_a_candidate_calls_things_as_the_drawing_does() -> None:
    document = drawn(
        title="Searched cell", nodes=[{"kind": "merge", "id": "n1", "title": "first sum"}]
    )
    titles = {name.replace("m", "cell", 1): title for name, title in titles_in(document).items()}
    assert titles == {"cell": "Searched cell", "cell/n1": "first sum"}
    found = texts(render(draw(trees.nas_bench_201(["conv3"] * 6), titles)))
    assert {"Searched cell ×5", "first sum", "n2"} <= set(found)
    assert not {"Cell ×5", "n1"} & set(found)


def test_two_kinds_of_cells_are_drawn_apart() -> None:
    found = texts(render(draw(trees.darts())))
    assert {"Cell", "Cell #2", "Max pooling 3×3", "Separable convolution 3×3 ↓2"} <= set(found)


def test_a_network_without_cells_is_drawn_as_it_is() -> None:
    found = texts(render(draw(trees.nas_bench_201_cell(["conv1"] * 6, 4))))
    assert "Network" not in found
    assert found.count("ReLU, convolution, norm 1×1") == 6


def test_what_stands_behind_a_zero_is_dashed() -> None:
    dot = draw(trees.nas_bench_201(["none"] * 6))
    assert "style=dashed" in dot


@pytest.mark.parametrize("name", PRESETS.names())
def test_every_preset_has_a_picture_and_pictures_of_its_members(name: str) -> None:
    entry = PRESETS.get(name)
    document = entry.document()
    assert texts(render(draw_module(document, entry.shown)))
    for module in document.modules:
        assert render(draw_module(document, module)).startswith("<svg")
    space = SearchSpace(document, SYMBOLS)
    rng = np.random.default_rng(0)
    for _ in range(3):
        bound = space.bind(space.sample(rng))
        assert document.modules[document.root].inputs[0].id in texts(render(draw(bound)))
        assert draw(bound) == draw(bound)


def test_a_choice_is_a_chip_with_the_number_of_its_options() -> None:
    found = texts(render(draw_module(PRESETS.get("nas-bench-201").document(), "cell")))
    assert found.count("5 operators") == 6


def test_a_choice_that_is_all_of_a_module_shows_what_it_may_take() -> None:
    document = PRESETS.get("metaqnn").document()
    found = texts(render(draw_module(document, "after_conv")))
    assert [found.count(word) for word in ("Convolution", "Pooling", "Flatten", "x")] == [
        3,
        3,
        1,
        1,
    ]
    assert "9 options" not in found


def test_a_picture_for_the_size_of_a_thumb_has_few_letters_and_thick_lines() -> None:
    document = PRESETS.get("darts").document()
    small, large = (
        render(draw_module(document, "cell", is_small=is_small)) for is_small in (True, False)
    )
    said = [text for text in texts(small) if text.strip()]
    assert sorted(said) == ["7"] * 14 + ["Σ"] * 4 + ["∥"]
    assert _width(small) < 0.75 * _width(large)
    assert 'stroke-width="2.6"' in small


def _width(svg: str) -> float:
    return float(ElementTree.fromstring(svg).get("viewBox", "").split()[2])


def test_a_picking_merge_says_how_many_wires_it_takes() -> None:
    svg = render(draw_module(PRESETS.get("darts").document(), "cell"))
    assert texts(svg).count("pick 2") == 4
    assert "stroke-dasharray" in svg


HOSTILE = [
    "<b>bold</b>", '"]; evil [URL="javascript:alert(1)"', "\\N \\G \\", "<", "a -> b", "&lt;&amp;",
    "\x00\x1b[31m", "\u202egnp.exe", "]]>", "<!--", "</svg><script>alert(1)</script>", "𝔘𝔫𝔦",
    "é" * 200, "   ",
]  # fmt: skip


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_is_text_and_nothing_else(title: str) -> None:
    node = {"id": "n", "kind": "operator", "operator": "relu", "title": title}
    edges = [
        {"id": "a", "source": "in", "target": "n"},
        {"id": "b", "source": "n", "target": "out"},
    ]
    document = drawn(nodes=[node], edges=edges, inputs=[{"id": "x", "title": title}])
    svg = render(draw_module(document, "m"))
    root = ElementTree.fromstring(svg)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "style", "g", "polygon", "path", "text", "ellipse", "polyline"}
    assert not any(key.endswith("href") for element in root.iter() for key in element.attrib)
    assert len(list(root.iter(f"{SVG}text"))) >= 2
    assert all(len(text) <= LONGEST_TEXT for text in texts(svg))
    if title == "<b>bold</b>":
        assert title in texts(svg)


def test_an_unknown_operator_is_drawn_by_its_name() -> None:
    node = {"id": "n", "kind": "operator", "operator": "no_such <thing>"}
    assert "no_such <thing>" in texts(render(draw_module(drawn(nodes=[node]), "m")))


def test_an_unknown_module_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownName, match="known: m"):
        draw_module(drawn(), "k")


def test_a_large_module_is_cut_off_and_says_so() -> None:
    nodes = [{"id": f"n{k}", "kind": "operator", "operator": "relu"} for k in range(2 * MAX_NODES)]
    svg = render(draw_module(drawn(nodes=nodes), "m"))
    assert "…" in texts(svg)
    assert svg.count('class="node') <= MAX_NODES + 2


def test_a_long_network_is_cut_off_and_says_how_much_is_missing() -> None:
    nodes, last = [], "in.x"
    for k in range(MAX_NODES + 50):
        nodes.append(trees.node(f"n{k}", "relu" if k % 2 else "tanh", trees.wires(last)))
        last = f"n{k}"
    module = trees.module("net", ["x"], nodes, {"y": trees.wires(last)})
    found = texts(render(draw(module)))
    (missing,) = [text for text in found if text.startswith("… and")]
    shown = found.count("ReLU") + found.count("Tanh")
    assert shown + int(missing.split()[2]) == MAX_NODES + 50


def test_every_family_has_a_colour_in_both_themes() -> None:
    assert {form["family"] for form in operator_forms()} <= set(FAMILIES)
    assert LIGHT.keys() == DARK.keys()
    svg = render(draw(trees.residual()))
    assert "prefers-color-scheme:dark" in svg
    assert DARK["convolution"] in svg


def test_a_picture_names_no_font_or_file_of_elsewhere() -> None:
    svg = render(draw(trees.darts()))
    assert not re.search(r"@import|url\(|<image|<script|<a ", svg)


def test_a_long_chain_is_drawn_in_rows() -> None:
    nodes, last = [], "in.x"
    for k in range(24):
        nodes.append(trees.node(f"n{k}", "relu" if k % 2 else "tanh", trees.wires(last)))
        last = f"n{k}"
    found = texts(render(draw(trees.module("net", ["x"], nodes, {"y": trees.wires(last)}))))
    assert found.count("Network") == 1
    assert found.count("Network, continued") == 3
    assert found.count("ReLU") + found.count("Tanh") == 24
