"""Pseudonyms: what a citizen is called in the audit, which outlives the data and must not lead back to anybody."""

from __future__ import annotations

import hashlib

from bot.arrival import Address

_BYTES = 16


def pseudonym(key: bytes, address: Address) -> str:
    """A keyed hash of an address: platforms' ids are few enough to try them all, so that a plain hash hides nothing.

    "" without a key.
    """
    if not key:
        return ""
    text = f"audit\x1f{address.channel}\x1f{address.account}\x1f{address.external_id}"
    secret = hashlib.blake2b(key, digest_size=32).digest()  # keys may be longer than BLAKE2 takes
    return hashlib.blake2b(text.encode(), digest_size=_BYTES, key=secret).hexdigest()
