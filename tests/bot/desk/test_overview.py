"""The office's overview as officers see it: figures of their own office, on the page and as a file."""

from __future__ import annotations

import csv
import re
from io import StringIO
from pathlib import Path

import pytest

from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.desk.colleagues import accounts, at_desk, employ
from tests.bot.service import serving, visiting

QUESTIONS = ("biaya izin kantor cabang kalbar", "kalau syaratnya?", "alamat kantor", "cara daftar halal <b>")


@pytest.fixture(autouse=True)
def ticket_core() -> None:
    """Citizens' questions go to the real core here."""


def figure(text: str, name: str) -> int:
    """The count that a table or a tile gives under a name."""
    found = re.search(rf"<b>(\d+)</b> {name}|{name}</th>.*?class=\"figure\">(\d+)<", text)
    assert found is not None, name
    return int(found[1] or found[2])


async def test_what_the_office_was_asked(tmp_path: Path, search: Search, clock: TestClock) -> None:
    """In tiles, tables and the file alike; another office's page has none of it."""
    async with serving(tmp_path, search, clock=clock) as url, accounts(tmp_path, search, clock) as officers:
        for times in (2, 1):
            async with visiting(url) as citizen:
                for text in QUESTIONS[:times] if times == 1 else QUESTIONS:
                    await citizen.say(text)
        await employ(officers, url)
        await employ(officers, url, "Dewi", "depok")
        async with at_desk(url, "rina.wati") as rina, at_desk(url, "dewi") as dewi:
            assert (await rina.get("/desk/overview"))[0] == 303
            _, text = await rina.get("/desk/overview/kalbar?period=today")
            counts = {"terjawab": 4, "tanpa jawaban": 1, "Izin kantor cabang": 3, "Kontak dan alamat": 1, "Biaya": 2}
            assert {name: figure(text, name) for name in counts} == counts
            assert figure(text, "09.00–09.59") == 5
            assert "18 November 2026" in text
            _, file = await rina.get("/desk/overview/kalbar/csv?period=today")
            rows = {(part, what): count for part, what, count in csv.reader(StringIO(file.lstrip("\ufeff")))}
            assert rows["Pertanyaan menurut layanan", "Izin kantor cabang"] == "3"
            assert rows["Pertanyaan menurut jam", "pukul 09"] == "5"
            assert rows["Masa", "dari"] == "2026-11-18"
            _, asked = await rina.get("/desk/overview/kalbar/questions?period=today")
            assert "cara daftar halal &lt;b&gt;" in asked
            _, theirs = await dewi.get("/desk/overview/depok?period=today")
            assert figure(theirs, "terjawab") == 0
            _, asked = await dewi.get("/desk/overview/depok/questions?period=today")
            assert "Tidak ada pertanyaan yang tertinggal" in asked
        lines = [(each.who, each.what, each.office) for each in await officers.audit()]
        assert ("rina.wati", "questions-seen", "kalbar") in lines


async def test_without_any_question(tmp_path: Path, search: Search, clock: TestClock) -> None:
    """An office that begins reads zeros, not an error; who serves everything chooses among offices."""
    async with serving(tmp_path, search, clock=clock) as url, accounts(tmp_path, search, clock) as officers:
        await employ(officers, url, office=None, role="admin")
        async with at_desk(url, "rina.wati") as rina:
            status, text = await rina.get("/desk/overview/muba?period=own&from=2026-02-30&to=x")
            assert status == 200
            assert "Belum ada pertanyaan dalam masa ini." in text
            assert "Tulis kedua tanggalnya" in text
            assert "/desk/overview/palembang?" in text
