"""A citizen's 24 hours at WhatsApp as officers see them: on the ticket, before they send, in the lists, in a chat."""

from __future__ import annotations

import datetime as dt
from html import unescape

import pytest
import sqlalchemy as sa

import bot.turns
from bot.store.schema import conversations, outbox
from bot.store.unit import Unit
from bot.store.whatsapp_templates import Number, Template, keep_numbers, keep_templates
from handlers.dialogue import complete
from tests.bot.desk.conftest import Desk
from tests.bot.desk.newsroom import beside
from tests.bot.service import visiting

ACCOUNT = "1065001"
HOUR = dt.timedelta(hours=1)


async def moved(desk: Desk, until: dt.timedelta, **more: object) -> None:
    """The citizen is at WhatsApp, where the chat is open `until` so long from now."""
    values = {"channel": "whatsapp", "account": ACCOUNT, "window_until": desk.clock() + until, **more}
    async with beside(desk.folder) as store:
        await store.write(lambda unit: unit.connection.execute(conversations.update().values(values)))


async def approved(desk: Desk) -> None:
    """Meta approved the template of tickets."""

    def keep(unit: Unit) -> None:
        keep_numbers(unit, [Number(ACCOUNT, "2099", "+62 561 730001", "Dinas Koperasi")], desk.clock())
        body = "Ada kabar dari {{1}} tentang {{2}}. Balas BUKA untuk membacanya."
        keep_templates(
            unit, "2099", [Template("2099", "tanya_kabar", "id", "APPROVED", "UTILITY", body, 2)], desk.clock()
        )

    async with beside(desk.folder) as store:
        await store.write(keep)


async def sees(desk: Desk, path: str | None = None) -> str:
    """A page as Rina reads it, the ticket's where none is named."""
    status, text = await desk.rina.get(path or f"/desk/tickets/{desk.number}")
    assert status == 200, text
    return unescape(text)


async def test_another_channel_has_no_window(desk: Desk) -> None:
    """Nothing is said of it."""
    assert "WhatsApp terbuka" not in await sees(desk)
    assert "WhatsApp tertutup" not in await sees(desk)


async def test_a_chat_that_is_open(desk: Desk) -> None:
    """Until when, by the office's clock, on the ticket and in the list."""
    await moved(desk, 5 * HOUR)
    open_until = "WhatsApp terbuka sampai hari ini pukul 14.30"
    assert f"{open_until}: kata-kata Anda langsung dikirim." in await sees(desk)
    assert open_until in await sees(desk, "/desk")


async def test_a_chat_that_is_shut_and_no_template(desk: Desk) -> None:
    """What happens is said where the words are written, and again before they are sent."""
    await moved(desk, -2 * HOUR)
    waits = "Belum ada templat yang disetujui, jadi kata-kata Anda menunggu sampai warga menulis lagi"
    assert "WhatsApp tertutup sejak hari ini pukul 07.30, 24 jam setelah pesan terakhir warga." in await sees(desk)
    assert waits in await sees(desk)
    assert "WhatsApp tertutup" in await sees(desk, "/desk")
    fields = {**await desk.rina.hidden(f"/desk/tickets/{desk.number}"), "kind": "answered", "text": "Sudah."}
    _, text, _ = await desk.rina.post(f"/desk/tickets/{desk.number}/preview", fields)
    assert waits in text


async def test_a_chat_that_is_shut_with_a_template(desk: Desk) -> None:
    """The citizen is told by it; one who was told lately is not told again."""
    await moved(desk, -2 * HOUR)
    await approved(desk)
    assert "Warga diberi tahu dengan templat “tanya_kabar”" in await sees(desk)
    await moved(desk, -30 * HOUR, knocked_at=desk.clock() - HOUR)
    assert "Warga sudah diberi tahu hari ini pukul 08.30; kata-kata Anda sampai begitu ia membalas." in await sees(desk)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"status": "sent", "arrived": "delivered"}, "sampai di WhatsApp, dikirim 18 November 2026 09.30"),
        ({"status": "sent", "arrived": "read"}, "dibaca di WhatsApp, dikirim 18 November 2026 09.30"),
        ({"status": "held", "error": "diminta membalas BUKA"}, "menunggu sampai warga menulis lagi: diminta membalas"),
    ],
)
async def test_what_became_of_an_answer(desk: Desk, values: dict[str, str], words: str) -> None:
    """In words in the ticket's history; one that waits is told at the top too."""
    await moved(desk, HOUR)
    assert (await desk.rina.sends(desk.number, "answered", "Sudah kami periksa."))[0] == 303
    async with beside(desk.folder) as store:
        of_it = sa.update(outbox).where(outbox.c.channel == "whatsapp")
        written = {"settled_at": desk.clock() if values["status"] == "sent" else None, **values}
        await store.write(lambda unit: unit.connection.execute(of_it.values(written)))
    page = await sees(desk)
    assert words in page
    assert ("Kata-kata terakhir petugas belum sampai" in page) is (values["status"] == "held")


async def test_a_chat_with_an_officer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who holds it is told once the day is over."""
    monkeypatch.setattr(bot.turns, "complete", complete)
    async with visiting(desk.url) as citizen:
        await citizen.say("mau bicara dengan petugas", office="kalbar")
    await moved(desk, HOUR)
    assert "24 jam setelah pesan terakhir" not in await sees(desk, "/desk/chats/1")
    await moved(desk, -HOUR)
    assert "Belum ada templat yang disetujui" in await sees(desk, "/desk/chats/1")
