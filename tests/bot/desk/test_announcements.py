"""Announcements at the desk: written, looked at, let go, approved, watched, stopped, corrected."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

from bot.arrival import Address, Arrival
from bot.officers import Officers
from bot.staff_chats import StaffChats
from bot.store.announcements import AnnouncementState
from bot.store.officers import named_officer
from bot.turns import Turns
from handlers.turn import Message
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.desk.colleagues import Colleague, accounts, at_desk, employ
from tests.bot.desk.newsroom import NEWS, WUB, acts, beside, drafts, fields, followers, looks, writes
from tests.bot.service import serving
from tests.bot.telegram import stored

NIGHT = dt.timedelta(hours=13)
"""From half past nine in the morning to half past ten in the evening."""


@dataclass(frozen=True, slots=True)
class Room:
    """Dewi is an officer of Depok; nothing is sent in Telegram, since the service has no bot there."""

    url: str
    folder: Path
    clock: TestClock
    officers: Officers
    dewi: Colleague


@pytest.fixture(autouse=True)
def ticket_core() -> None:
    """Citizens talk with the real core here."""


@pytest.fixture
async def room(tmp_path: Path, search: Search, clock: TestClock) -> AsyncIterator[Room]:
    """A service whose office at Kalbar asks for a second person."""
    async with (
        serving(tmp_path, search, clock=clock, approval_offices=("kalbar",)) as url,
        accounts(tmp_path, search, clock) as officers,
        at_desk(url, await employ(officers, url, "Dewi", "depok")) as dewi,
    ):
        yield Room(url, tmp_path, clock, officers, dewi)


def state(room: Room) -> AnnouncementState:
    """How the newest announcement stands."""
    found: AnnouncementState = stored(room.folder, "SELECT state FROM announcements ORDER BY id DESC")[0]
    return found


async def until(room: Room, wanted: AnnouncementState) -> None:
    """Waits for the service to bring the newest announcement into a state."""
    async with asyncio.timeout(10):
        while state(room) != wanted:
            await asyncio.sleep(0.02)


async def test_written_and_looked_at(room: Room) -> None:
    """As it will arrive on every channel and in every language, with the number of receivers; nothing has gone."""
    await followers(room.folder, room.clock, {"depok": (1, 2, 3), "kalbar": (4, 5), "depok kalbar": (6,)})
    await followers(room.folder, room.clock, {"depok": ("w1",)}, channel="web", account="web")
    assert "Belum ada pengumuman." in (await room.dewi.get(NEWS))[1]
    opens = "form:wub-training:depok/pelatihan-wub"
    number = await drafts(room.dewi, link="https://forms.gle/AbC?x=1&y=2", opens0=opens, label0="Daftar")
    page = await looks(room.dewi, number)
    for part in (
        '<strong class="big">5</strong>', "Telegram <strong>4</strong>", "Obrolan web <strong>1</strong>",
        "<b>Pengumuman Dinas Koperasi dan Usaha Mikro Kota Depok</b>", "<h3>Pelatihan Wirausaha Baru</h3>",
        '<a href="https://forms.gle/AbC?x=1&y=2"', "<span>Daftar</span>", "Ketik “berhenti”", "Basa Sunda",
        "because you subscribed",
    ):  # fmt: skip
        assert part in page, part
    assert "Pelatihan Wirausaha Baru" in (await room.dewi.get(f"{NEWS}?view=draft"))[1]
    assert "Tidak ada pengumuman di sini." in (await room.dewi.get(f"{NEWS}?view=running"))[1]
    assert state(room) == "draft"
    assert stored(room.folder, "SELECT id FROM outbox") == []


async def test_only_the_chosen_channels_are_shown_and_counted(room: Room) -> None:
    """As the officer narrowed them."""
    await followers(room.folder, room.clock, {"depok": (1, 2)})
    await followers(room.folder, room.clock, {"depok": ("w1",)}, channel="web", account="web")
    page = await looks(room.dewi, await drafts(room.dewi, channel="web", language="su"))
    assert '<strong class="big">0</strong>' in page
    assert 'class="look web"' in page
    assert 'class="look telegram"' not in page
    assert "Pengumuman ti" in page or "Basa Sunda" in page
    assert "English" not in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"title": " "}, "Judul kosong"),
        ({"text": " \n "}, "Isi pengumuman kosong"),
        ({"text": "x" * 3001}, "lebih dari 3000"),
        ({"link": "javascript:alert(1)"}, "Tautan harus alamat web"),
        ({"link": 'https://x.id/"onmouseover="alert(1)'}, "Tautan harus alamat web"),
        ({"link": "https://"}, "Tautan harus alamat web"),
        ({"link": "https://bank.co.id@jahat.example/"}, "Tautan harus alamat web"),
        ({"topic": "politik"}, "Pilih sedikitnya satu topik"),
        ({"until": "2026-11-17"}, "sudah lewat"),
        ({"until": "besok"}, "bukan tanggal"),
        ({"opens0": "requests:kalbar", "label0": "Daftar"}, "Periksa tombolnya"),
        ({"opens0": "", "label0": "Daftar"}, "Periksa tombolnya"),
        ({"opens0": "requests:depok", "label0": "x" * 25}, "Periksa tombolnya"),
        ({"language": "xx"}, "Bahasa itu tidak ada"),
        ({"channel": "terminal"}, "Saluran itu tidak ada"),
    ],
)
async def test_what_is_refused_is_kept_as_typed(room: Room, typed: dict[str, str], told: str) -> None:
    """With what is wrong; nothing is stored."""
    status, text, _ = await writes(room.dewi, **{"link": "https://depok.go.id/a", **typed})
    page = unescape(text)
    assert (status, told in page) == (400, True)
    for name, value in {**WUB, "link": "https://depok.go.id/a", **typed}.items():
        if name in {"title", "text", "link", "until", "label0"} and value.strip():
            assert value in page, name
    assert stored(room.folder, "SELECT id FROM announcements") == []


async def test_changed_and_shown_anew(room: Room) -> None:
    """The form holds what was written, line by line."""
    number = await drafts(room.dewi, text="Syarat:\r\n- KTP\r\n\r\nSampai Jumat.")
    _, form = await room.dewi.get(f"{NEWS}/{number}/edit")
    assert "Syarat:\n- KTP\n\nSampai Jumat.</textarea>" in form
    status, _, led = await writes(room.dewi, f"{NEWS}/{number}/edit", text="Sampai Jumat, 15 Agustus")
    assert (status, led) == (303, f"{NEWS}/{number}?done=saved")
    page = await looks(room.dewi, number)
    assert "Sampai Jumat, 15 Agustus" in page
    assert "KTP" not in page


async def test_a_stale_form_is_refused_with_what_changed(room: Room) -> None:
    """Words are shown beside those that are kept now; a button of an older page sends nothing."""
    number = await drafts(room.dewi)
    form = await fields(room.dewi, f"{NEWS}/{number}/edit")
    button = await fields(room.dewi, f"{NEWS}/{number}")
    await writes(room.dewi, f"{NEWS}/{number}/edit", text="Kata rekan saya.", until="2026-12-01")
    status, text, _ = await room.dewi.post(f"{NEWS}/{number}/edit", {**form, **WUB, "text": "Kata saya."})
    assert status == 409
    for part in ("berubah sejak Anda membukanya", "Kata saya.</textarea>", "<dd>Kata rekan saya.</dd>", "2026-12-01"):
        assert part in text
    status, text, _ = await room.dewi.post(f"{NEWS}/{number}/act", {**button, "act": "send"})
    assert status == 409
    assert "tidak dikerjakan lagi" in text
    assert "Berubah sejak Anda membukanya: isi, masa berlaku." in text
    assert state(room) == "draft"
    assert (await writes(room.dewi, f"{NEWS}/{number}/edit", text="Kata saya."))[0] == 303


async def test_a_second_press_sends_nothing_twice(room: Room) -> None:
    """Two at once, and one more from a page that was left open."""
    await followers(room.folder, room.clock, {"depok": ("w1", "w2")}, channel="web", account="web")
    number = await drafts(room.dewi)
    form = {**await fields(room.dewi, f"{NEWS}/{number}"), "act": "send"}
    answers = await asyncio.gather(*(room.dewi.post(f"{NEWS}/{number}/act", form) for _ in range(2)))
    assert sorted(status for status, _, _ in answers) == [303, 409]
    await until(room, "done")
    status, text, _ = await room.dewi.post(f"{NEWS}/{number}/act", form)
    assert (status, "tidak ada yang terkirim dua kali" in text) == (409, True)
    assert stored(room.folder, "SELECT count(*) FROM messages WHERE kind = 'announcement'") == [2]


async def test_a_large_audience_is_typed(room: Room) -> None:
    """The number itself, with or without its dot; what was typed wrong is shown again."""
    await followers(room.folder, room.clock, {"depok": range(1001)})
    number = await drafts(room.dewi)
    assert "Ketik jumlahnya, 1.001," in await looks(room.dewi, number)
    status, text, _ = await acts(room.dewi, number, "send", confirmed="1000")
    assert (status, "Ketik 1001 untuk mengirim" in text, 'value="1000"' in text) == (400, True, True)
    assert state(room) == "draft"
    assert (await acts(room.dewi, number, "send", confirmed="1.001"))[0] == 303
    assert state(room) == "sending"


async def test_scheduled_by_the_offices_clock(room: Room) -> None:
    """A time that has been is refused and kept as typed; the quiet hours are told before and after."""
    number = await drafts(room.dewi)
    for wall, told in (("2026-11-18T09:29", "sudah lewat"), ("nanti", "Isi tanggal dan jam kirimnya")):
        status, text, _ = await acts(room.dewi, number, "schedule", at=wall)
        assert (status, told in text, f'value="{wall}"' in text) == (400, True, True)
    status, _, led = await acts(room.dewi, number, "schedule", at="2026-11-18T21:00")
    assert status == 303
    page = unescape((await room.dewi.get(led))[1])
    assert "Waktunya jatuh pada jam tenang (20.00–07.00): akan berangkat besok pukul 07.00." in page
    assert stored(room.folder, "SELECT scheduled_at FROM announcements") == ["2026-11-18 14:00:00.000000"]
    status, text, _ = await acts(room.dewi, number, "cancel")
    assert (status, "Centang dulu" in text) == (400, True)
    assert (await acts(room.dewi, number, "cancel", sure="yes"))[0] == 303
    assert state(room) == "cancelled"
    assert "Buat ralat" not in await looks(room.dewi, number)


async def test_what_would_leave_after_its_end_is_refused(room: Room) -> None:
    """Sent at night, it would leave tomorrow, when it is over: that is said instead of sending it to nobody."""
    number = await drafts(room.dewi, until="2026-11-18")
    room.clock.now += NIGHT
    async with at_desk(room.url, "dewi") as dewi:
        assert "akan berangkat besok pukul 07.00" in await looks(dewi, number)
        status, text, _ = await acts(dewi, number, "send")
    assert (status, "sudah habis" in text) == (400, True)
    assert state(room) == "draft"


async def test_a_second_person_approves(room: Room) -> None:
    """The page tells who must do what; neither the one who sent it nor an officer without that role can."""
    async with at_desk(room.url, await employ(room.officers, room.url, "Rina", "kalbar")) as rina:
        number = await drafts(rina, office="kalbar")
        assert "Minta persetujuan untuk 0 penerima" in await looks(rina, number)
        await acts(rina, number, "send")
        assert "Belum ada kepala atau admin lain" in await looks(rina, number)
        assert (await acts(rina, number, "approve"))[0] == 403
        async with (
            at_desk(room.url, await employ(room.officers, room.url, "Sri", "kalbar", "head")) as sri,
            at_desk(room.url, await employ(room.officers, room.url, "Agus", "kalbar")) as agus,
        ):
            assert "Yang dapat menyetujui: <strong>Sri</strong>" in await looks(rina, number)
            assert (await acts(agus, number, "approve"))[0] == 403
            assert "Setujui, kirim" not in await looks(agus, number)
            assert state(room) == "waiting-approval"
            page = await looks(sri, number)
            assert "Setujui, kirim ke 0 penerima" in page
            assert "Pelatihan Wirausaha Baru" in page
            assert (await acts(sri, number, "approve"))[0] == 303
            mine = await drafts(sri, office="kalbar")
            await acts(sri, mine, "send")
            assert (await acts(sri, mine, "approve"))[0] == 403
            assert "Anda yang mengirimnya" in await looks(sri, mine)
    assert stored(room.folder, "SELECT approved_by FROM announcements WHERE approved_by IS NOT NULL") == ["sri"]


async def test_tried_in_the_officers_own_web_chat(room: Room) -> None:
    """In the same browser, once there is a conversation; nobody is counted."""
    number = await drafts(room.dewi)
    assert "Kirim ke obrolan web" not in await looks(room.dewi, number)
    form = {**await fields(room.dewi, f"{NEWS}/{number}"), "chat": "web"}
    assert (await room.dewi.post(f"{NEWS}/{number}/test", form))[0] == 409
    await room.dewi.get("/")
    assert "Kirim ke obrolan web" in await looks(room.dewi, number)
    status, text, _ = await room.dewi.post(f"{NEWS}/{number}/test", form)
    assert (status, "Sapa dulu botnya" in text) == (409, True)
    async with room.dewi.session.post(f"{room.url}/chat/messages", json={"id": "k1", "text": "halo"}) as answer:
        assert answer.status == 200
    assert (await room.dewi.post(f"{NEWS}/{number}/test", form))[::2] == (303, f"{NEWS}/{number}?done=tested")
    async with room.dewi.session.get(f"{room.url}/chat/messages") as answer:
        assert "Pendaftaran dibuka sampai Jumat." in (await answer.json())["messages"][-1]["text"]
    assert stored(room.folder, "SELECT id FROM announcement_deliveries") == []


async def test_tried_in_the_officers_own_telegram(room: Room, search: Search) -> None:
    """Once it is linked; only there."""
    number = await drafts(room.dewi)
    form = {**await fields(room.dewi, f"{NEWS}/{number}"), "chat": "telegram"}
    assert (await room.dewi.post(f"{NEWS}/{number}/test", form))[0] == 409
    async with beside(room.folder) as store:
        chat = Address("telegram", "bot", "77")
        officer = await store.read(lambda connection: named_officer(connection, "Dewi"))
        code = await StaffChats(store, room.clock).code(officer)
        message = Message("text", f"/petugas {code}")
        await Turns(store, search, room.clock).take(Arrival(chat, "k77", message))
    assert "Kirim ke Telegram Anda" in await looks(room.dewi, number)
    assert (await room.dewi.post(f"{NEWS}/{number}/test", form))[::2] == (303, f"{NEWS}/{number}?done=tested")
    (said,) = stored(room.folder, "SELECT body FROM messages ORDER BY rowid DESC LIMIT 1")
    assert "Pendaftaran dibuka sampai Jumat." in said


async def test_watched_stopped_and_tried_again(room: Room) -> None:
    """How far it is, what became of the copies by reason; paused, resumed; the uncertain only when asked for."""
    await followers(room.folder, room.clock, {"depok": range(1, 9)})
    number = await drafts(room.dewi)
    await acts(room.dewi, number, "send")
    async with asyncio.timeout(10):
        while "<strong>0</strong> dari 8" not in (page := (await room.dewi.get(f"{NEWS}/{number}/progress"))[1]):
            await asyncio.sleep(0.02)
    assert 'data-state="sending"' in page
    assert "<html" not in page
    assert (await acts(room.dewi, number, "pause"))[0] == 303
    assert "dijeda" in await looks(room.dewi, number)
    assert (await acts(room.dewi, number, "pause"))[0] == 409
    assert (await acts(room.dewi, number, "resume"))[0] == 303
    settle(room, "sent", None, 4)
    settle(room, "blocked", "bot diblokir", 6, retryable=True)
    settle(room, "uncertain", "terhenti saat dikirim", 8)
    await until(room, "done")
    page = await looks(room.dewi, number)
    assert "<strong>8</strong> dari 8" in page
    for name, count in (("terkirim", 4), ("diblokir", 2), ("tidak pasti", 2)):
        assert f'<th scope="row">{name}</th><td class="many">{count}</td>' in page
    assert "Coba lagi yang gagal sementara (2)" in page
    status, text, _ = await acts(room.dewi, number, "retry-uncertain")
    assert (status, "dua kali" in text) == (400, True)
    assert (await acts(room.dewi, number, "retry"))[0] == 303
    settle(room, "sent", None, 8)
    await until(room, "done")
    assert (await acts(room.dewi, number, "cancel", sure="yes"))[0] == 409


def settle(room: Room, became: str, reason: str | None, up_to: int, *, retryable: bool = False) -> None:
    """Writes down what became of waiting copies, as a channel would: this service has no Telegram."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(room.folder / "tanya.db", timeout=5)) as database, database:
        database.execute(
            "UPDATE announcement_deliveries SET state = ?, reason = ?, retryable = ? "
            "WHERE state = 'waiting' AND id <= ?",
            (became, reason, retryable, up_to),
        )


async def test_a_correction_goes_to_those_who_got_the_first(room: Room) -> None:
    """Written from the first's words, counted, shown as what it is; its audience cannot be changed."""
    await followers(room.folder, room.clock, {"depok": ("w1", "w2")}, channel="web", account="web")
    number = await drafts(room.dewi)
    early = {**await fields(room.dewi, f"{NEWS}/{number}"), **WUB, "text": "Sampai Kamis."}
    status, text, _ = await room.dewi.post(f"{NEWS}/{number}/correct", early)
    assert (status, "Sampai Kamis.</textarea>" in text) == (409, True)
    await acts(room.dewi, number, "send")
    await until(room, "done")
    await followers(room.folder, room.clock, {"depok": ("w3", "w4")}, channel="web", account="web")
    _, form = await room.dewi.get(f"{NEWS}/{number}/correct")
    assert "Pendaftaran dibuka sampai Jumat.</textarea>" in form
    assert 'name="topic"' not in form
    status, _, led = await writes(room.dewi, f"{NEWS}/{number}/correct", text="Sampai Kamis.", topic="umum")
    assert status == 303
    page = unescape((await room.dewi.get(led))[1])
    for part in (
        '<strong class="big">2</strong>',
        "Ralat: Pelatihan Wirausaha Baru",
        "yang sudah menerima yang pertama",
    ):
        assert part in page
    second = number + 1
    assert (await writes(room.dewi, f"{NEWS}/{second}/edit", text="Sampai Rabu.", topic="umum"))[0] == 303
    assert '<strong class="big">2</strong>' in await looks(room.dewi, second)
    await acts(room.dewi, second, "send")
    await until(room, "done")
    got = "SELECT count(*) FROM announcement_deliveries WHERE announcement_id = "
    assert stored(room.folder, f"{got}{second}") == [2]


async def test_what_was_sent_is_copied_for_another(room: Room) -> None:
    """Its words and buttons, without its last day."""
    number = await drafts(room.dewi, until="2026-12-01", opens0="requests:depok")
    _, form = await room.dewi.get(f"{NEWS}/new?from={number}")
    assert "Pendaftaran dibuka sampai Jumat.</textarea>" in form
    assert '<option value="requests:depok" selected>' in form
    assert 'value="Ajukan permohonan"' in form
    assert "2026-12-01" not in form


async def test_every_change_is_written_down(room: Room) -> None:
    """With who, which announcement and its office; looking at one tells nothing personal and is not."""
    number = await drafts(room.dewi)
    await writes(room.dewi, f"{NEWS}/{number}/edit", text="Sampai Rabu.")
    await acts(room.dewi, number, "schedule", at="2026-11-20T10:00")
    await acts(room.dewi, number, "cancel", sure="yes")
    lines = [
        (each.what, each.office)
        for each in await room.officers.audit()
        if each.who == "dewi" and each.object == f"announcement:{number}"
    ]
    assert [what for what, _ in lines] == [
        "announcement-draft", "announcement-revise", "announcement-send", "announcement-cancel",
    ]  # fmt: skip
    assert {office for _, office in lines} == {"depok"}


async def test_only_for_those_who_keep_a_checklist(room: Room) -> None:
    """Chosen in the form, shown beside the draft and kept when it is changed; another office's service is refused."""
    number = await drafts(room.dewi, keepers_of="depok/kios")
    page = await looks(room.dewi, number)
    assert "Hanya penyimpan daftar periksa" in page
    assert "Pemberdayaan Sarana dan Prasarana Kios" in page
    _, form = await room.dewi.get(f"{NEWS}/{number}/edit")
    assert '<option value="depok/kios" selected>' in form
    status, text, _ = await writes(room.dewi, keepers_of="kalbar/konsultasi")
    assert status == 400
    assert "bukan layanan kantor ini" in text
