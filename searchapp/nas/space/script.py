"""What was learned about a use of a module: what it asks, which modules it uses, what it becomes.

A script is a tree. At each node the use either asks for a decision, or uses another module; the
branches are the answers, or which outputs of that module are there. At a leaf stands a template:
the bound module with holes where the modules it uses go. So a new architecture costs a few
look-ups and the filling of holes, and equal uses come out as one object.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from searchapp.nas.space.asks import Ask, freeze
from searchapp.nas.space.bound import BoundModule, BoundNode
from searchapp.nas.space.flow import Presence, Resolved, Use


@dataclass(slots=True)
class Event:
    """Something a use did: it asked (`ask`), or it used a module (`use`, with its script)."""

    path: str
    answer: Any
    ask: Ask | None = None
    use: Use | None = None
    script: Script | None = None


class Script:
    """A node of the tree."""

    __slots__ = ("answers", "ask", "is_relative", "path", "script", "template", "use")

    def __init__(self) -> None:
        """Begin with nothing known."""
        self.ask: Ask | None = None
        self.use: Use | None = None
        self.script: Script | None = None
        self.path = ""
        self.is_relative = False
        self.answers: dict[Any, Script] = {}
        self.template: Template | None = None

    def learn(self, path: str, events: list[Event], template: Template) -> int:
        """Add what a use at `path` did; return how many nodes that took."""
        node, grown = self, 0
        for event in events:
            if node.ask is None and node.use is None:
                node.ask, node.use, node.script = event.ask, event.use, event.script
                node.is_relative, node.path = _relative(event.path, path)
            following = node.answers.get(event.answer)
            if following is None:
                following = node.answers[event.answer] = Script()
                grown += 1
            node = following
        node.template = template
        return grown


def _relative(where: str, path: str) -> tuple[bool, str]:
    if where.startswith(path) and (not path or where[len(path)] in "/.["):
        return True, where[len(path) :]
    return False, where


def answer_key(value: Any) -> Any:
    """Return what a value is remembered under."""
    return value if type(value) is str else freeze(value)


@dataclass(slots=True)
class Template:
    """A bound module with holes.

    Attributes:
        holes: Positions in `bound.nodes` of the modules it uses, each with the number of the use.
    """

    bound: BoundModule
    presence: Presence
    holes: tuple[tuple[int, int], ...]
    filled: dict[tuple[BoundModule, ...], Resolved] = field(default_factory=dict)

    def fill(self, uses: list[Resolved]) -> tuple[Resolved, bool]:
        """Return the module with its holes filled, and whether it is a new one."""
        key = tuple(uses[number].bound for _, number in self.holes)
        found = self.filled.get(key)
        if found is not None:
            return found, False
        nodes = list(self.bound.nodes)
        size = len(nodes) - len(self.holes)
        for position, number in self.holes:
            nodes[position] = _with_body(nodes[position], uses[number].bound)
            size += uses[number].size
        bound = replace(self.bound, nodes=tuple(nodes))
        found = self.filled[key] = Resolved(bound, self.presence, size)
        return found, True


def _with_body(node: BoundNode, body: BoundModule) -> BoundNode:
    if node.body is body:
        return node
    return BoundNode(node.id, body, node.inputs, node.weights, node.alternative)
