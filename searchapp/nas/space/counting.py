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
from searchapp.nas.space.counting_frame import CountingFrame, NeedsValue, Outlook
from searchapp.nas.space.polynomial import Polynomial
from searchapp.nas.space.program import ModuleCode, Program


@dataclass(frozen=True, slots=True)
class Count:
    """How many architectures there are; a bound from above where not exact."""

    assignments: int
    is_exact: bool


def count_assignments(program: Program, arguments: dict[str, Any]) -> Count:
    """Count the assignments of a program."""
    outlook = _Counter(program, {})
    given = tuple(arguments.get(name) for name, _ in program.root.parameters)
    total, is_exact = _count_with(program, given, {}, outlook)
    counted = 0
    for atoms, count in total.items():
        for atom in atoms:
            size, is_whole = _size(program.variables[atom[1:]])
            count, is_exact = count * size, is_exact and is_whole
        counted += count
    return Count(counted, is_exact)


def _size(ask: Ask) -> tuple[int, bool]:
    return (1, False) if ask.size is None else (ask.size, True)


def _count_with(
    program: Program, given: tuple[Any, ...], fixed: dict[str, Any], counter: _Counter
) -> tuple[Polynomial, bool]:
    """Count with some variables fixed, enumerating those that turn out to be read."""
    try:
        return counter.count_root(given), counter.is_exact
    except NeedsValue as need:
        atom = need.atom
    if not atom.startswith("$"):
        raise InvalidArchitecture("not_countable", f"the decision at {atom!r} is read where it is unknown")
    ask = program.variables[atom[1:]]
    options, is_exact = ask.blank.options, True
    if options is None:
        options, is_exact = (ask.blank.default,), False
    terms: list[Polynomial] = []
    for option in options:
        values = {**fixed, atom: option}
        term, is_term_exact = _count_with(program, given, values, _Counter(program, values))
        terms.append(term)
        is_exact = is_exact and is_term_exact
    return poly.sum_out(atom, terms), is_exact


class _Counter(Outlook):
    """Counting under fixed values of some variables."""

    def __init__(self, program: Program, fixed: dict[str, Any]) -> None:
        self.program = program
        self.fixed = fixed
        self.is_exact = True
        self._memo: dict[Any, tuple[Polynomial, Any]] = {}
        self._labels: dict[str, Polynomial] = {}

    def count_root(self, given: tuple[Any, ...]) -> Polynomial:
        root = self.program.root
        lengths = tuple((None,) if many else None for _, many in root.inputs)
        found, _ = self.count(root, given, lengths, "", ())
        return self._open_labels(found)

    def count(
        self, module: ModuleCode, given: tuple[Any, ...], lengths: Any, path: str, stack: tuple[str, ...]
    ) -> tuple[Polynomial, Any]:
        if module.is_recursive:
            if stack.count(module.id) >= self.program.max_depth:
                return {}, {name: () if many else None for name, many in module.outputs}
            stack = (*stack, module.id)
        key = (module.id, freeze(given), lengths, stack)
        found = self._memo.get(key)
        if found is None:
            frame = CountingFrame(self, module, given, lengths, path, stack)
            found = self._memo[key] = frame.solve({})
        return found

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
