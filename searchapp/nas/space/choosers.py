"""Ways of choosing: at random, as given, by default. The resolver asks; these answer."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from searchapp.nas.errors import InvalidArchitecture, Issue
from searchapp.nas.space.architecture import Decision
from searchapp.nas.space.asks import Ask

Chooser = Callable[[Decision], Any]


def choose_at_random(rng: np.random.Generator) -> Chooser:
    """Return a chooser that draws every decision by its prior (uniformly where there is none)."""

    def choose(decision: Decision) -> Any:
        return draw(decision, rng)

    return choose


def draw(decision: Decision, rng: np.random.Generator) -> Any:
    """Draw one option of a decision."""
    options = decision.options
    if options is None:
        return _draw_unlisted(decision, rng)
    if decision.prior is None:
        return options[int(rng.random() * len(options))]
    total = sum(decision.prior)
    mark = rng.random() * (total or len(options))
    for option, weight in zip(options, decision.prior, strict=True):
        mark -= weight if total else 1
        if mark < 0:
            return option
    return options[-1]


def _draw_unlisted(decision: Decision, rng: np.random.Generator) -> Any:
    if decision.bounds is None:
        return _draw_list(decision, rng)
    low, high, step, is_log = decision.bounds
    if step is None:
        mark = rng.uniform(math.log(low), math.log(high)) if is_log else rng.uniform(low, high)
        return min(max(math.exp(mark) if is_log else mark, low), high)
    count = int((high - low) // step) + 1
    if not is_log:
        return int(low + step * rng.integers(count))
    mark = math.exp(rng.uniform(math.log(low), math.log(high + step)))
    return int(low + step * min(int((mark - low) // step), count - 1))


def _draw_list(decision: Decision, rng: np.random.Generator) -> list[Any]:
    items = list(decision.of or ())
    low, high = decision.count or (0, 0)
    if decision.kind == "permutation":
        return [items[index] for index in rng.permutation(len(items))]
    weights = np.array([float(math.comb(len(items), k)) for k in range(low, high + 1)])
    size = low + int(rng.choice(len(weights), p=weights / weights.sum()))
    drawn = rng.choice(len(items), size=size, replace=False)
    if decision.kind == "ordered_subset":
        return [items[index] for index in drawn]
    return [items[index] for index in sorted(drawn)]


def choose_given(decisions: Mapping[str, Any]) -> Chooser:
    """Return a chooser that replays decisions and refuses where one is missing."""

    def choose(decision: Decision) -> Any:
        if decision.path not in decisions:
            raise InvalidArchitecture(
                "missing_decision",
                f"the decision at {decision.path!r} is active, but has no value",
                (decision.path,),
            )
        return decisions[decision.path]

    return choose


def is_legal(decision: Decision, value: Any) -> bool:
    """Tell whether a value is one of a decision's options."""
    try:
        Ask(decision).accept(value, decision.path)
    except InvalidArchitecture:
        return False
    return True


def choose_or_note(decisions: Mapping[str, Any], issues: list[Issue]) -> Chooser:
    """Return a chooser that replays decisions, notes every fault, and goes on with the default."""

    def choose(decision: Decision) -> Any:
        path = decision.path
        if path not in decisions:
            message = f"the decision at {path!r} is active, but has no value"
            issues.append(Issue(path=(path,), code="missing_decision", message=message))
            return default_of(decision)
        try:
            return Ask(decision).accept(decisions[path], path)
        except InvalidArchitecture as error:
            issues.append(Issue(path=(path,), code=error.code, message=error.message))
            return default_of(decision)

    return choose


def choose_known(decisions: Mapping[str, Any]) -> Chooser:
    """Return a chooser for import: the old value where it still fits, else the default."""

    def choose(decision: Decision) -> Any:
        value = decisions.get(decision.path)
        return value if value is not None and is_legal(decision, value) else default_of(decision)

    return choose


def default_of(decision: Decision) -> Any:
    """Return the default of a decision, or its first option where the default is not on offer."""
    if is_legal(decision, decision.default):
        return decision.default
    if decision.options is not None:
        return decision.options[0]
    if decision.bounds is not None:
        return decision.bounds[0]
    items = list(decision.of or ())
    return items if decision.count is None else items[: decision.count[0]]
