"""Reads of keys for scripts."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from searchapp.models import Token
from searchapp.wire.forms import TokenForm


def open_tokens() -> QuerySet[Token]:
    """Return the keys that still open something."""
    now = timezone.now()
    return Token.objects.filter(revoked_at=None, expires_at__gt=now, user__is_active=True)


def token_list_for(user: User) -> list[TokenForm]:
    """Return the user's own keys, newest first."""
    return [token_form(token) for token in open_tokens().filter(user=user).order_by("-created_at")]


def token_form(token: Token, secret: str = "") -> TokenForm:
    """Return a key; with its secret when it was just made."""
    return TokenForm(
        id=token.id,
        name=token.name,
        created_at=token.created_at,
        expires_at=token.expires_at,
        last_used_at=token.last_used_at,
        secret=secret,
    )
