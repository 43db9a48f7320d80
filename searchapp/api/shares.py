"""Share links: a read-only view of one run or one space."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from searchapp.api.authentication import GuardedSignIn, user_of
from searchapp.api.operation import operation
from searchapp.api.throttles import limit_tries
from searchapp.models import Share
from searchapp.selectors import shares
from searchapp.selectors.permissions import find
from searchapp.selectors.things import find_thing, held_by
from searchapp.services import shares as services
from searchapp.wire.forms import SecretRequest, ShareForm, ShareOpened, ShareRequest, SharesQuery


class SharesView(APIView):
    """The links to a thing."""

    @operation(asks=SharesQuery, gives=list[ShareForm])
    def get(self, request: Request, query: SharesQuery) -> list[ShareForm]:
        return shares.share_list_of(find_thing(request.user, query.kind, query.thing, "edit"))

    @operation(takes=ShareRequest, gives=ShareForm, status=201)
    def post(self, request: Request, body: ShareRequest) -> ShareForm:
        thing = find_thing(request.user, body.kind, body.thing, "edit")
        made = services.share_create(user_of(request), thing, body.days, with_model=body.with_model)
        return shares.share_form(*made)


class ShareView(APIView):
    """One link."""

    @operation(gives=None, status=204)
    def delete(self, request: Request, id: str) -> None:
        services.share_revoke(user_of(request), find(Share, request.user, id, "edit"))


class OpenView(APIView):
    """Open a link: from then on this browser may look."""

    authentication_classes = (GuardedSignIn,)

    @operation(takes=SecretRequest, gives=ShareOpened)
    def post(self, request: Request, id: str, body: SecretRequest) -> HttpResponse:
        with limit_tries(request, f"share {id}"):
            share = services.share_open(id, body.secret)
        kind, thing = held_by(share)
        opened = ShareOpened.model_validate(
            {"kind": kind, "thing": thing, "title": shares.title_of(share),
             "expires_at": share.expires_at, "with_model": share.with_model}
        )  # fmt: skip
        response = HttpResponse(opened.model_dump_json(), content_type="application/json")
        response.set_cookie(
            shares.pass_name(share.id),
            shares.pass_for(share),
            max_age=shares.PASS_LIFETIME,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response
