"""What a search in the terminal found, gathered for `result.json`."""

from __future__ import annotations

from typing import Any

from searchapp.nas.events import (
    CandidateEvaluated,
    CandidateFailed,
    CandidateProposed,
    SearchEvent,
    SearchFinished,
    WinnerTested,
)
from searchapp.nas.strategies.base import Objective

RESULT_FORMAT = "nasweb.result/1"


class Record:
    """Every candidate with what became of it, and the best so far by the objective."""

    def __init__(self, objective: Objective) -> None:
        self.objective = objective
        self.proposed: dict[int, CandidateProposed] = {}
        self.ended: dict[int, CandidateEvaluated | CandidateFailed] = {}
        self.scores: dict[int, dict[str, float]] = {}
        self.finished: SearchFinished | None = None
        self.tested: WinnerTested | None = None
        self.best: int | None = None

    def add(self, event: SearchEvent) -> None:
        """Take in an event of the search."""
        match event:
            case CandidateProposed():
                self.proposed[event.index] = event
            case CandidateEvaluated():
                self.ended[event.index] = event
                self.scores[event.index] = event.scores
                if self.best is None or self._rank(event.index) > self._rank(self.best):
                    self.best = event.index
            case CandidateFailed():
                self.ended[event.index] = event
            case SearchFinished():
                self.finished = event
                self.best = event.best
            case WinnerTested():
                self.tested = event
            case _:
                pass

    def score_of(self, index: int) -> float:
        """Return the objective of an evaluated candidate."""
        return self.scores[index][self.objective.metric]

    def report(self) -> dict[str, Any]:
        """Return how the search ended, the winner, and every candidate, as JSON."""
        finished = self.finished
        return {
            "finished": None if finished is None else finished.model_dump(exclude={"kind"}),
            "winner": self._winner(),
            "candidates": [self._candidate(index) for index in sorted(self.proposed)],
        }

    def _winner(self) -> dict[str, Any] | None:
        if self.best is None or self.tested is None:
            return None
        return {
            "index": self.best,
            "validation": self.scores[self.best],
            "test": self.tested.scores,
            "model": "model",
        }

    def _rank(self, index: int) -> tuple[float, int, int]:
        """Of equals the smaller is better, then the earlier."""
        size = self.proposed[index].parameters
        return self.objective.quality(self.score_of(index)), -size, -index

    def _candidate(self, index: int) -> dict[str, Any]:
        fields = self.proposed[index].model_dump(mode="json", exclude={"kind"})
        ended = self.ended.get(index)
        outcome = {} if ended is None else ended.model_dump(mode="json", exclude={"kind", "index"})
        return {**fields, **outcome}
