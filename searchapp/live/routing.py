"""Socket routes."""

from __future__ import annotations

from typing import Any

from django.urls import path

from searchapp.live.consumers import RunConsumer

run_socket: Any = RunConsumer.as_asgi()  # routed by channels, not called by Django

websocket_urlpatterns: list[Any] = [
    path("ws/runs/<str:id>/", run_socket, name="run-socket"),
]
