"""Spaces, versions, reports."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import Field

from searchapp.nas.errors import Issue
from searchapp.wire.forms.base import Form


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
    is_archived: bool
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
    is_draft: bool = False
    """Save no version: the document may have faults then, as drafts may."""


class SpaceChange(Form):
    """Put a space on another shelf of its team, away or back; what is not given stays."""

    project: str | None = Field(default=None, max_length=16)
    is_archived: bool | None = None


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


class SampleRequest(Form):
    """Draw members of a document that need not be saved; the same seed draws the same."""

    document: str
    seed: int = Field(default=0, ge=0, le=2**53 - 1)


class SampleForm(Form):
    """A member of a space, drawn by chance."""

    picture: str
    """SVG of its cells, or of the whole network where it has none."""
    decisions: dict[str, Any]
    parameters: int | None = None
    macs: int | None = None
    refusal: str | None = None
    """Why it could not be trained; costs are not known then."""


class Range(Form):
    """Least, middle and most of a cost over the architectures of a space."""

    min: int
    median: int
    max: int
    is_exact: bool
    """No architecture lies outside of min and max; else they are those that were found."""


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
    """Architectures that the medians are of."""
    tried: int
    """Architectures that were looked at in all."""
    is_whole: bool
    """Every architecture was looked at: the medians are exact too."""
    strategies: list[StrategyVerdict]
