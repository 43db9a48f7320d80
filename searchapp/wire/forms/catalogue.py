"""Who is signed in, and what there is to draw and run with."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from searchapp.wire.forms.base import Form


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


PresetForm.model_rebuild()
