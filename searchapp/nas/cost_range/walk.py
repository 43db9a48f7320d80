"""Bounds of what the members of a space cost, proven without visiting them.

The walk goes through the drawing as the resolver does, but takes every option of every decision
where it stands: costs of parts add, of options the smallest and the largest count, and on every
wire stands the set of shapes it may have. Places that share a decision may answer it differently
here (only variables are taken one value at a time), so the bounds may lie beyond what is reached,
never short of it. With each bound come the decisions it was made of: a member that has them and
costs just as much proves that the bound is reached.

What the walk does not follow has no bounds: modules inside themselves, lists, the words `unused`,
`otherwise` and `present`, continua, and more places or combinations than its limits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from searchapp.nas.cost import macs, parameters
from searchapp.nas.cost_range.bounds import (
    ABSENT,
    FREE,
    Bounds,
    Impossible,
    Part,
    Ports,
    Shapes,
    Unbounded,
    either,
    hull,
)
from searchapp.nas.cost_range.frame import BoundingFrame, NeedsVariable
from searchapp.nas.errors import NasError
from searchapp.nas.operators.shapes import infer
from searchapp.nas.problems.base import PROBLEMS
from searchapp.nas.space.asks import Ask
from searchapp.nas.space.bound import BoundModule, BoundNode, Shape, Wire
from searchapp.nas.space.codes import ModuleCode, Program, Term
from searchapp.nas.space.flow import entering_port
from searchapp.nas.space.space import SearchSpace

MOST_OPTIONS = 64
"""Options of one decision that are looked at."""
MOST_PLACES = 6_000
"""Places that one walk looks at, every option and every copy counted."""


def cost_bounds(space: SearchSpace) -> Bounds | None:
    """Return bounds that hold for every member, or None where the walk does not follow."""
    try:
        return _Walk(space).bounds({})
    except (Unbounded, Impossible):
        return None


class _Walk:
    """The walk through one program."""

    def __init__(self, space: SearchSpace) -> None:
        self.program: Program = space.program
        self.fixed: Mapping[str, Any] = {}
        self._space = space
        self._places_left = MOST_PLACES
        self._costs: dict[Any, tuple[int, int, Shape] | None] = {}

    def bounds(self, fixed: Mapping[str, Any]) -> Bounds:
        """Return the bounds where these variables have these values."""
        self.fixed = fixed
        try:
            return self._root().bounds
        except NeedsVariable as needed:
            name = needed.name
        found: list[Bounds] = []
        for value in self.options(self.program.variables[name]):
            try:
                inner = self.bounds({**fixed, name: value})
            except Impossible:
                continue
            found.append(inner.having({f"${name}": value}))
        if not found:
            raise Impossible
        return hull(found)

    def _root(self) -> Part:
        root, space = self.program.root, self._space
        shapes = PROBLEMS.get(space.document.problem.kind).input_shapes(space.symbols)
        ports: Ports = {
            name: (frozenset({shape}),)
            for (name, _), shape in zip(root.inputs, shapes, strict=False)
        }
        given = tuple(space.arguments.get(name) for name, _ in root.parameters)
        return self.use(root, given, ports, "")

    def spend(self) -> None:
        """Count a place against the limit."""
        self._places_left -= 1
        if self._places_left < 0:
            raise Unbounded

    def options(self, ask: Ask) -> tuple[Any, ...]:
        """Return all options of a decision."""
        options = ask.blank.options
        if options is None or len(options) > MOST_OPTIONS:
            raise Unbounded
        return options

    def use(self, module: ModuleCode, given: tuple[Any, ...], ports: Ports, path: str) -> Part:
        """Bound a use of a module with these arguments."""
        if module.is_recursive or any(many for _, many in (*module.inputs, *module.outputs)):
            raise Unbounded
        entering: dict[str, Shapes] = {}
        for name, _ in module.inputs:
            wires = cast(tuple[Shapes, ...], entering_port(name, module, cast(Any, ports)))
            entering[name] = wires[0] if wires else ABSENT
        away = Part(FREE, {name: ABSENT for name, _ in module.outputs})
        there = {name: shapes - ABSENT for name, shapes in entering.items()}
        if not all(there.values()):
            return away
        may_miss = any(None in shapes for shapes in entering.values())
        try:
            part = either(list(self._uses(module, given, there, path)))
        except Impossible:
            if not may_miss:
                raise
            return away
        return either([part, away]) if may_miss else part

    def _uses(
        self, module: ModuleCode, given: tuple[Any, ...], entering: dict[str, Shapes], path: str
    ) -> Iterator[Part]:
        """Yield the use for every way to decide the defaults that are left open."""
        pairs = list(zip(module.parameters, given, strict=True))
        names = {name: value for (name, _), value in pairs if value is not None}
        frame = BoundingFrame(self, module, path, {**self.program.symbols, **names}, entering)
        left = [(name, term) for (name, term), value in pairs if value is None and term is not None]
        yield from self._decided(frame, left)

    def _decided(self, frame: BoundingFrame, left: list[tuple[str, Term]]) -> Iterator[Part]:
        if not left:
            try:
                part = frame.run()
            except Impossible:
                return
            yield part
            return
        name, term = left[0]
        for value, decided in frame.values(term, f"{frame.path}.{name}"):
            for part in self._decided(frame.knowing(name, value), left[1:]):
                yield part.having(decided)

    def cost(self, node: BoundNode, shapes: tuple[Shape, ...]) -> tuple[int, int, Shape] | None:
        """Return parameters, MACs and output shape of a lone node; None where shapes do not suit.

        The wires of the node come from `in.0`, `in.1` and so on, which have these shapes.
        """
        body = node.body
        assert not isinstance(body, BoundModule)  # noqa: S101
        key = (body.operator, repr(body.settings), node.inputs, node.on_mismatch, node.like, shapes)
        if key not in self._costs:
            self.spend()
            self._costs[key] = _cost_of(node, shapes)
        return self._costs[key]


def _cost_of(node: BoundNode, shapes: tuple[Shape, ...]) -> tuple[int, int, Shape] | None:
    names = tuple(map(str, range(len(shapes))))
    ends = (("y", (Wire(node.id, "y"),)),)
    try:
        plan = infer(BoundModule("lone", "network", names, (node,), ends), shapes)
    except NasError:
        return None
    return parameters(plan), macs(plan), plan.output_shapes[0][0]
