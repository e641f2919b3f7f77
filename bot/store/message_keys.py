"""The keys by which messages of platforms are known again, without keeping the platforms' ids."""

from __future__ import annotations

import hashlib

from bot.arrival import Address


def message_key(address: Address, key: str) -> str:
    """The key of a message: a hash, so that nothing of the platform's ids outlives a deletion in readable form."""
    text = f"{address.channel}\x1f{address.account}\x1f{key}"
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
