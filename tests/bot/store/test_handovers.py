"""Chats with officers in the store, on both databases: several writers at once, and what is kept of a citizen."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from functools import partial

from sqlalchemy import insert
from sqlalchemy.engine import URL

from bot.arrival import Arrival
from bot.chats import Chats
from bot.pseudonyms import pseudonym
from bot.store.handover_acts import ActedOn, ChatAct
from bot.store.handover_schema import handovers
from bot.store.own_data import Owner, own_rows
from bot.store.retention import forget_old
from bot.store.schema import conversations, messages
from bot.store.staff_schema import staff
from bot.store.store import Store
from bot.store.unit import Unit
from bot.turns import Turns
from handlers.turn import Message
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.store.owning import KEY, SITI, owning_turns
from tests.bot.store.test_files import Sender
from tests.bot.store.test_turns import rows

RINA = "Rina Pipit"


async def employ(store: Store, clock: TestClock) -> None:
    """One officer for the whole service, who has a password."""
    values = {
        "name": RINA, "login": "rina", "role": "officer", "everywhere": True, "active": True, "password": "-",
        "created_at": clock(),
    }  # fmt: skip
    await store.write(lambda unit: unit.connection.execute(insert(staff).values(values)))


def nothing_more(_unit: Unit, _acted: ActedOn) -> None:
    """Nothing is to be written beside it."""


async def taken(store: Store, search: Search, clock: TestClock) -> tuple[Turns, Chats, Sender]:
    """Siti has asked for an officer of Kalbar, and Rina has taken the chat."""
    await employ(store, clock)
    turns = owning_turns(store, search, clock)
    siti = Sender(turns, clock, SITI)
    await siti.say("saya di kalbar", "mau bicara dengan petugas")
    chats = Chats(store, lambda: search, clock, lambda: None)
    (chat,) = await rows(store, handovers)
    await chats.act(ChatAct("take", chat.id, RINA), nothing_more)
    return turns, chats, siti


async def test_replicas_keep_every_word_in_order(url: URL, store: Store, search: Search, clock: TestClock) -> None:
    """A citizen and an officer write at once, through services of their own: each word stands once, with a number."""
    turns, chats, _ = await taken(store, search, clock)
    (chat,) = await rows(store, handovers)
    other = Store(url)
    theirs = Chats(other, lambda: search, clock, lambda: None)
    before = len(await rows(store, messages))

    async def cites() -> None:
        for number in range(8):
            await turns.take(Arrival(SITI, f"w{number}", Message("text", f"kata warga {number}")))

    async def answers(through: Chats, name: str) -> None:
        for number in range(4):
            await through.act(ChatAct("say", chat.id, RINA, f"kata {name} {number}"), nothing_more)

    await asyncio.gather(cites(), answers(chats, "satu"), answers(theirs, "dua"))
    other.close()
    said = sorted(await rows(store, messages), key=lambda row: row.event)[before:]
    assert [row.event for row in said] == list(range(before + 1, before + 17))
    for whose, count in (("kata warga", 8), ("kata satu", 4), ("kata dua", 4)):
        numbers = [row.body.split(whose)[1].split('"')[0].strip() for row in said if whose in row.body]
        assert numbers == [str(number) for number in range(count)]
    (held,) = await rows(store, conversations)
    assert held.last_event == before + 16


async def test_what_is_kept_of_a_citizen(store: Store, search: Search, clock: TestClock) -> None:
    """Her chats are in her file, without the officer; they go with her data, and after the time for messages."""
    _, chats, siti = await taken(store, search, clock)
    (chat,) = await rows(store, handovers)
    await chats.act(ChatAct("return", chat.id, RINA, "warga bernama Kenari"), nothing_more)
    (held,) = await rows(store, conversations)
    exported = await store.read(lambda each: own_rows(each, Owner(held.id, pseudonym(KEY, SITI))))
    assert [row["state"] for row in exported["handovers"]] == ["waiting"]
    told = json.dumps(exported["handovers"])
    assert RINA not in told
    assert "Kenari" not in told
    await siti.say("hapus data saya", "ya")
    assert await rows(store, handovers) == []
    await siti.say("saya di kalbar", "mau bicara dengan petugas", "kembali ke bot")
    (ended,) = await rows(store, handovers)
    assert (ended.state, ended.how) == ("ended", "citizen")
    kept = dt.timedelta(days=180)
    await store.write(partial(forget_old, now=clock() + kept - dt.timedelta(days=1), kept=kept))
    assert len(await rows(store, handovers)) == 1
    await store.write(partial(forget_old, now=clock() + kept + dt.timedelta(days=1), kept=kept))
    assert await rows(store, handovers) == []
