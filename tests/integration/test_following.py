"""What a follower of a run is given first, and how far behind a page still is the answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from searchapp.live import reading
from searchapp.models import Project, Run
from searchapp.selectors import snapshots
from searchapp.wire.errors import NotFound, SignedOut
from searchapp.wire.messages import Page, Reset
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(project: Project) -> Run:
    """A run with twenty events."""
    run = builders.a_run(builders.a_version(builders.a_space(project)))
    for _ in range(20):
        builders.an_event(run, {"kind": "logged", "level": "info", "text": "x"})
    return run


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ten events be far behind."""
    monkeypatch.setattr(reading, "FAR_BEHIND", 10)


@pytest.mark.parametrize(
    ("after", "kind"),
    [
        (None, Reset), (0, Reset), (9, Reset), (10, Page), (19, Page), (20, Page), (21, Reset),
        (10**9, Reset), (-1, Reset),
    ],
)  # fmt: skip
def test_who_is_little_behind_gets_a_page_and_all_others_the_state(
    run: Run, ada: User, short: None, after: int | None, kind: type
) -> None:
    first = reading.read_first(ada, run.pk, after, str(run.epoch))
    assert isinstance(first, kind)
    if isinstance(first, Page):
        assert after is not None
        assert [event.seq for event in first.events] == list(range(after + 1, 21))
        assert (first.from_seq, first.to_seq, first.head) == (after + 1, 20, 20)
    else:
        assert first.snapshot.seq == 20


@pytest.mark.parametrize("epoch", [None, "", "other", "0" * 32])
def test_of_another_epoch_nothing_can_be_gone_on_with(
    run: Run, ada: User, epoch: str | None
) -> None:
    assert isinstance(reading.read_first(ada, run.pk, 15, epoch), Reset)


@pytest.mark.parametrize("limit", [1, 3, 20, 21])
def test_pages_one_after_the_other_are_the_log(run: Run, ada: User, limit: int) -> None:
    seen: list[int] = []
    while True:
        page = snapshots.event_page_for(ada, run.pk, seen[-1] if seen else 0, limit)
        if not page.events:
            break
        assert len(page.events) <= limit
        seen += [event.seq for event in page.events]
    assert seen == list(range(1, 21))
    assert (page.from_seq, page.to_seq, page.head) == (21, 20, 20)


@pytest.mark.parametrize("read", ["first", "page", "beat"])
@pytest.mark.parametrize("who", ["stranger", "nobody", "former member"])
def test_every_read_asks_anew_who_may_see_the_run(
    run: Run, ada: User, ben: User, dee: User, read: str, who: str
) -> None:
    user: Any = {"stranger": dee, "nobody": AnonymousUser(), "former member": ben}[who]
    ben.memberships.filter(team=run.project.team).delete()
    reads: dict[str, Callable[[], Any]] = {
        "first": lambda: reading.read_first(user, run.pk, 3, str(run.epoch)),
        "page": lambda: reading.read_page(user, run.pk, 3),
        "beat": lambda: reading.read_beat(user, run.pk),
    }
    with pytest.raises(NotFound):
        reads[read]()


@pytest.mark.parametrize("age", [timedelta(seconds=-5), timedelta(hours=1), None])
def test_a_session_that_ended_or_is_nobodys_admits_nobody(run: Run, age: timedelta | None) -> None:
    if age is not None:
        Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() + age)
    with pytest.raises(SignedOut):
        reading.admit(reading.Visitor("old", None, {}), run.pk)


def test_a_session_admits_its_user_to_runs_of_their_teams(
    run: Run, ada: User, dee: User, signed_in: Callable[[User], Client]
) -> None:
    ours, strange = (
        reading.Visitor(signed_in(user).session.session_key, None, {}) for user in (ada, dee)
    )
    assert reading.admit(ours, run.pk) == ada
    with pytest.raises(NotFound):
        reading.admit(strange, run.pk)


def test_a_beat_tells_the_head_of_the_log(run: Run, ada: User) -> None:
    beat = reading.read_beat(ada, run.pk)
    assert (beat.head, beat.is_stalled) == (20, False)
    builders.a_worker()
    assert reading.read_beat(ada, run.pk).workers == 1
