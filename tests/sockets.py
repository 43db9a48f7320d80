"""A socket to the application, without a server (the one of channels needs daphne)."""

from __future__ import annotations

from typing import Any

from asgiref.testing import ApplicationCommunicator


class Socket:
    """What a browser's WebSocket does."""

    def __init__(self, application: Any, path: str, headers: list[tuple[bytes, bytes]]) -> None:
        path, _, query = path.partition("?")
        scope = {
            "type": "websocket",
            "path": path,
            "query_string": query.encode(),
            "headers": headers,
            "subprotocols": [],
        }
        communicator: Any = ApplicationCommunicator
        self.other = communicator(application, scope)

    async def connect(self) -> bool:
        """Open it; return whether it was accepted."""
        await self.other.send_input({"type": "websocket.connect"})
        output = await self.other.receive_output(10)
        return bool(output["type"] == "websocket.accept")

    async def say(self, text: str | None = None, data: bytes | None = None) -> None:
        """Send a text or a binary message."""
        await self.other.send_input({"type": "websocket.receive", "text": text, "bytes": data})

    async def hear(self) -> str:
        """Return the next text."""
        output = await self.other.receive_output(10)
        assert output["type"] == "websocket.send", output
        return str(output["text"])

    async def hears_nothing(self, seconds: float) -> bool:
        """Tell whether nothing comes for so long."""
        return bool(await self.other.receive_nothing(seconds))

    async def closed(self) -> int:
        """Return the code with which the other side closes it."""
        while True:
            output = await self.other.receive_output(10)
            if output["type"] == "websocket.close":
                return int(output["code"])

    async def disconnect(self) -> None:
        """Close it from this side."""
        if not self.other.future.done():
            await self.other.send_input({"type": "websocket.disconnect", "code": 1000})
            await self.other.wait(10)
