"""Limits of tickets: officers are warned in time, a missed one is recorded once, and new knowledge moves them."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from structlog.testing import capture_logs

import bot.timers
from bot.arrival import Address
from bot.staff import Staff
from bot.store.officer_acts import OfficerAct
from bot.store.schema import messages, ticket_events, tickets
from bot.store.store import Store
from bot.timers import Timers
from bot.turns import Turns
from handlers.ticket_limits import TicketLimits
from knowledge.calendar_table import CalendarTable
from knowledge.library import Library
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.drafting import CANARIES, Citizen
from tests.bot.service import serving, visiting
from tests.bot.store.test_turns import rows
from tests.bot.telegram import stored
from tests.handlers.calendars import table

HOUR = 3600


@pytest.fixture
def timers(store: Store, turns: Turns, clock: TestClock) -> Timers:
    """Timers over the store."""
    return Timers(store, turns, clock)


@pytest.fixture
def staff(store: Store, search: Search, clock: TestClock) -> Staff:
    """Officers at work on the store."""
    return Staff(store, search, clock)


@pytest.fixture
async def siti(turns: Turns, clock: TestClock) -> Citizen:
    """A citizen who has filed a complaint at Kalbar, at 9.36 on a Wednesday, with a name and a contact."""
    siti = Citizen(turns, clock)
    await siti.begin()
    await siti.say("0812 3456 7890", "kirim")
    return siti


async def only(store: Store) -> Any:
    """The one ticket."""
    (ticket,) = await rows(store, tickets)
    return ticket


async def kinds(store: Store) -> list[str]:
    """What happened to the tickets."""
    return [row.kind for row in await rows(store, ticket_events)]


async def does(staff: Staff, store: Store, kind: Any, text: str = "Sudah kami periksa.") -> None:
    """Something that Rina does with the ticket."""
    await staff.act(OfficerAct(kind, (await only(store)).number, "Rina", text))


def edited(library: Library, calendar: CalendarTable) -> Search:
    """The same knowledge with another calendar."""
    return Search(
        Library(
            library.offices.values(), library.services.values(), library.lexicon, library.places, calendar,
            library.forms.values(),
        )
    )  # fmt: skip


async def test_a_limit_is_warned_of_and_recorded_once(
    store: Store, timers: Timers, siti: Citizen, clock: TestClock
) -> None:
    """Three office hours of a complaint without a class: the last quarter begins before lunch and ends after it."""
    said = len(await rows(store, messages))
    changed = (await only(store)).changed_at
    with capture_logs() as logs:
        for _ in range(12):
            clock.pass_by(HOUR / 2)
            await timers.look()
    found = await rows(store, ticket_events)
    assert [(row.kind, row.actor, row.who, row.text, row.state) for row in found[1:]] == [
        ("warned", "system", None, None, "received"),
        ("overdue", "system", None, None, "received"),
    ]
    ticket = await only(store)
    assert (ticket.alarm_at, ticket.changed_at, ticket.state, ticket.version) == (None, changed, "received", 3)
    assert found[1].at < ticket.due_at <= found[2].at < ticket.law_due_at
    assert ticket.due_at - found[1].at <= dt.timedelta(hours=2)
    told = [log for log in logs if log["log_level"] == "warning"]
    assert [(log["alarm"], log["office"], log["kind"]) for log in told] == [
        ("warned", "kalbar", "complaint"), ("overdue", "kalbar", "complaint"),
    ]  # fmt: skip
    written = str(logs).lower()
    assert [
        word for word in (*CANARIES, "0812", ticket.number.lower(), siti.address.external_id) if word in written
    ] == []
    assert len(await rows(store, messages)) == said


@pytest.mark.usefixtures("siti")
async def test_a_limit_missed_while_nothing_ran(store: Store, timers: Timers, clock: TestClock) -> None:
    """Nobody is warned of it any more; that it was missed is recorded."""
    clock.pass_by(30 * HOUR)
    await timers.look()
    assert await kinds(store) == ["opened", "overdue"]


@pytest.mark.parametrize("act", ["answered", "rejected"])
async def test_what_the_office_has_answered_is_not_missed(
    store: Store, timers: Timers, staff: Staff, siti: Citizen, clock: TestClock, act: str
) -> None:
    """Reopened, the limit that it had stands as it was."""
    await does(staff, store, act)
    clock.pass_by(48 * HOUR)
    await timers.look()
    assert await kinds(store) == ["opened", act]
    await siti.press(f"unsettled:{(await only(store)).number}")
    await timers.look()
    assert await kinds(store) == ["opened", act, "reopened", "overdue"]


@pytest.mark.usefixtures("siti")
async def test_a_class_brings_a_limit_of_its_own(store: Store, timers: Timers, staff: Staff, clock: TestClock) -> None:
    """The provisional one was missed; that of the class is warned of and recorded again."""
    clock.pass_by(8 * HOUR)
    await timers.look()
    await does(staff, store, "class", "normatif")
    clock.pass_by(12 * HOUR)
    await timers.look()
    assert await kinds(store) == ["opened", "overdue", "class"]
    for _ in range(8):
        clock.pass_by(24 * HOUR)
        await timers.look()
    assert await kinds(store) == ["opened", "overdue", "class", "warned", "overdue"]


@pytest.mark.usefixtures("siti")
async def test_the_clock_stands_still_while_the_office_waits(
    store: Store, timers: Timers, staff: Staff, clock: TestClock
) -> None:
    """The decree's limit cannot be missed then; the law's runs on."""
    await does(staff, store, "asked", "Nomor suratnya?")
    clock.pass_by(40 * 24 * HOUR)
    await timers.look()
    assert await kinds(store) == ["opened", "asked"]
    clock.pass_by(10 * 24 * HOUR)
    await timers.look()
    clock.pass_by(11 * 24 * HOUR)
    await timers.look()
    assert await kinds(store) == ["opened", "asked", "warned", "overdue"]


@pytest.mark.usefixtures("siti")
async def test_two_that_look_at_once_record_once(store: Store, turns: Turns, clock: TestClock) -> None:
    """Each reads the ticket as due before either has written."""
    clock.pass_by(30 * HOUR)
    await asyncio.gather(*(Timers(store, turns, clock).look() for _ in range(6)))
    assert await kinds(store) == ["opened", "overdue"]


async def test_a_new_calendar_moves_the_limits(
    store: Store, turns: Turns, timers: Timers, staff: Staff, siti: Citizen, library: Library
) -> None:
    """Of all open tickets, once; nothing else of them changes, and closed ones keep what they had."""
    await does(staff, store, "class", "normatif")
    before = await only(store)
    await timers.move_limits()
    assert await only(store) == before
    turns.search = edited(library, table(("2026-11-23", True, "kalbar")))
    with capture_logs() as logs:
        await timers.move_limits()
        await timers.move_limits()
    assert [log["count"] for log in logs if log["event"] == "limits of tickets moved"] == [1]
    after = await only(store)
    assert after.due_at - before.due_at == dt.timedelta(days=1)
    assert after.alarm_at > before.alarm_at
    assert (after.version, after.changed_at, after.law_due_at) == (before.version, before.changed_at, before.law_due_at)
    await siti.press(f"settled:{before.number}")
    turns.search = edited(library, table())
    await timers.move_limits()
    assert (await only(store)).due_at == after.due_at


@pytest.mark.usefixtures("siti")
async def test_a_limit_that_moves_away_before_it_is_recorded(
    store: Store, turns: Turns, timers: Timers, library: Library, clock: TestClock
) -> None:
    """What stands in the row is worked out again: a day off that was entered late makes nobody late."""
    turns.search = edited(library, table(("2026-11-18", True, "kalbar")))
    clock.pass_by(8 * HOUR)
    await timers.look()
    assert await kinds(store) == ["opened"]
    assert (await only(store)).alarm_at > clock()


@pytest.mark.usefixtures("siti")
async def test_limits_that_cannot_be_worked_out_stay(
    store: Store, timers: Timers, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake of ours neither hides a missed limit nor stops the clock."""

    def broken(*_: object) -> TicketLimits:
        raise ZeroDivisionError

    before = await only(store)
    monkeypatch.setattr(bot.timers, "recompute", broken)
    await timers.move_limits()
    assert (await only(store)).due_at == before.due_at
    clock.pass_by(30 * HOUR)
    await timers.look()
    await timers.look()
    assert await kinds(store) == ["opened", "overdue"]


@pytest.mark.usefixtures("siti")
async def test_officers_see_what_is_due(store: Store, staff: Staff, clock: TestClock) -> None:
    """Today's and missed ones, of one office or all; done ones are neither."""
    assert [filed.ticket.number for filed in await staff.tickets(None, due="today")] == [(await only(store)).number]
    assert await staff.tickets(None, due="overdue") == []
    assert await staff.tickets("depok", due="today") == []
    clock.pass_by(24 * HOUR)
    assert await staff.tickets(None, due="today") == []
    assert len(await staff.tickets("kalbar", due="overdue")) == 1
    await does(staff, store, "answered")
    assert await staff.tickets("kalbar", due="overdue") == []
    assert len(await staff.tickets("kalbar")) == 1


async def test_the_list_is_in_the_order_of_the_earliest_limit(turns: Turns, staff: Staff, clock: TestClock) -> None:
    """Also of offices whose decree gives none, where the law's counts."""
    for office in ("depok", "kalbar"):
        citizen = Citizen(turns, clock, Address("telegram", "bot", office), office)
        await citizen.say("mau mengadu, petugas loket lambat sekali", "lewati", "lewati", "kirim")
        clock.pass_by(HOUR)
    found = [filed.ticket.office for filed in await staff.tickets(None)]
    assert found == ["kalbar", "depok"]


async def test_monitors_count_tickets(tmp_path: Path, search: Search, clock: TestClock) -> None:
    """By office: those that wait for it, and those of them past a limit."""

    async def counted(url: str) -> list[str]:
        async with ClientSession() as session, session.get(f"{url}/metrics") as response:
            return [line for line in (await response.text()).splitlines() if line.startswith("tanya_tickets{")]

    async with serving(tmp_path, search, clock=clock) as url, visiting(url) as visitor:
        assert await counted(url) == []
        for text in ("mau mengadu, petugas loket lambat sekali", "kalbar", "lewati", "lewati", "kirim"):
            clock.pass_by(60)
            await visitor.say(text)
        ours = 'tanya_tickets{office="kalbar",standing='
        assert await counted(url) == [f'{ours}"open"}} 1.0', f'{ours}"overdue"}} 0.0']
        clock.pass_by(48 * HOUR)
        assert await counted(url) == [f'{ours}"open"}} 1.0', f'{ours}"overdue"}} 1.0']


async def test_a_running_service_takes_up_a_calendar(tmp_path: Path, search: Search, clock: TestClock) -> None:
    """The office's own file is enough; no restart, and the ticket's limit is another."""
    async with serving(tmp_path, search, clock=clock) as url, visiting(url) as visitor:
        for text in ("mau mengadu, petugas loket lambat sekali", "kalbar", "lewati", "lewati", "kirim"):
            await visitor.say(text)
        (before,) = stored(tmp_path, "SELECT due_at FROM tickets")
        (tmp_path / "knowledge").mkdir()
        (tmp_path / "knowledge" / "calendar.yaml").write_text(
            "collective_leave: true\nclosed:\n  - {date: 2026-11-18, reason: Banjir, offices: [kalbar]}\n"
            "open: []\nhours: {}\n"
        )
        async with asyncio.timeout(60):
            while stored(tmp_path, "SELECT due_at FROM tickets") == [before]:
                await asyncio.sleep(0.1)
        (after,) = stored(tmp_path, "SELECT due_at FROM tickets")
    assert (before[:10], after[:10]) == ("2026-11-18", "2026-11-19")
