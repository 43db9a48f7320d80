"""Runs, candidates, workers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from searchapp.nas.errors import Issue
from searchapp.nas.events import Fidelity
from searchapp.wire.forms.base import Form


class StrategyRequest(Form):
    """A strategy with its settings."""

    name: str
    settings: dict[str, Any] = {}


class EvaluatorRequest(Form):
    """An evaluator with its settings."""

    name: str = "training"
    settings: dict[str, Any] = {}


class ObjectiveRequest(Form):
    """What is optimised."""

    metric: str
    direction: Literal["max", "min"]


class Budget(Form):
    """When to end."""

    candidates: int = Field(ge=1, le=1_000_000)


class RunRequest(Form):
    """Start a search. Give `version`, or `preset` to make the space on the way."""

    project: str
    version: str | None = None
    preset: str | None = None
    dataset: str
    """Name or id of the dataset."""
    strategy: StrategyRequest
    evaluator: EvaluatorRequest = EvaluatorRequest()
    objectives: list[ObjectiveRequest] = []
    budget: Budget
    fidelity: Fidelity
    seed: int = Field(default=0, ge=0, lt=2**53)
    concurrency: int = Field(default=1, ge=1, le=64)
    device: Literal["auto", "cpu", "cuda", "mps"] = "auto"
    name: str | None = Field(default=None, max_length=200)


class RunChange(Form):
    """Rename a run, put it away or take it back; what is not given stays."""

    name: Annotated[
        str | None, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)
    ] = None
    is_archived: bool | None = None


class Estimate(Form):
    """What a run would take, and why it cannot start (empty: it can)."""

    seconds_low: float
    seconds_high: float
    basis: str
    """How the estimate was made, in words."""
    blockers: list[Issue]


class BestForm(Form):
    """The best candidate so far, by the first objective."""

    candidate: str
    index: int
    value: float


class Waiting(Form):
    """What a run that should move waits for, as of now; nothing if it moves or rests."""

    reason: Literal["no_conductor", "conductor", "no_trainer", "warm_up", "turn"]
    """`no_…`: nobody alive does that; `conductor`: to be taken up; `turn`: trainers are busy."""
    device: Literal["cpu", "gpu"] = "cpu"
    """What its next candidate is to be trained on."""
    runs_ahead: int = 0
    """Other runs whose jobs come before, those under way counted."""
    jobs_ahead: int = 0


RunStateName = Literal[
    "draft", "queued", "running", "pausing", "paused", "stopping", "stopped", "finished", "failed"
]


class RunSummary(Form):
    """A run in a list and at the head of its page."""

    id: str
    name: str
    project: str
    space: str
    space_name: str
    version: str
    version_number: int
    dataset: str
    dataset_title: str
    strategy: str
    objectives: list[ObjectiveRequest]
    state: RunStateName
    is_archived: bool
    is_stalled: bool
    """Should run, but no worker has been heard of; computed when read."""
    waiting: Waiting | None
    """Computed when read; every event of the run ends it."""
    budget_candidates: int
    n_proposed: int
    n_finished: int
    n_failed: int
    """Came to nothing by themselves; those cut short by a stop are in `n_cancelled`."""
    n_cancelled: int
    best: BestForm | None
    created_by: str
    created_at: datetime
    started_at: datetime | None
    paused_at: datetime | None
    """Since when it rests; its time at work is what is left of its whole time without pauses."""
    paused_seconds: float
    """How long it rested before."""
    ended_at: datetime | None
    error: str
    can: list[str]
    """`pause`, `resume`, `stop`, `start` as far as role and state allow."""


class RunForm(RunSummary):
    """A run with all that was asked for."""

    request: RunRequest
    epoch: str
    seq: int
    error_detail: str


CandidateStateName = Literal["proposed", "evaluating", "finished", "failed"]


class CandidateSummary(Form):
    """A candidate in a list. `scores` are validation scores."""

    id: str
    index: int
    state: CandidateStateName
    parameters: int
    macs: int
    scores: dict[str, float]
    parents: list[int]
    how: dict[str, Any]
    graph_hash: str
    failure: str
    message: str
    seconds: float | None
    rank: int | None


class CandidateForm(CandidateSummary):
    """A candidate's page."""

    run: str
    run_name: str
    run_state: RunStateName
    version: str
    """Of the space: says what the ids in `decisions` are called."""
    decisions: dict[str, Any]
    architecture_id: str
    fidelity: Fidelity
    test_scores: dict[str, float]
    has_weights: bool
    archive: Literal["none", "queued", "ready", "failed"]
    files: list[str]
    """What lies in the archive, once it is ready; `model.onnx` is not always among it."""
    can: list[str]
    """`export` while weights are kept and no archive is there yet, `download` once it is."""


class CandidatePage(Form):
    """Keyset page of candidates; `next` goes into `?after=`."""

    items: list[CandidateSummary]
    next: str | None
    total: int


class Curve(Form):
    """A learning curve: `values[metric][k]` belongs to `steps[metric][k]`."""

    index: int
    steps: dict[str, list[int]]
    values: dict[str, list[float]]


class GraphArea(Form):
    """Where a box of a picture is, in parts of the picture's width and height."""

    x: float
    y: float
    width: float
    height: float


class GraphLine(Form):
    """A decision, as a picture shows it."""

    path: str
    frame: str
    """Title of the part of the picture that shows it; empty: it is about the whole space."""
    boxes: list[int]
    """Which `areas` stand for it."""


class GraphLegend(Form):
    """What a candidate's picture shows of its decisions, in the order in which it is read."""

    areas: list[GraphArea]
    lines: list[GraphLine]


class Code(Form):
    """The candidate as readable PyTorch."""

    model: str
    """Source of `model.py`."""


class WorkerForm(Form):
    """A worker as it last said."""

    id: str
    host: str
    queues: list[str]
    devices: list[str]
    is_warm: bool
    is_alive: bool
    seen_at: datetime
    job: str | None
