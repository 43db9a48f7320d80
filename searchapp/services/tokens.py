"""Keys for scripts: made, used, revoked."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from searchapp.models import Token
from searchapp.selectors.tokens import open_tokens
from searchapp.wire.forms import TokenRequest
from searchapp.wire.secrets import digest_of, new_secret

FINE = timedelta(minutes=1)
"""How exactly it is known when a key was last used: not every request writes."""


def token_create(user: User, request: TokenRequest) -> tuple[Token, str]:
    """Return a key and its secret."""
    secret, digest = new_secret()
    expires_at = timezone.now() + timedelta(days=request.days)
    token = Token.objects.create(user=user, name=request.name, digest=digest, expires_at=expires_at)
    return token, secret


def token_revoke(token: Token) -> None:
    """End a key at once."""
    Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())


def token_use(secret: str) -> Token | None:
    """Return the key that a secret is, or None if it opens nothing; take note of its use."""
    token = open_tokens().filter(digest=digest_of(secret)).select_related("user").first()
    if token is not None:
        now = timezone.now()
        is_stale = Q(last_used_at=None) | Q(last_used_at__lt=now - FINE)
        Token.objects.filter(is_stale, pk=token.pk).update(last_used_at=now)
    return token
