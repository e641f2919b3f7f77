"""Moves between offices and duplicates on either database: limits, traces, locks, and what is exported."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace

import pytest

from bot.arrival import Address
from bot.staff import Staff
from bot.store.duplicates import followers
from bot.store.moves import traces
from bot.store.officer_acts import NotPossible, StaleTicket, WrongMain
from bot.store.own_data import Owner, own_rows
from bot.store.schema import ticket_events, tickets
from bot.store.store import Store
from bot.turns import Turns
from handlers.tickets import find_number
from tests.bot.clock import TestClock
from tests.bot.store.test_turns import SITI, rows, said, says
from tests.bot.test_staff import does, number, only, staff, ticket_core

BUDI = Address("telegram", "bot", "budi")
FIXTURES = (number, staff, ticket_core)


async def filed_by_budi(store: Store, turns: Turns, key: str = "budi 1", address: Address = BUDI) -> str:
    """The number of his complaint, or of somebody else's."""
    await turns.take(says("adukan data juga tidak ditanggapi", key, address))
    found = find_number((await said(store))[-1])
    assert found is not None
    return found


async def test_limits_begin_anew_at_the_new_office(store: Store, staff: Staff, number: str, clock: TestClock) -> None:
    """By its own classes, from the moment it came; the law's sixty days go on."""
    filed = clock()
    await staff.act(does("class", number, "normatif"))
    clock.pass_by(48 * 3600)
    await staff.act(does("moved", number, "Salah alamat.", target="depok"))
    ticket = await only(store)
    assert (ticket.office, ticket.state, ticket.ticket_class, ticket.assigned_to) == ("depok", "received", None, None)
    assert ticket.law_due_at.date() == (filed + dt.timedelta(days=60)).date()
    assert ticket.due_at is None or ticket.due_at > clock()
    (trace,) = await store.read(lambda connection: traces(connection, ("kalbar",)))
    assert (trace.number, trace.to_office, trace.who, trace.reason) == (number, "depok", "Rina", "Salah alamat.")
    assert await store.read(lambda connection: traces(connection, ("depok",))) == []
    await staff.act(does("moved", number, "Ternyata benar.", target="kalbar"))
    assert await store.read(lambda connection: traces(connection, ("kalbar",))) == []


async def test_a_service_goes_along_where_the_new_office_has_it(store: Store, staff: Staff, number: str) -> None:
    """Else the request has none, and no limit of one."""
    for service, office, kept in (
        ("kalbar/izin-kantor-cabang", "palembang", None),
        ("kalbar/izin-usaha-simpan-pinjam", "muba", "muba/izin-usaha-simpan-pinjam"),
    ):
        values = {"kind": "request", "service": service, "office": "kalbar"}
        await store.write(lambda unit, values=values: unit.connection.execute(tickets.update().values(values)))  # type: ignore[misc]
        await staff.act(does("moved", number, "Di sana.", target=office))
        assert (await only(store)).service == kept


async def test_two_duplicates_of_each_other(store: Store, turns: Turns, staff: Staff, number: str) -> None:
    """At the same moment: one is merged, the other refused; nothing waits for ever."""
    twin = await filed_by_budi(store, turns)
    both = await asyncio.gather(
        staff.act(does("merged", number, "", target=twin)),
        staff.act(does("merged", twin, "", target=number)),
        return_exceptions=True,
    )
    assert sum(not isinstance(each, Exception) for each in both) == 1
    assert all(isinstance(each, NotPossible | WrongMain | StaleTicket) for each in both if isinstance(each, Exception))


async def test_duplicates_of_a_duplicate_join_the_last(store: Store, turns: Turns, staff: Staff, number: str) -> None:
    """And get its answer, each once."""
    twin, third = (
        await filed_by_budi(store, turns),
        await filed_by_budi(store, turns, "ani 1", replace(BUDI, external_id="ani")),
    )
    await staff.act(does("merged", third, "", target=twin))
    await staff.act(does("merged", twin, "", target=number))
    main = (await staff.file(number, None)).filed
    near = await store.read(lambda connection: followers(connection, main.id))
    assert [each.ticket.number for each in near] == [twin, third]
    preview = await staff.preview(does("answered", number))
    assert len(preview.others) == 2
    await staff.act(does("answered", number))
    answered = [row for row in await rows(store, ticket_events) if row.kind == "answered"]
    assert len(answered) == 3
    assert all(row.message_event is not None for row in answered)


async def test_citizens_and_officer_at_once(store: Store, turns: Turns, staff: Staff, number: str) -> None:
    """An answer that goes to both while both write: no word is lost, nobody waits for ever."""
    twin = await filed_by_budi(store, turns)
    await staff.act(does("merged", twin, "", target=number))
    work = [staff.act(does("answered", number, f"jawaban {count}")) for count in range(6)]
    work += [turns.take(says(f"tambah {number} kata {count}", f"a{count}", SITI)) for count in range(6)]  # type: ignore[misc]
    work += [turns.take(says(f"tambah {twin} kata {count}", f"b{count}", BUDI)) for count in range(6)]  # type: ignore[misc]
    await asyncio.gather(*work)
    written = [row.text for row in await rows(store, ticket_events) if row.kind == "said"]
    assert len(written) == 12


async def test_an_export_tells_nothing_of_another_citizen(
    store: Store, turns: Turns, staff: Staff, number: str
) -> None:
    """Neither the other ticket's number nor what officers wrote to each other."""
    twin = await filed_by_budi(store, turns)
    await staff.act(does("unit", twin, "Cek arsip.", target="Bidang A"))
    await staff.act(does("merged", twin, "", target=number))
    await staff.act(does("answered", number))
    for own, other in ((1, twin), (2, number)):
        exported = str(await store.read(lambda each, own=own: own_rows(each, Owner(own, "x"))))  # type: ignore[misc]
        assert other not in exported
        assert "Cek arsip." not in exported
        assert "Rina" not in exported


@pytest.mark.parametrize("before", ["answered", "rejected"])
async def test_what_is_at_rest_is_not_handed_on(
    store: Store, turns: Turns, staff: Staff, number: str, before: str
) -> None:
    """Nor does anything join it."""
    twin = await filed_by_budi(store, turns)
    await staff.act(does(before, number))  # type: ignore[arg-type]
    with pytest.raises(NotPossible):
        await staff.act(does("moved", number, "x", target="depok"))
    with pytest.raises(NotPossible):
        await staff.act(does("merged", number, "", target=twin))
    with pytest.raises(WrongMain):
        await staff.act(does("merged", twin, "", target=number))
