"""Common ground of all forms, and the body of every error answer."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from searchapp.nas.errors import Issue


class Form(BaseModel):
    """Common ground: unknown fields and infinities are refused."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class Problem(Form):
    """The body of every error answer."""

    code: str
    message: str
    path: list[str] = []
    issues: list[Issue] = []
