"""A citizen who leaves words of hers wherever there is a place for them, and an office that works on her ticket."""

from __future__ import annotations

import sqlalchemy as sa

import bot.turns
from bot.arrival import Address
from bot.files.shelf import Shelf
from bot.staff import Staff
from bot.store.officer_acts import ActKind, OfficerAct
from bot.store.schema import outbox
from bot.store.store import Store
from bot.timers import Timers
from bot.turns import Turns
from handlers.notice import Notice
from handlers.turn import Outcome
from tests.bot.clock import TestClock
from tests.bot.store.test_files import Sender

KEY = b"k" * 32
SITI = Address("telegram", "bot", "9081726354")
WORDS = (
    "9081726354", "kenari", "kepodang", "081277776666", "0812-7777-6666", "jalak", "cucakrowo", "gelatik", "7391",
    "perkutut", "merpati", "tekukur", "beo",
)  # fmt: skip
"""What she writes and is, as a search finds it in any case: id, story, name, contact, file, file's content, place,
masked identity number, question, correction, a message that failed, a second form."""


def owning_turns(store: Store, search: object, clock: TestClock) -> Turns:
    """Turns that know a notice and make pseudonyms."""
    turns = Turns(store, search, clock, KEY)  # type: ignore[arg-type]
    turns.notice = Notice("2026-11-18-a1b2c3")
    return turns


async def leave_words(citizen: Sender, shelf: Shelf) -> None:
    """A question, and a complaint with answers, an identity number and a file."""
    await citizen.say(
        "ada layanan apa untuk peternak perkutut?", "mau mengadu, petugas kenari minta uang di loket tiga"
    )
    await citizen.say("Bu Kepodang", "081277776666")
    digest = shelf.put(b"%PDF-1.7 cucakrowo %%EOF")
    await citizen.send("jalak", "stored", digest)
    await citizen.say("nomor saya 3201010101017391, di gedung gelatik", "kirim", "kirim")


async def keep_list(citizen: Sender) -> None:
    """A checklist with a tick and a reminder."""
    await citizen.say(
        "syarat izin kantor cabang kalbar", "simpan daftar periksa", "ketua koperasi sendiri", "1 sudah",
        "ingatkan saya besok jam 9",
    )  # fmt: skip


async def fail(citizen: Sender, monkeypatch: object, text: str) -> None:
    """A message that the core fails at."""

    def broken(*_: object) -> Outcome:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:  # type: ignore[attr-defined]
        patched.setattr(bot.turns, "complete", broken)
        await citizen.say(text)


async def all_sent(store: Store, clock: TestClock) -> None:
    """Whatever waits was sent, or fetched by the page."""
    waiting = outbox.c.status.in_(("waiting", "sending", "available"))
    sent = sa.update(outbox).where(waiting).values(status="sent", settled_at=clock())
    await store.write(lambda unit: unit.connection.execute(sent))


async def acts(store: Store, turns: Turns, clock: TestClock, number: str, *kinds: ActKind) -> None:
    """An officer does something with a ticket."""
    for kind in kinds:
        await Staff(store, turns.search, clock).act(OfficerAct(kind, number, "Rina Pipit", "Sudah kami periksa."))


async def look(store: Store, turns: Turns, clock: TestClock) -> None:
    """The clock does what is due."""
    await Timers(store, turns, clock).look()
