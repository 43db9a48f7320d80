"""What a picture shows of the decisions: which boxes stand for which, in the order of reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from searchapp.nas.drawing.canvas import Canvas
from searchapp.nas.drawing.networks import NETWORK

_GROUP = re.compile(r'<g id="(n\d+)" class="node[^"]*">(.*?)</g>', re.DOTALL)
_CURVE = re.compile(r'(?:d|points)="([^"]*)"')
_ELLIPSE = re.compile(r'cx="([^"]*)" cy="([^"]*)" rx="([^"]*)" ry="([^"]*)"')
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_VIEW = re.compile(r'viewBox="([^"]*)"')
_MOVED = re.compile(r"translate\(([^)]*)\)")
_COPY = re.compile(r"\[\d+\]")
_COPIES = re.compile(r"(?:\[(?:\d+|\*)\])+$")


@dataclass(frozen=True)
class Area:
    """Where a box is, in parts of the picture's width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        """Where its middle is: the same from the left for all that stand below one another."""
        return round(self.x + self.width / 2, 3), self.y + self.height / 2


@dataclass(frozen=True)
class Line:
    """A decision: its path, the frame that shows it, and the numbers of the boxes it made."""

    path: str
    frame: str
    boxes: tuple[int, ...]


@dataclass(frozen=True)
class Legend:
    """The boxes of a picture that stand for places, and the decisions as the picture is read."""

    areas: tuple[Area, ...]
    lines: tuple[Line, ...]


def legend_of(canvas: Canvas, svg: str, decisions: Iterable[str]) -> Legend:
    """Return what a picture shows of the decisions.

    Variables of the whole space come first, then frame by frame, each from left to right.

    Args:
        canvas: The picture.
        svg: What was rendered of it.
        decisions: Paths of all decisions.
    """
    found = dict(_areas(svg))
    boxes = [box for box in canvas.boxes if box.name in found]
    areas = tuple(found[box.name] for box in boxes)
    standing: dict[str, list[int]] = {}
    for number, box in enumerate(boxes):
        for key in {key for place in box.places for key in _keys(place)}:
            standing.setdefault(key, []).append(number)
    frames = [NETWORK, *dict.fromkeys(canvas.frames.values())]

    def read(path: str) -> Line:
        if path.startswith("$"):
            return Line(path, "", ())
        tried = list(_prefixes(path))
        known = [path, _begun(path, standing), *tried[1:]]
        shown = next((standing[one] for one in known if one in standing), [])
        frame = boxes[shown[0]].frame if shown else _frame_of(tried, canvas)
        return Line(path, frame if frame in frames else NETWORK, tuple(shown))

    def place(line: Line) -> tuple[int, float, float]:
        number = frames.index(line.frame) if line.frame else -1
        first = min((areas[box].middle for box in line.boxes), default=(-1.0, 0.0))
        return (number, *first)

    return Legend(areas, tuple(sorted(map(read, decisions), key=place)))


def _keys(place: str) -> tuple[str, str, str]:
    """Return how decisions begin at a place: there, in every copy of it, about all copies."""
    copies = _COPIES.search(place)
    if copies is None:
        return (place, place, place)
    stem = place[: copies.start()]
    return (place, stem + _COPY.sub("[*]", copies[0]), stem)


def _prefixes(path: str) -> Iterator[str]:
    """Yield the places that a path leads through, the innermost first."""
    yield path
    for k in range(len(path) - 1, 0, -1):
        if path[k] in "/.":
            yield path[:k]


def _begun(path: str, standing: Iterable[str]) -> str:
    """Return where what was taken at a path begins, if it is drawn in several boxes."""
    return min((one for one in standing if one.startswith(f"{path}/")), key=len, default="")


def _frame_of(tried: list[str], canvas: Canvas) -> str:
    return next((canvas.frames[one] for one in tried if one in canvas.frames), NETWORK)


def _areas(svg: str) -> Iterator[tuple[str, Area]]:
    """Yield where the nodes of a picture are, by their ids."""
    view, moved = _VIEW.search(svg), _MOVED.search(svg)
    if view is None or moved is None:
        return
    left, top, width, height = _numbers(view[1])
    across, down = _numbers(moved[1])
    for name, inside in _GROUP.findall(svg):
        xs, ys = _extent(inside)
        if xs:
            x, y = (min(xs) + across - left) / width, (min(ys) + down - top) / height
            area = Area(x, y, (max(xs) - min(xs)) / width, (max(ys) - min(ys)) / height)
            yield name, area


def _extent(inside: str) -> tuple[list[float], list[float]]:
    """Return the coordinates of a node's outline."""
    ellipse = _ELLIPSE.search(inside)
    if ellipse is not None:
        x, y, rx, ry = (float(text) for text in ellipse.groups())
        return [x - rx, x + rx], [y - ry, y + ry]
    numbers = [number for points in _CURVE.findall(inside) for number in _numbers(points)]
    return numbers[::2], numbers[1::2]


def _numbers(text: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text)]
