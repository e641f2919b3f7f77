"""How often one visitor, or one address, may write: enough for a person, too little for a flood."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass

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
