"""The stories of teams. A line is written in the transaction of what it tells."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db.models import Model

from searchapp.models import Activity, Team, Verb
from searchapp.selectors.things import kind_of, project_of, team_of

LONGEST = 200
"""Characters of a title."""


def tell(actor: User | None, verb: Verb, thing: Model) -> None:
    """Write that somebody did something with a thing, which is called as it is called now."""
    gone = verb == Verb.DELETED
    Activity.objects.create(
        team=team_of(thing),
        project=project_of(thing),
        actor=actor,
        verb=verb,
        kind=kind_of(thing),
        thing="" if gone else thing.pk,
        title=str(thing)[:LONGEST],
    )
    if gone:
        Activity.objects.filter(kind=kind_of(thing), thing=thing.pk).update(thing="")


def tell_of_member(actor: User, verb: Verb, team: Team, title: str) -> None:
    """Write what became of a place in a team; `title` says whose and which."""
    Activity.objects.create(team=team, actor=actor, verb=verb, kind="member", title=title[:LONGEST])
