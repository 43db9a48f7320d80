"""A plan as a program: attributes and the statements of `forward`, from which both back ends work.

The module builder runs it, the source writer prints it; so both make the same tree. A module of the
drawing with nothing but one node in it is replaced by that node: a person would not write a class
for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.nas.layers.layer import Layer
from searchapp.nas.operators.plan import Plan, weight_path
from searchapp.nas.operators.rules import Items
from searchapp.nas.space.bound import Shape


@dataclass(frozen=True, slots=True)
class Ref:
    """A variable, or one item of a variable that holds several tensors."""

    name: str
    index: int | None = None

    def __str__(self) -> str:
        return self.name if self.index is None else f"{self.name}[{self.index}]"


Argument = Ref | tuple[Ref, ...] | None
"""What is handed over at a port: a tensor, several of them, or (of an absent output) nothing."""


@dataclass(frozen=True, slots=True)
class Child:
    """An attribute of the class, or one entry of an attribute that is a `ModuleList`.

    Attributes:
        attribute: Name of the attribute.
        index: Place in the `ModuleList`, or None.
        body: What stands there.
        weights: Weight path inside the parent's, or absolute when it starts with `#`.
    """

    attribute: str
    index: int | None
    body: Layer | Program
    weights: str

    @property
    def path(self) -> str:
        """Return where torch keeps it: `cells.0`."""
        return self.attribute if self.index is None else f"{self.attribute}.{self.index}"


@dataclass(frozen=True, slots=True)
class Call:
    """`targets = self.child(arguments)`, or an expression when `callee` is a function's name."""

    targets: tuple[str, ...]
    callee: Child | str
    arguments: tuple[Argument, ...]
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """`for layer in self.attribute: targets = layer(arguments)`.

    Attributes:
        targets: Variables that every pass sets anew.
        starts: What they hold before the first pass; None if nothing reads it.
        attribute: The `ModuleList`.
        arguments: Of each pass; they mention the targets where a copy reads the one before.
        shapes: Of the targets after the last pass.
    """

    targets: tuple[str, ...]
    starts: tuple[Ref | None, ...]
    attribute: str
    arguments: tuple[Argument, ...]
    shapes: tuple[Shape, ...]


Statement = Call | Loop


@dataclass(frozen=True, eq=False, slots=True)
class Program:
    """A class: its children and the statements of its `forward`.

    Attributes:
        module: Id of the module of the drawing.
        role: Of the module.
        inputs: Names of the parameters of `forward`.
        input_shapes: Their shapes.
        children: In order of construction.
        statements: In order of execution.
        results: One for each output port.
    """

    module: str
    role: str
    inputs: tuple[str, ...]
    input_shapes: tuple[Items, ...]
    children: tuple[Child, ...]
    statements: tuple[Statement, ...]
    results: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """Two places with one set of weights: the module at `path` is the one at `origin`."""

    path: tuple[Child, ...]
    origin: tuple[Child, ...]


def program_of(plan: Plan) -> Program:
    """Return the program of the root; equal plans become one program."""
    from searchapp.nas.compile.writing import ProgramWriter

    known: dict[int, Program] = {}

    def translate(inner: Plan) -> Program:
        if id(inner) not in known:
            known[id(inner)] = ProgramWriter(inner, translate).write()
        return known[id(inner)]

    return translate(plan)


def programs_below(root: Program) -> list[Program]:
    """Return all programs, each once, each after those it uses."""
    found: dict[int, Program] = {}

    def visit(program: Program) -> None:
        for child in program.children:
            if isinstance(child.body, Program) and id(child.body) not in found:
                visit(child.body)
        found.setdefault(id(program), program)

    visit(root)
    return list(found.values())


def ties_of(root: Program) -> list[Tie]:
    """Return where weights are shared: equal full weight paths hold one module."""
    first: dict[str, list[tuple[Layer | Program, tuple[Child, ...]]]] = {}
    ties: list[Tie] = []

    def visit(program: Program, above: str, place: tuple[Child, ...]) -> None:
        for child in program.children:
            path, here = weight_path(above, child.weights), (*place, child)
            seen = first.setdefault(path, [])
            origin = next((at for body, at in seen if _is_same(body, child.body)), None)
            if origin is not None:
                ties.append(Tie(here, origin))
                continue
            seen.append((child.body, here))
            if isinstance(child.body, Program):
                visit(child.body, path, here)

    visit(root, "", ())
    return ties


def _is_same(a: Layer | Program, b: Layer | Program) -> bool:
    return a is b if isinstance(a, Program) else a == b
