"""The exact size of a space, without visiting its members.

Parts that do not look at each other multiply, alternatives add, k of n wires is an elementary
symmetric polynomial, and what is shared (variables, tied uses) is counted once, only in the terms
where it is active. A decision that the structure depends on (a number of copies, a switch, a
guard) is enumerated in the innermost module that owns it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from searchapp.nas.errors import InvalidArchitecture
from searchapp.nas.space import polynomial as poly
from searchapp.nas.space.asks import Ask, freeze
from searchapp.nas.space.codes import Program
from searchapp.nas.space.counting_frame import CountingFrame
from searchapp.nas.space.flow import Outputs, too_many_nodes
from searchapp.nas.space.outlook import NeedsValue, Outlook, Visit, visit_root
from searchapp.nas.space.polynomial import Polynomial

COPIES_PER_NODE = 20


@dataclass(frozen=True, slots=True)
class Count:
    """How many architectures there are; a bound from above where not exact."""

    assignments: int
    is_exact: bool


def count_assignments(program: Program, arguments: dict[str, Any]) -> Count:
    """Count the assignments of a program."""
    root = visit_root(program, arguments)
    total, is_exact = _count_with(root, {}, _Counter(program, {}))
    counted = 0
    for atoms, count in total.items():
        for atom in atoms:
            size, is_whole = _size(program.variables[atom[1:]])
            count, is_exact = count * size, is_exact and is_whole
        counted += count
    return Count(counted, is_exact)


def _size(ask: Ask) -> tuple[int, bool]:
    return (1, False) if ask.size is None else (ask.size, True)


def _count_with(root: Visit, fixed: dict[str, Any], counter: _Counter) -> tuple[Polynomial, bool]:
    """Count with some variables fixed, enumerating those that turn out to be read."""
    try:
        return counter.count_root(root), counter.is_exact
    except NeedsValue as need:
        atom = need.atom
    if not atom.startswith("$"):
        raise InvalidArchitecture(
            "not_countable", f"the decision at {atom!r} is read where it is unknown"
        )
    program = counter.program
    ask = program.variables[atom[1:]]
    options, is_exact = ask.blank.options, True
    if options is None:
        options, is_exact = (ask.blank.default,), False
    terms: list[Polynomial] = []
    for option in options:
        values = {**fixed, atom: option}
        term, is_term_exact = _count_with(root, values, _Counter(program, values))
        terms.append(term)
        is_exact = is_exact and is_term_exact
    return poly.sum_out(atom, terms), is_exact


class _Counter(Outlook):
    """Counting under fixed values of some variables."""

    def __init__(self, program: Program, fixed: dict[str, Any]) -> None:
        self.program = program
        self.fixed = fixed
        self.is_exact = True
        self._copies_left = COPIES_PER_NODE * program.max_nodes
        self._memo: dict[Any, tuple[Polynomial, Outputs]] = {}
        self._labels: dict[str, Polynomial] = {}

    def count_root(self, root: Visit) -> Polynomial:
        found, _ = self.count(root)
        return self._open_labels(found)

    def count(self, use: Visit) -> tuple[Polynomial, Outputs]:
        entered = use.enter(self.program.max_depth)
        if entered is None:
            return {}, use.without_outputs()
        key = (use.module.id, freeze(use.given), tuple(use.entering.values()), entered.stack)
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = CountingFrame(self, entered).solve({})
        return found

    def spend_copy(self) -> None:
        """Count a copy of a repeat against the limit of the document."""
        self._copies_left -= 1
        if self._copies_left < 0:
            raise too_many_nodes(self.program.max_nodes)

    def tie(self, label: str, scope: Polynomial) -> Polynomial:
        """Count a tied use: its label stands for all its decisions."""
        scope = poly.without(scope, label)
        if scope == poly.ONE:
            return scope
        if self._labels.setdefault(label, scope) != scope:
            self.is_exact = False
            if sum(scope.values()) > sum(self._labels[label].values()):
                self._labels[label] = scope
        return poly.name(label)

    def _open_labels(self, total: Polynomial) -> Polynomial:
        while any(atom.startswith("#") for atoms in total for atom in atoms):
            opened: Polynomial = {}
            for atoms, count in total.items():
                term: Polynomial = {atoms: count}
                label = next((atom for atom in sorted(atoms) if atom.startswith("#")), None)
                if label is not None:
                    term = poly.multiply({atoms - {label}: count}, self._labels[label])
                opened = poly.add(opened, term)
            total = opened
        return total
