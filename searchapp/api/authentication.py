"""Who is asking: whoever a share link or a token names, else a session.

A session needs the CSRF token on every unsafe method. A link only shows, and a token is sent by
nobody's browser: neither can be forged from another page.
"""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import AnonymousUser, User
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from searchapp.models import Token
from searchapp.selectors.permissions import ROLELESS, ROUTES, SHARE, Action, Guest
from searchapp.selectors.shares import guest_of
from searchapp.services.tokens import token_use
from searchapp.wire.errors import Forbidden, SignedOut


class ShareLink(BaseAuthentication):
    """`?share=<id>`, proven by the cookie of the link's opening. It comes before all else."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        id = request.query_params.get(SHARE)
        return None if id is None else (guest_of(id, request.COOKIES), None)


class BearerToken(BaseAuthentication):
    """`Authorization: Bearer <secret>`. Where one is sent, no session counts."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = token_use(secret.strip())
        if token is None:
            raise SignedOut("bad_token", "this token is not valid, or no longer; make another")
        return token.user, token


class SessionSignIn(SessionAuthentication):
    """Django's session; signed-out callers are told so (401), not just refused (403)."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied as error:
            raise Forbidden(
                "csrf_failed", f"the header X-CSRFToken must be right: {error.detail}"
            ) from None


class GuardedSignIn(SessionSignIn):
    """For what nobody need be signed in for: still the request must come from our page."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        self.enforce_csrf(request)
        return super().authenticate(request)


class ByMatrix(BasePermission):
    """Denies what has no row in the matrix, and everything to callers whom nobody knows.

    Roles are checked where the row is fetched (`selectors.permissions.find`): they hang on the team
    of the thing, which the address alone does not tell.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        method = (request.method or "").lower()
        if not hasattr(view, method):
            return True  # to be told that the route has no such method
        match = request._request.resolver_match
        name = match.url_name if match else None
        action = ROUTES.get((name, "GET" if method == "head" else request.method))
        if action is None:
            return False
        _check_caller(request, action)
        return True


def _check_caller(request: Request, action: Action) -> None:
    """Refuse what a caller of this kind may not do, whatever it is about."""
    caller: Any = request.user
    if isinstance(caller, Guest) and action not in caller.rights | ROLELESS:
        raise Forbidden("link_only_shows", "a share link shows one thing; sign in to do more")
    if isinstance(caller, AnonymousUser) and action != "anyone":
        raise SignedOut("signed_out", "sign in first")
    if isinstance(request.auth, Token) and action == "in_person":
        raise Forbidden("token_forbidden", "a token cannot do this; sign in yourself")


def user_of(request: Request) -> User:
    """Return who is signed in; the matrix has let nobody else through."""
    return cast("User", request.user)
