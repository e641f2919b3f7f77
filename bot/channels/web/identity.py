"""Anonymous visitors: a random id in a signed cookie, so that nobody can take another's conversation by guessing."""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path

_ID_BYTES = 16
_KEY_BYTES = 32


class Identities:
    """Makes and checks visitor ids with one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def fresh(self) -> str:
        """A new visitor's id."""
        return secrets.token_urlsafe(_ID_BYTES)

    def signed(self, visitor: str) -> str:
        """The cookie of a visitor."""
        return f"{visitor}.{self._signature(visitor)}"

    def read(self, cookie: str | None) -> str | None:
        """The visitor of a cookie; None when there is none or it was not signed here."""
        visitor, dot, signature = (cookie or "").rpartition(".")
        if dot and visitor and hmac.compare_digest(signature.encode(), self._signature(visitor).encode()):
            return visitor
        return None

    def _signature(self, visitor: str) -> str:
        return hmac.new(self._key, visitor.encode(), "sha256").hexdigest()[:40]


def cookie_key(path: Path, given: str | None = None) -> bytes:
    """The key that the operator gave; without one that of a file that only its owner can read, made at first."""
    if given is not None:
        return given.encode()
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(_KEY_BYTES))
    return path.read_bytes()
