"""What may be decided at one place: domains, alternatives and picks, ready to be asked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, permutations
from typing import Any

from searchapp.nas.errors import InvalidArchitecture
from searchapp.nas.space.architecture import Decision
from searchapp.nas.space.values import MAX_LISTED, contains

MAX_COMBINATIONS = 4096
"""Picks, subsets and permutations with at most so many outcomes are listed as options."""
_CACHED_PATHS = 4096


def freeze(value: Any) -> Any:
    """Return a hashable twin of a JSON value in which true and 1 differ, and 1 and 1.0 do not."""
    if isinstance(value, bool):
        return ("bool", value)
    if isinstance(value, (list, tuple)):
        return tuple(freeze(item) for item in value)
    return value


class Ask:
    """A decision without its path: made once, asked at every place that offers the same."""

    __slots__ = ("_at", "_by_key", "blank", "size")

    def __init__(self, blank: Decision) -> None:
        self.blank = blank
        self.size = _size(blank)
        options = blank.options
        self._by_key = None if options is None else {freeze(option): option for option in options}
        self._at: dict[str, Decision] = {}

    def at(self, path: str) -> Decision:
        """Return the decision at `path`."""
        found = self._at.get(path)
        if found is None:
            if len(self._at) >= _CACHED_PATHS:
                self._at.clear()
            found = self._at[path] = replace(self.blank, path=path)
        return found

    def accept(self, value: Any, path: str) -> Any:
        """Return the option that equals `value`.

        Raises:
            InvalidArchitecture: It is none of the options.
        """
        if self._by_key is not None:
            try:
                return self._by_key[freeze(value)]
            except (KeyError, TypeError):
                raise self._refusal(value, path) from None
        if not self._is_within(value):
            raise self._refusal(value, path)
        return value

    def _is_within(self, value: Any) -> bool:
        blank = self.blank
        if blank.bounds is not None:
            low, high, step, _ = blank.bounds
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                return False
            return low <= value <= high and (step is None or (value - low) % step == 0)
        if not isinstance(value, (list, tuple)) or blank.of is None or blank.count is None:
            return False
        if not all(contains(list(blank.of), item) for item in value):
            return False
        is_sorted = blank.kind != "pick" or list(value) == sorted(value)
        is_once = len({freeze(item) for item in value}) == len(value)
        return is_once and is_sorted and blank.count[0] <= len(value) <= blank.count[1]

    def _refusal(self, value: Any, path: str) -> InvalidArchitecture:
        options = self.blank.options
        if options is not None:
            shown = ", ".join(map(repr, options[:8])) + (", …" if len(options) > 8 else "")
        elif self.blank.bounds is not None:
            shown = f"numbers from {self.blank.bounds[0]} to {self.blank.bounds[1]}"
        else:
            shown = f"lists drawn from {list(self.blank.of or ())!r}"
        message = f"the decision at {path!r} must be one of {shown}, but got {value!r}"
        return InvalidArchitecture("illegal_value", message, (path,))


def _size(blank: Decision) -> int | None:
    """Count the outcomes; None if they are a continuum."""
    if blank.options is not None:
        return len(blank.options)
    if blank.bounds is not None:
        low, high, step, _ = blank.bounds
        return None if step is None else int((high - low) // step) + 1
    items, (low_count, high_count) = len(blank.of or ()), blank.count or (0, 0)
    count = math.perm if blank.kind in ("permutation", "ordered_subset") else math.comb
    return sum(count(items, k) for k in range(low_count, high_count + 1))


def ask_choice(ids: Sequence[str], priors: Sequence[float], default: str) -> Ask:
    """Ask for one of the alternatives."""
    prior = None if all(p == priors[0] for p in priors) else tuple(priors)
    return Ask(Decision("", "choice", tuple(ids), prior, None, default))


def ask_pick(ids: Sequence[str], low: int, high: int) -> Ask:
    """Ask for `low` to `high` of the items, as sorted lists of ids."""
    items = sorted(ids)
    high = min(high, len(items))
    options = None
    if sum(math.comb(len(items), k) for k in range(low, high + 1)) <= MAX_COMBINATIONS:
        options = tuple(list(some) for k in range(low, high + 1) for some in combinations(items, k))
    return Ask(Decision("", "pick", options, None, None, items[:low], tuple(items), (low, high)))


def ask_domain(domain: Any) -> Ask:
    """Ask for a value of a `Domain`."""
    return _BY_DOMAIN[domain.domain](domain)


def _ask_choice_domain(domain: Any) -> Ask:
    kept = [
        index for index, value in enumerate(domain.values) if not contains(domain.disabled, value)
    ]
    if domain.pinned is not None:
        kept = [index for index in kept if contains([domain.pinned], domain.values[index])] or kept
    options = tuple(domain.values[index] for index in kept)
    prior = None if domain.prior is None else tuple(domain.prior[index] for index in kept)
    if prior is not None and sum(prior) <= 0:
        prior = None
    default = options[0] if domain.default is None else domain.default
    return Ask(Decision("", "choice_value", options, prior, None, default))


def _ask_int(domain: Any) -> Ask:
    default = domain.min if domain.default is None else domain.default
    if domain.pinned is not None:
        return Ask(Decision("", "int", (domain.pinned,), None, None, domain.pinned))
    bounds = (domain.min, domain.max, domain.step, domain.log)
    values = range(domain.min, domain.max + 1, domain.step)
    if len(values) > MAX_LISTED:
        return Ask(Decision("", "int", None, None, bounds, default))
    prior = None
    if domain.log:
        half = domain.step / 2
        prior = tuple(math.log((v + half) / max(v - half, half)) for v in values)
    return Ask(Decision("", "int", tuple(values), prior, bounds, default))


def _ask_float(domain: Any) -> Ask:
    default = domain.min if domain.default is None else domain.default
    if domain.pinned is not None or domain.min == domain.max:
        only = domain.min if domain.pinned is None else domain.pinned
        return Ask(Decision("", "float", (only,), None, None, only))
    return Ask(
        Decision("", "float", None, None, (domain.min, domain.max, None, domain.log), default)
    )


def _ask_bool(domain: Any) -> Ask:
    if domain.pinned is not None:
        return Ask(Decision("", "bool", (domain.pinned,), None, None, domain.pinned))
    prior = None if domain.prior is None else (1 - domain.prior, domain.prior)
    return Ask(Decision("", "bool", (False, True), prior, None, bool(domain.default)))


def _ask_subset(domain: Any) -> Ask:
    low, high = domain.pick if isinstance(domain.pick, tuple) else (domain.pick, domain.pick)
    return _ask_lists(domain, "ordered_subset" if domain.ordered else "subset", low, high)


def _ask_permutation(domain: Any) -> Ask:
    return _ask_lists(domain, "permutation", len(domain.of), len(domain.of))


def _ask_lists(domain: Any, kind: str, low: int, high: int) -> Ask:
    items = tuple(domain.of)
    default = domain.default if domain.default is not None else list(items[:low])
    if domain.pinned is not None:
        return Ask(Decision("", kind, (list(domain.pinned),), None, None, list(domain.pinned)))
    draw, count = (combinations, math.comb) if kind == "subset" else (permutations, math.perm)
    options = None
    if sum(count(len(items), k) for k in range(low, high + 1)) <= MAX_COMBINATIONS:
        options = tuple(list(some) for k in range(low, high + 1) for some in draw(items, k))
    return Ask(Decision("", kind, options, None, None, default, items, (low, high)))


_BY_DOMAIN = {
    "choice": _ask_choice_domain,
    "int": _ask_int,
    "float": _ask_float,
    "bool": _ask_bool,
    "subset": _ask_subset,
    "permutation": _ask_permutation,
}
