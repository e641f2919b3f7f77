"""The promise "a ticket number given is a ticket stored", kept by the whole service while it is killed."""

from __future__ import annotations

import json
import random
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.bot.test_kill import VISITORS, Insistent, Killable, killed_again_and_again

KILLS = 8
_GIVEN = re.compile(r"Nomor tiket Anda: (\S+?)[\"\\]")


class Complainer(Insistent):
    """A visitor who files one complaint after the other."""

    def words(self, place: int) -> str:
        """The first complaint takes four messages; each later one is told apart from the one that is open."""
        told = f"ngadu {self.name} {place}: berkas saya hilang di loket kemarin"
        if place < len(_FIRST):
            return _FIRST[place] or told
        return _LATER[(place - len(_FIRST)) % len(_LATER)] or told


_FIRST = ("", "anonim", "lewati", "kirim")
_LATER = ("", "Buat yang baru", "anonim", "lewati", "kirim")


async def test_a_ticket_number_given_is_a_ticket_stored(tmp_path: Path) -> None:
    """Killed at random moments: every number that was told is one ticket of its own words, and there are no others."""
    chance = random.Random(4)
    service = Killable(tmp_path)
    visitors: list[Insistent] = [Complainer(service.url, f"v{number}") for number in range(VISITORS)]
    assert await killed_again_and_again(service, visitors, KILLS, chance) > KILLS * VISITORS
    sent = sum(text == "kirim" for visitor in visitors for text, _ in visitor.acknowledged)
    with closing(sqlite3.connect(tmp_path / "tanya.db")) as database:
        replies = [body for (body,) in database.execute("SELECT body FROM messages WHERE direction = 'out'")]
        given = [number for body in replies for number in _GIVEN.findall(body)]
        stored = dict(database.execute("SELECT number, about FROM tickets"))
        told = [
            json.loads(body).get("text", "")
            for (body,) in database.execute("SELECT body FROM messages WHERE direction = 'in'")
        ]
    assert len(given) == len(set(given)) == sent > VISITORS
    assert set(given) == set(stored)
    assert len(set(stored.values())) == len(stored)
    assert set(stored.values()) <= set(told)
