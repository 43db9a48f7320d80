"""An assignment carried out: whatever happens is told, nothing is raised."""

from __future__ import annotations

import json
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from searchapp.nas.errors import CannotCompile, EvaluationFailed, InvalidArchitecture, ShapeMismatch
from searchapp.nas.evaluators.base import EVALUATORS, Assignment, Evaluator, Score
from searchapp.nas.events import EvaluationStarted, Measured
from searchapp.nas.network import read_space
from searchapp.nas.space.architecture import Architecture
from searchapp.nas.space.space import SearchSpace

Reason = Literal["non_finite", "out_of_memory", "exception", "invalid_architecture"]
_EXPECTED: dict[str, Reason] = {"non_finite": "non_finite", "out_of_memory": "out_of_memory"}
"""Codes of `EvaluationFailed` that are reasons of their own."""


@dataclass(frozen=True)
class Failure:
    """A candidate that could not be scored.

    Attributes:
        is_broken: The process must not be used again: an accelerator does not recover from errors.
    """

    reason: Reason
    message: str
    seconds: float
    is_broken: bool = False


def evaluate(assignment: Assignment) -> Iterator[EvaluationStarted | Measured | Score | Failure]:
    """Score a candidate.

    Yields:
        That it started, a measurement after every epoch, then its score or its failure.
    """
    start = time.perf_counter()
    yield EvaluationStarted(
        index=assignment.index, attempt=assignment.attempt, device=assignment.device
    )
    try:
        evaluator = _evaluator(assignment.evaluator, json.dumps(assignment.settings))
        space = space_of(assignment)
        architecture = Architecture(space.digest, assignment.decisions)
        for step in evaluator.evaluate(architecture, assignment):
            if isinstance(step, Score):
                yield step
                return
            values = {metric: [value] for metric, value in step.values.items()}
            yield Measured(index=assignment.index, steps=[step.step], values=values)
    except Exception as error:  # noqa: BLE001 - a failing candidate is a result, whatever failed
        yield _failure_of(error, time.perf_counter() - start)


def space_of(assignment: Assignment) -> SearchSpace:
    """Return the space of an assignment, bound to its dataset."""
    return read_space(assignment.document, assignment.dataset)


@lru_cache(maxsize=4)
def _evaluator(name: str, settings: str) -> Evaluator:
    entry = EVALUATORS.get(name)
    return entry(entry.Settings.model_validate_json(settings))


def _failure_of(error: Exception, seconds: float) -> Failure:
    message = str(error) or type(error).__name__
    if isinstance(error, EvaluationFailed):
        return Failure(_EXPECTED.get(error.code, "exception"), message, seconds)
    if isinstance(error, InvalidArchitecture | ShapeMismatch | CannotCompile):
        return Failure("invalid_architecture", message, seconds)
    place = traceback.extract_tb(error.__traceback__)[-1]
    message = f"{type(error).__name__}: {message} (line {place.lineno} of {place.name})"
    return Failure("exception", message, seconds, is_broken="CUDA error" in message)
