"""How often one visitor, or one address, may write: enough for a person, too little for a flood."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass
from ipaddress import ip_address

from aiohttp import web

_MOST_KEYS = 20_000
"""Keys remembered; the one unused longest is forgotten first."""


@dataclass(slots=True)
class _Level:
    left: float
    at: float


class RateLimit:
    """`burst` at once, `per_minute` in the long run, for each key."""

    def __init__(self, per_minute: float, burst: float) -> None:
        self._rate = per_minute / 60
        self._burst = burst
        self._levels: OrderedDict[str, _Level] = OrderedDict()

    def wait(self, key: str, now: float | None = None) -> float:
        """Counts one use; returns 0, or the seconds to wait when it is one too many (which is not counted)."""
        now = time.monotonic() if now is None else now
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
