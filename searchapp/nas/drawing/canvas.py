"""A DOT graph that takes neither attribute nor markup from a user; names are numbers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import graphviz

from searchapp.nas.drawing.style import FONT, LIGHT

MAX_NODES = 400
LONGEST_TEXT = 60
LONGEST_LINE = 15

GRAPH = {
    "rankdir": "LR",
    "nodesep": "0.16",
    "ranksep": "0.32",
    "pad": "0.1",
    "bgcolor": "transparent",
    "fontname": FONT,
    "fontsize": "12",
}
NODE = {
    "shape": "box",
    "style": "rounded,filled",
    "fontname": FONT,
    "fontsize": "11",
    "margin": "0.16,0.05",
    "height": "0.3",
    "width": "0.3",
    "penwidth": "1.1",
    "fillcolor": LIGHT["surface"],
    "color": LIGHT["border"],
    "fontcolor": LIGHT["text"],
}
EDGE = {"color": LIGHT["edge"], "arrowsize": "0.6", "penwidth": "1.1"}
FRAME = {
    "labeljust": "l",
    "style": "rounded",
    "margin": "12",
    "color": LIGHT["border"],
    "fontcolor": LIGHT["text-2"],
}
CIRCLE = {
    "class": "merge",
    "color": LIGHT["merge"],
    "shape": "circle",
    "style": "filled",
    "margin": "0",
    "fixedsize": "true",
    "width": "0.5",
}
PORT = {"class": "port", "shape": "plaintext", "style": "", "margin": "0.09,0.04"}


def clean(text: str) -> str:
    """Return text fit for a label: no control or bidirectional characters, and not too long."""
    kept = "".join(
        " " if letter.isspace() else letter
        for letter in text
        if letter.isspace() or unicodedata.category(letter)[0] != "C"
    )
    kept = " ".join(kept.split())
    return kept if len(kept) <= LONGEST_TEXT else f"{kept[: LONGEST_TEXT - 1]}…"


def label(text: str, note: str = "") -> str:
    """Return what stands on a box: a text, in two lines where it is long, and a note."""
    return lines_of(*halves(text), note)


def lines_of(*lines: str) -> str:
    """Return a label: DOT reads neither escapes nor markup in it."""
    plain: str = graphviz.nohtml(
        "\\n".join(clean(line).replace("\\", "\\\\") for line in lines if line) or " "
    )
    return plain


def halves(text: str) -> list[str]:
    """Return a text in one line, or a long one in two of about equal length."""
    text = clean(text)
    gaps = [k for k, letter in enumerate(text) if letter == " "]
    if len(text) <= LONGEST_LINE or not gaps:
        return [text]
    gap = min(gaps, key=lambda k: max(k, len(text) - k - 1))
    return [text[:gap], text[gap + 1 :]]


@dataclass(frozen=True)
class Box:
    """Something drawn that stands for places of the drawing.

    Attributes:
        name: Its id in the picture.
        frame: Title of the frame that it is in; empty outside of frames.
        places: The decision paths of what stands there.
    """

    name: str
    frame: str
    places: tuple[str, ...]


SMALL_NODE = {
    "fontsize": "24",
    "fixedsize": "true",
    "width": "0.62",
    "height": "0.44",
    "penwidth": "2.6",
    "margin": "0",
}
SMALL_EDGE = {"penwidth": "2.2", "arrowsize": "0.8"}
SMALL_PORT = {"width": "0.12", "height": "0.12"}
"""What is seen at the size of a thumb: few letters, thick lines."""


class Canvas:
    """A picture under construction. It reads from left to right.

    Attributes:
        boxes: What was drawn for places.
        frames: The title of the frame in which a module at a path is drawn.
    """

    def __init__(self, *, is_small: bool = False) -> None:
        """Start an empty picture, to be looked at closely or at the size of a thumb."""
        node, edge = (SMALL_NODE, SMALL_EDGE) if is_small else ({}, {})
        self._graph = graphviz.Digraph(
            graph_attr=GRAPH, node_attr={**NODE, **node}, edge_attr={**EDGE, **edge}
        )
        self._is_small = is_small
        self._frames: list[graphviz.Digraph] = []
        self._on = self._graph
        self._count = 0
        self._title = ""
        self.boxes: list[Box] = []
        self.frames: dict[str, str] = {}

    @property
    def is_full(self) -> bool:
        """Tell whether no more nodes should be drawn."""
        return self._count >= MAX_NODES

    @contextmanager
    def frame(self, title: str, paths: Iterable[str] = ()) -> Iterator[None]:
        """Draw what follows inside a frame with a title, below the frames before it.

        Args:
            title: What stands on the frame.
            paths: Where the module that is drawn in it stands.
        """
        self._title = title
        self.frames |= dict.fromkeys(paths, title)
        attributes = {**FRAME, "label": lines_of(title)}
        self._on = graphviz.Digraph(f"cluster_{len(self._frames)}", graph_attr=attributes)
        self._frames.append(self._on)
        try:
            yield
        finally:
            self._on, self._title = self._graph, ""

    def box(self, text: str, family: str, note: str = "", places: tuple[str, ...] = ()) -> str:
        """Draw an operator or a module; return its name."""
        attributes = {"class": family, "color": LIGHT.get(family, LIGHT["edge"])}
        if family == "none":
            attributes["style"] = "rounded,dashed"
        if note:
            attributes["class"] += " noted"
        return self._place(self._node(label(text, note), attributes), places)

    def circle(self, text: str, note: str = "", places: tuple[str, ...] = ()) -> str:
        """Draw a merge; return its name."""
        attributes = {**CIRCLE, "class": "merge noted"} if note else CIRCLE
        return self._place(self._node(label(text, note), attributes), places)

    def port(self, text: str) -> str:
        """Draw an end of the picture; return its name."""
        if self._is_small:
            return self._node(label(""), {**PORT, **SMALL_PORT})
        return self._node(label(text), PORT)

    def wire(self, source: str, target: str, is_dashed: bool = False) -> None:
        """Draw an arrow."""
        self._on.edge(source, target, **({"style": "dashed"} if is_dashed else {}))

    def text(self) -> str:
        """Return the DOT."""
        # Graphviz stacks what does not hang together from bottom to top.
        for frame in reversed(self._frames):
            self._graph.subgraph(frame)
        return str(self._graph.source)

    def _place(self, name: str, places: tuple[str, ...]) -> str:
        if places:
            self.boxes.append(Box(name, self._title, places))
        return name

    def _node(self, text: str, attributes: dict[str, str]) -> str:
        self._count += 1
        name = f"n{self._count}"
        self._on.node(name, label=text, id=name, **attributes)
        return name
