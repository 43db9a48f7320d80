"""Secrets of links and tokens: told once, kept as a digest."""

from __future__ import annotations

import hashlib
import secrets


def new_secret() -> tuple[str, str]:
    """Return a secret that nobody can guess, and its digest."""
    secret = secrets.token_urlsafe(32)
    return secret, digest_of(secret)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret; of 256 random bits a plain hash tells nothing."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
