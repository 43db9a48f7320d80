"""Who is asking: a session, with the CSRF token on every unsafe method."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from searchapp.selectors.permissions import ROUTES
from searchapp.wire.errors import Forbidden, SignedOut


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
    """For signing in: nobody is signed in yet, and still the request must come from our page."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        self.enforce_csrf(request)
        return super().authenticate(request)


class ByMatrix(BasePermission):
    """Denies what has no row in the matrix, and everything to callers who are not signed in.

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
        if action != "anyone" and isinstance(request.user, AnonymousUser):
            raise SignedOut("signed_out", "sign in first")
        return True
