"""The space document, format `nasweb.space/1`: what is drawn, as types.

These types hold every construct of the format. They say nothing about meaning: references that
lead nowhere, cycles, shapes are found by `searchapp.nas.validation`. Text becomes a document only
through `searchapp.nas.space.reading`, which refuses what JSON parsers let pass.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,63}$")]
Title = Annotated[str, StringConstraints(max_length=200)]
Text = Annotated[str, StringConstraints(max_length=20_000)]
Literal_ = bool | int | float | str | None | list[Any]
"""A literal of the format. One type per domain: `1`, `1.0` and `true` are told apart."""


class Part(BaseModel):
    """Common ground of all parts of a document: unknown fields and infinities are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, strict=True)


class Expression(Part):
    """A value computed from names in scope, e.g. `{"expr": "C * 2**i"}`."""

    expr: Annotated[str, StringConstraints(min_length=1, max_length=500)]


class ChoiceDomain(Part):
    """One of the listed values."""

    domain: Literal["choice"]
    values: list[Any] = Field(min_length=1, max_length=1000)
    ordered: bool = False
    default: Any = None
    prior: list[float] | None = None
    pinned: Any = None
    disabled: list[Any] = []


class IntDomain(Part):
    """An integer of a range, both ends included."""

    domain: Literal["int"]
    min: int
    max: int
    step: int = 1
    log: bool = False
    default: int | None = None
    pinned: int | None = None


class FloatDomain(Part):
    """A real number of a closed range."""

    domain: Literal["float"]
    min: float
    max: float
    log: bool = False
    default: float | None = None
    pinned: float | None = None


class BoolDomain(Part):
    """True or false."""

    domain: Literal["bool"]
    default: bool | None = None
    prior: float | None = None
    pinned: bool | None = None


class SubsetDomain(Part):
    """A subset of the listed values."""

    domain: Literal["subset"]
    of: list[Any] = Field(min_length=1, max_length=64)
    pick: int | tuple[int, int]
    ordered: bool = False
    default: list[Any] | None = None
    pinned: list[Any] | None = None


class PermutationDomain(Part):
    """An order of the listed values."""

    domain: Literal["permutation"]
    of: list[Any] = Field(min_length=1, max_length=64)
    default: list[Any] | None = None
    pinned: list[Any] | None = None


Domain = Annotated[
    ChoiceDomain | IntDomain | FloatDomain | BoolDomain | SubsetDomain | PermutationDomain,
    Field(discriminator="domain"),
]

Value = Any
"""A literal, an `Expression` or a `Domain`.

Kept as parsed JSON in the tree (a union of scalars would give fifteen errors for one bad literal);
`searchapp.nas.space.values.read_value` turns it into `Literal_ | Expression | Domain`.
"""


class OperatorBody(Part):
    """One operator of the catalogue."""

    kind: Literal["operator"]
    operator: str = Field(max_length=100)
    arguments: dict[str, Value] = {}


class Alternative(Part):
    """One option of a choice."""

    id: Id
    node: Body
    title: Title = ""
    prior: float = 1.0
    enabled: bool = True
    when: Value = True


class ChoiceBody(Part):
    """One or several of the alternatives."""

    kind: Literal["choice"]
    of: list[Alternative] = Field(min_length=1, max_length=1000)
    pick: int | tuple[int, int] = 1
    mode: Value = "sum"


class MergeBody(Part):
    """Joins the wires that enter; `pick` lets the search choose how many and which."""

    kind: Literal["merge"]
    mode: Value = "sum"
    pick: Literal["all"] | int | tuple[int, int] = "all"
    like: str | None = None


class ReferenceBody(Part):
    """A use of another module."""

    kind: Literal["reference"]
    module: str = Field(max_length=64)
    arguments: dict[str, Value] = {}
    decisions: Literal["tied", "independent"] = "independent"
    weights: Literal["shared", "own"] = "own"
    label: str | None = None


class RepeatBody(Part):
    """Copies of a Body one after the other."""

    kind: Literal["repeat"]
    body: Body
    times: Value
    index: Id = "i"
    decisions: Literal["tied", "independent"] = "independent"
    weights: Literal["shared", "own"] = "own"


class Case(Part):
    """One case of a switch; without values it is the one taken when no other holds."""

    id: Id
    node: Body
    values: list[Any] | None = None


class SwitchBody(Part):
    """Decides nothing: takes the first case that holds the value of `on`."""

    kind: Literal["switch"]
    on: Value
    cases: list[Case] = Field(min_length=1, max_length=1000)


Body = Annotated[
    OperatorBody | ChoiceBody | MergeBody | ReferenceBody | RepeatBody | SwitchBody,
    Field(discriminator="kind"),
]


class OperatorNode(OperatorBody):
    """An operator that stands in a module."""

    id: Id
    title: Title = ""


class ChoiceNode(ChoiceBody):
    """A choice that stands in a module."""

    id: Id
    title: Title = ""


class MergeNode(MergeBody):
    """A merge that stands in a module."""

    id: Id
    title: Title = ""


class ReferenceNode(ReferenceBody):
    """A use of a module that stands in a module."""

    id: Id
    title: Title = ""


class RepeatNode(RepeatBody):
    """A repeat that stands in a module."""

    id: Id
    title: Title = ""


class SwitchNode(SwitchBody):
    """A switch that stands in a module."""

    id: Id
    title: Title = ""


Node = Annotated[
    OperatorNode | ChoiceNode | MergeNode | ReferenceNode | RepeatNode | SwitchNode,
    Field(discriminator="kind"),
]


class Port(Part):
    """A place where wires enter or leave a module. A `many` port takes (or is) a list."""

    id: Id
    title: Title = ""
    many: bool = False


class Edge(Part):
    """A wire between ends like `node`, `node.port`, `in`, `in.port`, `out` or `out.port`."""

    id: Id
    source: str = Field(max_length=130)
    target: str = Field(max_length=130)
    when: Value = True
    carries: Body | None = None


class Parameter(Part):
    """A name a module is given by its callers."""

    type: Literal["int", "float", "bool", "string", "list"] | None = None
    default: Value = None


class Module(Part):
    """A named graph. An operator, a cell or the network, by its role."""

    role: Literal["operator", "cell", "network"]
    title: Title = ""
    parameters: dict[Id, Parameter] = {}
    inputs: list[Port] = []
    outputs: list[Port] = []
    nodes: list[Node] = []
    edges: list[Edge] = []
    on_mismatch: Literal["error", "project", "pad"] = "error"


class ProblemFrame(Part):
    """What is to be learned, and stand-ins for what only a dataset knows (height, classes, ...)."""

    kind: str = Field(max_length=64)
    symbols: dict[Id, int | float | str | list[int]] = {}


class Constraint(Part):
    """A rule that architectures must keep, or pay for."""

    id: Id
    require: Any
    module: str | None = None
    penalty: float | None = None
    message: Title = ""


class Limits(Part):
    """Bounds that keep a document finite."""

    max_depth: int = Field(default=4, ge=1, le=64)
    max_nodes: int = Field(default=5000, ge=1, le=100_000)


class View(Part):
    """Where things stand on the canvas. Never part of a space's meaning or digest.

    Keys are `module/node` for positions and sizes, the module for flows. A size is that of the node
    when it was placed: what has grown since stands on the same middle.
    """

    positions: dict[str, tuple[float, float]] = {}
    sizes: dict[str, tuple[float, float]] = {}
    notes: dict[str, str] = {}
    collapsed: list[str] = []
    flows: dict[Id, Literal["right", "down"]] = {}


class SpaceDocument(Part):
    """A drawn search space."""

    format: Literal["nasweb.space/1"]
    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    description: Text = ""
    problem: ProblemFrame
    variables: dict[Id, Domain] = {}
    modules: dict[Id, Module] = Field(min_length=1)
    root: str
    training: dict[Id, Any] = {}
    constraints: list[Constraint] = []
    limits: Limits = Limits()
    view: View = View()


RESERVED_NODE_IDS = frozenset({"in", "out"})

for _recursive in (Alternative, ChoiceBody, RepeatBody, Case, SwitchBody, Edge):
    _recursive.model_rebuild()
