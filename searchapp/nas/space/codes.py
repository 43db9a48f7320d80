"""A compiled document as data: the codes that resolver, counter and survey walk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from searchapp.nas.space.asks import Ask
from searchapp.nas.space.expressions import Expr


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal."""

    value: Any


@dataclass(frozen=True, slots=True)
class Computed:
    """An expression; `variables` are the document's variables it mentions (and so activates)."""

    expr: Expr
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """A domain: a decision."""

    ask: Ask


Term = Constant | Computed | Open


@dataclass(eq=False, slots=True)
class OperatorCode:
    """An operator and its settings."""

    operator: str
    arguments: tuple[tuple[str, Term], ...]


@dataclass(eq=False, slots=True)
class AlternativeCode:
    """An option of a choice. `needs` are the modules it must be able to finish."""

    id: str
    body: BodyCode
    prior: float
    when: Term


@dataclass(eq=False, slots=True)
class ChoiceCode:
    """A choice; `is_free` when no guard keeps an alternative out."""

    alternatives: tuple[AlternativeCode, ...]
    pick: tuple[int, int] | None
    mode: Term
    is_free: bool
    by_id: dict[str, AlternativeCode]
    asks: dict[Any, Ask] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class MergeCode:
    """A merge; `pick` is None when all wires are taken."""

    mode: Term
    pick: tuple[int, int] | None
    like: str | None
    asks: dict[Any, Ask] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class ReferenceCode:
    """A use of a module. `arguments` run parallel to the module's parameters; None: its default."""

    module: ModuleCode
    arguments: tuple[Term | None, ...]
    decisions_label: str | None
    weights_label: str | None


@dataclass(eq=False, slots=True)
class RepeatCode:
    """Copies of a body."""

    body: BodyCode
    times: Term
    index: str
    is_tied: bool
    is_shared: bool


@dataclass(eq=False, slots=True)
class CaseCode:
    """A case of a switch; without values it is the last resort."""

    id: str
    values: tuple[Any, ...] | None
    body: BodyCode


@dataclass(eq=False, slots=True)
class SwitchCode:
    """A switch."""

    on: Term
    cases: tuple[CaseCode, ...]


BodyCode = OperatorCode | ChoiceCode | MergeCode | ReferenceCode | RepeatCode | SwitchCode


@dataclass(eq=False, slots=True)
class WireCode:
    """A wire; `is_unused` and `is_otherwise` stand for the two words only wires may say."""

    id: str
    source: tuple[str, str]
    target: tuple[str, str]
    when: Term
    carries: BodyCode | None

    def says(self, word: str) -> bool:
        """Tell whether `when` is, or mentions, `unused` or `otherwise`."""
        return isinstance(self.when, Computed) and word in self.when.expr.names


@dataclass(eq=False, slots=True)
class StepCode:
    """A node and the wires that enter it, in the order of the document."""

    id: str
    body: BodyCode
    wires: tuple[WireCode, ...]


@dataclass(eq=False, slots=True)
class ModuleCode:
    """A module: its steps in topological order, and the wires of its outputs."""

    id: str
    role: Any
    on_mismatch: Any
    parameters: tuple[tuple[str, Term | None], ...] = ()
    inputs: tuple[tuple[str, bool], ...] = ()
    outputs: tuple[tuple[str, bool], ...] = ()
    steps: tuple[StepCode, ...] = ()
    ends: tuple[WireCode, ...] = ()
    wires: dict[str, WireCode] = field(default_factory=dict)
    targets: dict[str, StepCode] = field(default_factory=dict)
    is_recursive: bool = False
    memo: dict[Any, Any] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Program:
    """A compiled document."""

    modules: dict[str, ModuleCode]
    root: ModuleCode
    variables: dict[str, Ask]
    symbols: Mapping[str, Any]
    max_depth: int
    max_nodes: int
    finishing: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)
    memo_size: int = 0
