"""The socket of the page: bound here and inherited, so it stays ours while the web restarts."""

from __future__ import annotations

import errno
import socket


class PortTaken(Exception):
    """The port cannot be had; the message says what to do."""


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at the address.

    Raises:
        PortTaken: Another program has it, or we may not; a free one is suggested.
    """
    try:
        return _bind(host, port)
    except OSError as error:
        free = _next_free(host, port)
        if error.errno == errno.EADDRINUSE:
            why = "another program listens there"
        else:
            why = error.strerror or str(error)
        hint = f"; try --port {free}" if free else ""
        raise PortTaken(f"{host}:{port} must be free, but {why}{hint}") from error


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


def _next_free(host: str, port: int) -> int | None:
    """Return the next port that could be had."""
    for candidate in range(max(port, 1023) + 1, min(max(port, 1023) + 100, 65536)):
        try:
            _bind(host, candidate).close()
        except OSError:
            continue
        return candidate
    return None


def address_of(listener: socket.socket) -> str:
    """Return the address for a browser on this machine."""
    host, port = listener.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104  # compared, not bound
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
