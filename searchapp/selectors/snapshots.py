"""The state of a run as of one event, and the events after it: what a browser follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from searchapp.models import Candidate, Run, RunEvent
from searchapp.selectors.candidates import board, curves_of, summaries
from searchapp.selectors.moment import one_moment
from searchapp.selectors.permissions import GUEST, Caller, find, pick, role_in
from searchapp.selectors.runs import run_form, runs_for
from searchapp.wire.errors import NotFound
from searchapp.wire.messages import Envelope, Page, Snapshot
from searchapp.wire.reducer import LINES, N_BEST, N_LATEST, WORTH_A_LINE

PAGE = 500
"""Most events in one page."""


def snapshot_for(user: Caller, id: str) -> Snapshot:
    """Return the bounded state of a run, true as of its last event."""
    with one_moment():
        run = pick(runs_for(user), id)
        if run is None:
            raise NotFound("run")
        return snapshot_of(run, role_in(run))


def snapshot_of(run: Run, role: str) -> Snapshot:
    """Return the state of a run that was read within the same `one_moment`."""
    best = list(board(run).values_list("candidate_id", flat=True)[:N_BEST])
    rows = Candidate.objects.filter(run=run)
    latest = list(rows.order_by("-index").values_list("pk", flat=True)[:N_LATEST])
    candidates = list(rows.filter(pk__in={*best, *latest}).order_by("index"))
    ranks = {candidate: place for place, candidate in enumerate(best, start=1)}
    log = RunEvent.objects.filter(run=run, kind__in=WORTH_A_LINE).order_by("-seq")[:LINES]
    return Snapshot(
        seq=run.next_seq - 1,
        epoch=str(run.epoch),
        run=run_form(run, role),
        candidates=summaries(candidates, ranks, role),
        total=run.n_proposed,
        curves=curves_of(candidates),
        log=[] if role == GUEST else envelopes(run, list(reversed(log)), role),
    )


def event_page_for(user: Caller, id: str, after: int = 0, limit: int = PAGE) -> Page:
    """Return the events of a run that follow `after`."""
    with one_moment():
        run = find(Run, user, id, "see")
        return event_page(run, role_in(run), after, limit)


def event_page(run: Run, role: str, after: int, limit: int = PAGE) -> Page:
    """Return the events `after` + 1 … of a run, without a gap, at most `limit`."""
    events = list(RunEvent.objects.filter(run=run, seq__gt=after).order_by("seq")[:limit])
    return Page(
        epoch=str(run.epoch),
        from_seq=after + 1,
        to_seq=events[-1].seq if events else after,
        head=run.next_seq - 1,
        events=envelopes(run, events, role),
    )


def envelopes(run: Run, events: Sequence[RunEvent], role: str) -> list[Envelope]:
    """Return events as they travel; `candidate` is the id of the one whose index a body has."""
    indices = {event.body["index"] for event in events if "index" in event.body}
    known = Candidate.objects.filter(run=run, index__in=indices)
    ids: dict[Any, str] = dict(known.values_list("index", "pk"))
    return [
        Envelope.model_validate(
            {
                "seq": event.seq,
                "at": event.at,
                "candidate": ids.get(event.body.get("index")),
                "body": _hushed(event.body) if role == GUEST else event.body,
            }
        )
        for event in events
    ]


def _hushed(body: dict[str, Any]) -> dict[str, Any]:
    """Return an event as guests get it: without the words of logs and errors."""
    return {**body, **{field: "" for field in ("error", "message", "text") if field in body}}
