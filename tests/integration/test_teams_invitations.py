"""Invitations: used once, by whoever opens them first, while whoever invited owns the team."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from searchapp.models import Invitation, Membership, Role
from searchapp.selectors.teams import invitation_of
from searchapp.services import invitations as services
from searchapp.wire.errors import NoSuchLink
from tests import builders
from tests.integration.requests import ask
from tests.integration.world import World

pytestmark = pytest.mark.django_db
NONE = NoSuchLink().problem.model_dump(mode="json")
"""What everybody is answered who is not let in."""


def look(world: World, persona: str, secret: str) -> Any:
    return ask(world.client(persona), "POST", "invitation-look", secret=secret)


def join(world: World, persona: str, secret: str) -> Any:
    return ask(world.client(persona), "POST", "invitation-join", secret=secret)


def invite(world: World, role: str = "editor", **more: Any) -> str:
    """Return the secret of a new invitation."""
    answer = ask(
        world.client("owner"), "POST", "invitations", world.team.id, role=role, **more
    ).json()
    page, secret = answer["link"].split("#")
    assert page == "/join"
    return str(secret)


def test_an_invitation_lets_a_stranger_in_once_with_its_role(world: World) -> None:
    secret = invite(world)
    assert not Invitation.objects.filter(digest=secret).exists()
    offer = look(world, "stranger", secret).json()
    assert offer == {
        "team": "Vision", "role": "editor", "invited_by": "ada", "is_member": False
    }  # fmt: skip
    page = join(world, "stranger", secret).json()
    assert (page["name"], page["role"]) == ("Vision", "editor")
    builders.a_user("gil")
    with pytest.raises(NoSuchLink):
        services.invitation_join(User.objects.get(username="gil"), secret)
    used = Invitation.objects.get(used_by__username="dee")
    assert used.used_at is not None


def test_members_find_the_team_as_it_is_and_use_nothing_up(world: World) -> None:
    secret = invite(world, "owner")
    assert look(world, "viewer", secret).json()["is_member"] is True
    assert join(world, "viewer", secret).json()["role"] == "viewer"
    assert join(world, "stranger", secret).json()["role"] == "owner"


ENDED = {
    "expired": {"expires_at": timezone.now() - timedelta(seconds=1)},
    "revoked": {"revoked_at": timezone.now()},
    "used": {"used_at": timezone.now()},
}


@pytest.mark.parametrize("how", [*ENDED, "guessed", "of no owner", "of a disabled account"])
def test_every_invitation_that_lets_nobody_in_looks_the_same(world: World, how: str) -> None:
    secret = invite(world)
    if how == "guessed":
        secret = "x" * 43
    elif how == "of no owner":
        Membership.objects.filter(team=world.team, user__username="ada").update(role=Role.EDITOR)
    elif how == "of a disabled account":
        User.objects.filter(username="ada").update(is_active=False)
    else:
        Invitation.objects.update(**ENDED[how])
    for answer in (look(world, "stranger", secret), join(world, "stranger", secret)):
        assert (answer.status_code, answer.json()) == (404, NONE)
    assert not Membership.objects.filter(team=world.team, user__username="dee").exists()


def test_two_who_come_at_once_are_not_both_let_in(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have found the invitation open; only one uses it up."""
    secret = invite(world)
    found = invitation_of(secret)
    monkeypatch.setattr(services, "invitation_of", lambda _: found)
    first, second = builders.a_user("gil"), builders.a_user("hal")
    services.invitation_join(first, secret)
    with pytest.raises(NoSuchLink):
        services.invitation_join(second, secret)


def test_who_redeems_two_invitations_at_once_is_one_member(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the write of the one, the other has made the member."""
    secret = invite(world)
    gil = builders.a_user("gil")
    team = invitation_of(secret).team

    def look_too_early(self: QuerySet[Any], *_: Any, **__: Any) -> None:
        monkeypatch.undo()
        Membership.objects.create(team=team, user=gil, role="viewer")
        raise self.model.DoesNotExist

    monkeypatch.setattr(QuerySet, "get", look_too_early)
    assert services.invitation_join(gil, secret) == team
    assert list(team.memberships.filter(user=gil).values_list("role", flat=True)) == ["viewer"]
    assert invitation_of(secret).used_at is None


def test_a_revoked_invitation_is_listed_no_more(world: World) -> None:
    owner = world.client("owner")
    assert ask(owner, "DELETE", "invitation", world.invitation.id).status_code == 204
    assert ask(owner, "DELETE", "invitation", world.invitation.id).status_code == 204
    assert ask(owner, "GET", "team", world.team.id).json()["invitations"] == []


@pytest.mark.parametrize("bad", [{"role": "admin"}, {"days": 0}, {"days": 31}, {"days": "7"}])
def test_only_known_roles_are_given_for_a_while(world: World, bad: dict[str, Any]) -> None:
    body = {"role": "viewer", **bad}
    answer = ask(world.client("owner"), "POST", "invitations", world.team.id, **body)
    assert answer.status_code == 400
