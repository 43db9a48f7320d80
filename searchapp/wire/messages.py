"""What travels over `/ws/runs/<id>/?after=<seq>&epoch=<epoch>`.

The server sends first either a `Reset` (no `after`, another epoch, or too far behind) or `Page`s of
what was missed, then `Page`s as they are committed, and a `Beat` every 5 s. The client sends
`Acknowledge` with the last seq it applied; at most two unacknowledged pages are out.
A client that sees `from_seq` other than its last seq + 1 connects again with `after`.
A guest names the share link by `?share=<id>`. Whoever may no longer see the run is out within 5 s.
Close codes: 4400 bad message, 4401 not signed in, 4404 no such run (also for strangers, and by a
link that has ended), 4408 too slow, 1012 restart.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from searchapp.nas.events import SearchEvent
from searchapp.wire.forms import (
    BestForm,
    CandidateSummary,
    Curve,
    Form,
    RunForm,
    RunStateName,
    Waiting,
)


class RunChanged(Form):
    """Something about the run itself: its state, or counters after a group of results."""

    kind: Literal["run_changed"] = "run_changed"
    state: RunStateName
    n_proposed: int
    n_finished: int
    n_failed: int
    n_cancelled: int = 0
    best: BestForm | None
    error: str = ""
    started_at: datetime | None = None
    paused_at: datetime | None = None
    paused_seconds: float = 0.0
    ended_at: datetime | None = None


class RunResumed(Form):
    """Another worker conducts the run from here on: the one before it was ended or lost."""

    kind: Literal["run_resumed"] = "run_resumed"
    n_open: int
    """Candidates that were waiting or being trained; those go on, or begin anew."""


class CandidateExported(Form):
    """A candidate's `model.zip` is ready, or could not be made."""

    kind: Literal["candidate_exported"] = "candidate_exported"
    index: int
    archive: Literal["queued", "ready", "failed"]
    message: str = ""


class Logged(Form):
    """A line for the log tail."""

    kind: Literal["logged"] = "logged"
    level: Literal["info", "warning", "error"]
    text: str


RunEventBody = Annotated[
    SearchEvent | RunChanged | RunResumed | CandidateExported | Logged, Field(discriminator="kind")
]


class Envelope(Form):
    """One committed event. `id` names the candidate in URLs where the body has an index."""

    seq: int
    at: datetime
    candidate: str | None = None
    body: RunEventBody


class Snapshot(Form):
    """The bounded state of a run after event `seq`: replay of later events keeps it true.

    `candidates` holds the best 50 and the latest 250; `total` says how many there are.
    """

    seq: int
    epoch: str
    run: RunForm
    candidates: list[CandidateSummary]
    total: int
    curves: list[Curve]
    log: list[Envelope]
    """The last 100 events worth a line."""


class Page(Form):
    """Events `from_seq`..`to_seq` without a gap; `head` is the run's last seq."""

    op: Literal["page"] = "page"
    epoch: str
    from_seq: int
    to_seq: int
    head: int
    events: list[Envelope]


class Reset(Form):
    """Forget what you know; this is the state."""

    op: Literal["reset"] = "reset"
    snapshot: Snapshot


class Beat(Form):
    """Still here. `workers` counts those alive, `is_stalled` and `waiting` as in the run's form."""

    op: Literal["beat"] = "beat"
    at: datetime
    head: int
    workers: int
    is_stalled: bool
    waiting: Waiting | None


ServerMessage = Annotated[Page | Reset | Beat, Field(discriminator="op")]


class Acknowledge(Form):
    """The client has applied everything up to `seq`."""

    op: Literal["ack"] = "ack"
    seq: int
