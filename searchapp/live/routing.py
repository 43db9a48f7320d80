"""Socket routes."""

from __future__ import annotations

from typing import Any

from django.urls import path

from searchapp.live.consumers import RunConsumer

websocket_urlpatterns: list[Any] = [
    path("ws/runs/<str:id>/", RunConsumer.as_asgi(), name="run-socket"),
]
