"""The executor that evaluates in this very process, one candidate after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from searchapp.nas.evaluation import Failure, evaluate
from searchapp.nas.evaluators.base import Assignment, Score
from searchapp.nas.events import (
    CandidateEvaluated,
    CandidateFailed,
    CandidateProposed,
    SearchEvent,
)


class InlineExecutor:
    """Evaluates candidates where the search runs."""

    def __init__(self, template: Assignment, folder: Path | None = None) -> None:
        """Keep what all assignments have in common.

        Args:
            template: An assignment; index, decisions, fidelity and folder are filled in.
            folder: Every candidate's weights go to `<folder>/<index>`; None keeps none.
        """
        self.template = template
        self.folder = folder
        self._waiting: deque[Assignment] = deque()

    def submit(self, proposal: CandidateProposed) -> None:
        """Put the candidate in the row."""
        self._waiting.append(self.assignment_of(proposal))

    def completions(self) -> Iterator[SearchEvent]:
        """Evaluate the candidates, first come, first served."""
        while True:
            yield from _events_of(self._waiting.popleft())

    def assignment_of(self, proposal: CandidateProposed) -> Assignment:
        """Return what is evaluated for a candidate."""
        folder = None if self.folder is None else str(self.folder / f"{proposal.index:05}")
        return replace(
            self.template,
            index=proposal.index,
            decisions=proposal.decisions,
            fidelity=proposal.fidelity,
            folder=folder,
        )


def _events_of(assignment: Assignment) -> Iterator[SearchEvent]:
    for step in evaluate(assignment):
        match step:
            case Score(values=values, seconds=seconds):
                yield CandidateEvaluated(index=assignment.index, scores=values, seconds=seconds)
            case Failure(reason=reason, message=message, seconds=seconds):
                yield CandidateFailed(
                    index=assignment.index, reason=reason, message=message, seconds=seconds
                )
            case _:
                yield step
