"""Data: what runs may learn from, uploads and what was found in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from searchapp.nas.errors import Issue
from searchapp.nas.importing.profile import Profile
from searchapp.nas.problems.base import DatasetCard
from searchapp.wire.forms.base import Form

DataStateName = Literal["waiting", "checking", "ready", "failed"]
"""Built-in data is always `ready`; whether it is on this machine stands in `is_installed`."""


class DatasetForm(Form):
    """A dataset in a list. One that is not installed says how to get it."""

    id: str
    name: str
    card: DatasetCard | None
    """None until an upload was checked."""
    state: DataStateName
    is_built_in: bool
    is_installed: bool
    hint: str
    project: str | None
    created_by: str
    created_at: datetime
    runs: int


class DataForm(DatasetForm):
    """A dataset opened."""

    file_name: str
    size: int
    """Bytes of the upload."""
    options: dict[str, Any]
    profile: Profile | None
    issues: list[Issue]
    """Why it was refused (`failed`), or what is odd but allowed (`ready`)."""
    fingerprint: str
    can: list[str]
    """`edit`: rename, read again with other options, delete."""


class DataQuery(Form):
    """Of the body of `POST /api/datasets`, which is the file itself."""

    project: str = Field(max_length=16)
    file_name: str = Field(min_length=1, max_length=300)


class SampleQuery(Form):
    """Of a picture. Data that is read otherwise has other pictures at the same places."""

    of: str = Field(default="", max_length=64)
    """Fingerprint of the data, so that browsers keep pictures of different readings apart."""


class DataChange(Form):
    """Rename, or read the upload again with other options (`nas.importing.profile.Options`)."""

    name: str | None = Field(default=None, min_length=1, max_length=100)
    options: dict[str, Any] | None = None
