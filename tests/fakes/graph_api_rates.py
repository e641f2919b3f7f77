"""How fast WhatsApp lets a number write: to everybody, and to one person."""

from __future__ import annotations

import time
from collections import deque

from tests.fakes.graph_api_rules import Refusal


class FakeRates:
    """Counts what was sent: at most `throughput` a second, and to one person `burst`, paid back one in 6 seconds.

    Meta's pages "Throughput" and "Pair rate limits": 80 a second and number; 45 within 6 seconds, then one per 6.
    """

    def __init__(self) -> None:
        self.throughput = 80
        self.burst = 45
        self._last: dict[str, deque[float]] = {}
        self._owed: dict[tuple[str, str], tuple[float, float]] = {}

    def check(self, number: str, who: str) -> None:
        """Counts one message; refused where it is one too many."""
        now = time.monotonic()
        last = self._last.setdefault(number, deque())
        while last and last[0] <= now - 1:
            last.popleft()
        if len(last) >= self.throughput:
            raise Refusal(130429, "Message failed to send because there were too many messages sent in a short time.")
        owed, since = self._owed.get((number, who), (0.0, now))
        owed = max(0.0, owed - (now - since) / 6)
        if owed + 1 > self.burst:
            raise Refusal(
                131056,
                "Message failed to send because there were too many messages sent from this phone number to the same"
                " phone number in a short period of time.",
            )
        last.append(now)
        self._owed[number, who] = (owed + 1, now)
