"""The audit at the desk: in words, by filter, in pages, as a file; bound to offices, and itself audited."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing

import pytest

from bot.desk.audit_words import WHAT, object_words, what_words, who_words
from tests.bot.desk.colleagues import Colleague, at_desk, employ
from tests.bot.desk.conftest import Desk


@pytest.fixture
async def head(desk: Desk) -> AsyncIterator[Colleague]:
    """The head of Kalbar."""
    async with at_desk(desk.url, await employ(desk.officers, desk.url, "Kepala", "kalbar", "head")) as browser:
        yield browser


def rows(text: str) -> list[dict[str, str]]:
    """A CSV file's lines."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


async def test_every_line_in_words(desk: Desk, head: Colleague) -> None:
    """Who did what with what, newest first, with the way to the ticket; that it was looked at stands there, too."""
    await desk.rina.get(f"/desk/tickets/{desk.number}")
    await desk.rina.sends(desk.number, "noted", "Rahasia kantor.")
    status, text = await head.get("/desk/audit")
    assert status == 200
    for part in (
        "<strong>rina.wati</strong> mencatat pada tiket", "<strong>rina.wati</strong> membuka tiket",
        f'<a href="/desk/tickets/{desk.number}">{desk.number}</a>', "18 November 2026 09.30",
        "<strong>perintah, pengguna uji</strong> menambah petugas: rina.wati",
        "<strong>kepala</strong> melihat catatan ini",
    ):  # fmt: skip
        assert part in text
    assert text.index("</strong> mencatat pada tiket") < text.index("</strong> membuka tiket")
    assert "Rahasia" not in text


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("who=rina", "rina.wati</strong> masuk", "kepala</strong> masuk"),
        ("what=login", "rina.wati</strong> masuk", "memilih kata sandi</div>"),
        ("about=officer%3Akepala", "menambah petugas: kepala", "petugas: rina.wati"),
        ("from=2026-11-18&to=2026-11-18", "rina.wati</strong> masuk", "Tidak ada catatan yang cocok"),
        ("from=2026-11-19", "Tidak ada catatan yang cocok", "rina.wati</strong> masuk"),
        ("to=2026-11-17", "Tidak ada catatan yang cocok", "rina.wati</strong> masuk"),
        ("from=bukan&to=9999-99-99&before=x", "rina.wati</strong> masuk", "Tidak ada catatan yang cocok"),
        ("who=100%25", "Tidak ada catatan yang cocok", "rina.wati</strong> masuk"),
    ],
)  # fmt: skip
async def test_filters(head: Colleague, query: str, there: str, gone: str) -> None:
    """Each finds what it says; days are those of the office."""
    status, text = await head.get(f"/desk/audit?{query}")
    assert (status, there in text, gone in text) == (200, True, False)


async def test_a_tickets_number_as_people_write_it(desk: Desk, head: Colleague) -> None:
    """Finds its lines alone."""
    await desk.rina.get(f"/desk/tickets/{desk.number}")
    _, text = await head.get("/desk/audit", params={"about": desk.number.lower().replace("-", " ")})
    assert "membuka tiket" in text
    assert "menambah petugas:" not in text


async def test_an_office_reads_its_own_lines(desk: Desk, head: Colleague) -> None:
    """About its tickets and its own officers; nothing of another's."""
    await desk.dewi.get("/desk")
    for path in ("/desk/audit", "/desk/audit.csv"):
        text = (await head.get(path))[1].lower()
        assert "rina.wati" in text
        assert "dewi" not in text
    async with at_desk(desk.url, await employ(desk.officers, desk.url, "Pusat", None, "admin")) as whole:
        await desk.rina.get(f"/desk/tickets/{desk.number}")
        assert "dewi" in (await whole.get("/desk/audit"))[1]
    async with at_desk(desk.url, await employ(desk.officers, desk.url, "Depok", "depok", "head")) as other:
        text = (await other.get("/desk/audit"))[1]
        assert "dewi" in text
        assert desk.number not in text
        assert "rina.wati" not in text


async def test_pages(desk: Desk, head: Colleague) -> None:
    """From the newest to the oldest, none twice, though new lines come meanwhile."""
    with closing(sqlite3.connect(desk.folder / "tanya.db")) as database, database:
        database.executemany(
            "INSERT INTO desk_audit (at, who, what, object, office) VALUES (?, 'x', 'uji-coba', ?, 'kalbar')",
            [("2026-11-18 02:30:00.000000", f"nomor:{each:03}") for each in range(120)],
        )
    seen, path = [], "/desk/audit?what=uji-coba"
    while path:
        _, text = await head.get(path)
        seen += [line.partition("</div>")[0] for line in text.split("uji coba: nomor ")[1:]]
        path = text.partition('rel="next"')[0].rpartition('href="')[2].rstrip('" ').replace("&amp;", "&")
        path = path if path.startswith("/desk/audit?") and 'rel="next"' in text else ""
    assert seen == [f"{each:03}" for each in reversed(range(120))]


async def test_the_file(desk: Desk, head: Colleague) -> None:
    """Has every line of the filter, no cell that a spreadsheet would run, and its own line in the audit."""
    with closing(sqlite3.connect(desk.folder / "tanya.db")) as database, database:
        database.executemany(
            "INSERT INTO desk_audit (at, who, what, object, office) VALUES (?, ?, ?, ?, 'kalbar')",
            [("2026-11-18 02:30:00.000000", sign + "1+1", sign + "2", sign + "HYPERLINK(1)") for sign in "=+-@"],
        )
    async with head.session.get(f"{desk.url}/desk/audit.csv") as response:
        assert response.headers["Content-Disposition"] == "attachment; filename*=UTF-8''catatan-20261118.csv"
        assert response.content_type == "text/csv"
        found = rows(await response.text("utf-8"))
    assert {each["Waktu (Asia/Pontianak)"] for each in found} == {"2026-11-18 09:30"}
    for each in found:
        for cell in each.values():
            assert not cell.startswith(("=", "+", "-", "@"))
    assert "'=1+1" in {each["Siapa"] for each in found}
    narrow = rows((await head.get("/desk/audit.csv?who=rina"))[1])
    assert {each["Siapa"] for each in narrow} == {"rina.wati"}
    lines = [each for each in await desk.officers.audit() if each.what == "audit-exported"]
    assert [each.object for each in lines] == [f"audit:{len(found)}", f"audit:{len(narrow)} who=rina"]


def test_what_is_not_named_is_shown_as_it_is() -> None:
    """Nothing of the audit is left out for want of a word."""
    assert what_words("something-new") == "something new"
    assert object_words("other:7") == "other 7"
    assert object_words("ticket:KAL-1/2") == "KAL-1, lampiran 2"
    assert object_words("view:open") == "Terbuka"
    assert object_words("officer:?") == "nama yang tidak ada"
    assert who_words("") == "tidak dikenal"
    assert all(what.replace("-", "").isalpha() and len(what) <= 24 for what in WHAT)
