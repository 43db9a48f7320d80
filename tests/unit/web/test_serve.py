"""`nasweb serve` and `nasweb health`: what a container starts, and how it is asked how it is."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from nasweb.cli import main
from nasweb.commands import health
from nasweb.supervisor import recipes


@pytest.fixture
def become(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Command lines, instead of being put in the place of the tests."""
    found: list[list[str]] = []

    def note(program: str, command: list[str]) -> None:
        assert program == command[0] == sys.executable
        found.append(command[2:])
        raise KeyboardInterrupt  # what follows an exec is never reached

    monkeypatch.setattr(os, "execv", note)
    return found


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (["migrate"], ["django", "migrate", "--no-input"]),
        (["web", "--port=81"], recipes.web("--host=127.0.0.1", "--port=81")),
        (["web", "--host=0.0.0.0"], recipes.web("--host=0.0.0.0", "--port=8000")),
        (["coordinator"], recipes.coordinator()),
        (["evaluator"], recipes.evaluator("auto")),
    ],
)
def test_a_part_is_started_as_nasweb_up_starts_it(
    become: list[list[str]], words: list[str], command: list[str]
) -> None:
    main(["serve", *words])
    assert become == [command]


def test_an_evaluator_on_the_processor_leaves_pokes_for_graphics_cards_alone(
    become: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NASWEB_DEVICE", "cpu")
    main(["serve", "evaluator"])
    monkeypatch.setenv("NASWEB_DEVICE", "cuda")
    main(["serve", "evaluator"])
    queues = [next(word for word in command if "queues" in word) for command in become]
    assert queues == ["--queues=evaluate.cpu", "--queues=evaluate.cpu,evaluate.gpu"]


def test_unsafe_settings_start_nothing_in_production(
    become: list[list[str]], settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.NASWEB_PRODUCTION = True
    assert main(["serve", "web"]) == 1
    assert become == []
    assert "set NASWEB_SECRET_KEY" in capsys.readouterr().err


class Answers(BaseHTTPRequestHandler):
    """Says 200 to a request by TLS for the site, as the proxy passes it on."""

    def do_GET(self) -> None:
        asked = (self.path, self.headers["Host"], self.headers["X-Forwarded-Proto"])
        self.send_response(200 if asked == ("/health", "site", "https") else 400)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_the_web_is_asked_as_the_proxy_asks(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NASWEB_HOSTS", "site,other")
    assert main(["health", "web", f"--port={port}"]) == 0
    monkeypatch.setenv("NASWEB_HOSTS", "other")
    assert "it said 400" in health.web_fault(port)


def test_a_web_that_does_not_answer_is_not_well(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # bound, but nobody listens
        port = silent.getsockname()[1]
        assert main(["health", "web", f"--port={port}"]) == 1
    assert f"the web must answer at port {port}" in capsys.readouterr().err
