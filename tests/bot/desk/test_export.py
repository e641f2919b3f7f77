"""Tickets as a spreadsheet: the filter's, in Indonesian and the office's time, without a formula, audited."""

from __future__ import annotations

import asyncio
import csv
import gc
import io
import sqlite3
import zipfile
from contextlib import closing
from xml.etree import ElementTree

import pytest

from bot.desk.spreadsheets import csv_row, guarded
from bot.store.inbox import Filter, inbox_after
from bot.store.store import Store
from bot.turns import Turns
from tests.bot.clock import TestClock
from tests.bot.desk.colleagues import Colleague
from tests.bot.desk.conftest import Desk, files
from tests.bot.store.test_turns import says
from tests.bot.ticket_core import use_ticket_core

_NAMES = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


async def csv_of(browser: Colleague, query: str = "") -> list[dict[str, str]]:
    """The CSV file of a filter."""
    async with browser.session.get(f"{browser.url}/desk/export/tickets.csv{query}") as response:
        assert response.status == 200
        assert response.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''tiket-")
        content = await response.read()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


async def sheet_of(browser: Colleague, query: str = "") -> tuple[list[dict[str, str]], str]:
    """The rows of the XLSX file of a filter by column, numbers as they are kept, and the sheet's own XML."""
    async with browser.session.get(f"{browser.url}/desk/export/tickets.xlsx{query}") as response:
        assert response.status == 200
        with zipfile.ZipFile(io.BytesIO(await response.read())) as book:
            text = book.read("xl/worksheets/sheet1.xml").decode()
    sheet = ElementTree.fromstring(text)
    rows = [
        {cell.attrib["r"].rstrip("0123456789"): "".join(cell.itertext()) for cell in row}
        for row in sheet.iterfind(".//m:row", _NAMES)
    ]
    return rows, text


async def test_the_columns(desk: Desk) -> None:
    """How a ticket stands, by its office's clock; neither name nor contact."""
    (row,) = await csv_of(desk.rina)
    assert {name: row[name] for name in ("Nomor", "Jenis", "Perihal", "Keadaan", "Saluran", "Diajukan", "Pelapor")} == {
        "Nomor": desk.number,
        "Jenis": "pengaduan",
        "Perihal": "data tidak ditanggapi",
        "Keadaan": "baru",
        "Saluran": "Obrolan web",
        "Diajukan": "2026-11-18 09:30",
        "Pelapor": "bernama",
    }
    assert (row["Batas keputusan"], row["Zona waktu"]) == ("2026-11-18 12:30", "Asia/Pontianak")
    assert "Yanti" not in str(row)
    assert "0812" not in str(row)


async def test_both_files_say_the_same(desk: Desk) -> None:
    """XLSX has real moments and numbers."""
    await files(desk.citizen, "hal lain")
    rows, text = await sheet_of(desk.rina)
    table = await csv_of(desk.rina)
    assert list(rows[0].values()) == list(table[0])
    assert [row["A"] for row in rows[1:]] == [each["Nomor"] for each in table]
    assert [row["F"] for row in rows[1:]] == ["data tidak ditanggapi", "hal lain"]
    opened = rows[1]["K"]
    assert opened.startswith("46344.39"), "18 November 2026 09.30 as Excel counts days"
    assert "<f>" not in text


async def test_the_inboxes_filter(desk: Desk) -> None:
    """Holds for the file, too; so do the offices."""
    for query, count in (
        ("view=unassigned", 1), ("view=mine", 0), ("view=today", 1), ("view=done", 0), ("q=DITANGGAPI", 1),
        ("q=100%25", 0), ("office=depok", 0), ("channel=web", 1), ("channel=telegram", 0), ("class=normatif", 0),
    ):  # fmt: skip
        assert len(await csv_of(desk.rina, f"?{query}")) == count, query
        assert await csv_of(desk.dewi, f"?{query}") == []


async def test_what_was_taken_is_written_down(desk: Desk) -> None:
    """With the filter and the count, without the words of a search."""
    await csv_of(desk.rina, "?q=ditanggapi&office=kalbar")
    await sheet_of(desk.dewi)
    lines = [each for each in await desk.officers.audit() if each.what == "tickets-exported"]
    assert [(each.who, each.object, each.office) for each in lines] == [
        ("rina.wati", "view:open 1 csv kantor=kalbar cari=ya", "kalbar"),
        ("dewi", "view:open 0 xlsx", None),
    ]


async def test_no_cell_is_a_formula(desk: Desk) -> None:
    """Whatever a citizen writes."""
    evil = '=HYPERLINK("http://jahat.example","klik")'
    with closing(sqlite3.connect(desk.folder / "tanya.db")) as database, database:
        for column in ("about", "rating_word", "assigned_to", "ticket_class", "service"):
            database.execute(f"UPDATE tickets SET {column} = ?", (evil,))
    (row,) = await csv_of(desk.rina, "?view=open")
    assert not [cell for cell in row.values() if cell.startswith("=")]
    assert row["Perihal"] == f"'{evil}"
    rows, text = await sheet_of(desk.rina)
    assert rows[1]["F"] == evil
    assert "<f>" not in text
    assert "hyperlink" not in text.lower().replace("=hyperlink(", "")


@pytest.mark.parametrize("text", ["=1", "+62812", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1"])
def test_what_begins_like_a_formula(text: str) -> None:
    """Begins with an apostrophe."""
    assert guarded(text) == f"'{text}"
    assert csv_row([text, 7, None]) == [f"'{text}", "7", ""]


def test_other_texts_stay() -> None:
    """As they are."""
    assert [guarded(text) for text in ("a=1", "", "1-2", "'x")] == ["a=1", "", "1-2", "'x"]


async def test_more_than_one_chunk(
    store: Store, turns: Turns, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every ticket once, on both databases, with its channel."""
    use_ticket_core(monkeypatch)
    for each in range(5):
        await turns.take(says(f"adukan hal {each}", f"{each}"))
    found, after = [], 0
    while chunk := await store.read(lambda each, after=after: inbox_after(each, Filter(None), clock(), after, 2)):  # type: ignore[misc]
        after = chunk[-1][0].id
        found += [(filed.ticket.about, channel) for filed, channel in chunk]
    assert found == [(f"hal {each}", "telegram") for each in range(5)]


@pytest.mark.parametrize("path", ["export/tickets.csv", "export/tickets.xlsx", "tickets/{number}/lapor.zip"])
async def test_a_browser_that_leaves_leaves_no_file_behind(desk: Desk, path: str) -> None:
    """However early: what is written for it is closed."""
    url = f"{desk.rina.url}/desk/{path.format(number=desk.number)}"
    for milliseconds in range(0, 60, 3):
        asking = asyncio.create_task(_read(desk.rina, url))
        await asyncio.sleep(milliseconds / 1000)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
    await csv_of(desk.rina)
    gc.collect()


async def _read(browser: Colleague, url: str) -> bytes:
    async with browser.session.get(url) as response:
        return await response.read()
