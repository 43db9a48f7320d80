"""Evaluations that tests ask for, and what comes of them."""

from __future__ import annotations

from searchapp.nas.evaluation import Failure, evaluate
from searchapp.nas.evaluators.base import Assignment, Score
from searchapp.nas.events import Fidelity
from tests import stripes
from tests.spaces import TINY

ASSIGNMENT = Assignment(
    index=7,
    document=TINY,
    decisions={"stem.channels": 8, "first": "conv", "second": "conv"},
    dataset=stripes.NAME,
    evaluator="training",
    settings={"learning_rate": 0.02, "batch_size": 32},
    fidelity=Fidelity(epochs=6),
    seed=1,
    device="cpu",
    threads=1,
)
"""A network that learns the stripes within a second (install them first)."""


def outcome_of(assignment: Assignment) -> Score | Failure:
    """Evaluate, and return how it ended."""
    *_, outcome = evaluate(assignment)
    assert isinstance(outcome, Score | Failure)
    return outcome


def failure_of(assignment: Assignment) -> Failure:
    """Evaluate what must fail."""
    outcome = outcome_of(assignment)
    assert isinstance(outcome, Failure), outcome
    return outcome


def score_of(assignment: Assignment) -> Score:
    """Evaluate what must succeed."""
    outcome = outcome_of(assignment)
    assert isinstance(outcome, Score), outcome
    return outcome
