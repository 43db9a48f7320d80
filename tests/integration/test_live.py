"""Sockets: who gets in, what they get first, that nothing is lost, and what closes them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.db import database_sync_to_async
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client

from nasweb.asgi import application
from searchapp.live import consumers
from searchapp.models import Membership, Project, Run, RunEvent
from searchapp.services import leases, recording
from tests.integration.test_jobs import running
from tests.integration.test_recording import evaluated, measured
from tests.sockets import Socket

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "snapshot"]),
    pytest.mark.usefixtures("socket_readers"),
]
MANY = 30


@pytest.fixture
def run(project: Project) -> Run:
    """Ada's run with thirty candidates; more may be recorded under `lease_of`."""
    run = running(project, candidates=MANY)
    run.refresh_from_db()
    return run


def lease_of(run: Run) -> leases.Lease:
    return leases.Lease(run.pk, Run.objects.get(pk=run.pk).fence)


@pytest.fixture
async def sockets(socket_readers: None) -> AsyncIterator[Callable[..., Socket]]:
    """A function that makes sockets; they are closed at the end."""
    made: list[Socket] = []

    def make(run_id: str, user: User | None, query: str = "", origin: str = "") -> Any:
        headers = [(b"host", b"localhost"), (b"origin", (origin or "http://localhost").encode())]
        if user is not None:
            client = Client()
            client.force_login(user)
            cookie = "; ".join(f"{name}={c.value}" for name, c in client.cookies.items())
            headers.append((b"cookie", cookie.encode()))
        made.append(Socket(application, f"/ws/runs/{run_id}/{query}", headers))
        return made[-1]

    yield database_sync_to_async(make)  # type: ignore[misc]
    for socket in made:
        await socket.disconnect()
    await sync_to_async(connections.close_all)()


async def told(socket: Socket, op: str) -> dict[str, Any]:
    """Return the next message of that kind."""
    while True:
        message: dict[str, Any] = json.loads(await socket.hear())
        if message["op"] == op:
            return message


async def acknowledge(socket: Socket, seq: int) -> None:
    await socket.say(json.dumps({"op": "ack", "seq": seq}))


def record(run: Run, *events: Any) -> None:
    recording.record(lease_of(run), events)


def log_of(run: Run) -> list[tuple[int, dict[str, Any]]]:
    return list(RunEvent.objects.filter(run=run).order_by("seq").values_list("seq", "body"))


async def test_a_newcomer_gets_the_state_then_what_happens(
    run: Run, ada: User, sockets: Any
) -> None:
    socket = await sockets(run.pk, ada)
    assert await socket.connect()
    reset = await told(socket, "reset")
    assert reset["snapshot"]["seq"] == run.next_seq - 1
    beat = await told(socket, "beat")
    assert (beat["head"], beat["is_stalled"]) == (run.next_seq - 1, False)
    await acknowledge(socket, run.next_seq - 1)
    await database_sync_to_async(record)(run, measured(0, 1), evaluated(0, 0.5))
    page = await told(socket, "page")
    assert page["from_seq"] == run.next_seq
    kinds = [event["body"]["kind"] for event in page["events"]]
    assert kinds == ["measured", "candidate_evaluated", "run_changed"]


async def test_whoever_comes_back_gets_exactly_what_was_missed(
    run: Run, ada: User, sockets: Any
) -> None:
    socket = await sockets(run.pk, ada, f"?after=7&epoch={run.epoch}")
    await socket.connect()
    page = await told(socket, "page")
    assert (page["from_seq"], page["to_seq"]) == (8, run.next_seq - 1)
    assert [event["seq"] for event in page["events"]] == list(range(8, run.next_seq))


@pytest.mark.parametrize(
    "query", ["?after=3&epoch=other", "?after=999999&epoch={epoch}", "?after=3"]
)
async def test_whoever_comes_back_from_another_story_begins_anew(
    run: Run, ada: User, sockets: Any, query: str
) -> None:
    socket = await sockets(run.pk, ada, query.format(epoch=run.epoch))
    await socket.connect()
    reset = await told(socket, "reset")
    assert reset["snapshot"]["seq"] == run.next_seq - 1
    assert reset["snapshot"]["run"]["epoch"] == str(run.epoch)


async def test_two_pages_are_out_at_most_and_each_is_bounded(
    run: Run, ada: User, sockets: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("searchapp.selectors.snapshots.event_page_for.__defaults__", (0, 5))
    socket = await sockets(run.pk, ada, f"?after=0&epoch={run.epoch}")
    await socket.connect()
    first, second = await told(socket, "page"), await told(socket, "page")
    assert [len(page["events"]) for page in (first, second)] == [5, 5]
    assert await socket.hears_nothing(0.5)
    await acknowledge(socket, first["to_seq"])
    third = await told(socket, "page")
    assert third["from_seq"] == second["to_seq"] + 1


async def test_a_client_that_stops_reading_is_closed(
    run: Run, ada: User, sockets: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumers, "PATIENCE", 0.2)
    monkeypatch.setattr(consumers, "LOOK", 0.1)
    socket = await sockets(run.pk, ada)
    await socket.connect()
    assert await socket.closed() == 4408


@pytest.mark.parametrize(
    ("who", "code"), [("stranger", 4404), ("nobody", 4401), ("no such run", 4404)]
)
async def test_whoever_may_not_see_the_run_learns_nothing(
    run: Run, ada: User, dee: User, sockets: Any, who: str, code: int
) -> None:
    user = {"stranger": dee, "nobody": None, "no such run": ada}[who]
    socket = await sockets("0" * 16 if who == "no such run" else run.pk, user)
    await socket.connect()
    assert await socket.closed() == code


async def test_a_page_of_another_site_does_not_get_in(run: Run, ada: User, sockets: Any) -> None:
    socket = await sockets(run.pk, ada, origin="http://localhost:8081")
    assert not await socket.connect()


async def test_a_viewer_who_is_removed_is_closed(run: Run, cem: User, sockets: Any) -> None:
    socket = await sockets(run.pk, cem)
    await socket.connect()
    await told(socket, "reset")
    await acknowledge(socket, run.next_seq - 1)
    await Membership.objects.filter(user=cem).adelete()
    assert await socket.closed() == 4404


async def test_a_socket_ends_with_the_session(
    run: Run, ada: User, sockets: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.sessions.models import Session

    monkeypatch.setattr(consumers, "BEAT", 0.1)
    socket = await sockets(run.pk, ada)
    await socket.connect()
    await told(socket, "beat")
    await Session.objects.all().adelete()
    assert await socket.closed() == 4401


BAD = {
    "no JSON": "{",
    "nested": "[" * 150,
    "other op": '{"op": "poke", "seq": 1}',
    "more": '{"op": "ack", "seq": 1, "type": "poke"}',
    "never sent": '{"op": "ack", "seq": 99999}',
    "no number": '{"op": "ack", "seq": NaN}',
    "long": '{"op": "ack", "seq": 1' + " " * 1000 + "}",
}


@pytest.mark.parametrize("message", BAD)
async def test_a_bad_message_closes_the_socket(
    run: Run, ada: User, sockets: Any, message: str
) -> None:
    socket = await sockets(run.pk, ada)
    await socket.connect()
    await told(socket, "reset")
    await socket.say(BAD[message])
    assert await socket.closed() == 4400


@pytest.mark.parametrize("after", ["x", "-1", "1.5"])
async def test_a_bad_place_to_go_on_from_closes_the_socket(
    run: Run, ada: User, sockets: Any, after: str
) -> None:
    socket = await sockets(run.pk, ada, f"?after={after}&epoch={run.epoch}")
    await socket.connect()
    assert await socket.closed() == 4400


async def test_binary_closes_the_socket(run: Run, ada: User, sockets: Any) -> None:
    socket = await sockets(run.pk, ada)
    await socket.connect()
    await socket.say(data=b"\x00")
    assert await socket.closed() == 4400


async def test_a_client_cut_twenty_times_ends_with_exactly_the_log(
    run: Run, ada: User, sockets: Any
) -> None:
    seen: list[tuple[int, dict[str, Any]]] = []

    async def write() -> None:
        for index in range(MANY):
            await database_sync_to_async(record)(run, measured(index, 1), evaluated(index, 0.5))
            await asyncio.sleep(0.02)

    writing = asyncio.create_task(write())
    for _ in range(20):
        after = seen[-1][0] if seen else 0
        socket = await sockets(run.pk, ada, f"?after={after}&epoch={run.epoch}")
        await socket.connect()
        head = await database_sync_to_async(lambda: Run.objects.get(pk=run.pk).next_seq - 1)()
        if after < head:
            page = await told(socket, "page")
            assert page["from_seq"] == after + 1
            seen += [(event["seq"], event["body"]) for event in page["events"]]
        await socket.disconnect()  # in the midst: nothing was acknowledged
    await writing
    socket = await sockets(run.pk, ada, f"?after={seen[-1][0]}&epoch={run.epoch}")
    await socket.connect()
    log = await database_sync_to_async(log_of)(run)
    while seen[-1][0] < log[-1][0]:
        page = await told(socket, "page")
        seen += [(event["seq"], event["body"]) for event in page["events"]]
        await acknowledge(socket, page["to_seq"])
    assert [seq for seq, _ in seen] == [seq for seq, _ in log]
    assert json.dumps([b for _, b in seen], sort_keys=True) == json.dumps(
        [b for _, b in log], sort_keys=True
    )
