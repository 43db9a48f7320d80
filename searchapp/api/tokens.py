"""Keys for scripts."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.views import APIView

from searchapp.api.authentication import user_of
from searchapp.api.operation import operation
from searchapp.selectors import tokens
from searchapp.selectors.permissions import pick
from searchapp.services import tokens as services
from searchapp.wire.errors import NotFound
from searchapp.wire.forms import TokenForm, TokenRequest


class TokensView(APIView):
    """One's own keys."""

    @operation(gives=list[TokenForm])
    def get(self, request: Request) -> list[TokenForm]:
        return tokens.token_list_for(user_of(request))

    @operation(takes=TokenRequest, gives=TokenForm, status=201)
    def post(self, request: Request, body: TokenRequest) -> TokenForm:
        return tokens.token_form(*services.token_create(user_of(request), body))


class TokenView(APIView):
    """One key."""

    @operation(gives=None, status=204)
    def delete(self, request: Request, id: str) -> None:
        token = pick(tokens.open_tokens().filter(user=user_of(request)), id)
        if token is None:
            raise NotFound("token")
        services.token_revoke(token)
