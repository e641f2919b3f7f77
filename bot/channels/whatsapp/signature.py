"""Whether a webhook is Meta's: its signature over the raw bytes, and the challenge when it is set up."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

HEADER = "X-Hub-Signature-256"
_SCHEME = "sha256="


def is_signed(content: bytes, given: str, secret: str) -> bool:
    """Whether a body was signed with the app's secret; takes the same time whatever is wrong with it."""
    wanted = _SCHEME + hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def challenge(asked: Mapping[str, str], verify_token: str) -> str | None:
    """What Meta wants to hear back when the webhook is set up; None for who does not know the verify token."""
    given = asked.get("hub.verify_token", "").encode("utf-8", "replace")
    if asked.get("hub.mode") != "subscribe" or not hmac.compare_digest(given, verify_token.encode()):
        return None
    return asked.get("hub.challenge")
