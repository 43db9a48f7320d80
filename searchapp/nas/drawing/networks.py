"""The picture of a network: the way through it, and below each kind of cell in full."""

from __future__ import annotations

from collections.abc import Iterator

from searchapp.nas.drawing.canvas import Canvas
from searchapp.nas.drawing.labels import family_of, glyph_of, is_merge
from searchapp.nas.drawing.way import (
    Group,
    Kind,
    Step,
    Titles,
    Way,
    called,
    labels_of,
    ports_of,
    spots,
    unwrap,
)
from searchapp.nas.space.bound import BoundModule, BoundNode, BoundOperator
from searchapp.nas.space.document import (
    Body,
    ChoiceBody,
    Node,
    RepeatBody,
    SpaceDocument,
    SwitchBody,
)
from searchapp.nas.space.tracing import Places

NETWORK = "Network"
LONGEST_ROW = 7
"""Boxes side by side that can still be read on a page."""


def draw(bound: BoundModule, titles: Titles | None = None) -> str:
    """Return the DOT of a network, as `sketch` draws it."""
    return sketch(bound, titles or {}).text()


def sketch(bound: BoundModule, titles: Titles, places: Places | None = None) -> Canvas:
    """Return the picture of a network.

    The root's modules are opened until what is left are operators and cells; a cell is a module in
    which nothing but operators stand. Copies of a cell behind one another are one box with a count.
    Each kind of cell (same operators and wires, whatever the widths) is drawn once below.

    Args:
        bound: The network.
        titles: What the drawing calls its parts, as `titles_in` returns it.
        places: Where its modules stand, as `SearchSpace.trace` returns it: then the picture knows
            which of its boxes stands for which place.
    """
    canvas = Canvas()
    way = Way(titles, places or {})
    way.follow(bound)
    groups = way.groups()
    if len(groups) > LONGEST_ROW and _is_chain(way, groups):
        _draw_rows(canvas, way, groups, bound)
    elif way.cells:
        with canvas.frame(NETWORK):
            _draw_way(canvas, way, groups, bound)
    else:
        _draw_way(canvas, way, groups, bound)
    _draw_cells(canvas, way)
    return canvas


def draw_cells(bound: BoundModule, titles: Titles | None = None) -> str | None:
    """Return the DOT of the kinds of cells of a network alone, or None if it has no cells."""
    canvas = Canvas()
    way = Way(titles or {}, {})
    way.follow(bound)
    _draw_cells(canvas, way)
    return canvas.text() if way.cells else None


def titles_in(document: SpaceDocument) -> Titles:
    """Return the titles of modules (`cell`), nodes (`cell/n1`) and options (`cell/n1/skip`)."""
    titled: list[tuple[str, str]] = []
    for name, module in document.modules.items():
        titled.append((name, module.title))
        for node in module.nodes:
            titled.append((f"{name}/{node.id}", node.title))
            titled += _options_in(node, f"{name}/{node.id}")
        for edge in module.edges:
            if edge.carries is not None:
                titled += _options_in(edge.carries, f"{name}/{edge.id}")
    return {name: title for name, title in titled if title}


def _options_in(body: Body | Node, at: str) -> Iterator[tuple[str, str]]:
    """Yield the alternatives and cases of a body, each with its title."""
    if isinstance(body, RepeatBody):
        yield from _options_in(body.body, at)
    elif isinstance(body, ChoiceBody):
        for option in body.of:
            yield f"{at}/{option.id}", option.title
            yield from _options_in(option.node, f"{at}/{option.id}")
    elif isinstance(body, SwitchBody):
        for case in body.cases:
            yield from _options_in(case.node, f"{at}/{case.id}")


def _draw_way(canvas: Canvas, way: Way, groups: list[Group], root: BoundModule) -> None:
    names = {-1 - k: canvas.port(port) for k, port in enumerate(root.inputs)}
    wires: dict[tuple[str, str], None] = {}
    for place, (_, members) in enumerate(groups):
        if canvas.is_full:
            canvas.port(f"… and {_count(groups[place:])} more")
            break
        name = _draw_step(canvas, [way.steps[number] for number in members])
        before = set[int]().union(*(way.steps[number].before for number in members))
        wires |= {(names[number], name): None for number in sorted(before - {*members})}
        names |= dict.fromkeys(members, name)
    for port, before in way.ends.items():
        end = canvas.port(port)
        wires |= {(names[number], end): None for number in sorted(before) if number in names}
    for source, target in wires:
        canvas.wire(source, target)


def _draw_step(canvas: Canvas, steps: list[Step]) -> str:
    step = steps[0]
    text = f"{step.text} ×{len(steps)}" if len(steps) > 1 else step.text
    places = tuple(place for one in steps for place in one.places)
    if step.family == "merge":
        return canvas.circle(text, places=places)
    return canvas.box(text, step.family, _numbered(steps), places)


def _numbered(steps: list[Step]) -> str:
    """Return the note of steps that are drawn as one: `Coarse block 1–2`."""
    first, last = steps[0], steps[-1]
    if first.number is None or not first.note or {step.note for step in steps} != {first.note}:
        return first.note
    ends = f"{first.number}–{last.number}" if len(steps) > 1 else str(first.number)
    return f"{first.note} {ends}"


def _count(groups: list[Group]) -> int:
    return sum(len(members) for _, members in groups)


def _is_chain(way: Way, groups: list[Group]) -> bool:
    """Tell whether every box reads the one before it and nothing else."""
    last = -1
    for step, members in groups:
        if step.before != {last}:
            return False
        last = members[-1]
    return len(way.ends) == 1 and list(way.ends.values()) == [{last}]


def _draw_rows(canvas: Canvas, way: Way, groups: list[Group], root: BoundModule) -> None:
    """Draw a long chain as rows of about equal length, so that it can be read."""
    count = -(-len(groups) // LONGEST_ROW)
    length = -(-len(groups) // count)
    for start in range(0, len(groups), length):
        title = NETWORK if start == 0 else f"{NETWORK}, continued"
        with canvas.frame(title):
            last = canvas.port(root.inputs[0] if start == 0 else "…")
            for place in range(start, min(start + length, len(groups))):
                if canvas.is_full:
                    canvas.port(f"… and {_count(groups[place:])} more")
                    return
                name = _draw_step(canvas, [way.steps[number] for number in groups[place][1]])
                canvas.wire(last, name)
                last = name
            is_end = start + length >= len(groups)
            canvas.wire(last, canvas.port(root.outputs[0][0] if is_end else "…"))


def _draw_cells(canvas: Canvas, way: Way) -> None:
    for kind in way.cells.values():
        if canvas.is_full:
            break
        paths = tuple(path for used in kind.uses.values() for path in used)
        with canvas.frame(kind.title, paths):
            _draw_cell(canvas, kind, way, paths)


def _draw_cell(canvas: Canvas, kind: Kind, way: Way, paths: tuple[str, ...]) -> None:
    module = kind.module
    names = {("in", port): (canvas.port(port), False) for port in module.inputs}
    for k, node in enumerate(module.nodes):
        if canvas.is_full:
            return
        body, _ = unwrap(node)
        if not isinstance(body, BoundOperator):
            continue
        labels = set[str]().union(*(labels_of(use.nodes[k], way.places) for use in kind.uses))
        name = _draw_node(canvas, way, module, node, (*spots(paths, node), *labels))
        is_nothing = body.operator == "zero"
        for wire in (wire for wires in node.inputs for wire in wires):
            source, was_nothing = names[wire.node, wire.port]
            canvas.wire(source, name, is_nothing or was_nothing)
        names |= {(node.id, port): (name, is_nothing) for port in ports_of(node)}
    for port, wires in module.outputs:
        end = canvas.port(port)
        for wire in wires or ():
            canvas.wire(names[wire.node, wire.port][0], end)


def _draw_node(
    canvas: Canvas, way: Way, module: BoundModule, node: BoundNode, places: tuple[str, ...]
) -> str:
    body, _ = unwrap(node)
    name = body.operator if isinstance(body, BoundOperator) else ""
    title = way.titles.get(f"{module.module}/{node.id}", "")
    if is_merge(name):
        return canvas.circle(glyph_of(name), title or node.id, places)
    text = called(node, module.module, way.titles)
    return canvas.box(text, family_of(name), title if title != text else "", places)
