"""What is wrong with an upload: all of it at once, each with its place in the file."""

from __future__ import annotations

from collections.abc import Sequence

from searchapp.nas.errors import Issue, NasError

MOST_ISSUES = 50
"""Faults that are told of one upload; whoever mends these finds the others."""


class BadUpload(NasError):
    """An upload from which no dataset can be made. Carries the issues, at least one."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        self.issues = tuple(issues[:MOST_ISSUES])
        first = self.issues[0]
        more = f" (and {len(issues) - 1} more)" if len(issues) > 1 else ""
        super().__init__("bad_upload", f"{first.message}{more}", first.path)


def refuse(code: str, message: str, *place: str) -> BadUpload:
    """Return the refusal of an upload for one fault, at a place such as a member or a line."""
    return BadUpload([Issue(path=place, code=code, message=message)])


class Faults:
    """Faults found while reading goes on, so that a user sees all of them at once."""

    def __init__(self) -> None:
        """Begin with none."""
        self.issues: list[Issue] = []

    def add(self, code: str, message: str, *place: str) -> None:
        """Note a fault; stop reading when there are more than anybody wants to read."""
        self.issues.append(Issue(path=place, code=code, message=message))
        if len(self.issues) >= MOST_ISSUES:
            self.end()

    def warn(self, code: str, message: str, *place: str) -> None:
        """Note something odd that is allowed."""
        if sum(issue.severity == "warning" for issue in self.issues) < MOST_ISSUES:
            self.issues.append(Issue(path=place, code=code, message=message, severity="warning"))

    @property
    def warnings(self) -> list[Issue]:
        """Return what is odd but allowed."""
        return [issue for issue in self.issues if issue.severity == "warning"]

    def end(self) -> None:
        """Refuse the upload if a fault was found."""
        errors = [issue for issue in self.issues if issue.severity == "error"]
        if errors:
            raise BadUpload(errors)
