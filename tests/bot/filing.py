"""Files tickets and tells each message that was acknowledged: `python -m tests.bot.filing URL START [HIT]`.

START is JSON: for each citizen the first message to send. A citizen's even messages file a ticket, the odd ones add to
it. With HIT the process ends as by SIGKILL in the middle of writing the ticket of that count. The end of the standard
input ends it in order.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy.engine import make_url

import bot.turns
from bot.arrival import Address, Arrival
from bot.clock import now
from bot.store import ticket_writing
from bot.store.reading import talk_after
from bot.store.store import Store
from bot.turns import Turns
from handlers.tickets import find_number
from handlers.turn import Message
from knowledge.search import Search
from tests.bot.crashing import crash_at
from tests.bot.ticket_core import complete

CITIZENS = 6


class Citizen:
    """Sends numbered messages one after the other; a message that was acknowledged is told on the standard output."""

    def __init__(self, store: Store, turns: Turns, name: str) -> None:
        self._store = store
        self._turns = turns
        self._address = Address("telegram", "bot", name)

    async def run(self, start: int, ended: asyncio.Event) -> None:
        """Goes on from a message until told to end."""
        for count in itertools.count(start):
            if ended.is_set():
                return
            text = f"adukan hal {count}" if count % 2 == 0 else f"tambah {await self._last()} kata {count}"
            await self._turns.take(
                Arrival(self._address, f"{self._address.external_id}/{count}", Message("text", text))
            )
            print(json.dumps([self._address.external_id, count, await self._last()]), flush=True)

    async def _last(self) -> str | None:
        """The last number that this citizen was told."""
        talk = await self._store.read(lambda connection: talk_after(connection, self._address, 0, 10))
        numbers = [find_number(said.body) for said in talk.said]
        return next((number for number in reversed(numbers) if number), None)


async def main(url: str, starts: list[int]) -> None:
    """Lets every citizen write until the standard input ends."""
    store = Store(make_url(url))
    turns = Turns(store, cast(Search, SimpleNamespace(library=None)), now)
    ended = asyncio.Event()
    citizens = [Citizen(store, turns, f"c{place}").run(start, ended) for place, start in enumerate(starts)]
    writing = asyncio.gather(*citizens)
    await asyncio.to_thread(sys.stdin.read)
    ended.set()
    await writing
    store.close()


if __name__ == "__main__":
    module: Any = bot.turns
    module.complete = complete
    if len(sys.argv) > 3:
        crash_at((ticket_writing, "_write_answers"), int(sys.argv[3]))
    asyncio.run(main(sys.argv[1], json.loads(sys.argv[2])))
