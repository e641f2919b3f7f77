"""The receipt as the one who holds it sees it: what it must say, what it must not, and where its code leads."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.arrival import Address, Arrival
from bot.papers.doors import Doors
from bot.papers.paper import NoPaper, Paper, Wanted
from bot.papers.rendering import render, speaking
from bot.store.engines import database_url
from bot.store.migrating import migrate
from bot.store.store import Store
from bot.store.unit import Unit
from bot.turns import Turns
from handlers.tickets import find_number
from handlers.turn import FileRef, Message
from knowledge.search import Search
from tests.bot.papers.opening import links, words

NOW = dt.datetime(2026, 11, 18, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
CODE = "K4M9TX7A3C"
WEB = Doors("https://tanya.kalbarprov.go.id", "TanyaDinasBot")
SITI = Address("telegram", "1", "7")
STORY = (
    "mau mengadu, saya Siti Rahmawati 😀 diminta uang oleh petugas loket di kalbar, hubungi 0812-3456-7890 atau"
    " siti.rahma@example.com, متن, NIK 6171012345678901"
)


class Filed:
    """A complaint that was filed, and its receipts."""

    def __init__(self, store: Store, search: Search, number: str) -> None:
        self._store = store
        self._search = search
        self.number = number

    async def receipt(
        self, ending: str, doors: Doors = WEB, language: str = "id", conversation: int = 1, code: str = CODE
    ) -> Paper:
        """The receipt as a PDF or a picture."""
        ref = FileRef("receipt", f"{self.number}:{code}", f"tanda-terima.{ending}")
        context = speaking(language, self._search, NOW)

        def work(connection: Connection) -> Paper:
            return render(Wanted(ref, Unit(connection), conversation, context, doors))

        return await self._store.read(work)


async def file(store: Store, search: Search, *said: str) -> Filed:
    """Says things until a ticket is filed."""
    turns = Turns(store, search, lambda: NOW)
    for key, text in enumerate(said):
        await turns.take(Arrival(SITI, str(key), Message("text", text)))
    found = await store.read(lambda connection: connection.exec_driver_sql("SELECT number FROM tickets").scalar_one())
    assert find_number(found) == found
    return Filed(store, search, found)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An SQLite store."""
    url = database_url(f"sqlite:///{tmp_path / 'tanya.db'}")
    migrate(url)
    return Store(url)


@pytest.fixture
async def complaint(store: Store, search: Search) -> Filed:
    """A complaint whose words tell who wrote it."""
    return await file(store, search, STORY, "Siti Rahmawati", "0812 3456 7890", "kirim")


async def test_what_a_receipt_says(complaint: Filed) -> None:
    """Everything that the chat said of the ticket, its code, and what letters could not be printed."""
    text = words((await complaint.receipt("pdf")).content)
    for wanted in (
        "Dinas Koperasi, Usaha Kecil dan Menengah Provinsi Kalimantan Barat",
        complaint.number,
        "Rabu, 18 November 2026 pukul 09.30 WIB",
        "Jenis: Pengaduan",
        "diminta uang oleh petugas loket",
        "Pengaduan ringan: paling lama 3 jam",
        "Keputusan Kepala Dinas Nomor 631/DISKOPUKM.A/2023",
        "paling lama 60 hari sejak berkasnya lengkap",
        "klaim K4M9T-X7A3C",
        "☐ menggantikan huruf",
    ):
        assert wanted in text, wanted


async def test_who_filed_it_stands_nowhere(complaint: Filed) -> None:
    """Neither what was asked for nor what was told by the way, in any word of it."""
    text = words((await complaint.receipt("pdf")).content).lower()
    for hidden in ("siti", "rahmawati", "3456", "7890", "example", "6171", "8901"):
        assert hidden not in text, hidden


@pytest.mark.parametrize("ending", ["pdf", "png"])
async def test_its_code_opens_the_ticket(complaint: Filed, ending: str) -> None:
    """Read back from the paper; with nothing in the address but the code, behind # where no server sees it."""
    content = (await complaint.receipt(ending)).content
    assert links(content) == [f"https://tanya.kalbarprov.go.id/#klaim-{CODE}"]
    content = (await complaint.receipt(ending, Doors(None, "TanyaDinasBot"))).content
    assert links(content) == [f"https://t.me/TanyaDinasBot?start=klaim-{CODE}"]
    content = (await complaint.receipt(ending, Doors())).content
    assert links(content) == []


async def test_without_a_door_the_words_say_what_to_type(complaint: Filed) -> None:
    """The code is of use in any chat with the office."""
    text = words((await complaint.receipt("pdf", Doors())).content)
    assert "ketik “klaim K4M9T-X7A3C” di obrolan" in text
    assert "Pindai" not in text
    assert "klaim" not in words((await complaint.receipt("pdf", Doors(), code="")).content)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Received: Wednesday"), ("jv", "Tandha tampi"), ("su", "Tanda tarima")]
)
async def test_in_the_citizens_language(complaint: Filed, language: str, said: str) -> None:
    """Whatever the office's own words are."""
    assert said in words((await complaint.receipt("pdf", language=language)).content)


async def test_another_conversation_gets_none(complaint: Filed) -> None:
    """The number alone is no key."""
    with pytest.raises(NoPaper):
        await complaint.receipt("pdf", conversation=2)


async def test_a_request_promises_nothing(store: Store, search: Search) -> None:
    """It is not granted by being filed, and how long it takes is the decree's word."""
    said = ("mau konsultasi koperasi di kalbar", "cara menyusun laporan RAT", "Budi", "081234567890", "kirim")
    asked = await file(store, search, *said)
    text = words((await asked.receipt("pdf")).content)
    assert "Jenis: Permohonan" in text
    assert "belum berarti disetujui" in text
    assert "Jangka waktu menurut keputusan" in text
    assert "Budi" not in text


async def test_the_picture_is_one_that_telegram_shows(complaint: Filed) -> None:
    """Its own rules, held by the fake too."""
    from tests.fakes.bot_api_files import check_photo

    check_photo((await complaint.receipt("png")).content)
