"""From “jawaban ini keliru” in the chat to the office's list, and what officers make of it there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.officers import Officers
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.desk.colleagues import Colleague, accounts, at_desk, employ
from tests.bot.service import Visitor, serving, visiting
from tests.bot.telegram import stored


@pytest.fixture(autouse=True)
def ticket_core() -> None:
    """Citizens talk to the real core here."""


@asynccontextmanager
async def flagged(
    folder: Path, search: Search, clock: TestClock
) -> AsyncIterator[tuple[Colleague, Colleague, Visitor, Officers]]:  # fmt: skip
    """Rina of Kalbar and Dewi of Depok, and a citizen who called an answer on Kalbar wrong."""
    async with (
        serving(folder, search, clock=clock) as url,
        visiting(url) as citizen,
        accounts(folder, search, clock) as officers,
    ):
        await citizen.say("biaya izin kantor cabang kalbar")
        await citizen.say("jawaban ini keliru")
        await citizen.say("sekarang bayar <b>50 ribu</b>, wa saya 0812-7777-6666")
        await employ(officers, url)
        await employ(officers, url, "Dewi", "depok")
        async with at_desk(url, "rina.wati") as rina, at_desk(url, "dewi") as dewi:
            yield rina, dewi, citizen, officers


async def save(who: Colleague, state: str, note: str, version: str = "", path: str = "kalbar/1") -> tuple[int, str]:
    """Fills in the form under a flag, as it stands now or as it was seen."""
    hidden = await who.hidden("/desk/flags/kalbar")
    fields = {"form_token": hidden["form_token"], "version": version or hidden["version"], "state": state, "note": note}
    return (await who.post(f"/desk/flags/{path}", fields))[:2]


async def test_it_is_read_and_settled(tmp_path: Path, search: Search, clock: TestClock) -> None:
    """With question, part and decree, without the telephone number; every look and change is in the audit."""
    async with flagged(tmp_path, search, clock) as (rina, _, citizen, officers):
        said = [each.get("text", "") for each in await citizen.history()]
        assert any("Petugas Diskop UKM Kalbar akan memeriksa" in text and "(0561) 732771" in text for text in said)
        _, text = await rina.get("/desk/flags/kalbar")
        for part in (
            "Izin kantor cabang, Biaya", "biaya izin kantor cabang kalbar", "631/DISKOPUKM.A/2023",
            "&lt;b&gt;50 ribu&lt;/b&gt;, wa saya •••",
        ):  # fmt: skip
            assert part in text
        assert (await save(rina, "right", "Tetap Rp0, sudah ditanyakan ke bidang."))[0] == 303
        _, text = await rina.get("/desk/flags/kalbar")
        assert "Tidak ada di sini" in text
        _, text = await rina.get("/desk/flags/kalbar?state=right")
        assert "Tetap Rp0, sudah ditanyakan ke bidang." in text
        assert "Rina Wati" in text
        lines = [(each.who, each.what, each.object, each.office) for each in await officers.audit()]
        assert ("rina.wati", "flags-seen", "flags", "kalbar") in lines
        assert ("rina.wati", "flag-right", "flag:1", "kalbar") in lines
        assert "50 ribu" not in str(lines)


async def test_what_changed_meanwhile_is_not_overwritten(tmp_path: Path, search: Search, clock: TestClock) -> None:
    """By a colleague; the note that was typed stands in the form for the next try."""
    async with flagged(tmp_path, search, clock) as (rina, *_):
        assert (await save(rina, "mended", "Catatan pertama."))[0] == 303
        status, text = await save(rina, "right", "Catatan kedua yang panjang.", version="2")
        assert status == 409
        for part in ("baru saja diubah", "Catatan kedua yang panjang.", "Catatan pertama."):
            assert part in text
        assert stored(tmp_path, "SELECT note FROM answer_flags") == ["Catatan pertama."]


async def test_another_office_can_neither_see_nor_change_it(tmp_path: Path, search: Search, clock: TestClock) -> None:
    """Not under its own name either; nonsense is refused."""
    async with flagged(tmp_path, search, clock) as (rina, dewi, _, officers):
        _, text = await dewi.get("/desk/flags/depok?state=new")
        assert "50 ribu" not in text
        token = (await dewi.hidden("/desk"))["form_token"]
        fields = {"form_token": token, "version": "2", "state": "right", "note": ""}
        for path in ("kalbar/1", "depok/1", "depok/x", "depok/99999999999999999999"):
            assert (await dewi.post(f"/desk/flags/{path}", fields))[0] == 404, path
        assert (await save(rina, "new", ""))[0] == 303
        for state, note in (("gone", ""), ("right", "x" * 1001)):
            assert (await save(rina, state, note, version="3"))[0] == 400
        async with at_desk(rina.url, await employ(officers, rina.url, "Tamu", role="viewer")) as viewer:
            _, text = await viewer.get("/desk/flags/kalbar")
            assert "50 ribu" in text
            assert "Simpan" not in text
            fields["form_token"] = (await viewer.hidden("/desk"))["form_token"]
            assert (await viewer.post("/desk/flags/kalbar/1", fields))[0] == 403


async def test_it_goes_with_the_citizens_data(tmp_path: Path, search: Search, clock: TestClock) -> None:
    """Who deletes the own data deletes it too."""
    async with flagged(tmp_path, search, clock) as (rina, _, citizen, _officers):
        await citizen.say("hapus data saya")
        await citizen.say("ya")
        assert "50 ribu" not in (await rina.get("/desk/flags/kalbar"))[1]
        assert stored(tmp_path, "SELECT id FROM answer_flags") == []
