"""What is said over the pipes of an evaluation process: JSON lines, one request or reply a line.

The client writes requests to the standard input of `python -m searchapp.nas.process` and reads
replies from its standard output. The process says `ready` once by itself. `warm`, `evaluate`,
`export` and `check` are carried out one after the other, and each is closed by exactly one `done`
or `failed`; an evaluation tells `evaluation_started` and `measured` before. `done` and `failed` are
the outcome: the client makes `candidate_evaluated`, `candidate_failed` or `winner_tested` of them,
or a dataset. `stop` has no answer of its own: the work under way ends before its next epoch as
`failed` with `cancelled`; when nothing is under way, `stop` means nothing. A line that is no
request is answered by `failed` with `protocol`. The end of standard input ends the process.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from searchapp.nas.compile.facts import SearchFacts
from searchapp.nas.errors import Issue
from searchapp.nas.evaluators.base import Assignment
from searchapp.nas.events import EvaluationStarted, Measured
from searchapp.nas.importing.profile import Options, Profile
from searchapp.nas.problems.base import DatasetCard


class Line(BaseModel):
    """Common ground: unknown fields and infinities are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Warm(Line):
    """Load a dataset and what training needs now, so that the first evaluation need not wait."""

    op: Literal["warm"] = "warm"
    dataset: str


class Evaluate(Line):
    """Score a candidate."""

    op: Literal["evaluate"] = "evaluate"
    assignment: Assignment


class Export(Line):
    """Meet the untouched test part with a candidate and write its model.

    Attributes:
        assignment: What the candidate was evaluated with; its seed trains it again where there are
            no weights.
        weights: Path of its safetensors, or None.
        folder: Where `model/` and `model.zip` are written (made if it is not there).
        search: What the model card tells of the search.
    """

    op: Literal["export"] = "export"
    assignment: Assignment
    weights: str | None = None
    folder: str
    search: SearchFacts | None = None


class Check(Line):
    """Make a dataset of an uploaded file, in `folder` (empty)."""

    op: Literal["check"] = "check"
    upload: str
    file_name: str
    folder: str
    options: Options


class Stop(Line):
    """End the work under way before its next epoch."""

    op: Literal["stop"] = "stop"


Work = Warm | Evaluate | Export | Check
"""What is carried out, one after the other, and closed by one reply."""
Request = Annotated[Work | Stop, Field(discriminator="op")]


class Ready(Line):
    """The process has imported torch, found its device, and takes requests."""

    op: Literal["ready"] = "ready"
    device: str
    pid: int
    torch: str
    """Its version; empty where the process is a light one, which has none."""


class Told(Line):
    """How an evaluation goes."""

    op: Literal["event"] = "event"
    event: Annotated[EvaluationStarted | Measured, Field(discriminator="kind")]


class Warmed(Line):
    """The dataset is in memory."""

    kind: Literal["warmed"] = "warmed"
    fingerprint: str


class Evaluated(Line):
    """A candidate was scored. `weights` is the path of its safetensors, if they were kept."""

    kind: Literal["evaluated"] = "evaluated"
    index: int
    scores: dict[str, float]
    seconds: float
    weights: str | None = None
    details: dict[str, Any] = {}


class Exported(Line):
    """A model was tested and written: `folder` holds it, `archive` is the same as a zip.

    `files` are the names of all that lies in it.
    """

    kind: Literal["exported"] = "exported"
    index: int
    scores: dict[str, float]
    """Scores on the test part."""
    seconds: float
    folder: str
    archive: str
    files: list[str] = []
    was_retrained: bool = False


class Imported(Line):
    """A dataset lies in its folder. `issues` are odd but allowed."""

    kind: Literal["imported"] = "imported"
    card: DatasetCard
    profile: Profile
    issues: list[Issue]
    fingerprint: str


Result = Annotated[Warmed | Evaluated | Exported | Imported, Field(discriminator="kind")]

FailureReason = Literal[
    "non_finite", "out_of_memory", "exception", "invalid_architecture", "cancelled", "protocol"
]


class Done(Line):
    """The request was carried out."""

    op: Literal["done"] = "done"
    result: Result


class Failed(Line):
    """The request could not be carried out. The process goes on, except where it says otherwise.

    Attributes:
        reason: As in `events.CandidateFailed`, or `protocol` for a line that is no request.
        message: For people: the first line says what went wrong.
        is_broken: The process can no longer be trusted (a CUDA error): start another.
        issues: Every fault of an upload that was refused.
    """

    op: Literal["failed"] = "failed"
    reason: FailureReason
    message: str
    seconds: float = 0.0
    is_broken: bool = False
    issues: list[Issue] = []


Reply = Annotated[Ready | Told | Done | Failed, Field(discriminator="op")]

_REQUEST: TypeAdapter[Work | Stop] = TypeAdapter(Request)
_REPLY: TypeAdapter[Ready | Told | Done | Failed] = TypeAdapter(Reply)


def read_request(line: str | bytes) -> Work | Stop:
    """Parse a line from a client.

    Raises:
        pydantic.ValidationError: It is no request.
    """
    return _REQUEST.validate_json(line)


def read_reply(line: str | bytes) -> Ready | Told | Done | Failed:
    """Parse a line from an evaluation process.

    Raises:
        pydantic.ValidationError: It is no reply.
    """
    return _REPLY.validate_json(line)


def write(line: Line) -> str:
    """Return the line of a request or reply, with its line feed."""
    return line.model_dump_json() + "\n"
