"""Slows down who guesses passwords, without ever shutting an officer out.

A name is refused for a while only at the address from which it is being guessed; guesses at one name from many
addresses make its logins slow, wherever they come from.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

Wait = Callable[[str], Awaitable[float]]
"""Counts one use of a key; 0, or the seconds until there is room for it."""
MakeWait = Callable[[str, float, float], Wait]
"""Makes such a count from its name, the uses a minute in the long run, and those at once."""

_SLOWEST = 3.0
"""Seconds that an officer is made to wait while someone guesses at the own name from elsewhere."""


class Throttle:
    """Counts the tries to log in."""

    def __init__(self, make: MakeWait) -> None:
        self._by_pair = make("login", 6, 8)
        self._by_address = make("login address", 60, 60)  # a whole office may share one address
        self._by_name = make("login name", 30, 40)

    async def wait(self, login: str, address: str) -> float:
        """Counts a try; the seconds after which it may be made, 0 for at once, after slowing it where needed."""
        login = login.strip().lower()
        wait = await self._by_pair(f"{login}\x1f{address}") or await self._by_address(address)
        if not wait:
            await asyncio.sleep(min(_SLOWEST, await self._by_name(login)))
        return wait
