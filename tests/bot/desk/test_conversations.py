"""Officers at the desk and a citizen in Telegram: an answer to a ticket, and announcements that are not wanted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from handlers.tickets import find_number
from knowledge.search import Search
from tests.bot.desk.colleagues import Colleague, accounts, at_desk, employ
from tests.bot.desk.newsroom import acts, drafts
from tests.bot.desk.test_announcing_end_to_end import AWAKE
from tests.bot.service import serving
from tests.bot.telegram import stored
from tests.fakes.bot_api import TOKEN, FakeBotApi, bot_api

READY = "Datanya sudah siap, silakan diambil di Jl. Sutan Syahrir No. 5 pada jam kerja."


@dataclass(frozen=True, slots=True)
class Town:
    """A running service with Rina of Kalbar and Dewi of Depok at their desks, and Telegram."""

    folder: Path
    telegram: FakeBotApi
    rina: Colleague
    dewi: Colleague

    async def says(self, text: str, chat: int = 7) -> str:
        """A citizen types in Telegram; the next thing that was said there."""
        before = len(self.telegram.sent)
        self.telegram.says(text, chat)
        return str((await self.telegram.until_sent(before + 1))[-1]["text"])

    async def files(self, office: str = "kalbar") -> str:
        """A citizen complains; the ticket's number."""
        for text in (f"/start {office}", "mau ngadu, permohonan data saya 3 minggu ga ditanggapi", "Yanti"):
            await self.says(text)
        assert "Mohon diperiksa" in await self.says("081200001111")
        number = find_number(await self.says("kirim"))
        assert number is not None
        return number


@pytest.fixture(autouse=True)
def ticket_core() -> None:
    """Citizens talk with the real core here."""


@pytest.fixture
async def town(tmp_path: Path, search: Search) -> AsyncIterator[Town]:
    """The running service."""
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(bot_api())
        url = await stack.enter_async_context(
            serving(tmp_path, search, telegram_token=TOKEN, telegram_api_url=telegram.url, quiet_hours=AWAKE)
        )
        officers = await stack.enter_async_context(accounts(tmp_path, search))
        rina = await stack.enter_async_context(at_desk(url, await employ(officers, url)))
        dewi = await stack.enter_async_context(at_desk(url, await employ(officers, url, "Dewi", "depok")))
        yield Town(tmp_path, telegram, rina, dewi)


async def test_conversation_10(town: Town) -> None:
    """The answer is shown, sent and kept; what the citizen writes back joins the ticket, which waits again."""
    number = await town.files()
    path = f"/desk/tickets/{number}"
    assert (await town.dewi.get(path))[0] == 404
    fields = {**await town.rina.hidden(path), "kind": "answered", "text": READY}
    _, preview, _ = await town.rina.post(f"{path}/preview", fields)
    assert f"Jawaban untuk tiket {number}" in preview
    assert READY in preview
    before = len(town.telegram.sent)
    assert (await town.rina.post(f"{path}/act", fields))[0] == 303
    answer = (await town.telegram.until_sent(before + 1))[-1]["text"]
    for part in (number, READY, "Kalimantan Barat"):
        assert part in answer
    _, page = await town.rina.get(path)
    assert "Rina Wati menjawab" in page
    assert "dijawab" in page
    told = await town.says("makasih, tapi bisa dikirim email aja?")
    assert number in told
    _, page = await town.rina.get(path)
    assert "bisa dikirim email aja?" in page
    assert "belum dijawab lagi" in page
    assert stored(town.folder, "SELECT count(*) FROM tickets") == [1]


async def test_an_answer_that_does_not_arrive_is_there_when_asked_for(town: Town) -> None:
    """The officer sees that it failed; the citizen reads it with the ticket's state."""
    number = await town.files()
    town.telegram.blocked.add("7")
    assert (await town.rina.sends(number, "answered", READY))[0] == 303
    await town.telegram.until_called("sendMessage")
    for _ in range(200):
        _, page = await town.rina.get(f"/desk/tickets/{number}")
        if "memblokir bot" in page or "tidak dapat dijangkau" in page:
            break
    assert "memblokir bot" in page or "tidak dapat dijangkau" in page
    town.telegram.blocked.clear()
    told = await town.says("aduan saya udah sampe mana?")
    assert number in told
    assert "Datanya sudah siap" in told


async def test_conversation_12(town: Town) -> None:
    """Stopped for one office: its next announcement does not come; what the bot and officers answer does."""
    number = await town.files()
    for office in ("depok", "kalbar"):
        assert "Anda sekarang berlangganan" in await town.says(f"langganan pengumuman {office}")
    await town.says("/start depok")
    assert "Pengumuman mana yang dihentikan?" in await town.says("stop kirim pengumuman dong")
    stopped = await town.says("depok")
    assert "Depok" in stopped
    assert "langganan" in stopped.lower()
    assert "diinformasikan kemudian" in await town.says("jadwal pelatihan wub kapan?")
    before = len(town.telegram.sent)
    assert (await acts(town.dewi, await drafts(town.dewi), "send"))[0] == 303
    assert (await town.rina.sends(number, "answered", READY))[0] == 303
    said = (await town.telegram.until_sent(before + 1))[before:]
    assert [READY in each["text"] for each in said] == [True]
    assert stored(town.folder, "SELECT count(*) FROM announcement_deliveries") == [0]
