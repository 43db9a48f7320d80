"""The picture of a network: the way through it, and below each kind of cell in full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from searchapp.nas.drawing.canvas import Canvas
from searchapp.nas.drawing.labels import (
    family_of,
    glyph_of,
    is_merge,
    operator_label,
    title_of,
    width_note,
)
from searchapp.nas.operators.base import OPERATORS
from searchapp.nas.operators.traits import traits
from searchapp.nas.space.bound import BoundModule, BoundNode, BoundOperator, Wire
from searchapp.nas.space.document import SpaceDocument

Titles = Mapping[str, str]
WIDTHS = frozenset({"channels", "features"})
LONGEST_ROW = 11
"""Boxes side by side that can still be read on a page."""


def draw(bound: BoundModule, titles: Titles | None = None) -> str:
    """Return the DOT of a network.

    The root's modules are opened until what is left are operators and cells; a cell is a module in
    which nothing but operators stand. Copies of a cell behind one another are one box with a count.
    Each kind of cell (same operators and wires, whatever the widths) is drawn once below.

    Args:
        bound: The network.
        titles: What the drawing calls its modules and nodes, as `titles_in` returns it.
    """
    canvas = Canvas()
    way = _Way(titles or {})
    way.follow(bound)
    groups = way.groups()
    if len(groups) > LONGEST_ROW and _is_chain(way, groups):
        _draw_rows(canvas, groups, bound)
    elif way.cells:
        with canvas.frame("Network"):
            _draw_way(canvas, way, groups, bound)
    else:
        _draw_way(canvas, way, groups, bound)
    _draw_cells(canvas, way)
    return canvas.text()


def draw_cells(bound: BoundModule, titles: Titles | None = None) -> str | None:
    """Return the DOT of the kinds of cells of a network alone, or None if it has no cells."""
    canvas = Canvas()
    way = _Way(titles or {})
    way.follow(bound)
    _draw_cells(canvas, way)
    return canvas.text() if way.cells else None


def titles_in(document: SpaceDocument) -> Titles:
    """Return the titles that a document gives to its modules (`cell`) and nodes (`cell/n1`)."""
    titled = [(name, module.title) for name, module in document.modules.items()]
    titled += [
        (f"{name}/{node.id}", node.title)
        for name, module in document.modules.items()
        for node in module.nodes
    ]
    return {name: title for name, title in titled if title}


def unwrap(node: BoundNode) -> tuple[BoundOperator | BoundModule, tuple[str, ...]]:
    """Return what stands at a node once modules with one node in them are opened."""
    body, taken = node.body, node.alternative
    while isinstance(body, BoundModule) and len(body.nodes) == 1:
        inner = body.nodes[0]
        if isinstance(inner.body, BoundModule) and len(body.outputs) > 1:
            break
        body, taken = inner.body, taken + inner.alternative
    return body, taken


def _is_cell(module: BoundModule) -> bool:
    return all(isinstance(unwrap(node)[0], BoundOperator) for node in module.nodes)


@dataclass
class _Kind:
    """Cells that are drawn once for all."""

    title: str
    module: BoundModule


@dataclass
class _Step:
    """A box on the way through the network."""

    key: Any
    text: str
    family: str
    before: set[int]
    note: str = ""


Group = tuple[_Step, list[int]]
"""A step, and the numbers of all steps that are drawn as one with it."""


@dataclass
class _Way:
    """The steps through a network, found by following its wires."""

    titles: Titles
    steps: list[_Step] = field(default_factory=list)
    cells: dict[Any, _Kind] = field(default_factory=dict)
    ends: dict[str, set[int]] = field(default_factory=dict)

    def follow(self, root: BoundModule) -> None:
        """Walk through the root; entries are the steps -1, -2, ..."""
        starts = [{-1 - k} for k in range(len(root.inputs))]
        self.ends = dict(
            zip((port for port, _ in root.outputs), self._open(root, starts), strict=True)
        )

    def _open(self, module: BoundModule, inputs: list[set[int]]) -> list[set[int]]:
        known: dict[tuple[str, str], set[int]] = {
            ("in", port): before for port, before in zip(module.inputs, inputs, strict=True)
        }
        for node in module.nodes:
            entering = [_join(wires, known) for wires in node.inputs]
            outputs = self._pass(node, entering)
            ports = _ports(node)
            known |= {(node.id, port): after for port, after in zip(ports, outputs, strict=True)}
        return [_join(wires or (), known) for _, wires in module.outputs]

    def _pass(self, node: BoundNode, entering: list[set[int]]) -> list[set[int]]:
        body, taken = unwrap(node)
        if isinstance(body, BoundModule) and not _is_cell(body):
            return self._open(node.body if isinstance(node.body, BoundModule) else body, entering)
        before = set[int]().union(*entering)
        if isinstance(body, BoundOperator):
            if traits(body.operator, body.settings).is_identity:
                return [before]
            step = _operator_step(body, before)
        else:
            step = self._cell_step(body, taken, before)
        self.steps.append(step)
        return [{len(self.steps) - 1} for _ in _ports(node)]

    def _cell_step(self, module: BoundModule, taken: tuple[str, ...], before: set[int]) -> _Step:
        key = _structure(module)
        if key not in self.cells:
            title = self.titles.get(module.module) or title_of(module.module)
            if taken:
                title = f"{title} · {title_of(taken[-1]).lower()}"
            same = sum(kind.title.split(" #")[0] == title for kind in self.cells.values())
            self.cells[key] = _Kind(f"{title} #{same + 1}" if same else title, module)
        return _Step(key, self.cells[key].title, "module", before)

    def groups(self) -> list[Group]:
        """Join steps of one kind that follow one another."""
        found: list[Group] = []
        for number, step in enumerate(self.steps):
            if found and found[-1][0].key == step.key and number - 1 in step.before:
                found[-1][1].append(number)
            else:
                found.append((step, [number]))
        return found


def _operator_step(body: BoundOperator, before: set[int]) -> _Step:
    if is_merge(body.operator):
        return _Step(object(), glyph_of(body.operator), "merge", before)
    text = operator_label(body.operator, body.settings)
    note = width_note(body.settings)
    return _Step((text, note), text, family_of(body.operator), before, note)


def _ports(node: BoundNode) -> tuple[str, ...]:
    if isinstance(node.body, BoundModule):
        return tuple(port for port, _ in node.body.outputs)
    return OPERATORS.get(node.body.operator).outputs


def _join(wires: tuple[Wire, ...], known: Mapping[tuple[str, str], set[int]]) -> set[int]:
    return set[int]().union(*(known[wire.node, wire.port] for wire in wires))


def _structure(module: BoundModule) -> Any:
    """Return what makes two cells look alike: wires and what was decided, but no widths."""
    nodes = []
    for node in module.nodes:
        body, taken = unwrap(node)
        settings = body.settings if isinstance(body, BoundOperator) and taken else {}
        name = body.operator if isinstance(body, BoundOperator) else ""
        decided = sorted((key, repr(value)) for key, value in settings.items() if key not in WIDTHS)
        nodes.append((node.id, name, tuple(decided), taken, node.inputs))
    return module.module, tuple(nodes), module.outputs


def _draw_way(canvas: Canvas, way: _Way, groups: list[Group], root: BoundModule) -> None:
    names = {-1 - k: canvas.port(port) for k, port in enumerate(root.inputs)}
    wires: dict[tuple[str, str], None] = {}
    for place, (step, members) in enumerate(groups):
        if canvas.is_full:
            canvas.port(f"… and {_count(groups[place:])} more")
            break
        name = _draw_step(canvas, step, len(members))
        before = set[int]().union(*(way.steps[number].before for number in members))
        wires |= {(names[number], name): None for number in sorted(before - {*members})}
        names |= dict.fromkeys(members, name)
    for port, before in way.ends.items():
        end = canvas.port(port)
        wires |= {(names[number], end): None for number in sorted(before) if number in names}
    for source, target in wires:
        canvas.wire(source, target)


def _draw_step(canvas: Canvas, step: _Step, times: int) -> str:
    text = f"{step.text} ×{times}" if times > 1 else step.text
    if step.family == "merge":
        return canvas.circle(text)
    return canvas.box(text, step.family, step.note)


def _count(groups: list[Group]) -> int:
    return sum(len(members) for _, members in groups)


def _is_chain(way: _Way, groups: list[Group]) -> bool:
    """Tell whether every box reads the one before it and nothing else."""
    last = -1
    for step, members in groups:
        if step.before != {last}:
            return False
        last = members[-1]
    return len(way.ends) == 1 and list(way.ends.values()) == [{last}]


def _draw_rows(canvas: Canvas, groups: list[Group], root: BoundModule) -> None:
    """Draw a long chain as rows of about equal length, so that it can be read."""
    count = -(-len(groups) // LONGEST_ROW)
    length = -(-len(groups) // count)
    for start in range(0, len(groups), length):
        title = "Network" if start == 0 else "Network, continued"
        with canvas.frame(title):
            last = canvas.port(root.inputs[0] if start == 0 else "…")
            for place in range(start, min(start + length, len(groups))):
                if canvas.is_full:
                    canvas.port(f"… and {_count(groups[place:])} more")
                    return
                step, members = groups[place]
                name = _draw_step(canvas, step, len(members))
                canvas.wire(last, name)
                last = name
            is_end = start + length >= len(groups)
            canvas.wire(last, canvas.port(root.outputs[0][0] if is_end else "…"))


def _draw_cells(canvas: Canvas, way: _Way) -> None:
    for kind in way.cells.values():
        if canvas.is_full:
            break
        with canvas.frame(kind.title):
            _draw_cell(canvas, kind.module, way.titles)


def _draw_cell(canvas: Canvas, module: BoundModule, titles: Titles) -> None:
    names = {("in", port): (canvas.port(port), False) for port in module.inputs}
    for node in module.nodes:
        if canvas.is_full:
            return
        body, _ = unwrap(node)
        if not isinstance(body, BoundOperator):
            continue
        if is_merge(body.operator):
            title = titles.get(f"{module.module}/{node.id}", node.id)
            name = canvas.circle(glyph_of(body.operator), title)
        else:
            name = canvas.box(
                operator_label(body.operator, body.settings), family_of(body.operator)
            )
        is_nothing = body.operator == "zero"
        for wire in (wire for wires in node.inputs for wire in wires):
            source, was_nothing = names[wire.node, wire.port]
            canvas.wire(source, name, is_nothing or was_nothing)
        names |= {(node.id, port): (name, is_nothing) for port in _ports(node)}
    for port, wires in module.outputs:
        end = canvas.port(port)
        for wire in wires or ():
            canvas.wire(names[wire.node, wire.port][0], end)
