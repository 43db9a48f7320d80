"""Graphs of operators in normal form, their pieces, and the canonical text of a piece."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any, NamedTuple

MAX_TRIALS = 64
"""Ties that colour refinement leaves are broken by trying, up to so many ways."""


class Node(NamedTuple):
    """An operator, or a module in series (`form`) that stands for its own nodes.

    `inputs` are positions of nodes, or -1 - slot for inputs of the graph.
    """

    label: str
    is_symmetric: bool
    is_sum: bool
    inputs: tuple[int, ...]
    weights: str
    form: Form | None = None


class Form:
    """The normal form of a module: live nodes in topological order.

    Attributes:
        nodes: Operators, and modules in series.
        slots: The inputs that are read, as (port, item).
        outputs: For each output port the positions of what leaves, or None if absent.
        is_series: One input, one output, and something between.
        has_sharing: Some nodes may share parameters, with each other or with nodes elsewhere.
    """

    def __init__(
        self,
        nodes: list[Node],
        slots: tuple[tuple[int, int], ...],
        outputs: tuple[tuple[int, ...] | None, ...],
    ) -> None:
        """Keep the parts; `without_dead_nodes` makes the form normal."""
        self.nodes = nodes
        self.slots = slots
        self.outputs = outputs
        self._flat: list[Node] | None = None
        self._flat_outputs = outputs
        self._chain: list[Segment] | None = None
        weights = [node.weights for node in nodes]
        self.has_sharing = len(set(weights)) < len(weights) or any(w[0] == "#" for w in weights)
        is_single = len(outputs) == 1 and outputs[0] is not None and len(outputs[0]) == 1
        self.is_series = is_single and len(slots) == 1 and bool(nodes)
        if self.is_series and outputs[0] is not None:
            self.is_series = outputs[0][0] >= 0

    def without_dead_nodes(self) -> Form:
        """Return the form without what reaches no output."""
        live: set[int] = set()
        waiting = [ref for refs in self.outputs for ref in refs or ()]
        while waiting:
            ref = waiting.pop()
            if ref not in live:
                live.add(ref)
                if ref >= 0:
                    waiting.extend(self.nodes[ref].inputs)
        kept_slots = [k for k in range(len(self.slots)) if -1 - k in live]
        if len(live) == len(self.nodes) + len(self.slots):
            return self
        place = {-1 - k: -1 - new for new, k in enumerate(kept_slots)}
        nodes: list[Node] = []
        for index, node in enumerate(self.nodes):
            if index in live:
                place[index] = len(nodes)
                nodes.append(node._replace(inputs=tuple(place[ref] for ref in node.inputs)))
        outputs = tuple(
            None if refs is None else tuple(place[ref] for ref in refs) for refs in self.outputs
        )
        return Form(nodes, tuple(self.slots[k] for k in kept_slots), outputs)

    def flat(self) -> list[Node]:
        """Return the operators with modules in series opened."""
        if self._flat is None:
            self._flat, places = expand(self.nodes, 0)
            self._flat_outputs = tuple(
                None if refs is None else tuple(places[r] if r >= 0 else r for r in refs)
                for refs in self.outputs
            )
        return self._flat

    def flat_outputs(self) -> tuple[tuple[int, ...] | None, ...]:
        """Return the outputs as positions in `flat`."""
        self.flat()
        return self._flat_outputs

    def whole(self) -> Segment:
        """Return the form as one piece."""
        return Segment(self.flat(), self.flat_outputs(), self.slots)

    def chain(self) -> list[Segment] | None:
        """Return the pieces between nodes through which everything runs; None if not in series."""
        if not self.is_series or self.has_sharing:
            return None
        if self._chain is None:
            self._chain = self._cut()
        return self._chain

    def _cut(self) -> list[Segment]:
        last = [len(self.nodes)] * len(self.nodes)
        entry = 0
        for index, node in enumerate(self.nodes):
            for ref in node.inputs:
                if ref >= 0:
                    last[ref] = index
                else:
                    entry = index
        pieces: list[Segment] = []
        start, farthest = 0, entry
        for index in range(len(self.nodes)):
            if farthest <= index:
                pieces += self._piece(start, index)
                start = index + 1
            farthest = max(farthest, last[index])
        return pieces

    def _piece(self, start: int, end: int) -> list[Segment]:
        node = self.nodes[start]
        if start == end and node.form is not None:
            return node.form.chain() or [node.form.whole()]
        nodes, places = expand(self.nodes[start : end + 1], start)
        return [Segment(nodes, ((places[end],),), ((0, 0),))]


def expand(nodes: list[Node], start: int) -> tuple[list[Node], dict[int, int]]:
    """Open modules in series; what comes from before `start` is input 0.

    Returns:
        The operators, and where the output of each node is among them.
    """
    flat: list[Node] = []
    places: dict[int, int] = {}
    for index, node in enumerate(nodes, start):
        inputs = tuple(_place(ref, start, places) for ref in node.inputs)
        if node.form is None:
            flat.append(node._replace(inputs=inputs))
        else:
            base = len(flat)
            for inner in node.form.flat():
                refs = tuple(base + ref if ref >= 0 else inputs[0] for ref in inner.inputs)
                flat.append(inner._replace(inputs=refs, weights=f"{node.weights}/{inner.weights}"))
        places[index] = len(flat) - 1
        if node.form is not None:
            (refs_out,) = node.form.flat_outputs()
            places[index] = base + (refs_out or (0,))[0]
    return flat, places


def _place(ref: int, start: int, places: dict[int, int]) -> int:
    if ref < 0:
        return ref
    return places[ref] if ref >= start else -1


class Segment:
    """A piece of a graph, with its canonical digest."""

    def __init__(
        self,
        nodes: list[Node],
        outputs: tuple[tuple[int, ...] | None, ...],
        slots: tuple[tuple[int, int], ...],
    ) -> None:
        """Keep the piece; its digest is made when first asked for."""
        self._nodes = nodes
        self._outputs = outputs
        self._slots = slots
        self._digest: str | None = None

    def digest(self) -> str:
        """Return a text that is equal exactly for equal pieces."""
        if self._digest is None:
            if self._is_one_operator():
                text = f"one {self._nodes[0].label}"
            else:
                text = _Canon(self._nodes, self._outputs, self._slots).text()
            self._digest = hashlib.sha256(text.encode()).hexdigest()
        return self._digest

    def _is_one_operator(self) -> bool:
        """Tell whether it is an operator with one wire in and one wire out, and nothing else."""
        is_lone = len(self._nodes) == 1 and len(self._nodes[0].inputs) == 1
        return is_lone and self._outputs == ((0,),)


class _Canon:
    """Brings one piece into canonical form by colour refinement, breaking ties by trying."""

    def __init__(
        self,
        nodes: list[Node],
        outputs: tuple[tuple[int, ...] | None, ...],
        slots: tuple[tuple[int, int], ...],
    ) -> None:
        inputs, kept = _flatten_sums(nodes, outputs)
        base = len(slots)
        place = {-1 - k: k for k in range(base)}
        place.update({ref: base + k for k, ref in enumerate(kept)})
        self._labels = [f"in {port}.{item}" for port, item in slots]
        self._labels += [nodes[ref].label for ref in kept]
        self._sources = [()] * base + [tuple(place[r] for r in inputs[ref]) for ref in kept]
        self._is_symmetric = [False] * base + [nodes[ref].is_symmetric for ref in kept]
        for port, refs in enumerate(outputs):
            for item, ref in enumerate(refs or ()):
                self._labels[place[ref]] += f" out {port}.{item}"
        self._absent = [port for port, refs in enumerate(outputs) if refs is None]
        self._targets: list[list[tuple[int, int]]] = [[] for _ in self._labels]
        for index, sources in enumerate(self._sources):
            for position, source in enumerate(sources):
                slot = -1 if self._is_symmetric[index] else position
                self._targets[source].append((index, slot))
        self._partners = self._find_partners([""] * base + [nodes[ref].weights for ref in kept])

    @staticmethod
    def _find_partners(weights: list[str]) -> list[tuple[int, ...]] | None:
        counts = Counter(weights)
        if all(count == 1 for name, count in counts.items() if name):
            return None
        groups: dict[str, list[int]] = {}
        for index, name in enumerate(weights):
            groups.setdefault(name, []).append(index)
        return [tuple(groups[name]) if name else () for name in weights]

    def text(self) -> str:
        """Return the canonical text."""
        colours = self._refine(_ranks(self._labels))
        self._trials = 0
        exact = self._least(colours)
        return exact if exact is not None else "refined " + self._describe(colours)

    def _refine(self, colours: list[int]) -> list[int]:
        """Split classes by the colours of neighbours until nothing splits."""
        count = len(set(colours))
        while count < len(colours):
            finer = _ranks([self._key(index, colours) for index in range(len(colours))])
            fresh = len(set(finer))
            if fresh == count:
                break
            colours, count = finer, fresh
        return colours

    def _key(self, index: int, colours: list[int]) -> tuple[Any, ...]:
        sources = [colours[source] for source in self._sources[index]]
        if self._is_symmetric[index]:
            sources.sort()
        targets = sorted((colours[target], slot) for target, slot in self._targets[index])
        if self._partners is None:
            return colours[index], sources, targets
        return colours[index], sources, targets, sorted(colours[p] for p in self._partners[index])

    def _least(self, colours: list[int]) -> str | None:
        """Return the least text over all ways to break ties; None if there are too many ways."""
        tied = [colour for colour, count in Counter(colours).items() if count > 1]
        if not tied:
            self._trials += 1
            return self._describe(colours)
        found: str | None = None
        for index, colour in enumerate(colours):
            if colour != min(tied):
                continue
            chosen = [2 * c for c in colours]
            chosen[index] -= 1
            text = self._least(self._refine(_ranks(chosen)))
            if text is None or self._trials > MAX_TRIALS:
                return None
            found = text if found is None else min(found, text)
        return found

    def _describe(self, colours: list[int]) -> str:
        """Write down labels and wires by colour, whatever the order of the nodes was."""
        lines = []
        for index, label in enumerate(self._labels):
            sources = [colours[source] for source in self._sources[index]]
            if self._is_symmetric[index]:
                sources.sort()
            partners = () if self._partners is None else self._partners[index]
            shared = sorted(colours[p] for p in partners) if len(partners) > 1 else []
            lines.append((colours[index], label, sources, shared))
        lines.sort()
        return f"{self._absent} {lines}"


def _ranks(keys: list[Any]) -> list[int]:
    order = {key: rank for rank, key in enumerate(sorted(set(map(_hashable, keys))))}
    return [order[_hashable(key)] for key in keys]


def _hashable(key: Any) -> Any:
    if isinstance(key, tuple):
        return tuple(tuple(part) if isinstance(part, list) else part for part in key)
    return key


def _flatten_sums(
    nodes: list[Node], outputs: tuple[tuple[int, ...] | None, ...]
) -> tuple[list[tuple[int, ...]], list[int]]:
    """Put the wires of a sum that only another sum reads into that one.

    Returns:
        The inputs of every node, and the nodes that are left.
    """
    uses = Counter(ref for node in nodes for ref in node.inputs)
    uses.update(ref for refs in outputs for ref in refs or ())
    leaving = {ref for refs in outputs for ref in refs or ()}
    inputs: list[tuple[int, ...]] = []
    gone: set[int] = set()
    for node in nodes:
        refs = node.inputs
        if node.is_sum and any(_melts(ref, nodes, uses, leaving) for ref in refs):
            melted = [ref for ref in refs if _melts(ref, nodes, uses, leaving)]
            gone.update(melted)
            kept = [ref for ref in refs if ref not in melted]
            refs = (*kept, *(inner for ref in melted for inner in inputs[ref]))
        inputs.append(refs)
    return inputs, [index for index in range(len(nodes)) if index not in gone]


def _melts(ref: int, nodes: list[Node], uses: Counter[int], leaving: set[int]) -> bool:
    return ref >= 0 and nodes[ref].is_sum and uses[ref] == 1 and ref not in leaving
