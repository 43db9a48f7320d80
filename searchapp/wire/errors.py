"""Refusals of the web side: what an interface answers when something asked for cannot be done."""

from __future__ import annotations

from collections.abc import Sequence

from searchapp.nas.errors import InvalidDocument, Issue, NasError
from searchapp.wire.forms import Problem


class Refused(Exception):
    """Something that was asked for and is not done. Children set the HTTP status."""

    status = 400
    retry_after: int | None = None
    """Seconds after which another try may do better."""

    def __init__(
        self, code: str, message: str, path: Sequence[str] = (), issues: Sequence[Issue] = ()
    ) -> None:
        super().__init__(message)
        self.problem = Problem(code=code, message=message, path=list(path), issues=list(issues))


class Invalid(Refused):
    """What was sent cannot be used; `issues` say where and why."""


class SignedOut(Refused):
    """The caller must sign in first."""

    status = 401


class Forbidden(Refused):
    """The caller sees the thing, but their role does not allow the deed."""

    status = 403


class NotFound(Refused):
    """There is no such thing, or the caller may not know that there is."""

    status = 404

    def __init__(self, what: str) -> None:
        super().__init__("not_found", f"there is no such {what}")


class NoSuchLink(Refused):
    """A link that was never made, has ended, was revoked or is used up: all look alike."""

    status = 404

    def __init__(self) -> None:
        super().__init__(
            "no_such_link", "this link is not valid, or no longer; ask whoever sent it for another"
        )


class Conflict(Refused):
    """The thing is in a state in which this cannot be done."""

    status = 409


class Stale(Refused):
    """Somebody else wrote first; nothing was overwritten."""

    status = 412


def invalid_of(error: NasError) -> Invalid:
    """Return the refusal that tells of a fault the engine found."""
    issues = error.issues if isinstance(error, InvalidDocument) else [issue_of(error)]
    return Invalid(error.code, error.message, error.path, issues)


def issue_of(error: NasError, *path: str) -> Issue:
    """Return the fault as an issue at `path`, or where the engine found it."""
    return Issue(path=path or error.path, code=error.code, message=error.message)
