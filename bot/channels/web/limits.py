"""How often one visitor, or one address, may write: enough for a person, too little for a flood."""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Protocol

from aiohttp import web

from bot.store.limiting import use
from bot.store.store import Store
from bot.store.unit import StoreUnavailable

_MOST_KEYS = 20_000
"""Keys remembered; the one unused longest is forgotten first."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """`burst` at once, `per_minute` in the long run; `name` tells one allowance from another."""

    name: str
    per_minute: float
    burst: float


class Limit(Protocol):
    """Keeps each key to an allowance."""

    async def wait(self, key: str) -> float:
        """Counts one use; returns 0, or the seconds to wait when it is one too many (which is not counted)."""


MakeLimit = Callable[[Allowance], Limit]


def limits(store: Store, secret: bytes) -> MakeLimit:
    """How this service counts: for itself, or with the other replicas of its database.

    `secret` hides the keys in the database; replicas that count together have the same.
    """
    if store.shared:
        return lambda allowance: SharedLimit(allowance, store, secret)
    return OwnLimit


@dataclass(slots=True)
class _Level:
    left: float
    at: float


class OwnLimit:
    """Counts in this process."""

    def __init__(self, allowance: Allowance) -> None:
        self._rate = allowance.per_minute / 60
        self._burst = allowance.burst
        self._levels: OrderedDict[str, _Level] = OrderedDict()

    async def wait(self, key: str) -> float:
        """Counts one use; returns 0, or the seconds to wait."""
        return self.wait_at(key, time.monotonic())

    def wait_at(self, key: str, now: float) -> float:
        """Counts one use at a second of a clock that never goes back."""
        level = self._levels.setdefault(key, _Level(self._burst, now))
        self._levels.move_to_end(key)
        if len(self._levels) > _MOST_KEYS:
            self._levels.popitem(last=False)
        level.left = min(self._burst, level.left + (now - level.at) * self._rate)
        level.at = now
        if level.left < 1:
            return (1 - level.left) / self._rate
        level.left -= 1
        return 0.0


class SharedLimit:
    """Counts in the database, for all replicas; while it cannot be written, each counts for itself."""

    def __init__(self, allowance: Allowance, store: Store, secret: bytes) -> None:
        self._allowance = allowance
        self._store = store
        self._secret = hashlib.blake2b(secret).digest()
        self._own = OwnLimit(allowance)

    async def wait(self, key: str) -> float:
        """Counts one use; returns 0, or the seconds to wait."""
        each = 60 / self._allowance.per_minute
        text = f"{self._allowance.name}\x1f{key}"
        hidden = hashlib.blake2b(text.encode(), key=self._secret, digest_size=16).hexdigest()
        try:
            return await self._store.write(lambda unit: use(unit, hidden, each, self._allowance.burst))
        except StoreUnavailable:
            return await self._own.wait(key)


def address_of(request: web.Request) -> str:
    """Whose request it is: behind a proxy of this machine or its own network, the address that the proxy names.

    Anyone else could write that header, and so have as many addresses as they like.
    """
    peer = request.remote or ""
    named = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return named if named and _is_near(peer) and _is_address(named) else peer


def _is_near(peer: str) -> bool:
    return _is_address(peer) and ip_address(peer).is_private


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
