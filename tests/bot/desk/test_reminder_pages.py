"""Reminders on the inbox: one's own, until they are read."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tests.bot.desk.conftest import Desk


def remind(desk: Desk, login: str) -> None:
    """Notes that the limit of the ticket was missed, for one officer."""
    with closing(sqlite3.connect(desk.folder / "tanya.db")) as database, database:
        database.execute(
            "INSERT INTO staff_reminders (ticket_id, position, kind, staff_id, at)"
            " SELECT 1, 2, 'overdue', id, '2026-11-18 02:30:00.000000' FROM staff WHERE login = ?",
            (login,),
        )


async def test_ones_own_until_read(desk: Desk) -> None:
    """The badge counts them; another officer, and one of another office whatever the rows say, sees none."""
    assert "Pengingat" not in (await desk.rina.get("/desk"))[1]
    remind(desk, "rina.wati")
    remind(desk, "dewi")
    _, page = await desk.rina.get("/desk")
    assert 'Pengingat <span class="count">1</span>' in page
    assert "batas waktu lewat" in page
    assert "Pengingat" not in (await desk.dewi.get("/desk"))[1]
    token = (await desk.rina.hidden("/desk"))["form_token"]
    assert (await desk.rina.post("/desk/reminders/read", {"form_token": token}))[::2] == (303, "/desk")
    assert "Pengingat" not in (await desk.rina.get("/desk"))[1]


async def test_what_is_settled_falls_off(desk: Desk) -> None:
    """Answered, it needs no reminder."""
    remind(desk, "rina.wati")
    await desk.rina.sends(desk.number, "answered", "Siap.")
    assert "Pengingat" not in (await desk.rina.get("/desk"))[1]
