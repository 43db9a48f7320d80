"""The words and marks that people leave on things, and what happened in their teams."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from searchapp.wire.forms.base import Form

ThingKind = Literal["space", "run", "candidate", "dataset"]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000)]


class Place(Form):
    """What a comment, a star or a note hangs on."""

    kind: ThingKind
    id: str = Field(max_length=16)


class CommentPlace(Place):
    """What a comment hangs on; `path` is a node or wire of a space."""

    path: list[Annotated[str, StringConstraints(max_length=200)]] = Field(default=[], max_length=64)
    about: str = Field(default="", max_length=300)
    """What the drawing called it when the comment was written."""


class CommentForm(Form):
    """A comment. A deleted one keeps its place in the thread and loses its words."""

    id: str
    place: CommentPlace
    author: str
    text: str
    created_at: datetime
    edited_at: datetime | None
    is_deleted: bool
    can: list[str]
    """`change`, `delete`."""


class CommentRequest(Form):
    """Say something about a thing."""

    place: CommentPlace
    text: Words


class CommentChange(Form):
    """Put other words in place of one's own."""

    text: Words


class StarRequest(Form):
    """Set or take away one's own star."""

    place: Place
    is_starred: bool


class NoteRequest(Form):
    """Write the team's note on a thing; empty takes it away."""

    place: Place
    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=10_000)]


class Marks(Form):
    """Stars and note of a thing, and how much is said about it."""

    is_starred: bool
    stars: int
    note: str
    noted_by: str
    comments: int


class ActivityForm(Form):
    """Something that happened in a team; `verb` is a word of `models.Verb`."""

    team: str
    project: str
    actor: str
    """Empty when a run came to its end by itself."""
    verb: str
    kind: str
    """`member`, `team`, `project`, or the kind of thing it is."""
    thing: str
    """Id of the thing, or empty when it is gone."""
    title: str
    """The thing's name when it happened."""
    at: datetime


class ActivityPage(Form):
    """Newest first; `next` goes into `?before=`."""

    items: list[ActivityForm]
    next: str | None


class ActivityQuery(Form):
    """Where to go on."""

    before: str | None = Field(default=None, max_length=100)
