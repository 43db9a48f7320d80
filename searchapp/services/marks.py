"""Marks on things: a user's stars, and the team's note."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from searchapp.models import Note, Star, Verb
from searchapp.selectors.things import on
from searchapp.services import activity


@transaction.atomic
def star_set(user: User, thing: Any, *, is_starred: bool) -> None:
    """Set or take away the user's star."""
    if is_starred:
        Star.objects.get_or_create(**on(thing), user=user)
    else:
        Star.objects.filter(**on(thing), user=user).delete()


@transaction.atomic
def note_write(user: User, thing: Any, text: str) -> None:
    """Write the team's note; an empty one is taken away. What it said already is no news."""
    note = Note.objects.select_for_update().filter(**on(thing)).first()
    if text == (note.text if note else ""):
        return
    if text:
        Note.objects.update_or_create(**on(thing), defaults={"text": text, "saved_by": user})
    elif note:
        note.delete()
    activity.tell(user, Verb.NOTED, thing)
