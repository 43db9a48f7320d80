"""What a search tells while it runs. `search()` yields these; everything else is made from them.

The same classes travel through the process pipe, the event log and the websocket, so a field that
is not declared here does not exist anywhere.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Event(BaseModel):
    """Common ground: unknown fields and infinities are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Fidelity(Event):
    """How much is spent on one evaluation."""

    epochs: int = Field(ge=1, le=10_000)
    fraction: float = Field(default=1.0, gt=0, le=1)


class CandidateProposed(Event):
    """The strategy asked for an architecture."""

    kind: Literal["candidate_proposed"] = "candidate_proposed"
    index: int
    decisions: dict[str, Any]
    architecture_id: str
    graph_hash: str
    parents: tuple[int, ...] = ()
    how: dict[str, Any] = {}
    fidelity: Fidelity
    parameters: int
    macs: int


class EvaluationStarted(Event):
    """An evaluation began (again, if `attempt` is above 1)."""

    kind: Literal["evaluation_started"] = "evaluation_started"
    index: int
    attempt: int = 1
    device: str = "cpu"


class Measured(Event):
    """Points of learning curves: `values[metric][k]` belongs to `steps[k]` (epochs, from 1)."""

    kind: Literal["measured"] = "measured"
    index: int
    steps: list[int]
    values: dict[str, list[float]]


class CandidateEvaluated(Event):
    """A candidate was scored; `scores` has every objective and what else was measured."""

    kind: Literal["candidate_evaluated"] = "candidate_evaluated"
    index: int
    scores: dict[str, float]
    seconds: float


class CandidateFailed(Event):
    """A candidate could not be scored. The search goes on."""

    kind: Literal["candidate_failed"] = "candidate_failed"
    index: int
    reason: Literal[
        "non_finite",
        "out_of_memory",
        "exception",
        "time_out",
        "crash",
        "invalid_architecture",
        "worker_lost",
        "cancelled",
    ]
    message: str
    seconds: float = 0.0


class SearchFinished(Event):
    """No more candidates will come."""

    kind: Literal["search_finished"] = "search_finished"
    reason: Literal["budget", "exhausted", "too_many_failures", "stopped"]
    best: int | None
    message: str = ""


class WinnerTested(Event):
    """The best on validation met the untouched test set, once; its model can be taken away."""

    kind: Literal["winner_tested"] = "winner_tested"
    index: int
    scores: dict[str, float]
    seconds: float


SearchEvent = Annotated[
    CandidateProposed
    | EvaluationStarted
    | Measured
    | CandidateEvaluated
    | CandidateFailed
    | SearchFinished
    | WinnerTested,
    Field(discriminator="kind"),
]
