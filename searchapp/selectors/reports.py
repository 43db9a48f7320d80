"""What is known about a space before anything is spent."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np
from django.core.cache import cache

from searchapp.nas.cost_range import CostRange, space_costs
from searchapp.nas.errors import InvalidDocument, NasError
from searchapp.nas.problems.base import PROBLEMS
from searchapp.nas.space.reading import read_document
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.strategies.base import STRATEGIES, Objective
from searchapp.nas.validation import validate
from searchapp.wire.errors import issue_of
from searchapp.wire.forms import Range, Report, StrategyVerdict

A_DAY = 24 * 3600


def report_on(text: str) -> Report:
    """Return all faults of a document and, as far as they allow, its size and its cost."""
    try:
        document = read_document(text)
    except InvalidDocument as error:
        return Report(issues=list(error.issues), **NOTHING)
    issues = validate(document)
    is_broken = any(issue.severity == "error" for issue in issues)
    try:
        measured = _measured(SearchSpace(document), is_broken=is_broken)
    except InvalidDocument as error:
        known = {(issue.path, issue.code) for issue in issues}
        more = [issue for issue in error.issues if (issue.path, issue.code) not in known]
        return Report(issues=[*issues, *more], **NOTHING)
    except NasError as error:  # what cannot be counted, as 9**9**9 channels; mostly told already
        return Report(issues=issues if is_broken else [*issues, issue_of(error)], **NOTHING)
    return measured.model_copy(update={"issues": issues})


NOTHING: dict[str, object] = {
    "size": None,
    "is_size_exact": False,
    "decisions": 0,
    "parameters": None,
    "macs": None,
    "samples": 0,
    "tried": 0,
    "is_whole": False,
    "strategies": [],
}
"""What is said of a document that is too broken to count."""


def _measured(space: SearchSpace, *, is_broken: bool) -> Report:
    """Return the report of a space, issues left out; a space is measured once a day."""
    key = f"report:{space.digest}:{is_broken}"
    report: Report | None = cache.get(key)
    if report is None:
        report = _measure(space, is_broken=is_broken)
        cache.set(key, report, A_DAY)
    return report


def _measure(space: SearchSpace, *, is_broken: bool) -> Report:
    """Count the space and its costs, unless faults of shape would make that pointless."""
    count = space.count()
    costs = None if is_broken else space_costs(space, cost_generator())
    return Report(
        issues=[],
        size=str(Decimal(count.assignments)),  # str(int) refuses more than 4,300 digits
        is_size_exact=count.is_exact,
        decisions=len(space.potential()),
        parameters=_range(costs.parameters) if costs else None,
        macs=_range(costs.macs) if costs else None,
        samples=costs.samples if costs else 0,
        tried=costs.tried if costs else 0,
        is_whole=costs is not None and costs.is_whole,
        strategies=list(_verdicts(space)),
    )


def cost_generator() -> np.random.Generator:
    """Return what draws members of a space: the same for every space, whatever its document."""
    return np.random.default_rng(0)


def _range(costs: CostRange) -> Range:
    return Range(min=costs.least, median=costs.median, max=costs.most, is_exact=costs.is_exact)


def _verdicts(space: SearchSpace) -> Iterator[StrategyVerdict]:
    """Yield, for every strategy, whether it can search the space by the problem's first metric."""
    kind = space.document.problem.kind
    if kind not in PROBLEMS:
        return
    metric, direction = PROBLEMS.get(kind).metrics[0]
    for name, strategy in STRATEGIES:
        reason = strategy.refuses(space, (Objective(metric, direction),))
        yield StrategyVerdict(strategy=name, refusal=reason)
