"""What an administrator may do to rows: each is a call of a service, told row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest

from searchapp.models import Run
from searchapp.services import invitations, jobs, runs, shares, spaces, tokens, transitions
from searchapp.services.ledger import verify_ledger
from searchapp.wire.errors import Refused

Deed = Callable[[User, Any], object]
Action = Callable[[Any, HttpRequest, Iterable[Any]], None]
MOST_TOLD = 20
"""Rows of which it is told why they were refused."""


def action(label: str, done: str, deed: Deed) -> Action:
    """Return an action that does a deed to every selected row and tells what came of it.

    Args:
        label: What the list of actions calls it.
        done: Follows the number of rows that it was done to: `stopped`.
        deed: Gets the administrator and a row; raises `Refused` where it cannot be.
    """

    @admin.action(description=label)
    def act(_page: Any, request: HttpRequest, rows: Iterable[Any]) -> None:
        refusals = []
        count = 0
        for row in rows:
            try:
                deed(cast("User", request.user), row)
                count += 1
            except Refused as refusal:
                refusals.append(f"{row}: {refusal.problem.message}")
        if count:
            messages.success(request, f"{count} {done}")
        for line in refusals[:MOST_TOLD]:
            messages.error(request, line)
        if len(refusals) > MOST_TOLD:
            messages.error(request, f"and {len(refusals) - MOST_TOLD} more were refused")

    act.__name__ = label.split(":")[0].lower()  # Django tells actions apart by it
    return act


@admin.action(description="Verify the ledger: do rows and events agree?")
def verify(_page: Any, request: HttpRequest, rows: Iterable[Run]) -> None:
    """Tell of each run whether its rows agree with one another and with its events."""
    for run in rows:
        faults = verify_ledger(run)
        for fault in faults[:MOST_TOLD]:
            messages.error(request, f"{run}: {fault}")
        if not faults:
            messages.success(request, f"{run}: everything agrees")


RUN_ACTIONS = (
    action(
        "Stop: what is scored stays",
        "asked to stop",
        lambda user, run: transitions.request(run, "stop", user),
    ),
    action(
        "Archive: leave out of the lists",
        "archived",
        lambda user, run: runs.run_archive(user, run, is_archived=True),
    ),
    action(
        "Unarchive",
        "back in the lists",
        lambda user, run: runs.run_archive(user, run, is_archived=False),
    ),
    verify,
)
SPACE_ACTIONS = (
    action(
        "Archive: leave out of the lists",
        "archived",
        lambda user, space: spaces.space_archive(user, space, is_archived=True),
    ),
    action(
        "Unarchive",
        "back in the lists",
        lambda user, space: spaces.space_archive(user, space, is_archived=False),
    ),
)
JOB_ACTIONS = (
    action(
        "Requeue: take back from its worker",
        "back in the queue",
        lambda _user, job: jobs.take_back(job.pk),
    ),
)
TOKEN_ACTIONS = (action("Revoke", "revoked", lambda _user, token: tokens.token_revoke(token)),)
SHARE_ACTIONS = (action("Revoke", "revoked", shares.share_revoke),)
INVITATION_ACTIONS = (action("Revoke", "revoked", invitations.invitation_revoke),)
