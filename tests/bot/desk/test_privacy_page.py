"""What citizens ask about their data, at the desk: the list, one of them, what changes, and its end."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.bot.desk.colleagues import Colleague, at_desk, employ
from tests.bot.desk.conftest import Desk
from tests.bot.telegram import stored

_MADE = (
    "INSERT INTO privacy_tasks (kind, office, conversation_id, ticket_id, text, state, asked_at, due_at)"
    " SELECT ?, office, conversation_id, id, ?, 'open', '2026-11-18 02:30:00.000000', '2026-11-21 02:30:00.000000'"
    " FROM tickets"
)


def ask(desk: Desk, kind: str = "correct", text: str = "nama saya Yanti Dewi <b>") -> None:
    """The citizen asks for something."""
    with closing(sqlite3.connect(desk.folder / "tanya.db")) as database, database:
        database.execute(_MADE, (kind, text))


async def sends(browser: Colleague, path: str, **fields: str) -> tuple[int, str, str]:
    """A form of the page."""
    token = (await browser.hidden("/desk/privacy"))["form_token"]
    named = {name.replace("set_", "set:"): value for name, value in fields.items()}
    return await browser.post(f"/desk/privacy{path}", {"form_token": token, "state": "done", **named})


async def test_the_list_by_its_limit(desk: Desk) -> None:
    """Three times twenty-four hours, weekends too; another office sees none; looking is written down."""
    assert "Tidak ada yang menunggu" in (await desk.rina.get("/desk/privacy"))[1]
    ask(desk)
    _, text = await desk.rina.get("/desk/privacy")
    for part in (f"Perbaiki data, tiket {desk.number}", "sisa 3 hari", "Yanti Dewi &lt;b&gt;"):
        assert part in text
    assert "Yanti" not in (await desk.dewi.get("/desk/privacy?all"))[1]
    desk.clock.pass_by(3 * 24 * 3600 + 2 * 3600)
    async with at_desk(desk.url, "rina.wati") as rina:
        assert "terlambat 2 jam" in (await rina.get("/desk/privacy"))[1]
        await rina.get("/desk/privacy/1")
    lines = [(each.what, each.object, each.office) for each in await desk.officers.audit() if each.who == "rina.wati"]
    assert ("privacy-listed", "task:", None) in lines
    assert ("privacy-seen", "task:1", "kalbar") in lines


async def test_a_correction(desk: Desk) -> None:
    """What changes and what the citizen reads is shown first; then both happen, once."""
    ask(desk)
    _, text = await desk.rina.get("/desk/privacy/1")
    assert 'name="set:name"' in text
    fields = {"words": "Sudah kami betulkan.", "set_name": "Yanti Dewi", "set_contact": "0812", "set_about": "data"}
    status, text, _ = await sends(desk.rina, "/1/preview", **fields)
    assert status == 200
    for part in ("<del>Yanti</del><br><ins>Yanti Dewi</ins>", "Data Anda sudah diperbaiki.", "Sudah kami betulkan."):
        assert part in text
    assert "<del>0812" not in text, "what stays as it is, is no change"
    assert stored(desk.folder, "SELECT text FROM ticket_answers WHERE key = 'name'") == ["Yanti"]
    assert (await sends(desk.rina, "/1/settle", **fields))[::2] == (303, "/desk/privacy/1?done=web")
    assert stored(desk.folder, "SELECT text FROM ticket_answers WHERE key = 'name'") == ["Yanti Dewi"]
    assert stored(desk.folder, "SELECT about FROM tickets") == ["data"]
    assert "Sudah kami betulkan." in (await desk.citizen.history())[-1]["text"]
    _, text = await desk.rina.get("/desk/privacy/1?done=web")
    for part in ("tersedia di obrolan web", "oleh Rina Wati", "Sudah kami betulkan."):
        assert part in text
    for form in ("preview", "settle"):
        status, text, _ = await sends(desk.rina, f"/1/{form}", **fields)
        assert (status, "sudah diakhiri" in text) == (409, True)
    lines = [each for each in await desk.officers.audit() if each.what == "privacy-done"]
    assert [(each.who, each.object, each.office) for each in lines] == [("rina.wati", "task:1", "kalbar")]
    assert "1" not in [part.split("/")[-1] for part in (await desk.rina.get("/desk/privacy"))[1].split('"')]
    assert "/desk/privacy/1" in (await desk.rina.get("/desk/privacy?all"))[1]


async def test_a_refusal(desk: Desk) -> None:
    """Has its reason, and changes nothing of the ticket, whatever was filled in."""
    ask(desk, "stop", "berhenti")
    fields = {"state": "refused", "words": "Pengaduan masih diperiksa.", "set_name": "Lain"}
    assert "ditolak" in (await sends(desk.rina, "/1/preview", **fields))[1]
    assert (await sends(desk.rina, "/1/settle", **fields))[0] == 303
    assert stored(desk.folder, "SELECT state FROM privacy_tasks") == ["refused"]
    assert stored(desk.folder, "SELECT text FROM ticket_answers WHERE key = 'name'") == ["Yanti"]
    assert "Pengaduan masih diperiksa." in (await desk.citizen.history())[-1]["text"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"words": " "}, "Tulis kata-katanya"),
        ({"words": "x" * 3001}, "Tulis kata-katanya"),
        ({"words": "Sudah.", "set_name": "  "}, "tidak boleh kosong"),
        ({"words": "Sudah.", "set_name": "x" * 2001}, "tidak boleh kosong"),
    ],
)
async def test_what_cannot_be_done_is_said(desk: Desk, fields: dict[str, str], told: str) -> None:
    """And what was written stays for the next try."""
    ask(desk)
    for form in ("preview", "settle"):
        status, text, _ = await sends(desk.rina, f"/1/{form}", **{"set_about": "Perihal <baru>", **fields})
        assert (status, told in text) == (400, True)
        assert "Perihal &lt;baru&gt;" in text
        assert fields["words"].strip() in text
    assert stored(desk.folder, "SELECT state FROM privacy_tasks") == ["open"]
    assert [each for each in await desk.officers.audit() if each.what == "privacy-done"] == []


async def test_identity_numbers_stay_hidden(desk: Desk) -> None:
    """In what is corrected as in what is said."""
    ask(desk)
    nik = "6171010101900001"
    await sends(desk.rina, "/1/settle", words=f"NIK {nik} dihapus.", set_name=f"Yanti {nik}")
    for table, column in (("ticket_answers", "text"), ("messages", "body"), ("privacy_tasks", "words")):
        assert nik not in str(stored(desk.folder, f"SELECT {column} FROM {table}"))
    assert stored(desk.folder, "SELECT text FROM ticket_answers WHERE key = 'name'") == [f"Yanti {'•' * 12}0001"]


async def test_a_viewer_only_looks(desk: Desk) -> None:
    """No form is offered."""
    ask(desk)
    async with at_desk(desk.url, await employ(desk.officers, desk.url, "Tamu", role="viewer")) as viewer:
        status, text = await viewer.get("/desk/privacy/1")
        assert (status, "Lihat dulu" in text) == (200, False)
