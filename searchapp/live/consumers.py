"""The live view of a run: `/ws/runs/<id>/?after=<seq>&epoch=<epoch>`, messages in `wire.messages`.

Everything sent is read from the database. A poke only says "look"; without one the socket looks
every two seconds. At most two pages are out that the client has not acknowledged. Whoever may no
longer see the run, by role, session or link, is out within five seconds.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from pydantic import ValidationError

from searchapp.live import reading
from searchapp.selectors.permissions import SHARE, Caller
from searchapp.services.pokes import watch_run
from searchapp.wire.errors import NoSuchLink, NotFound, Refused, SignedOut
from searchapp.wire.forms import Form
from searchapp.wire.messages import Acknowledge, Page, Reset

logger = logging.getLogger(__name__)

BAD_MESSAGE, SIGNED_OUT, NO_SUCH_RUN, TOO_SLOW = 4400, 4401, 4404, 4408
BROKEN = 1011
LOOK = 2.0
"""Seconds after which the socket looks without a poke."""
BEAT = 5.0
ASK = 2.0
"""Seconds after which it is asked anew who is there, and whether they may see the run."""
REST = 0.1
"""Seconds between two looks, however many pokes come."""
WINDOW = 2
"""Most pages that are out without an acknowledgement."""
PATIENCE = 60.0
LONGEST_MESSAGE = 200

_readers = ThreadPoolExecutor(4, thread_name_prefix="socket-reads")


class RunConsumer(AsyncWebsocketConsumer):
    """One socket."""

    channel_layer_alias = "none"
    """It listens through `watch_run`, which outlives a broker that goes away."""

    async def connect(self) -> None:
        """Let members of the team in and begin to follow the run."""
        await self.accept()
        self.id: str = self.scope["url_route"]["kwargs"]["id"]
        self.query = parse_qs(self.scope["query_string"].decode("latin-1"))
        self.visitor = reading.Visitor(
            self.scope["session"].session_key, self.asked(SHARE), self.scope["cookies"]
        )
        self.sent = 0
        self.out: deque[int] = deque()
        self.acknowledged_at = time.monotonic()
        self.look = asyncio.Event()
        self.work = [
            asyncio.create_task(self.follow()),
            asyncio.create_task(watch_run(self.id, self.look.set)),
        ]

    async def disconnect(self, code: int) -> None:
        """Stop following."""
        for task in self.work:
            task.cancel()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Take an acknowledgement; anything else closes the socket."""
        try:
            if text_data is None or len(text_data) > LONGEST_MESSAGE:
                raise ValueError("a message must be a short text")
            seq = Acknowledge.model_validate_json(text_data).seq
            if seq > self.sent:
                raise ValueError(f"{seq} was acknowledged, but only {self.sent} was sent")
        except (ValidationError, ValueError):
            await self.close(BAD_MESSAGE)
            return
        while self.out and self.out[0] <= seq:
            self.out.popleft()
        self.acknowledged_at = time.monotonic()
        self.look.set()

    async def follow(self) -> None:
        """Send what is new until the socket closes."""
        try:
            await self.admit()
            await self.send_first()
            beat_at = 0.0
            while self.is_in_time():
                if time.monotonic() >= self.ask_at:
                    await self.admit()
                if time.monotonic() >= beat_at:
                    await self.tell(await self.read(reading.read_beat))
                    beat_at = time.monotonic() + BEAT
                await self.send_pages()
                await asyncio.sleep(REST)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.look.wait(), LOOK)
                self.look.clear()
            await self.close(TOO_SLOW)
        except SignedOut:
            await self.close(SIGNED_OUT)
        except (NotFound, NoSuchLink):
            await self.close(NO_SUCH_RUN)
        except (Refused, ValueError):
            await self.close(BAD_MESSAGE)
        except Exception:
            logger.exception("the socket of run %s broke", self.id)
            await self.close(BROKEN)

    async def admit(self) -> None:
        """See who is there and that they may see the run."""
        self.caller: Caller = await self.call(reading.admit, self.visitor, self.id)
        self.ask_at = time.monotonic() + ASK

    def is_in_time(self) -> bool:
        """Tell whether the client acknowledges what it gets."""
        return not self.out or time.monotonic() - self.acknowledged_at < PATIENCE

    async def send_first(self) -> None:
        """Send what the client missed, or everything."""
        after, epoch = self.asked("after"), self.asked("epoch")
        last = None if after is None else int(after)
        if last is not None and last < 0:
            raise ValueError(f"after must be 0 or more, but is {last}")
        await self.send_page(await self.read(reading.read_first, last, epoch))

    async def send_pages(self) -> None:
        """Send new events for as long as there are any and the client keeps up."""
        while len(self.out) < WINDOW:
            page = await self.read(reading.read_page, self.sent)
            if not page.events:
                return
            await self.send_page(page)

    async def send_page(self, page: Page | Reset) -> None:
        """Send a page, or the state that stands for all pages before."""
        self.sent = page.to_seq if isinstance(page, Page) else page.snapshot.seq
        if isinstance(page, Reset) or page.events:
            if not self.out:
                self.acknowledged_at = time.monotonic()
            self.out.append(self.sent)
            await self.tell(page)

    async def tell(self, message: Form) -> None:
        """Send a message; forms refuse infinities, so that it is JSON for every browser."""
        await self.send(message.model_dump_json())

    def asked(self, name: str) -> str | None:
        """Return a parameter of the address."""
        return self.query.get(name, [None])[0]

    async def read(self, reader: Any, *arguments: Any) -> Any:
        """Read something about the run as whoever opened this socket."""
        return await self.call(reader, self.caller, self.id, *arguments)

    async def call(self, reader: Any, *arguments: Any) -> Any:
        """Read from the database, in a thread of the sockets."""
        call = database_sync_to_async(reader, thread_sensitive=False, executor=_readers)
        return await call(*arguments)
