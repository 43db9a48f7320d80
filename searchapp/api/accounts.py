"""Signing in and out."""

from __future__ import annotations

from django.contrib.auth import authenticate, login, logout
from django.middleware.csrf import get_token
from rest_framework.request import Request
from rest_framework.views import APIView

from searchapp.api.authentication import GuardedSignIn
from searchapp.api.operation import operation
from searchapp.api.throttles import sign_in_throttle
from searchapp.selectors.accounts import session_of
from searchapp.wire.errors import Invalid, SignedOut
from searchapp.wire.forms import Session, SignIn


class SessionView(APIView):
    """Who is signed in."""

    @operation(gives=Session)
    def get(self, request: Request) -> Session:
        token = get_token(request._request)  # also sets the cookie, signed in or not
        if not request.user.is_authenticated:
            raise SignedOut("signed_out", "sign in first")
        return session_of(request.user, token)


class SignInView(APIView):
    """Sign in with name and password."""

    authentication_classes = (GuardedSignIn,)

    @operation(takes=SignIn, gives=Session)
    def post(self, request: Request, body: SignIn) -> Session:
        throttle = sign_in_throttle(body.username, request.META.get("REMOTE_ADDR", ""))
        throttle.check()
        user = authenticate(request._request, username=body.username, password=body.password)
        if user is None:
            throttle.count()
            raise Invalid(
                "wrong_sign_in", "this name and password do not belong together; try again"
            )
        login(request._request, user)
        return session_of(user, get_token(request._request))


class SignOutView(APIView):
    """Sign out."""

    @operation(gives=None, status=204)
    def post(self, request: Request) -> None:
        logout(request._request)
