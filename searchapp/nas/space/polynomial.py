"""Sums of products over shared names: how many ways, told apart by which names are active.

A polynomial maps a set of names (variables, labels of tied uses, decisions being enumerated) to the
number of assignments of all else in which exactly those names are active. Only at the end is a
name opened, and only in the terms where it is active.
"""

from __future__ import annotations

from collections.abc import Iterable

Polynomial = dict[frozenset[str], int]

ONE: Polynomial = {frozenset(): 1}


def number(count: int) -> Polynomial:
    """Return a plain number."""
    return {frozenset(): count}


def name(atom: str) -> Polynomial:
    """Return one way in which `atom` is active."""
    return {frozenset((atom,)): 1}


def multiply(a: Polynomial, b: Polynomial) -> Polynomial:
    """Both happen: sets of names unite."""
    if a == ONE:
        return b
    if b == ONE:
        return a
    product: Polynomial = {}
    for left, m in a.items():
        for right, n in b.items():
            atoms = left | right
            product[atoms] = product.get(atoms, 0) + m * n
    return product


def add(a: Polynomial, b: Polynomial) -> Polynomial:
    """One or the other happens."""
    total = dict(a)
    for atoms, count in b.items():
        total[atoms] = total.get(atoms, 0) + count
    return total


def choose(factors: Iterable[Polynomial], low: int, high: int) -> Polynomial:
    """Any `low` to `high` of the factors happen: elementary symmetric polynomials."""
    ways: list[Polynomial] = [ONE] + [{} for _ in range(high)]
    for factor in factors:
        for size in range(high, 0, -1):
            if ways[size - 1]:
                ways[size] = add(ways[size], multiply(ways[size - 1], factor))
    total: Polynomial = {}
    for size in range(low, high + 1):
        total = add(total, ways[size])
    return total


def sum_out(atom: str, terms: Iterable[Polynomial]) -> Polynomial:
    """Join the polynomials for every value of `atom`: where it is not active it counts once."""
    total: Polynomial = {}
    for index, polynomial in enumerate(terms):
        for atoms, count in polynomial.items():
            if atom in atoms or index == 0:
                rest = atoms - {atom}
                total[rest] = total.get(rest, 0) + count
    return total


def without(a: Polynomial, atom: str) -> Polynomial:
    """Strike a name out of all terms."""
    total: Polynomial = {}
    for atoms, count in a.items():
        rest = atoms - {atom}
        total[rest] = total.get(rest, 0) + count
    return total
