"""What is known about a space before anything is spent."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from decimal import Decimal

import numpy as np
from django.core.cache import cache

from searchapp.nas.cost import macs, parameters
from searchapp.nas.errors import InvalidDocument, NasError
from searchapp.nas.network import network_of
from searchapp.nas.problems.base import PROBLEMS
from searchapp.nas.space.reading import read_document
from searchapp.nas.space.space import SearchSpace
from searchapp.nas.strategies.base import STRATEGIES, Objective
from searchapp.nas.validation import validate
from searchapp.wire.errors import issue_of
from searchapp.wire.forms import Range, Report, StrategyVerdict

SAMPLES = 200
SECONDS = 1.0
"""After that long the ranges are told from the samples there are; the report says how many."""
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
    """Count the space; sample it, unless faults of shape would make that pointless."""
    count = space.count()
    costs = [] if is_broken else list(sample_costs(space))
    return Report(
        issues=[],
        size=str(Decimal(count.assignments)),  # str(int) refuses more than 4,300 digits
        is_size_exact=count.is_exact,
        decisions=len(space.potential()),
        parameters=_range([cost for cost, _ in costs]),
        macs=_range([cost for _, cost in costs]),
        samples=len(costs),
        strategies=list(_verdicts(space)),
    )


def sample_costs(space: SearchSpace, samples: int = SAMPLES) -> Iterator[tuple[int, int]]:
    """Yield (parameters, MACs) of random architectures; the same space gives the same ones."""
    rng = np.random.default_rng(int(space.digest[:16], 16))
    end = time.monotonic() + SECONDS
    for _ in range(samples):
        try:
            plan = network_of(space, space.sample(rng)).plan
            yield parameters(plan), macs(plan)
        except NasError:
            pass  # an architecture without a network; the search would tell it as a failure
        if time.monotonic() > end:
            return


def _range(values: Sequence[int]) -> Range | None:
    if not values:
        return None
    return Range(min=min(values), median=statistics.median_low(values), max=max(values))


def _verdicts(space: SearchSpace) -> Iterator[StrategyVerdict]:
    """Yield, for every strategy, whether it can search the space by the problem's first metric."""
    kind = space.document.problem.kind
    if kind not in PROBLEMS:
        return
    metric, direction = PROBLEMS.get(kind).metrics[0]
    for name, strategy in STRATEGIES:
        reason = strategy.refuses(space, (Objective(metric, direction),))
        yield StrategyVerdict(strategy=name, refusal=reason)
