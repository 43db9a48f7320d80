"""What is not JSON: the one HTML page, the one-time sign-in link, and whether all is well."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.auth import login
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET

from searchapp.api.throttles import TooManyTries, limit_tries
from searchapp.services.teams import redeem_sign_in_link
from searchapp.wire.errors import NoSuchLink

NOT_BUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>nasweb</title>
<body><h1>The pages are not built yet</h1>
<p>The server runs, but the browser's part is missing. <code>make up</code> builds it;
in a checkout, <code>npm ci &amp;&amp; npm run build</code> in <code>frontend/</code> does.</p>
<p><a href="/admin/">Administration</a></p></body></html>
"""


@require_GET
@never_cache
@ensure_csrf_cookie
def shell(request: HttpRequest) -> HttpResponse:
    """Answer the page; the browser's router reads the address."""
    index = Path(settings.FRONTEND) / "index.html"
    if not index.is_file():
        return HttpResponse(NOT_BUILT, status=503)
    return HttpResponse(index.read_bytes())


@require_GET
@never_cache
def enter(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign in by a one-time link.

    One that is used, old or unknown leads to the sign-in page, or, whoever is signed in anyway, to
    the first page; either says so. After too many of them the address has to wait.
    """
    try:
        with limit_tries(request):
            user = redeem_sign_in_link(secret)
            if user is None:
                raise NoSuchLink
    except NoSuchLink:
        page = "/" if request.user.is_authenticated else "/sign-in"
        return HttpResponseRedirect(f"{page}?link=expired")
    except TooManyTries as error:
        words = f"{error.problem.message[:1].upper()}{error.problem.message[1:]}."
        headers = {"Retry-After": str(error.retry_after)}
        return HttpResponse(words, status=429, content_type="text/plain", headers=headers)
    login(request, user)
    return HttpResponseRedirect("/")


@require_GET
@never_cache
def health(_: HttpRequest) -> HttpResponse:
    """Answer whoever watches over this process: 200 when it reaches the database, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database cannot be reached", status=503, content_type="text/plain")
    return HttpResponse("well", content_type="text/plain")
