"""What can go wrong in the engine: exceptions that name the fault, and issues that list faults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict

Severity = Literal["error", "warning"]


class Fix(BaseModel):
    """A repair that the editor can carry out with one click.

    `command` is the name of an editor command (`frontend/src/document/commands.ts`) and
    `arguments` what it takes.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    command: str
    arguments: dict[str, object] = {}


class Issue(BaseModel):
    """One fault of a document, with the place where it is.

    `path` runs through ids, never positions: `("modules", "cell", "nodes", "n1", "arguments",
    "channels")`, so that it still points to the place after a reordering.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: tuple[str, ...]
    code: str
    message: str
    severity: Severity = "error"
    fix: Fix | None = None


@dataclass
class NasError(Exception):
    """A fault in what was asked of the engine: what must hold, where, and what was got."""

    code: str
    message: str
    path: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        return self.message


class UnknownName(NasError):
    """A name that no registry entry has; the message suggests the nearest."""


class DuplicateName(NasError):
    """A registry entry whose name is taken."""


class ExpressionError(NasError):
    """Text that is not an expression of the format, or one that cannot be evaluated."""


class ShapeMismatch(NasError):
    """Shapes that do not meet; the message names them all."""


class CannotCompile(NasError):
    """An architecture from which no module can be built."""


class InvalidArchitecture(NasError):
    """Decisions that do not lie in the space, or that leave an output of the network absent."""


class EvaluationFailed(NasError):
    """A candidate that cannot be scored. A result, not a crash: the strategy is told."""


class InvalidDocument(NasError):
    """A document with at least one error. Carries all issues."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        self.issues = tuple(issues)
        first = self.issues[0]
        more = f" (and {len(self.issues) - 1} more)" if len(self.issues) > 1 else ""
        super().__init__("invalid_document", f"{first.message}{more}", first.path)
