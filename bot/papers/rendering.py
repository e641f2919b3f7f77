"""Renders a file from its reference, whenever and as often as it is wanted: after a restart as before."""

from __future__ import annotations

import asyncio
import datetime as dt
import traceback
from collections.abc import Callable
from pathlib import Path

import structlog

from bot.arrival import Address
from bot.clock import Clock
from bot.files.shelf import Shelf
from bot.papers.doors import Doors
from bot.papers.paper import Draw, NoPaper, Paper, Wanted
from bot.reply_json import load
from bot.store.conversations import Held, look
from bot.store.reading import reply_at
from bot.store.store import Store
from bot.store.unit import StoreUnavailable, Unit
from handlers.context import Context
from handlers.turn import Conversation, FileRef, Message, PaperKind, Turn
from knowledge.search import Search
from knowledge.understanding import Understanding
from locales.catalogue import translate


def _export(wanted: Wanted) -> Draw:
    from bot.papers import own_data

    return own_data.read(wanted)


def _receipt(wanted: Wanted) -> Draw:
    from bot.papers import receipt

    return receipt.read(wanted)


def _leaflet(wanted: Wanted) -> Draw:
    from bot.papers import leaflet

    return leaflet.read(wanted)


def _announced(wanted: Wanted) -> Draw:
    from bot.papers import announced

    return announced.read(wanted)


READERS: dict[PaperKind, Callable[[Wanted], Draw]] = {
    "export": _export,
    "receipt": _receipt,
    "leaflet": _leaflet,
    "announcement": _announced,
}
"""Which kind of file is read by what, loaded with the first file: what draws takes half a second and 25 MB to load."""
_log = structlog.get_logger("tanya.papers")


def read(wanted: Wanted) -> Draw:
    """What the file shows now, ready to be drawn; raises NoPaper when there is nothing to show."""
    reader = READERS.get(wanted.ref.kind)
    if reader is None:
        raise NoPaper(wanted.context.say("Berkas itu sudah tidak ada."))
    return reader(wanted)


def render(wanted: Wanted) -> Paper:
    """The file, at once; raises NoPaper."""
    return Paper(read(wanted)(), wanted.ref.name)


def speaking(language: str, search: Search, now: dt.datetime) -> Context:
    """A context that answers nobody: it says things in a language and knows the decrees."""
    conversation = Conversation(language=language)
    return Context(Turn(Message("timer"), conversation, now), conversation, search, Understanding("help"))


class Papers:
    """Renders files for conversations of a store; `search` gives the knowledge as it is at the time."""

    def __init__(
        self, store: Store, search: Callable[[], Search], doors: Doors, clock: Clock, shelf: Shelf | None = None
    ) -> None:
        self._store = store
        self._search = search
        self._doors = doors
        self._clock = clock
        self._shelf = shelf

    async def paper(self, address: Address, ref: FileRef) -> Paper:
        """A file for the conversation at an address; raises NoPaper and StoreUnavailable.

        An error of the drawing is no reason to hold the words back: it is logged, and there is no file.
        """
        language = "id"
        try:
            held = await self._store.read(lambda connection: look(connection, address))
            if held is not None:
                language = held.conversation.language
                return Paper(await asyncio.to_thread(await self._read(ref, held)), ref.name)
        except (NoPaper, StoreUnavailable):
            raise
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]  # never the values: they may be personal
            where = f"{Path(last.filename).name}:{last.lineno}"
            _log.error("paper failed", kind=ref.kind, error=type(error).__name__, where=where)
            raise NoPaper(translate(language, "Berkasnya tidak dapat dibuat sekarang. Coba lagi nanti.")) from error
        raise NoPaper(translate(language, "Berkas itu sudah tidak ada."))

    async def of_event(self, address: Address, event: int) -> Paper:
        """The file that came with a message of a conversation, by the message's number there; raises as paper does."""
        body = await self._store.read(lambda connection: reply_at(connection, address, event))
        ref = load(body).file if body is not None else None
        if ref is None:
            raise NoPaper(translate("id", "Berkas itu sudah tidak ada."))
        return await self.paper(address, ref)

    async def _read(self, ref: FileRef, held: Held) -> Draw:
        spoken = speaking(held.conversation.language, self._search(), self._clock())
        return await self._store.read(
            lambda connection: read(Wanted(ref, Unit(connection), held.id, spoken, self._doors, self._shelf))
        )
