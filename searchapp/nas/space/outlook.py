"""What a frame being counted sees: values that are unknown, and the counter it works for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from searchapp.nas.space.codes import ModuleCode, Program
from searchapp.nas.space.flow import Outputs
from searchapp.nas.space.polynomial import Polynomial


class Visit(NamedTuple):
    """A use of a module that is looked at without being resolved.

    Attributes:
        module: What is used.
        given: Values of its parameters, in order; None where the default stands in.
        entering: For each input port: None for one wire, else as many items as the list has.
        path: Decision path of the use.
        stack: Recursive modules that it stands in, outermost first.
    """

    module: ModuleCode
    given: tuple[Any, ...]
    entering: Outputs
    path: str
    stack: tuple[str, ...]

    def enter(self, max_depth: int) -> Visit | None:
        """Return the visit with the module on its stack; None when it may not nest any deeper."""
        if not self.module.is_recursive:
            return self
        if self.stack.count(self.module.id) >= max_depth:
            return None
        return self._replace(stack=tuple(sorted((*self.stack, self.module.id))))

    def without_outputs(self) -> Outputs:
        """Return the outputs of a use that cannot be."""
        return {name: () if many else None for name, many in self.module.outputs}


def visit_root(program: Program, arguments: Mapping[str, Any]) -> Visit:
    """Return the use of the root."""
    root = program.root
    given = tuple(arguments.get(name) for name, _ in root.parameters)
    entering: Outputs = {name: (None,) if many else None for name, many in root.inputs}
    return Visit(root, given, entering, "", ())


class Unknown(NamedTuple):
    """A value that depends on decisions which are not enumerated."""

    atoms: frozenset[str]


class NeedsValue(Exception):
    """The structure depends on the decision `atom`."""

    def __init__(self, atom: str) -> None:
        super().__init__(atom)
        self.atom = atom


class Outlook(Protocol):
    """What a frame asks of the counter it works for."""

    program: Program
    fixed: dict[str, Any]
    is_exact: bool

    def count(self, use: Visit) -> tuple[Polynomial, Outputs]:
        """Count a use of a module; return its outputs too."""

    def tie(self, label: str, scope: Polynomial) -> Polynomial:
        """Count a tied use."""

    def spend_copy(self) -> None:
        """Count a copy of a repeat against the limit of the document."""
