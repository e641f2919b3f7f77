"""Officers at the desk: the inbox and its filters, a ticket, words to the citizen, and what stays in the office."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from bot.settings import Settings
from bot.store.engines import database_url
from bot.store.own_data import Owner, own_rows
from bot.store.store import Store
from tests.bot.desk.colleagues import at_desk, employ
from tests.bot.desk.conftest import Desk, files
from tests.bot.telegram import stored


async def test_the_inbox_shows_an_office_its_tickets(desk: Desk) -> None:
    """With matter, state and the clock in words; another office sees none of it."""
    status, text = await desk.rina.get("/desk")
    assert status == 200
    for part in (desk.number, "data tidak ditanggapi", "baru", "belum ada petugas", "hari ini pukul 12.30"):
        assert part in text
    _, theirs = await desk.dewi.get("/desk")
    assert desk.number not in theirs
    assert "Tidak ada tiket di sini." in theirs


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("view=unassigned", True), ("view=mine", False), ("view=today", True), ("view=overdue", False),
        ("view=waiting", False), ("view=done", False), ("channel=web", True), ("channel=telegram", False),
        ("q=DITANGGAPI", True), ("q=yanti", True), ("q=100%25", False), ("class=normatif", False),
        ("office=kalbar", True), ("office=depok", False), ("view=bukan&page=x", True),
    ],
)  # fmt: skip
async def test_filters_and_search(desk: Desk, query: str, shown: bool) -> None:
    """Each finds what it says, in the form too; a search is words, not a pattern."""
    status, text = await desk.rina.get(f"/desk?{query}")
    assert (status, f"/desk/tickets/{desk.number}" in text) == (200, shown)


async def test_what_ends_tomorrow_is_not_due_today(desk: Desk) -> None:
    """By the clock of the ticket's office, though it is less than a day away; the count says the same as the list."""
    with closing(sqlite3.connect(desk.folder / "tanya.db")) as database, database:
        database.execute("UPDATE tickets SET due_at = '2026-11-19 01:30:00.000000'")
    _, text = await desk.rina.get("/desk?view=today")
    assert desk.number not in text
    assert 'Jatuh tempo hari ini <span class="count">0</span>' in text


async def test_a_number_is_found_as_people_write_it(desk: Desk) -> None:
    """In small letters, with spaces."""
    await files(desk.citizen, "hal lain")
    _, text = await desk.rina.get("/desk", params={"q": desk.number.lower().replace("-", " ")})
    assert desk.number in text
    assert "hal lain" not in text


async def test_a_missed_limit_is_told(desk: Desk) -> None:
    """In the list, on its own view, and on the ticket with the way it was worked out."""
    desk.clock.pass_by(5 * 3600)
    async with at_desk(desk.url, "rina.wati") as rina:  # the session from this morning is over
        _, text = await rina.get("/desk?view=overdue")
        assert "terlambat 2 jam" in text
        await rina.sends(desk.number, "class", "normatif")
        _, ticket = await rina.get(f"/desk/tickets/{desk.number}")
    assert "5 hari kerja" in ticket
    assert "Jatuh tempo" in ticket


async def test_a_ticket_with_all_that_is_kept_of_it(desk: Desk) -> None:
    """The form, the history, the conversation, the citizen's other tickets."""
    other = await files(desk.citizen, "jalan rusak")
    status, text = await desk.rina.get(f"/desk/tickets/{desk.number.lower()}")
    assert status == 200
    for part in ("Yanti", "0812", "Warga mengajukan", "adukan data tidak ditanggapi", "Obrolan web", other):
        assert part in text


async def test_an_answer_is_shown_and_then_sent(desk: Desk) -> None:
    """As the citizen reads it; the history tells who wrote it and whether it arrived."""
    path = f"/desk/tickets/{desk.number}"
    fields = {**await desk.rina.hidden(path), "kind": "answered", "text": "Datanya <siap> & lengkap."}
    status, preview, _ = await desk.rina.post(f"{path}/preview", fields)
    assert status == 200
    for part in (f"Jawaban untuk tiket {desk.number}", "Datanya &lt;siap&gt; &amp; lengkap.", "Sudah selesai"):
        assert part in preview
    assert len(await desk.citizen.history()) == 2, "looking sends nothing"
    assert (await desk.rina.post(f"{path}/act", fields))[::2] == (303, f"{path}?done=web")
    answer = (await desk.citizen.history())[-1]
    assert "Datanya <siap> & lengkap." in answer["text"]
    _, text = await desk.rina.get(f"{path}?done=web")
    for part in ("Rina Wati menjawab", "diterima di obrolan web,", "tersedia di obrolan web saat warga membukanya"):
        assert part in text


async def test_what_stays_in_the_office(desk: Desk) -> None:
    """Assigning and notes change the ticket and tell the citizen nothing, also when the own data is asked for."""
    before = len(await desk.citizen.history())
    await desk.rina.sends(desk.number, "assigned", "Rina Wati")
    await desk.rina.sends(desk.number, "noted", "Sudah ditelepon kemarin.")
    _, text = await desk.rina.get(f"/desk/tickets/{desk.number}")
    for part in ("Rina Wati menyerahkan kepada Rina Wati", "Sudah ditelepon kemarin.", "ditangani"):
        assert part in text
    assert desk.number in (await desk.rina.get("/desk?view=mine"))[1]
    assert len(await desk.citizen.history()) == before
    store = Store(database_url(Settings(data_dir=desk.folder).store_url))
    own = await store.read(lambda connection: own_rows(connection, Owner(1, "x")))
    store.close()
    assert [event["kind"] for event in own["ticket_events"]] == ["opened", "assigned", "noted"]
    assert "ditelepon" not in str(own)


async def test_a_stale_save_is_refused_with_what_changed(desk: Desk) -> None:
    """What was written is kept for the next try, which the new version allows."""
    path = f"/desk/tickets/{desk.number}"
    fields = {**await desk.rina.hidden(path), "kind": "answered", "text": "Jawaban panjang saya."}
    await desk.citizen.say(f"tambah {desk.number} sudah beres sendiri")
    for form in ("preview", "act"):
        status, text, _ = await desk.rina.post(f"{path}/{form}", fields)
        assert status == 409
        for part in ("berubah sejak Anda membukanya", "Yang baru", "sudah beres sendiri", "Jawaban panjang saya."):
            assert part in text
    assert (await desk.rina.sends(desk.number, "answered", "Baik, kami tutup."))[0] == 303
    assert stored(desk.folder, "SELECT kind FROM ticket_events ORDER BY position") == ["opened", "said", "answered"]


@pytest.mark.parametrize(
    ("kind", "text", "status", "told"),
    [
        ("closed", "", 409, "Keadaan tiket ini tidak membolehkannya."),
        ("answered", "  ", 400, "Tulis kata-katanya"),
        ("class", "berat", 400, "Golongan itu tidak ada"),
        ("deleted", "x", 400, "Tidak dapat dilayani"),
    ],
)
async def test_what_cannot_be_done_is_said(desk: Desk, kind: str, text: str, status: int, told: str) -> None:
    """And nothing is written."""
    answered = await desk.rina.sends(desk.number, kind, text)
    assert answered[0] == status
    assert told in answered[1]
    assert stored(desk.folder, "SELECT version FROM tickets") == [1]


async def test_a_form_without_its_version_saves_nothing(desk: Desk) -> None:
    """Else it would win over whatever happened meanwhile."""
    assert (await desk.rina.sends(desk.number, "answered", "Siap.", version=""))[0] == 400


async def test_a_viewer_only_looks(desk: Desk) -> None:
    """No form is offered, and one that is sent all the same is refused."""
    async with at_desk(desk.url, await employ(desk.officers, desk.url, "Tamu", role="viewer")) as viewer:
        _, text = await viewer.get(f"/desk/tickets/{desk.number}")
        assert "Yanti" in text
        assert "Tulis kepada warga" not in text
        fields = {"kind": "answered", "text": "Siap.", "version": "1"}
        token = (await viewer.hidden("/desk"))["form_token"]
        for form in ("preview", "act"):
            path = f"/desk/tickets/{desk.number}/{form}"
            assert (await viewer.post(path, {**fields, "form_token": token}))[0] == 403
    assert stored(desk.folder, "SELECT version FROM tickets") == [1]


async def test_every_look_and_change_is_written_down(desk: Desk) -> None:
    """With who, what and which ticket, and nothing of its words."""
    await desk.rina.get("/desk?q=ditanggapi")
    await desk.rina.get(f"/desk/tickets/{desk.number}")
    await desk.rina.sends(desk.number, "noted", "Rahasia kantor.")
    lines = [(each.who, each.what, each.object) for each in await desk.officers.audit()]
    for what in ("ticket-seen", "ticket-noted"):
        assert ("rina.wati", what, f"ticket:{desk.number}") in lines
    assert ("rina.wati", "tickets-searched", "view:open") in lines
    assert ("rina.wati", "login", "officer:rina.wati") in lines
    assert "Rahasia" not in str(lines)
    assert "ditanggapi" not in str(lines)


async def test_words_that_did_not_arrive_are_told(desk: Desk) -> None:
    """With the reason, in the history, in the conversation and above the ticket; the contact is the way then."""
    await desk.rina.sends(desk.number, "answered", "Datanya siap.")
    with closing(sqlite3.connect(desk.folder / "tanya.db")) as database, database:
        database.execute(
            "UPDATE outbox SET status='failed', channel='telegram', error = 'Forbidden: bot was blocked by the user' "
            "WHERE id = (SELECT max(id) FROM outbox)"
        )
        database.execute("UPDATE conversations SET unreachable_since = '2026-11-18 02:30:00.000000'")
    _, text = await desk.rina.get(f"/desk/tickets/{desk.number}")
    assert text.count("GAGAL dikirim: warga memblokir bot") == 3
    for part in ("Kata-kata terakhir petugas tidak sampai", "tidak dapat dijangkau sejak 18 November 2026 09.30"):
        assert part in text
