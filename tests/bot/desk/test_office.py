"""Notices and changes of an office: written at the desk, read by citizens at once, gone on their day."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.officers import Officers
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.desk.colleagues import Colleague, accounts, at_desk, employ
from tests.bot.service import Visitor, serving, visiting
from tests.bot.telegram import stored

NOTICE = "Balatkop direnovasi; ruang dialihkan ke <aula>."


@pytest.fixture(autouse=True)
def ticket_core() -> None:
    """Citizens talk to the real core here."""


@dataclass(frozen=True, slots=True)
class Open:
    """Dewi's office is Depok; a citizen asks it."""

    dewi: Colleague
    citizen: Visitor
    officers: Officers
    clock: TestClock
    folder: Path


@pytest.fixture
async def office(tmp_path: Path, search: Search, clock: TestClock) -> AsyncIterator[Open]:
    """The running service."""
    async with (
        serving(tmp_path, search, clock=clock) as url,
        visiting(url) as citizen,
        accounts(tmp_path, search, clock) as officers,
    ):
        await employ(officers, url, "Dewi", "depok")
        async with at_desk(url, "dewi") as dewi:
            yield Open(dewi, citizen, officers, clock, tmp_path)


async def send(who: Colleague, path: str, **fields: str) -> tuple[int, str, str]:
    """Sends a form of the office's page."""
    token = (await who.hidden("/desk/office/depok"))["form_token"]
    return await who.post(f"/desk/office/{path}", {"form_token": token, **fields})


async def heard(office: Open, text: str) -> str:
    """What the bot answers to a question now."""
    await office.citizen.say(text)
    return str((await office.citizen.history())[-1]["text"])


async def test_a_notice_stands_over_answers_until_its_day(office: Open) -> None:
    """On its service alone, marked as the office's; the day after it is gone without anybody doing anything."""
    service = "depok/peminjaman-balatkop"
    fields = {"text": NOTICE, "service": service, "until": "2026-11-19"}
    assert (await send(office.dewi, "depok/notices", **fields))[0] == 303
    for asked in ("syarat pinjam balatkop depok", "pinjam balatkop depok"):
        text = await heard(office, asked)
        assert "Pemberitahuan kantor sampai 19 November 2026, bukan isi keputusan" in text
        assert NOTICE in text
    assert NOTICE not in await heard(office, "alamat kantor depok")
    _, page = await office.dewi.get("/desk/office/depok")
    assert "&lt;aula&gt;" in page
    assert (
        NOTICE.replace("<", "&lt;").replace(">", "&gt;")
        in (await office.dewi.get(f"/desk/knowledge/depok/services/{service.partition('/')[2]}"))[1]
    )
    office.clock.pass_by(36 * 3600)  # the evening of the 19th there
    assert NOTICE in await heard(office, "syarat pinjam balatkop depok")
    office.clock.pass_by(3 * 3600)
    assert NOTICE not in await heard(office, "syarat pinjam balatkop depok")


async def test_a_notice_on_the_office_is_ended_before_its_day(office: Open) -> None:
    """Over whatever is asked of it, hours and contact too; both are in the audit, with who."""
    await send(office.dewi, "depok/notices", text="Kantor pindah sementara.", service="", until="2026-12-03")
    for asked in ("biaya kios depok", "alamat kantor depok", "jam buka"):
        assert "Kantor pindah sementara." in await heard(office, asked), asked
    assert "Kantor pindah sementara." not in await heard(office, "biaya izin kantor cabang kalbar")
    assert (await send(office.dewi, "depok/notices/1/end"))[0] == 303
    assert (await send(office.dewi, "depok/notices/1/end"))[0] == 404
    assert "Kantor pindah sementara." not in await heard(office, "biaya kios depok")
    lines = [(each.who, each.what, each.object) for each in await office.officers.audit()]
    assert ("dewi", "notice-added", "notice:1") in lines
    assert ("dewi", "notice-ended", "notice:1") in lines


async def test_a_changed_number_is_told_as_the_offices_own(office: Open, search: Search) -> None:
    """With the day of the change; what is typed as the decree has it is no change any more."""
    decreed = search.library.offices["depok"]
    fields = {"whatsapp": "\n".join(decreed.whatsapp), "emails": "\n".join(decreed.emails)}
    assert (await send(office.dewi, "depok/contact", phones="(021) 7777 8888", **fields))[0] == 303
    assert "(021) 7777 8888 (diubah oleh kantor pada 18 November 2026)" in await heard(office, "telepon kantor depok")
    assert stored(office.folder, "SELECT what FROM office_changes") == ["phones"]
    await send(office.dewi, "depok/contact", phones="\n".join(decreed.phones), **fields)
    assert "diubah oleh kantor" not in await heard(office, "telepon kantor depok")
    assert stored(office.folder, "SELECT what FROM office_changes") == []


async def test_changed_hours_are_told_without_the_decree_as_their_source(office: Open) -> None:
    """And are the decree's again by one button."""
    times = {"open-2": "10:00", "close-2": "15:00", "start-2": "12:00", "end-2": "13:00"}
    assert (await send(office.dewi, "depok/hours", **times))[0] == 303
    await heard(office, "kantor depok")
    text = await heard(office, "jam buka")
    own = ("Rabu 10.00–15.00, istirahat 12.00–13.00", "diubah oleh kantor pada 18 November 2026")
    for part in (*own, "sekarang tutup"):
        assert part in text
    assert "Sumber:" not in text
    assert "Senin" not in text.partition("Sabtu")[0]
    text = await heard(office, "layanan tamu depok berapa lama?")
    for part in (*own, "Senin-Kamis 08.00-15.00", "Sumber:"):
        assert part in text, "the decree's words stay, under the office's"
    assert (await send(office.dewi, "depok/hours", decree="1"))[0] == 303
    text = await heard(office, "jam buka")
    assert "Sumber:" in text
    assert "diubah oleh kantor" not in text


@pytest.mark.parametrize(
    ("path", "fields", "told"),
    [
        ("depok/notices", {"text": "", "until": "2026-12-01"}, "Tulis pemberitahuannya"),
        ("depok/notices", {"text": "Ketikan saya", "until": "besok"}, "Isi tanggal terakhir"),
        ("depok/notices", {"text": "Ketikan saya", "until": "2026-11-17"}, "hari ini atau sesudahnya"),
        ("depok/notices", {"text": "Ketikan saya", "until": "2028-01-01"}, "paling lama setahun"),
        ("depok/notices", {"text": "Ketikan saya", "until": "2026-12-01", "service": "kalbar/x"}, "tidak ada di"),
        ("depok/contact", {"phones": "Ketikan saya"}, "tidak dapat dipakai"),
        ("depok/contact", {"emails": "Ketikan saya"}, "tidak dapat dipakai"),
        ("depok/hours", {"open-0": "16:00", "close-0": "08:00"}, "Senin: jamnya tidak berurutan"),
        ("depok/hours", {"open-0": "08:00"}, "Senin: isi jam buka dan tutup"),
        ("depok/hours", {"open-0": "08:00", "close-0": "16:00", "start-0": "17:00", "end-0": "18:00"}, "berurutan"),
    ],
)  # fmt: skip
async def test_what_cannot_be_taken_is_said_and_stays_in_the_form(
    office: Open, path: str, fields: dict[str, str], told: str
) -> None:
    """And nothing is stored."""
    status, text, _ = await send(office.dewi, path, **fields)
    assert (status, told in text) == (400, True)
    assert all(value in text for value in fields.values() if value == "Ketikan saya" or ":" in value)
    assert stored(office.folder, "SELECT 1 FROM office_changes UNION SELECT 1 FROM office_notices") == []


async def test_a_viewer_only_reads(office: Open) -> None:
    """No form is taken."""
    url = office.dewi.url
    async with at_desk(url, await employ(office.officers, url, "Tamu", "depok", "viewer")) as viewer:
        _, text = await viewer.get("/desk/office/depok")
        assert "Pemberitahuan baru" not in text
        for path in ("depok/notices", "depok/notices/1/end", "depok/contact", "depok/hours"):
            assert (await send(viewer, path, text="x", until="2026-12-01"))[0] == 403
