"""Chats with officers: who waits, one takes it, both write, and how it ends; on the web and in Telegram."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from yarl import URL

from bot.desk.desk import PREFIX
from bot.officers import Officers
from bot.settings import Settings
from bot.store.engines import database_url
from bot.store.store import Store
from bot.timers import Timers
from bot.turns import Turns
from knowledge.search import Search
from tests.bot.channels.test_web_files import send
from tests.bot.clock import TestClock
from tests.bot.desk.cases import routes
from tests.bot.desk.colleagues import Colleague, accounts, at_desk, employ
from tests.bot.desk.listening import listening
from tests.bot.desk.test_attacks import CANARY
from tests.bot.files.samples import jpeg
from tests.bot.service import Visitor, serving, visiting
from tests.bot.telegram import stored
from tests.fakes.bot_api import TOKEN, bot_api


@pytest.fixture(autouse=True)
def ticket_core() -> None:
    """Here citizens talk with the real core."""


@dataclass(frozen=True, slots=True)
class Office:
    """A running service: Rina and Budi serve Kalbar, Dewi serves Depok; a citizen has the web chat open."""

    url: str
    folder: Path
    clock: TestClock
    officers: Officers
    citizen: Visitor
    rina: Colleague
    budi: Colleague
    dewi: Colleague

    async def says(self, text: str) -> list[str]:
        """The citizen types; what was answered."""
        last = max((message["event"] for message in await self.citizen.history()), default=0)
        await self.citizen.say(text, office="kalbar")
        return [message["text"] for message in await self.citizen.history(last) if "text" in message]

    async def passes(self, minutes: int, search: Search) -> None:
        """Time passes, and the clock does what is due."""
        self.clock.pass_by(minutes * 60)
        store = Store(database_url(Settings(data_dir=self.folder).store_url))
        await Timers(store, Turns(store, search, self.clock), self.clock).look()
        store.close()

    async def heard(self, words: str) -> int:
        """How often the citizen was told so."""
        return sum(words in message.get("text", "") for message in await self.citizen.history())

    def state(self) -> str:
        """How the newest chat stands."""
        return str(stored(self.folder, "SELECT state FROM handovers ORDER BY id")[-1])

    async def asks(self) -> int:
        """The citizen asks for an officer; the id of the chat."""
        (told,) = await self.says("mau bicara dengan petugas")
        assert "Anda dalam antrean" in told
        found: int = stored(self.folder, "SELECT max(id) FROM handovers")[0]
        return found


@pytest.fixture
async def office(tmp_path: Path, search: Search, clock: TestClock) -> AsyncIterator[Office]:
    """The running service."""
    async with (
        serving(tmp_path, search, clock=clock) as url,
        visiting(url) as citizen,
        accounts(tmp_path, search, clock) as officers,
    ):
        rinas, budis = await employ(officers, url), await employ(officers, url, "Budi")
        dewis = await employ(officers, url, "Dewi", "depok")
        async with at_desk(url, rinas) as rina, at_desk(url, budis) as budi, at_desk(url, dewis) as dewi:
            yield Office(url, tmp_path, clock, officers, citizen, rina, budi, dewi)


async def does(officer: Colleague, chat: int, kind: str, text: str = "", **more: str) -> tuple[int, str, str]:
    """An officer does something with a chat, from its page as it is now."""
    _, shown = await officer.get(f"/desk/chats/{chat}")
    token = re.search(r'name="form_token" value="([^"]*)"', shown)
    fields = {"form_token": token[1] if token else "", "kind": kind, "text": text, "key": f"{kind}{text}{id(shown)}"}
    return await officer.post(f"/desk/chats/{chat}/act", {**fields, **more})


async def test_from_the_question_to_the_end(office: Office) -> None:
    """Queued and told so; taken; both write, in order, while the bot is silent; ended, and the bot answers again."""
    chat = await office.asks()
    (meanwhile,) = await office.says("berapa lama permintaan data koperasi?")
    assert "Jangka waktu" in meanwhile
    _, text = await office.rina.get("/desk/chats")
    assert "berapa lama permintaan data koperasi?" in text
    assert "menunggu 1 menit" in text
    _, before = await office.rina.get(f"/desk/chats/{chat}")
    assert "Jangka waktu" in before, "the bot's replies too"
    assert (await does(office.rina, chat, "take"))[::2] == (303, f"/desk/chats/{chat}")
    assert "Petugas sudah bergabung" in (await office.citizen.history())[-1]["text"]
    assert await office.says("Bu, data saya kapan siap?") == []
    assert await office.says("biaya kios depok?") == []
    assert (await does(office.rina, chat, "say", "Besok <pagi> & siang."))[0] == 303
    (said,) = [message["text"] for message in await office.citizen.history() if "Besok" in message.get("text", "")]
    assert "Petugas Diskop UKM Kalbar" in said
    assert "Besok <pagi> & siang." in said
    _, page = await office.rina.get(f"/desk/chats/{chat}")
    for part in ("Bu, data saya kapan siap?", "biaya kios depok?", "Besok &lt;pagi&gt; &amp; siang.", "dipegang Anda"):
        assert part in page
    assert page.index("data saya kapan siap") < page.index("biaya kios depok") < page.index("Besok")
    assert (await does(office.rina, chat, "end"))[::2] == (303, "/desk/chats")
    assert "menjawab lagi" in (await office.citizen.history())[-1]["text"]
    assert "Kios" in (await office.says("biaya kios depok?"))[0]
    assert stored(office.folder, "SELECT state || ' ' || how FROM handovers") == ["ended officer"]
    _, page = await office.rina.get(f"/desk/chats/{chat}")
    assert "Petugas mengakhirinya." in page
    assert "Kirim" not in page


@pytest.mark.parametrize("way", ["kembali ke bot", "menu", "balik ke bot aja deh"])
async def test_the_citizen_may_always_leave(office: Office, way: str) -> None:
    """By words; an officer who was writing meanwhile is told, and loses nothing of what was typed."""
    chat = await office.asks()
    await does(office.rina, chat, "take")
    assert "Obrolan dengan petugas selesai" in (await office.says(way))[0]
    status, text, _ = await does(office.rina, chat, "say", "Sebentar saya cek.")
    assert status == 409
    for part in ("sudah berakhir", "Sebentar saya cek.", "Warga kembali ke bot."):
        assert part in text
    assert "Sebentar" not in (await office.citizen.history())[-1]["text"]


async def test_only_one_holds_a_chat(office: Office) -> None:
    """Two take it at once: one gets it. A colleague takes it over with a word, which the citizen does not read."""
    chat = await office.asks()
    taken = await asyncio.gather(does(office.rina, chat, "take"), does(office.budi, chat, "take"))
    assert sorted(status for status, _, _ in taken) == [303, 409]
    rina_has_it = taken[0][0] == 303
    holder, other = (office.rina, office.budi) if rina_has_it else (office.budi, office.rina)
    status, text, _ = await does(other, chat, "say", "Halo dari saya.")
    assert status == 409
    assert "dipegang" in text
    assert "Halo dari saya." in text
    assert (await does(other, chat, "take-over", "ini bidang saya"))[0] == 303
    told = (await office.citizen.history())[-1]["text"]
    assert "Petugas lain melanjutkan" in told
    assert "bidang" not in told
    _, page = await holder.get(f"/desk/chats/{chat}")
    assert "ini bidang saya" in page
    assert (await does(holder, chat, "end"))[0] == 409
    assert (await does(other, chat, "end"))[0] == 303


async def test_a_chat_goes_back_to_the_queue(office: Office) -> None:
    """With a word to the next officer; the citizen is told, and what was said stays readable."""
    chat = await office.asks()
    await does(office.rina, chat, "take")
    await office.says("data saya hilang")
    assert (await does(office.rina, chat, "return", "tolong bidang data"))[::2] == (303, "/desk/chats")
    assert "kembali dalam antrean" in (await office.citizen.history())[-1]["text"]
    _, page = await office.budi.get(f"/desk/chats/{chat}")
    for part in ("tolong bidang data", "data saya hilang", "Ambil obrolan ini"):
        assert part in page


async def test_a_chat_becomes_a_ticket(office: Office) -> None:
    """With what the officer wrote down and the files that came; the citizen gets number and code, and the bot again."""
    chat = await office.asks()
    await does(office.rina, chat, "take")
    assert (await send(office.citizen, jpeg(), "bukti.jpg"))[0] == 200
    _, page = await office.rina.get(f"/desk/chats/{chat}")
    assert "bukti.jpg" in page
    status, content = await office.rina.get(f"/desk/chats/{chat}/files/1/preview")
    assert (status, bool(content)) == (200, True)
    status, _, led = await does(office.rina, chat, "ticket", "Data koperasi belum diterima.")
    assert status == 303
    number = led.removeprefix("/desk/tickets/")
    told = (await office.citizen.history())[-1]["text"]
    for part in (number, "Data koperasi belum diterima.", "klaim", "menjawab lagi"):
        assert part in told
    _, ticket = await office.rina.get(led)
    assert "bukti.jpg" in ticket
    assert number in (await office.says("tiket saya"))[0]
    assert (await office.rina.get(f"/desk/chats/{chat}/files/1"))[0] == 404, "it is the ticket's now"


async def test_files_go_with_the_chat(office: Office) -> None:
    """What the citizen sent the officer is kept while it lasts, and no longer."""
    chat = await office.asks()
    assert (await send(office.citizen, jpeg()))[0] == 200
    assert "Petugas melihatnya begitu bergabung" in (await office.citizen.history())[-1]["text"]
    assert stored(office.folder, "SELECT count(*) FROM files") == [1]
    await does(office.rina, chat, "take")
    await does(office.rina, chat, "end")
    assert stored(office.folder, "SELECT count(*) FROM files") == [0]
    assert "tidak disimpan lagi" in (await office.rina.get(f"/desk/chats/{chat}"))[1]


async def test_a_word_is_sent_once(office: Office) -> None:
    """However often its form arrives."""
    chat = await office.asks()
    await does(office.rina, chat, "take")
    for _ in range(2):
        assert (await does(office.rina, chat, "say", "Halo.", key="satu"))[0] == 303
    assert await office.heard("Halo.") == 1


async def test_words_are_needed(office: Office) -> None:
    """And identity numbers are hidden before they are kept."""
    chat = await office.asks()
    await does(office.rina, chat, "take")
    assert (await does(office.rina, chat, "say", "  "))[0] == 400
    assert (await does(office.rina, chat, "say", "x" * 3001))[0] == 400
    assert (await does(office.rina, chat, "say", "Nomor Anda 3201010101017391?"))[0] == 303
    assert "3201010101017391" not in str(await office.citizen.history())
    assert (await does(office.rina, chat, "terbang"))[0] == 400


@pytest.mark.parametrize(("method", "path"), sorted(each for each in routes() if "{chat}" in each[1]))
async def test_another_offices_chat_is_like_none(office: Office, method: str, path: str) -> None:
    """On every route the answer of a chat that nobody has; nothing changes, nothing tells."""
    chat = await office.asks()
    _, listed = await office.dewi.get("/desk/chats")
    assert "mau bicara" not in listed
    token = (await office.dewi.hidden("/desk"))["form_token"]
    answers = []
    for each in (str(chat), "999"):
        target = PREFIX + path.replace("{chat}", each).replace("{place}", "1")
        if method == "GET":
            answers.append(await office.dewi.get(target))
        else:
            fields = {"form_token": token, "kind": "take", "key": "x"}
            answers.append((await office.dewi.post(target, fields))[:2])
    assert {status for status, _ in answers} == {404}
    assert len({text for _, text in answers}) == 1
    assert stored(office.folder, "SELECT state FROM handovers") == ["waiting"]


async def test_a_viewer_only_looks(office: Office) -> None:
    """No form is offered, and one that is sent all the same is refused."""
    chat = await office.asks()
    async with at_desk(office.url, await employ(office.officers, office.url, "Tamu", role="viewer")) as viewer:
        _, text = await viewer.get(f"/desk/chats/{chat}")
        assert "mau bicara dengan petugas" in text
        assert "Ambil obrolan ini" not in text
        assert (await does(viewer, chat, "take"))[0] == 403


async def test_looks_and_acts_are_written_down(office: Office) -> None:
    """With who, what and which chat, and nothing of its words."""
    chat = await office.asks()
    await office.rina.get("/desk/chats")
    await does(office.rina, chat, "take")
    await does(office.rina, chat, "say", "Rahasia warga.")
    lines = [(each.who, each.what, each.object, each.office) for each in await office.officers.audit()]
    for what in ("chat-seen", "chat-take", "chat-say"):
        assert ("rina.wati", what, f"chat:{chat}", "kalbar") in lines
    assert ("rina.wati", "chats-listed", "chats", None) in lines
    assert "Rahasia" not in str(lines)


async def test_what_citizens_write_is_text(office: Office) -> None:
    """In the list and in the chat."""
    chat = await office.asks()
    await office.says(CANARY)
    for path in ("/desk/chats", f"/desk/chats/{chat}", f"/desk/live/chats/{chat}", "/desk/live/chats"):
        status, text = await office.rina.get(path)
        assert status == 200
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text


async def test_open_pages_hear_of_it(office: Office) -> None:
    """The heading counts who waits, the chat's page hears each message and who took it; the list is fetched anew."""
    async with listening(office.rina) as rina, listening(office.dewi) as dewi:
        assert await rina.until("counts", chats=0)
        chat = await office.asks()
        await rina.until("counts", chats=1)
        async with listening(office.budi, f"chat={chat}") as page:
            first = await page.until("chat", state="waiting", by=None)
            await does(office.rina, chat, "take")
            await page.until("chat", state="taken", by="Rina Wati")
            await office.says("halo bu")
            while (await page.until("chat"))["event"] <= first["event"] + 1:
                pass
        await rina.until("counts", chats=0)
        assert await dewi.until("counts") == {"tickets": 0, "chats": 0}
        async with listening(office.dewi, f"chat={chat}") as page:
            await page.until("changed")
            heard = asyncio.create_task(page.until("chat"))
            await asyncio.sleep(0.3)
            assert not heard.done()
            heard.cancel()


async def test_the_clock_tells_once_and_then_gives_up(office: Office, search: Search) -> None:
    """Ten minutes of office time without an officer, said once; a chat that nobody answers goes back to the bot."""
    chat = await office.asks()
    for minutes, told in ((9, 0), (2, 1), (30, 1)):
        await office.passes(minutes, search)
        assert await office.heard("Belum ada petugas yang siap") == told
    assert office.state() == "waiting"
    await does(office.rina, chat, "take")
    await office.says("halo?")
    for minutes, told in ((9, 0), (2, 1), (20, 1)):
        await office.passes(minutes, search)
        assert await office.heard("Petugas belum membalas") == told
    await office.passes(40, search)
    assert "Tinggalkan tiket agar" in (await office.citizen.history())[-1]["text"]
    assert office.state() == "ended"


async def test_where_nobody_sits_the_ticket_is_offered(tmp_path: Path, search: Search, clock: TestClock) -> None:
    """An office without officers at the desk queues nobody."""
    async with serving(tmp_path, search, clock=clock) as url, visiting(url) as citizen:
        await citizen.say("mau bicara dengan petugas", office="kalbar")
        assert "Apa pertanyaan atau pesan Anda?" in (await citizen.history())[-1]["text"]
    assert stored(tmp_path, "SELECT count(*) FROM handovers") == [0]


async def test_a_restart_loses_nothing(tmp_path: Path, search: Search, clock: TestClock) -> None:
    """What was written before it, during it and after it stands in the chat, in order; the officer still holds it."""
    async with serving(tmp_path, search, clock=clock) as url, accounts(tmp_path, search, clock) as officers:
        login = await employ(officers, url)
        async with visiting(url) as citizen, at_desk(url, login) as rina:
            await citizen.say("mau bicara dengan petugas", office="kalbar")
            await does(rina, 1, "take")
            await citizen.say("pesan pertama")
            cookies = {cookie.key: cookie.value for cookie in citizen.session.cookie_jar}
    async with serving(tmp_path, search, clock=clock) as url, visiting(url) as citizen, at_desk(url, login) as rina:
        citizen.session.cookie_jar.update_cookies(cookies, URL(url))
        await citizen.say("pesan kedua", key="lain")
        _, page = await rina.get("/desk/chats/1")
        assert "dipegang Anda" in page
        assert page.index("pesan pertama") < page.index("pesan kedua")
        assert (await does(rina, 1, "say", "Keduanya terbaca."))[0] == 303
        assert "Keduanya terbaca." in (await citizen.history())[-1]["text"]


async def test_by_telegram(tmp_path: Path, search: Search, clock: TestClock) -> None:
    """The officer's words arrive, what is written and photographed goes to the officer, *kembali ke bot* ends it."""
    async with (
        bot_api() as telegram,
        serving(tmp_path, search, clock=clock, telegram_token=TOKEN, telegram_api_url=telegram.url) as url,
        accounts(tmp_path, search, clock) as officers,
    ):
        login = await employ(officers, url)
        async with at_desk(url, login) as rina:
            telegram.says("/start kalbar")
            await telegram.until_sent(1)
            telegram.says("mau bicara dengan petugas")
            assert "Anda dalam antrean" in (await telegram.until_sent(2))[1]["text"]
            await does(rina, 1, "take")
            await telegram.until_sent(3)
            telegram.says("bu, ini suratnya")
            telegram.sends(jpeg())
            async with asyncio.timeout(10):
                while "foto.jpg" not in (page := (await rina.get("/desk/chats/1"))[1]) or "preview" not in page:
                    await asyncio.sleep(0.05)
            assert "bu, ini suratnya" in page
            await does(rina, 1, "say", "Sudah saya terima.")
            assert "Sudah saya terima." in (await telegram.until_sent(4))[3]["text"]
            telegram.says("kembali ke bot")
            assert "Obrolan dengan petugas selesai" in (await telegram.until_sent(5))[4]["text"]
            assert (await does(rina, 1, "say", "Satu lagi."))[0] == 409
