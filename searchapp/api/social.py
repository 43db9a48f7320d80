"""Comments, stars, notes, and what happened in a team."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.views import APIView

from searchapp.api.authentication import user_of
from searchapp.api.operation import operation
from searchapp.models import Comment
from searchapp.selectors import activity, comments
from searchapp.selectors.permissions import find
from searchapp.selectors.things import find_thing
from searchapp.services import comments as services
from searchapp.services import marks
from searchapp.wire.forms import (
    ActivityPage,
    ActivityQuery,
    CommentChange,
    CommentForm,
    CommentRequest,
    Marks,
    NoteRequest,
    Place,
    StarRequest,
)


class CommentsView(APIView):
    """What is said about a thing."""

    @operation(asks=Place, gives=list[CommentForm])
    def get(self, request: Request, query: Place) -> list[CommentForm]:
        return comments.comment_list_for(user_of(request), query)

    @operation(takes=CommentRequest, gives=CommentForm, status=201)
    def post(self, request: Request, body: CommentRequest) -> CommentForm:
        thing = find_thing(request.user, body.place.kind, body.place.id, "comment")
        said = services.comment_create(user_of(request), thing, body.place, body.text)
        return comments.comment_get_for(user_of(request), said.id)


class CommentView(APIView):
    """One comment."""

    @operation(takes=CommentChange, gives=CommentForm)
    def patch(self, request: Request, id: str, body: CommentChange) -> CommentForm:
        comment = find(Comment, request.user, id, "comment")
        services.comment_change(user_of(request), comment, body.text)
        return comments.comment_get_for(user_of(request), id)

    @operation(gives=None, status=204)
    def delete(self, request: Request, id: str) -> None:
        comment = find(Comment, request.user, id, "comment")
        services.comment_delete(user_of(request), comment)


class MarksView(APIView):
    """Stars and note of a thing."""

    @operation(asks=Place, gives=Marks)
    def get(self, request: Request, query: Place) -> Marks:
        thing = find_thing(request.user, query.kind, query.id, "look_around")
        return comments.marks_of(user_of(request), thing)


class StarsView(APIView):
    """One's own stars."""

    @operation(gives=list[Place])
    def get(self, request: Request) -> list[Place]:
        return comments.starred_by(user_of(request))

    @operation(takes=StarRequest, gives=Marks)
    def post(self, request: Request, body: StarRequest) -> Marks:
        thing = find_thing(request.user, body.place.kind, body.place.id, "look_around")
        marks.star_set(user_of(request), thing, is_starred=body.is_starred)
        return comments.marks_of(user_of(request), thing)


class NotesView(APIView):
    """The team's notes."""

    @operation(takes=NoteRequest, gives=Marks)
    def post(self, request: Request, body: NoteRequest) -> Marks:
        thing = find_thing(request.user, body.place.kind, body.place.id, "edit")
        marks.note_write(user_of(request), thing, body.text)
        return comments.marks_of(user_of(request), thing)


class ActivityView(APIView):
    """What happened in the caller's teams."""

    @operation(asks=ActivityQuery, gives=ActivityPage)
    def get(self, request: Request, query: ActivityQuery) -> ActivityPage:
        return activity.activity_page_for(user_of(request), query.before)
