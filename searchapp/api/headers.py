"""Headers that tell browsers what our pages never do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

PAGE_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # the component library sets sizes in style attributes
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""For SVG: opened on its own it runs nothing and is nobody's origin."""

HEADERS = {
    "X-Robots-Tag": "noindex, nofollow",  # share links are for those who were given them
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}


def _add(response: HttpResponseBase) -> HttpResponseBase:
    is_drawing = response.headers.get("Content-Type", "").startswith("image/svg")
    response.headers.setdefault(
        "Content-Security-Policy", DRAWING_POLICY if is_drawing else PAGE_POLICY
    )
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


@sync_and_async_middleware
def SecureHeaders(get_response: Callable[[HttpRequest], Any]) -> Callable[..., object]:  # noqa: N802
    """Add the headers to every answer."""
    if iscoroutinefunction(get_response):

        async def answer_async(request: HttpRequest) -> HttpResponseBase:
            return _add(await get_response(request))

        return answer_async

    def answer(request: HttpRequest) -> HttpResponseBase:
        return _add(get_response(request))

    return answer
