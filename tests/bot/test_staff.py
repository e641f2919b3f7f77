"""What an officer does with a ticket is stored whole, told to the citizen, and refused where it cannot be."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from dataclasses import replace
from typing import Any, get_args

import pytest

from bot.arrival import Address
from bot.staff import LONGEST_WORDS, Staff, UnknownClass, WrongWords
from bot.store.officer_acts import ActKind, NotPossible, OfficerAct, StaleTicket, UnknownTicket
from bot.store.reachability import set_reachable
from bot.store.schema import conversations, messages, outbox, ticket_events, tickets
from bot.store.store import Store
from bot.turns import Turns
from handlers.facts import TicketState
from handlers.tickets import find_number
from knowledge.search import Search
from tests.bot.clock import TestClock
from tests.bot.store.test_turns import SITI, rows, said, says
from tests.bot.ticket_core import use_ticket_core

WEB = Address("web", "web", "siti")


@pytest.fixture(autouse=True)
def ticket_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """Citizens' turns go to the small core, officers' to the real one."""
    use_ticket_core(monkeypatch)


@pytest.fixture
def staff(store: Store, search: Search, clock: TestClock) -> Staff:
    """Officers at work on the store."""
    return Staff(store, search, clock)


@pytest.fixture
async def number(store: Store, turns: Turns) -> str:
    """The number of a ticket that was just filed."""
    return await file(store, turns, SITI)


async def file(store: Store, turns: Turns, address: Address) -> str:
    """Files a complaint at Kalbar."""
    await turns.take(says("adukan data tidak ditanggapi", "1", address))
    found = find_number((await said(store))[-1])
    assert found is not None
    return found


def does(kind: ActKind, number: str, text: str = "Datanya sudah siap.", **more: Any) -> OfficerAct:
    """Something that Rina does."""
    return OfficerAct(kind, number, "Rina", text, **more)


async def only(store: Store) -> Any:
    """The one ticket."""
    (ticket,) = await rows(store, tickets)
    return ticket


async def test_an_answer_is_stored_and_told(store: Store, staff: Staff, number: str, clock: TestClock) -> None:
    """The ticket, its history with who and when, the message, the row that sends it: all at once."""
    clock.pass_by(3600)
    recorded = await staff.act(does("answered", number))
    assert (recorded.state, recorded.channel, recorded.unreachable_since) == ("answered", "telegram", None)
    file = await staff.file(number, "kalbar")
    event = file.events[-1]
    assert (event.actor, event.who, event.kind, event.at) == ("officer", "Rina", "answered", clock())
    assert (event.text, event.state, file.filed.ticket.answer) == ("Datanya sudah siap.", "answered", event.text)
    message = (await rows(store, messages))[-1]
    assert (message.event, message.direction, message.kind) == (3, "out", "staff")
    assert number in message.body
    assert "Datanya sudah siap." in message.body
    sent = (await rows(store, outbox))[-1]
    assert (sent.event, sent.status, sent.lane) == (3, "waiting", 0)
    assert sent.expires_at - clock() > dt.timedelta(days=7)
    assert file.told[event.position].status == "waiting"
    (conversation,) = await rows(store, conversations)
    assert (conversation.last_event, json.loads(conversation.state)["answered_ticket"]) == (3, number)


async def test_the_conversation_goes_on_behind_it(turns: Turns, staff: Staff, number: str) -> None:
    """The citizen's next message finds the number of events that the officer's answer left."""
    await staff.act(does("answered", number))
    assert (await turns.take(says(f"tambah {number} lewat email saja", "2"))).event == 4
    (waiting,) = await staff.tickets("kalbar")
    assert (waiting.ticket.state, waiting.last) == ("in-progress", "said")


async def test_words_to_the_web_chat_are_there_when_it_is_opened(store: Store, turns: Turns, staff: Staff) -> None:
    """The web cannot ring."""
    number = await file(store, turns, WEB)
    assert (await staff.act(does("answered", number))).channel == "web"
    assert [row.status for row in await rows(store, outbox)] == ["available"] * 2


async def test_a_chat_that_cannot_be_reached(store: Store, staff: Staff, number: str, clock: TestClock) -> None:
    """The answer is kept and waits; the officer is told, and the chat counts as unreachable still."""
    since = clock()
    await store.write(lambda unit: set_reachable(unit, SITI, since))
    assert (await staff.act(does("answered", number))).unreachable_since == since
    assert (await only(store)).state == "answered"
    assert (await rows(store, conversations))[0].unreachable_since == since


async def test_a_ticket_without_its_chat(store: Store, staff: Staff, number: str) -> None:
    """Everything is kept; nobody is told."""
    await store.write(lambda unit: unit.connection.execute(conversations.delete()))
    assert (await staff.preview(does("answered", number))).replies == ()
    recorded = await staff.act(does("answered", number))
    assert (recorded.state, recorded.channel) == ("answered", None)
    assert await rows(store, messages) == []
    assert (await staff.file(number, None)).filed.ticket.answer == "Datanya sudah siap."


async def test_a_preview_is_what_is_sent_and_writes_nothing(store: Store, staff: Staff, number: str) -> None:
    """The citizen gets what the officer saw."""
    preview = await staff.preview(does("answered", number))
    assert (await only(store)).version == preview.version == 1
    await staff.act(does("answered", number, version=preview.version))
    (reply,) = preview.replies
    assert [json.loads((await rows(store, messages))[-1].body)["sections"][0]["heading"]] == [reply.sections[0].heading]


async def test_a_stale_save_is_refused(store: Store, turns: Turns, staff: Staff, number: str) -> None:
    """What the citizen wrote meanwhile is read before it is answered; of two officers one answers."""
    seen = (await staff.preview(does("answered", number))).version
    await turns.take(says(f"tambah {number} sudah beres", "2"))
    with pytest.raises(StaleTicket):
        await staff.act(does("answered", number, version=seen))
    with pytest.raises(StaleTicket):
        await staff.preview(does("answered", number, version=seen))
    both = await asyncio.gather(
        *(staff.act(does("answered", number, text, version=2)) for text in ("satu", "dua")), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in both) == ["Recorded", "StaleTicket"]
    assert [row.kind for row in await rows(store, ticket_events)] == ["opened", "said", "answered"]


async def test_another_offices_ticket_is_like_one_that_is_not_there(store: Store, staff: Staff, number: str) -> None:
    """Whatever is tried with it; nothing changes, and nothing tells that it exists."""
    for kind in get_args(ActKind):
        with pytest.raises(UnknownTicket):
            await staff.act(does(kind, number, "ringan", office="depok", target="palembang"))
    with pytest.raises(UnknownTicket):
        await staff.preview(does("answered", number, office="depok"))
    with pytest.raises(UnknownTicket):
        await staff.file(number, "depok")
    assert await staff.tickets("depok") == []
    assert [filed.ticket.number for filed in await staff.tickets(None)] == [number]
    assert (await only(store)).version == 1


@pytest.mark.parametrize(
    ("before", "kind", "state"),
    [
        ("answered", "rejected", "answered"),
        ("rejected", "answered", "rejected"),
        (None, "closed", "received"),
    ],
)
async def test_what_a_state_does_not_allow(
    store: Store, staff: Staff, number: str, before: ActKind | None, kind: ActKind, state: TicketState
) -> None:
    """Refused with the state, and nothing is written."""
    if before is not None:
        await staff.act(does(before, number))
    version = (await only(store)).version
    with pytest.raises(NotPossible) as refused:
        await staff.act(does(kind, number))
    assert refused.value.state == state
    assert (await only(store)).version == version


async def test_a_class_sets_the_limit(store: Store, staff: Staff, number: str, clock: TestClock) -> None:
    """By the decree of the office, counted from the moment of filing; only classes that it has."""
    with pytest.raises(UnknownClass) as refused:
        await staff.act(does("class", number, "berat"))
    assert "normatif" in refused.value.known
    clock.pass_by(600)
    await staff.act(does("class", number, "normatif"))
    ticket = await only(store)
    assert (ticket.ticket_class, ticket.state) == ("normatif", "checking")
    assert ticket.due_at.date() == dt.date(2026, 11, 25)
    assert ticket.law_due_at.date() == dt.date(2027, 1, 17)


async def test_the_clock_stops_while_the_office_waits(
    store: Store, turns: Turns, staff: Staff, number: str, clock: TestClock
) -> None:
    """No limit runs out meanwhile; it goes on from where it was when the citizen writes."""
    await staff.act(does("class", number, "normatif"))
    assert (await only(store)).due_at == dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)  # closing time of day 5
    await staff.act(does("asked", number, "Nomor surat permohonannya?"))
    assert (await only(store)).due_at is None
    clock.pass_by(24 * 3600)
    await turns.take(says(f"tambah {number} nomor 12", "2"))
    ticket = await only(store)
    assert ticket.state == "checking"
    assert ticket.due_at == dt.datetime(2026, 11, 26, 2, 30, tzinfo=dt.UTC)  # the morning of day 1 was stopped


async def test_a_ticket_given_to_an_officer(store: Store, staff: Staff, number: str) -> None:
    """Is being worked on; the citizen is not told."""
    assert (await staff.act(does("assigned", number, "Budi"))).channel is None
    ticket = await only(store)
    assert (ticket.assigned_to, ticket.state) == ("Budi", "in-progress")
    assert len(await rows(store, messages)) == 2


@pytest.mark.parametrize("words", ["", "  \n ", "a" * (LONGEST_WORDS + 1)])
async def test_words_that_cannot_be_sent(store: Store, staff: Staff, number: str, words: str) -> None:
    """None at all, or more than one message holds."""
    for act in (does("answered", number, words), does("rejected", number, words)):
        with pytest.raises(WrongWords):
            await staff.preview(act)
        with pytest.raises(WrongWords):
            await staff.act(act)
    assert (await only(store)).version == 1


async def test_identity_numbers_in_an_officers_words_are_hidden(store: Store, staff: Staff, number: str) -> None:
    """As in everybody's."""
    await staff.act(does("answered", number, "NIK 3174012345678901 sudah dicatat"))
    written = " ".join([*(await said(store)), *(str(row.text) for row in await rows(store, ticket_events))])
    assert "3174012345678901" not in written
    assert "8901" in written


async def test_officer_and_citizen_at_once(store: Store, turns: Turns, staff: Staff, number: str) -> None:
    """Neither loses a word and neither waits for the other for ever; events stay without gaps."""
    acts = [staff.act(does("answered", number, f"jawaban {count}")) for count in range(10)]
    arrivals = [turns.take(says(f"tambah {number} kata {count}", f"k{count}")) for count in range(10)]
    await asyncio.gather(*(each for pair in zip(acts, arrivals, strict=True) for each in pair))
    found = await rows(store, ticket_events)
    assert [row.position for row in found] == list(range(1, 22))
    assert sorted(str(row.text) for row in found[1:]) == sorted(
        [f"jawaban {count}" for count in range(10)] + [f"kata {count}" for count in range(10)]
    )
    assert [row.event for row in await rows(store, messages)] == list(range(1, 33))


async def test_done_tickets_leave_the_list(staff: Staff, number: str) -> None:
    """They are there when asked for."""
    await staff.act(replace(does("rejected", number), text="Bukan wewenang kami."))
    assert await staff.tickets("kalbar") == []
    assert [filed.ticket.state for filed in await staff.tickets("kalbar", done=True)] == ["rejected"]
