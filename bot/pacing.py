"""How fast an account may send: a bucket for the account and one for each chat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

_FIRST_WAIT = 1.0
_LONGEST_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class Pace:
    """Messages a second over all chats and within one, each with how many may go at once."""

    account_rate: float
    account_burst: float
    chat_rate: float
    chat_burst: float


@dataclass(slots=True)
class _Bucket:
    rate: float
    burst: float
    level: float
    filled_at: float

    def wait(self, now: float, reserve: float = 0.0) -> float:
        """Seconds until there is one to take beyond the reserve."""
        level = min(self.burst, self.level + (now - self.filled_at) * self.rate)
        return max(0.0, (min(1.0 + reserve, self.burst) - level) / self.rate)

    def room(self, now: float) -> int:
        return int(min(self.burst, self.level + (now - self.filled_at) * self.rate))

    def take(self, now: float) -> None:
        self.level = min(self.burst, self.level + (now - self.filled_at) * self.rate) - 1.0
        self.filled_at = now

    def full(self, now: float) -> bool:
        return self.level + (now - self.filled_at) * self.rate >= self.burst


_MOST_CHATS = 10_000
"""Buckets kept; full ones say nothing and are dropped then."""


@dataclass(slots=True)
class Pacer:
    """Keeps an account to its pace; times are seconds of a clock that never goes back."""

    pace: Pace
    _account: _Bucket = field(init=False)
    _chats: dict[str, _Bucket] = field(init=False, default_factory=dict)
    _held_until: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self._account = _Bucket(self.pace.account_rate, self.pace.account_burst, self.pace.account_burst, 0.0)

    def wait(self, chat: str, now: float, reserve: float = 0.0) -> float:
        """Seconds until the next message to a chat may leave; 0 for now. `reserve` is left to messages that press."""
        held = max(0.0, self._held_until - now)
        bucket = self._chats.get(chat)
        return max(held, self._account.wait(now, reserve), bucket.wait(now) if bucket is not None else 0.0)

    def room(self, now: float) -> int:
        """How many messages may leave now, over all chats."""
        return 0 if self._held_until > now else self._account.room(now)

    def held(self, now: float) -> float:
        """Seconds for which nothing at all may leave, because the platform said so."""
        return max(0.0, self._held_until - now)

    def wait_for_any(self, now: float) -> float:
        """Seconds until any message at all may leave."""
        return max(0.0, self._held_until - now, self._account.wait(now))

    def take(self, chat: str, now: float) -> None:
        """Counts a message that leaves now."""
        if chat not in self._chats:
            self._forget_full(now)
            self._chats[chat] = _Bucket(self.pace.chat_rate, self.pace.chat_burst, self.pace.chat_burst, now)
        self._chats[chat].take(now)
        self._account.take(now)

    def hold(self, seconds: float, now: float) -> None:
        """Lets nothing leave for a while: the platform said so."""
        self._held_until = max(self._held_until, now + seconds)

    def _forget_full(self, now: float) -> None:
        if len(self._chats) >= _MOST_CHATS:
            self._chats = {chat: bucket for chat, bucket in self._chats.items() if not bucket.full(now)}


def backoff(attempts: int, chance: Callable[[float, float], float]) -> float:
    """Seconds to wait before the next try: doubling from one to a minute, with a third left to chance."""
    wait: float = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(attempts, 10))
    return wait * chance(2 / 3, 4 / 3)
