"""HTTP and sockets. Nothing imported from here may load torch or scikit-learn."""

from __future__ import annotations

import os
import sys
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nasweb.settings")
# The REST framework looks for PostgreSQL's field types, which nothing here has, and for `requests`,
# which it needs in its own tests: either takes 10 MiB of every web process. Celery looks for YAML,
# in which nothing is sent here, at 1 MiB.
for unused in ("django.contrib.postgres.fields", "requests", "yaml"):
    sys.modules.setdefault(unused, None)  # type: ignore[arg-type]

from django.core.asgi import get_asgi_application

http = get_asgi_application()  # loads the apps, which the imports below need

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import WebsocketDenier
from channels.sessions import SessionMiddlewareStack
from django.conf import settings
from django.http.request import split_domain_port, validate_host

from searchapp.live.routing import websocket_urlpatterns


class SameOrigin:
    """Lets a socket in only from a page of the address it asks for, or of NASWEB_ORIGINS.

    Scheme and port count too, and the address must be one of NASWEB_HOSTS, so that a name that was
    made to point here does not open the door.
    """

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    async def __call__(
        self, scope: Any, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        origin, host = headers.get(b"origin", ""), headers.get(b"host", "")
        door = self.inner if is_our_page(origin, host) else WebsocketDenier()
        await door(scope, receive, send)


def is_our_page(origin: str, host: str) -> bool:
    """Tell whether a page of `origin` may open a socket at `host`."""
    if settings.CSRF_TRUSTED_ORIGINS:
        return origin in settings.CSRF_TRUSTED_ORIGINS
    is_ours = validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)
    return is_ours and origin in (f"http://{host}", f"https://{host}")


application = ProtocolTypeRouter(
    {
        "http": http,
        "websocket": SameOrigin(SessionMiddlewareStack(URLRouter(websocket_urlpatterns))),
    }
)
