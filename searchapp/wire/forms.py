"""The JSON form of every resource: what the API takes and gives, and snapshots hold.

One source: views parse and dump these, OpenAPI and the browser's TypeScript types are generated
from them. Times are ISO 8601 in UTC. Big integers (sizes of spaces) travel as decimal strings.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from searchapp.nas.errors import Issue
from searchapp.nas.events import Fidelity
from searchapp.nas.problems.base import DatasetCard


class Form(BaseModel):
    """Common ground: unknown fields and infinities are refused."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


# Errors ---------------------------------------------------------------------------------------


class Problem(Form):
    """The body of every error answer."""

    code: str
    message: str
    path: list[str] = []
    issues: list[Issue] = []


# Session and catalogue ------------------------------------------------------------------------


class SignIn(Form):
    """Name and password."""

    username: str = Field(max_length=150)
    password: str = Field(max_length=128)


class TeamForm(Form):
    """A team as its member sees it."""

    id: str
    name: str
    is_personal: bool
    role: Literal["owner", "editor", "commenter", "viewer"]


class ProjectForm(Form):
    """A shelf of spaces and runs. `can` lists what the caller may do: `edit`, `run`, `comment`."""

    id: str
    name: str
    team: str
    can: list[str]


class Session(Form):
    """Who is signed in; `project` is where new things go."""

    user: str
    is_staff: bool
    teams: list[TeamForm]
    projects: list[ProjectForm]
    csrf: str


class InputForm(Form):
    """An input port of an operator."""

    id: str
    many: bool
    rank: int | None


class RequirementForm(Form):
    """A condition in the expression language, and what to say when it does not hold."""

    expr: str
    message: str


class OperatorForm(Form):
    """An operator of the catalogue. Rules are expressions: see `nas/operators/base.py`."""

    name: str
    title: str
    family: str
    summary: str
    glyph: str
    settings: dict[str, Any]
    """JSON schema of the settings object."""
    inputs: list[InputForm]
    outputs: list[str]
    requires: list[RequirementForm]
    shape: dict[str, str]
    parameters: str
    macs: str
    is_identity: str
    is_symmetric: bool
    is_merge: bool


class EntryForm(Form):
    """A strategy, evaluator or problem of the catalogue."""

    name: str
    title: str
    summary: str
    paper: str = ""
    settings: dict[str, Any]
    metrics: list[tuple[str, Literal["max", "min"]]] = []
    """Of a problem: its metrics and their directions."""
    input_shapes: list[str] = []
    """Of a problem: shapes of the network's input ports, as expressions of its symbols."""
    output_shapes: list[str] = []
    """Of a problem: shapes that the network's output ports must have."""


class PresetForm(Form):
    """A template. `launch` is filled in when it can be run as it is with two clicks."""

    name: str
    title: str
    summary: str
    paper: str = ""
    size: str
    picture: str
    """Address of an SVG of its most telling module."""
    problem: str
    launch: PresetLaunch | None = None


class PresetLaunch(Form):
    """Defaults with which a template is run at once."""

    title: str
    """E.g. "Find a network for digits"."""
    summary: str
    dataset: str
    strategy: str
    strategy_settings: dict[str, Any]
    epochs: int
    candidates: int


class Catalogue(Form):
    """All that palettes and forms are made of."""

    operators: list[OperatorForm]
    strategies: list[EntryForm]
    evaluators: list[EntryForm]
    problems: list[EntryForm]
    presets: list[PresetForm]


# Spaces ---------------------------------------------------------------------------------------


class VersionSummary(Form):
    """A version in a list."""

    id: str
    number: int
    message: str
    created_by: str
    created_at: datetime
    digest: str
    runs: int


class VersionForm(VersionSummary):
    """A version with its document (as text, as written)."""

    space: str
    document: str


class DraftForm(Form):
    """The working copy. A save sends `If-Match: "<revision>"`."""

    revision: int
    document: str
    saved_at: datetime
    saved_by: str
    changed_since_version: bool


class SpaceSummary(Form):
    """A space in a list."""

    id: str
    name: str
    project: str
    preset: str
    updated_at: datetime
    latest_version: VersionSummary | None
    runs: int


class SpaceForm(SpaceSummary):
    """A space opened in the designer."""

    draft: DraftForm
    versions: list[VersionSummary]
    can: list[str]


class SpaceRequest(Form):
    """Make a space from a template or from a document (text). A version 1 is saved with it."""

    project: str
    preset: str | None = None
    document: str | None = None
    name: str | None = Field(default=None, max_length=200)


class DraftRequest(Form):
    """Save the draft. The document is text, so that it is kept as written."""

    document: str


class VersionRequest(Form):
    """Save the draft as a version. `revision` is the draft's that was seen."""

    revision: int
    message: str = Field(default="", max_length=500)


class ReportRequest(Form):
    """Look at a document that need not be saved."""

    document: str


class Range(Form):
    """Least, middle and most over sampled architectures."""

    min: int
    median: int
    max: int


class StrategyVerdict(Form):
    """Whether a strategy can search the space, and why not."""

    strategy: str
    refusal: str | None


class Report(Form):
    """What is known about a space before anything is spent."""

    issues: list[Issue]
    size: str | None
    """Decimal digits; None when the document is too broken to count."""
    is_size_exact: bool
    decisions: int
    parameters: Range | None
    macs: Range | None
    samples: int
    strategies: list[StrategyVerdict]


# Data -----------------------------------------------------------------------------------------


class DatasetForm(Form):
    """A dataset in a list. One that is not installed says how to get it."""

    id: str
    name: str
    card: DatasetCard
    is_installed: bool
    hint: str


# Runs -----------------------------------------------------------------------------------------


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
    is_stalled: bool
    """Should run, but no worker has been heard of; computed when read."""
    budget_candidates: int
    n_proposed: int
    n_finished: int
    n_failed: int
    best: BestForm | None
    created_by: str
    created_at: datetime
    started_at: datetime | None
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
    decisions: dict[str, Any]
    architecture_id: str
    fidelity: Fidelity
    test_scores: dict[str, float]
    has_weights: bool
    archive: Literal["none", "queued", "ready", "failed"]
    can: list[str]
    """`export` while weights are kept and no archive is there yet."""


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


PresetForm.model_rebuild()
