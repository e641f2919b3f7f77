"""One citizen under two ids of WhatsApp: a telephone number, an id of its own, or both."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.arrival import Address, Arrival
from bot.store import staff_chat_schema
from bot.store.joining import _MOVED, _NUMBERED
from bot.store.schema import consents, conversations, messages, metadata, outbox, subscriptions, ticket_events, tickets
from bot.store.store import Store
from bot.store.unit import Unit
from bot.store.whatsapp_schema import other_ids
from bot.turns import Turns
from handlers.turn import Message
from tests.bot.clock import TestClock
from tests.bot.store.test_turns import rows

PHONE, OWN_ID = "6281200001111", "ID.13491208655302741918"


def writes(text: str, key: str, clock: TestClock, *ids: str) -> Arrival:
    """A message by WhatsApp that names its citizen by some ids."""
    first, *also = ids
    return Arrival(
        Address("whatsapp", "1001", first), key, Message("text", text), office="kalbar",
        also=also[0] if also else None, window_until=clock() + dt.timedelta(hours=24),
    )  # fmt: skip


async def test_either_id_leads_to_the_conversation_once_both_were_told(
    store: Store, turns: Turns, clock: TestClock
) -> None:
    """And is answered where it began."""
    await turns.take(writes("biaya izin kantor cabang", "1", clock, PHONE, OWN_ID))
    await turns.take(writes("kalau syaratnya?", "2", clock, OWN_ID))
    await turns.take(writes("berapa lama?", "3", clock, PHONE))
    (conversation,) = await rows(store, conversations)
    assert (conversation.external_id, conversation.last_event) == (PHONE, 6)


async def test_a_telephone_that_is_told_later(store: Store, turns: Turns, clock: TestClock) -> None:
    """The conversation stays the one that was begun without it."""
    await turns.take(writes("halo", "1", clock, OWN_ID))
    await turns.take(writes("biaya izin kantor cabang", "2", clock, PHONE, OWN_ID))
    await turns.take(writes("syaratnya?", "3", clock, PHONE))
    (conversation,) = await rows(store, conversations)
    assert (conversation.external_id, conversation.last_event) == (OWN_ID, 6)


async def test_two_conversations_become_one(store: Store, turns: Turns, clock: TestClock) -> None:
    """With the ticket and the subscriptions of either, and every message once."""
    for number, text in enumerate(("buat pengaduan", "petugas loket menolak berkas saya", "anonim", "lewati", "kirim")):
        await turns.take(writes(text, f"a{number}", clock, OWN_ID))
    await turns.take(writes("langganan pengumuman", "a9", clock, OWN_ID))
    for key in ("b1", "b2"):
        await turns.take(writes("langganan pengumuman", key, clock, PHONE))
    await store.write(_point)
    before = len(await rows(store, messages))
    (ticket,) = await rows(store, tickets)
    await turns.take(writes("tiket saya", "c1", clock, PHONE, OWN_ID))
    (conversation,) = await rows(store, conversations)
    said = await rows(store, messages)
    assert (conversation.external_id, len(said)) == (PHONE, before + 2)
    assert [row.event for row in said] == list(range(1, before + 3))
    assert ticket.number in said[-1].body
    (moved,) = await rows(store, tickets)
    assert moved.conversation_id == conversation.id
    assert {row.conversation_id for table in (subscriptions, consents, outbox) for row in await rows(store, table)} == {
        conversation.id
    }
    assert [told for told in await store.read(_told) if "Pengaduan terkirim" in told]


async def test_conversations_that_two_replicas_began_at_once_become_one(
    store: Store, turns: Turns, clock: TestClock
) -> None:
    """One was told the id alone, the other both: the id leads to either until both are told again."""
    await turns.take(writes("biaya izin kantor cabang", "1", clock, OWN_ID))
    await turns.take(writes("halo", "2", clock, PHONE))
    _, begun = await rows(store, conversations)
    known = {"channel": "whatsapp", "account": "1001", "external_id": OWN_ID, "conversation_id": begun.id}
    await store.write(lambda unit: unit.connection.execute(other_ids.insert().values(known)))
    await turns.take(writes("syaratnya?", "3", clock, PHONE, OWN_ID))
    await turns.take(writes("berapa lama?", "4", clock, OWN_ID))
    (conversation,) = await rows(store, conversations)
    assert (conversation.external_id, conversation.last_event) == (PHONE, 8)


def _point(unit: Unit) -> None:
    """Lets the history of the ticket point at the message that told of it, as an officer's answer does."""
    told = sa.select(messages.c.event).where(messages.c.body.contains("Pengaduan terkirim")).scalar_subquery()
    unit.connection.execute(ticket_events.update().values(message_event=told))


def _told(connection: Connection) -> list[str]:
    """The messages that the history of tickets points at."""
    there = sa.and_(
        messages.c.conversation_id == tickets.c.conversation_id, messages.c.event == ticket_events.c.message_event
    )
    found = connection.execute(
        sa.select(messages.c.body).select_from(
            ticket_events.join(tickets, tickets.c.id == ticket_events.c.ticket_id).join(messages, there)
        )
    )
    return list(found.scalars())


def test_no_table_of_a_conversation_is_left_behind() -> None:
    """What is of officers alone is not at WhatsApp."""
    of_officers = {table.name for table in staff_chat_schema.metadata.sorted_tables if table.name.startswith("staff_")}
    held = {table.name for table in metadata.sorted_tables if "conversation_id" in table.c}
    assert held - of_officers == {table.name for table in (*_MOVED, *(table for table, _ in _NUMBERED))}
