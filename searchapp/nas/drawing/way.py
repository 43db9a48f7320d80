"""The way through a network: its boxes in the order of the wires, and its kinds of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from searchapp.nas.drawing.labels import (
    family_of,
    glyph_of,
    is_merge,
    operator_title,
    title_of,
    width_note,
)
from searchapp.nas.operators.base import OPERATORS
from searchapp.nas.operators.traits import traits
from searchapp.nas.space.bound import BoundModule, BoundNode, BoundOperator, Wire
from searchapp.nas.space.tracing import Places

Titles = Mapping[str, str]
"""What the drawing calls modules (`cell`), nodes (`cell/n1`) and alternatives (`cell/n1/skip`)."""

WIDTHS = frozenset({"channels", "features"})
_COPY = re.compile(r"((?:\[\d+\])+)$")


@dataclass
class Kind:
    """Cells that are drawn once for all: the first of them, and each with its paths."""

    title: str
    module: BoundModule
    uses: dict[BoundModule, tuple[str, ...]] = field(default_factory=dict)


@dataclass
class Step:
    """A box on the way through the network."""

    key: Any
    text: str
    family: str
    before: set[int]
    note: str = ""
    number: int | None = None
    """Which copy of a repeat it is, from 1."""
    places: tuple[str, ...] = ()


Group = tuple[Step, list[int]]
"""A step, and the numbers of all steps that are drawn as one with it."""


def unwrap(node: BoundNode) -> tuple[BoundOperator | BoundModule, tuple[str, ...]]:
    """Return what stands at a node once modules with one node in them are opened."""
    *_, (last, taken) = _opened(node)
    return last.body, taken


def _opened(node: BoundNode) -> Iterator[tuple[BoundNode, tuple[str, ...]]]:
    """Yield a node, and the lone nodes of the modules inside of it, each with what was taken."""
    taken = node.alternative
    yield node, taken
    while isinstance(node.body, BoundModule) and len(node.body.nodes) == 1:
        inner = node.body.nodes[0]
        if isinstance(inner.body, BoundModule) and len(node.body.outputs) > 1:
            break
        node, taken = inner, taken + inner.alternative
        yield node, taken


def labels_of(node: BoundNode, places: Places) -> set[str]:
    """Return the paths, other than those that go through it, of what stands at a node."""
    bodies = [one.body for one, _ in _opened(node)]
    modules = [body for body in bodies if isinstance(body, BoundModule)]
    return {path for module in modules for path in places.get(module, ()) if path[:1] == "#"}


def called(node: BoundNode, module: str, titles: Titles) -> str:
    """Return what the drawing calls the operator at a node of a module: by the option taken."""
    for one, _ in _opened(node):
        title = titles.get("/".join((module, drawn_id(one), *one.alternative)), "")
        if one.alternative and title:
            return title
        if isinstance(one.body, BoundModule):
            module = one.body.module
        else:
            return operator_title(one.body.operator, one.body.settings)
    return title_of(module)


def drawn_id(node: BoundNode) -> str:
    """Return the id that a node has in the drawing, whichever copy it is."""
    return _COPY.sub("", node.id)


def spots(paths: tuple[str, ...], node: BoundNode) -> tuple[str, ...]:
    """Return where a node stands, in a module that stands at `paths`."""
    return tuple(f"{path}/{node.id}" if path else node.id for path in paths)


def _is_cell(module: BoundModule) -> bool:
    return all(isinstance(unwrap(node)[0], BoundOperator) for node in module.nodes)


@dataclass
class Way:
    """The steps through a network, found by following its wires."""

    titles: Titles
    places: Places
    steps: list[Step] = field(default_factory=list)
    cells: dict[Any, Kind] = field(default_factory=dict)
    ends: dict[str, set[int]] = field(default_factory=dict)

    def follow(self, root: BoundModule) -> None:
        """Walk through the root; entries are the steps -1, -2, ..."""
        starts = [{-1 - k} for k in range(len(root.inputs))]
        ends = self._open(root, starts, self.places.get(root, ()))
        self.ends = dict(zip((port for port, _ in root.outputs), ends, strict=True))

    def groups(self) -> list[Group]:
        """Join steps of one kind that follow one another."""
        found: list[Group] = []
        for number, step in enumerate(self.steps):
            if found and found[-1][0].key == step.key and number - 1 in step.before:
                found[-1][1].append(number)
            else:
                found.append((step, [number]))
        return found

    def _open(
        self, module: BoundModule, inputs: list[set[int]], paths: tuple[str, ...]
    ) -> list[set[int]]:
        known: dict[tuple[str, str], set[int]] = {
            ("in", port): before for port, before in zip(module.inputs, inputs, strict=True)
        }
        for node in module.nodes:
            entering = [_join(wires, known) for wires in node.inputs]
            outputs = self._pass(node, module.module, entering, paths)
            ports = ports_of(node)
            known |= {(node.id, port): after for port, after in zip(ports, outputs, strict=True)}
        return [_join(wires or (), known) for _, wires in module.outputs]

    def _pass(
        self, node: BoundNode, module: str, entering: list[set[int]], paths: tuple[str, ...]
    ) -> list[set[int]]:
        body, taken = unwrap(node)
        if isinstance(body, BoundModule) and not _is_cell(body):
            inner = node.body if isinstance(node.body, BoundModule) else body
            return self._open(inner, entering, self._paths_of(inner, node, paths))
        before = set[int]().union(*entering)
        if isinstance(body, BoundOperator):
            if traits(body.operator, body.settings).is_identity:
                return [before]
            step = self._operator_step(node, body, module, before)
        else:
            step = self._cell_step(body, taken, before, self._paths_of(body, node, paths))
            if any(path[:1] != "#" for path in step.places):
                step.note = self.titles.get(f"{module}/{drawn_id(node)}", "")
                copies = _COPY.search(node.id)
                step.number = int(copies[1].split("[")[-1][:-1]) + 1 if copies else None
        step.places = tuple({*spots(paths, node), *labels_of(node, self.places)})
        self.steps.append(step)
        return [{len(self.steps) - 1} for _ in ports_of(node)]

    def _paths_of(
        self, module: BoundModule, node: BoundNode, paths: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Return at which of its paths a module stands at this node of a module at `paths`."""
        known = self.places.get(module, ())
        heads = spots(paths, node)
        tied = tuple(_COPY.sub("[*]", head) for head in heads)
        within = tuple(f"{head}/" for head in heads + tied)
        return tuple(
            path
            for path in known
            if path[:1] == "#" or path in heads + tied or path.startswith(within)
        )

    def _cell_step(
        self,
        module: BoundModule,
        taken: tuple[str, ...],
        before: set[int],
        paths: tuple[str, ...],
    ) -> Step:
        key = _structure(module)
        if key not in self.cells:
            title = self.titles.get(module.module) or title_of(module.module)
            if taken:
                title = f"{title} · {title_of(taken[-1]).lower()}"
            same = sum(kind.title.split(" #")[0] == title for kind in self.cells.values())
            self.cells[key] = Kind(f"{title} #{same + 1}" if same else title, module)
        kind = self.cells[key]
        kind.uses[module] = (*kind.uses.get(module, ()), *paths)
        return Step(key, kind.title, "module", before, places=paths)

    def _operator_step(
        self, node: BoundNode, body: BoundOperator, module: str, before: set[int]
    ) -> Step:
        if is_merge(body.operator):
            return Step(object(), glyph_of(body.operator), "merge", before)
        text = called(node, module, self.titles)
        title = self.titles.get(f"{module}/{drawn_id(node)}", "")
        said = (title if title != text else "", width_note(body.settings))
        note = " · ".join(filter(None, said))
        return Step((text, note), text, family_of(body.operator), before, note)


def ports_of(node: BoundNode) -> tuple[str, ...]:
    """Return the names of a node's outputs."""
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
