"""Officers in the store, on both databases: accounts, sessions, links, codes used once, an audit that stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial

import pytest
import sqlalchemy as sa

from bot.store.desk_audit import AuditFilter, audit_count, audit_page, audited, keep
from bot.store.inbox import VIEWS, Filter, conversation_since, inbox, inbox_counts
from bot.store.officer_sessions import (
    IDLE,
    LinkSpent,
    begin_session,
    end_others,
    end_session_of,
    hashed,
    link_officer,
    make_link,
    open_sessions,
    session_officer,
    spend_link,
)
from bot.store.officers import NameTaken, add_officer, change_officer, find_officer, list_officers, use_step
from bot.store.staff_schema import desk_audit
from bot.store.store import Store
from bot.store.unit import StoreUnavailable, Unit
from bot.turns import Turns
from tests.bot.clock import TestClock
from tests.bot.store.test_turns import says
from tests.bot.ticket_core import use_ticket_core


async def employed(store: Store, clock: TestClock) -> int:
    """Rina, who serves two offices."""
    return await store.write(
        lambda unit: add_officer(unit.connection, "Rina Wati", "rina.wati", "officer", ("kalbar", "depok"), clock())
    )


async def test_an_account(store: Store, clock: TestClock) -> None:
    """Found by name or login in whichever case; a name is one officer's for good."""
    officer = await employed(store, clock)
    for word in ("rina.wati", "RINA.WATI", "rina wati"):
        found = await store.read(partial(find_officer, word=word))
        assert found is not None
        assert (found.id, found.offices, found.password) == (officer, frozenset({"kalbar", "depok"}), None)
        assert found.knows("depok")
        assert not found.knows("muba")
    assert await store.read(lambda each: list_officers(each, "muba")) == []
    await store.write(lambda unit: change_officer(unit.connection, officer, active=False))
    with pytest.raises(NameTaken):
        await employed(store, clock)


async def test_a_session_and_its_end(store: Store, clock: TestClock) -> None:
    """By idleness, and with its officer."""
    officer = await employed(store, clock)
    await store.write(lambda unit: begin_session(unit.connection, officer, "token", clock()))
    opened = await store.read(lambda each: session_officer(each, "token", clock()))
    assert opened is not None
    assert (opened[0].login, opened[1]) == ("rina.wati", False)
    assert await store.read(lambda each: session_officer(each, "Token", clock())) is None
    assert await store.read(lambda each: session_officer(each, "token", clock() + IDLE)) is None
    await store.write(lambda unit: change_officer(unit.connection, officer, active=False))
    assert await store.read(lambda each: session_officer(each, "token", clock())) is None


async def test_a_link_is_spent_once(store: Store, clock: TestClock) -> None:
    """Also the first officer's, which ends with the first officer."""
    await store.write(lambda unit: make_link(unit.connection, None, "first", clock()))
    assert await store.read(lambda each: link_officer(each, "first", clock())) is None
    officer = await employed(store, clock)
    with pytest.raises(LinkSpent):
        await store.read(lambda each: link_officer(each, "first", clock()))
    await store.write(lambda unit: make_link(unit.connection, officer, "link", clock()))
    await store.write(lambda unit: spend_link(unit.connection, "link"))
    with pytest.raises(LinkSpent):
        await store.write(lambda unit: spend_link(unit.connection, "link"))


def _use(officer: int, step: int, unit: Unit) -> bool:
    return use_step(unit.connection, officer, step)


async def test_a_code_counts_once(store: Store, clock: TestClock) -> None:
    """Neither again, nor an earlier one."""
    officer = await employed(store, clock)
    used = [await store.write(partial(_use, officer, step)) for step in (7, 7, 6, 8)]
    assert used == [True, False, False, True]


@pytest.mark.parametrize("order", [desk_audit.delete(), desk_audit.update().values(who="x")])
async def test_the_audit_stays(store: Store, clock: TestClock, order: sa.Delete | sa.Update) -> None:
    """The database itself refuses to change or delete a line."""
    await store.write(lambda unit: keep(unit.connection, "rina", "ticket-seen", "ticket:1", clock(), office="kalbar"))

    def change(unit: Unit) -> None:
        unit.connection.execute(order)

    with pytest.raises((sa.exc.SQLAlchemyError, StoreUnavailable)):
        await store.write(change)
    lines = await store.read(lambda each: list(audited(each, clock(), frozenset({"kalbar"}))))
    assert [(line.who, line.object) for line in lines] == [("rina", "ticket:1")]
    assert await store.read(lambda each: list(audited(each, offices=frozenset({"depok"})))) == []


async def test_sessions_of_an_officer(store: Store, clock: TestClock) -> None:
    """Are listed while they open something, and ended one by one or all but one."""
    officer = await employed(store, clock)
    for token in ("old", "phone", "this"):
        await store.write(partial(_begin, officer, token, clock()))
        clock.pass_by(IDLE.total_seconds() - 60 if token == "old" else 60)
    clock.pass_by(60)
    found = await store.read(lambda each: open_sessions(each, officer, clock()))
    assert [(session.browser, session.id == hashed("this")) for session in found] == [("this", True), ("phone", False)]
    assert not await store.write(lambda unit: end_session_of(unit.connection, officer + 1, hashed("phone")))
    assert await store.write(lambda unit: end_session_of(unit.connection, officer, hashed("phone")))
    assert await store.write(lambda unit: end_others(unit.connection, officer, "this")) <= 1
    assert await store.read(lambda each: session_officer(each, "this", clock())) is not None


def _begin(officer: int, token: str, now: dt.datetime, unit: Unit) -> None:
    begin_session(unit.connection, officer, token, now, token)


async def test_the_audit_by_filter(store: Store, clock: TestClock) -> None:
    """In pages, newest first; an office reads what is about it, and what its own officers did."""
    for who, what, about, office in (
        ("rina", "ticket-seen", "ticket:KAL-1", "kalbar"), ("rina", "login", "officer:rina", None),
        ("dewi", "ticket-seen", "ticket:DPK-1", "depok"), ("dewi", "login", "officer:dewi", None),
        ("pusat", "officer-added", "officer:rina", None),
    ):  # fmt: skip
        await store.write(partial(_kept, who, what, about, office, clock()))
        clock.pass_by(60)
    own = AuditFilter(frozenset({"kalbar"}), frozenset({"rina"}))

    async def lines(wanted: AuditFilter) -> list[tuple[str, str]]:
        count = await store.read(partial(audit_count, wanted=wanted))
        found, before = [], None
        while page := await store.read(partial(audit_page, wanted=wanted, most=2, before=before)):
            before = page[-1][0]
            found += [(line.who, line.what) for _, line in page]
        assert len(found) == count
        return found

    assert await lines(own) == [("pusat", "officer-added"), ("rina", "login"), ("rina", "ticket-seen")]
    assert len(await lines(AuditFilter())) == 5
    assert await lines(replace(own, who="RIN", what="login")) == [("rina", "login")]
    assert await lines(replace(own, about="kal-")) == [("rina", "ticket-seen")]
    assert await lines(replace(own, about="%")) == []
    assert await lines(AuditFilter(frozenset())) == []
    since = clock() - dt.timedelta(minutes=2)
    assert await lines(AuditFilter(since=since)) == [("pusat", "officer-added"), ("dewi", "login")]
    assert len(await lines(AuditFilter(until=since))) == 3


def _kept(who: str, what: str, about: str, office: str | None, now: dt.datetime, unit: Unit) -> None:
    keep(unit.connection, who, what, about, now, office=office)


async def test_the_inbox(store: Store, turns: Turns, clock: TestClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every view and filter can be asked of both databases, and the counts agree with the lists."""
    use_ticket_core(monkeypatch)
    await turns.take(says("adukan lambat 100%", "1"))
    clock.pass_by(4 * 3600)
    everything = Filter(None)
    counts = await store.read(lambda each: inbox_counts(each, everything, clock()))
    for view in VIEWS:
        wanted = Filter(frozenset({"kalbar"}), frozenset({"Rina"}), view)
        found = await store.read(partial(inbox, wanted=wanted, now=clock()))
        assert len(found) == counts[view]
    assert counts["overdue"] == counts["unassigned"] == 1
    for search, hits in (("LAMBAT 100%", 1), ("100_", 0), ("yanti", 1)):
        wanted = Filter(None, search=search, channel="telegram", office="kalbar")
        found = await store.read(partial(inbox, wanted=wanted, now=clock()))
        assert len(found) == hits
    assert await store.read(lambda each: inbox(each, Filter(frozenset()), clock())) == []
    (filed,) = await store.read(lambda each: inbox(each, everything, clock()))
    said = await store.read(lambda each: conversation_since(each, filed))
    assert [(each.direction, each.told.status if each.told is not None else None) for each in said] == [
        ("in", None),
        ("out", "waiting"),
    ]
