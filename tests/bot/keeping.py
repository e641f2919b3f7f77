"""A citizen who keeps checklists: every turn recorded as the service records it, in a store of its own in memory."""

from __future__ import annotations

import datetime as dt
import itertools
from functools import partial
from pathlib import Path

from bot.arrival import Address, Arrival
from bot.plain_text import render
from bot.reply_json import load
from bot.store.checklist_writing import PageTick, tick_on_page
from bot.store.checklists import checklists_at
from bot.store.memory import MemoryStore
from bot.store.reading import talk_after
from bot.store.recording import LoadFacts, record_turn
from bot.store.unit import Unit
from handlers.checklist import Checklist
from handlers.dialogue import complete
from handlers.ticket_limits import recompute
from handlers.turn import Conversation, Message, Outcome, Reply, Turn
from knowledge.files import find_files
from knowledge.library import Library
from knowledge.loading import open_library
from knowledge.search import Search

HERE = Address("terminal", "test", "1")
SERVICE = "kalbar/izin-usaha-simpan-pinjam"
KANTOR_KAS = "kalbar/izin-kantor-kas"


class Keeper:
    """One citizen; `search` may be another from some turn on, as after a build."""

    def __init__(self, search: Search, now: dt.datetime, most: int | None = 10, *, rings: bool = True) -> None:
        self.search = search
        self.now = now
        self.language = "id"
        self._most = most
        self._rings = rings
        self._store = MemoryStore()
        self._keys = itertools.count(1)

    def says(self, text: str) -> list[Reply]:
        """Types."""
        return self.does(Message("text", text))

    def presses(self, choice: str) -> list[Reply]:
        """Presses a choice by its id."""
        return self.does(Message("press", choice=choice))

    def does(self, message: Message) -> list[Reply]:
        """One turn; returns what was answered."""
        arrival = Arrival(HERE, str(next(self._keys)), message, "kalbar", self.language, self._most)
        return self._store.write(partial(self._take, arrival))

    def hears(self, text: str) -> str:
        """Types; returns the answer as text, without choices."""
        return "\n".join(render(reply, choices=False) for reply in self.says(text))

    def ticks_on_page(self, service: str, ready: dict[str, bool], ago: float = 0) -> None:
        """Ticks of the page, made so many seconds ago."""
        kept = self.of(service)
        at = self.now - dt.timedelta(seconds=ago)
        texts = {item.name: item.text for item in kept.items}
        ticks = [PageTick(name, texts[name], value, at) for name, value in ready.items()]
        self._store.write(
            partial(tick_on_page, address=HERE, service=service, version=kept.version, ticks=ticks, now=self.now)
        )

    def lists(self) -> tuple[Checklist, ...]:
        """The lists as they are stored."""
        return self._store.write(lambda unit: checklists_at(unit.connection, HERE)[1])

    def of(self, service: str = SERVICE) -> Checklist:
        """The list of a service."""
        return next(each for each in self.lists() if each.service == service)

    def conversation(self) -> Conversation:
        """The conversation as it is stored."""
        held = self._store.write(lambda unit: checklists_at(unit.connection, HERE)[0])
        assert held is not None
        return held.conversation

    def close(self) -> None:
        """Lets the store go."""
        self._store.close()

    def _take(self, arrival: Arrival, unit: Unit) -> list[Reply]:
        def take(conversation: Conversation, load_facts: LoadFacts) -> Outcome:
            turn = Turn(arrival.message, conversation, self.now, arrival.most_choices, rings=self._rings)
            return complete(turn, self.search, load_facts)

        receipt = record_turn(unit, arrival, take, self.now, partial(recompute, self.search.library))
        return [load(said.body) for said in talk_after(unit.connection, HERE, receipt.event or 0, 20).said]


def changed_library(folder: Path, *changes: tuple[str, str], service: str = "", decree: str = "kalbar-2023") -> Library:
    """The packaged knowledge with passages of a decree replaced, from a service on, as by an office's own file."""
    file = next(file for file in find_files().decrees if file.stem == decree)
    before, at, text = file.text.partition(f"  - id: {service}\n" if service else "office:")
    for old, new in changes:
        assert old in at + text, old
        at, text = "", (at + text).replace(old, new, 1)
    own = folder / "knowledge" / "decrees"
    own.mkdir(parents=True, exist_ok=True)
    (own / f"{decree}.yaml").write_text(before + at + text, "utf-8")
    return open_library(folder / "knowledge.db", folder / "knowledge")


SIXTY = "\n".join(
    f'          - {{mark: "{number}", text: "Berkas nomor {number} tentang {"perihal " * 9}{number}"}}'
    for number in range(1, 61)
)
"""Sixty requirements, each of more than a line."""


def of_sixty(folder: Path) -> Library:
    """The packaged knowledge where the audience service asks for sixty papers."""
    return changed_library(
        folder,
        (
            "          - {text: Surat permintaan atau permohonan fasilitas rapat/audiensi}",
            SIXTY,
        ),
    )
