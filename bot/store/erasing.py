"""Deletes what is kept of a citizen: at once what may go, a running ticket when it ends, the chat itself at last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.arrival import Address
from bot.store.auditing import note
from bot.store.failed import failed_of
from bot.store.forgetting import forget_lists
from bot.store.handover_schema import handovers
from bot.store.office_schema import answer_flags, unanswered_questions
from bot.store.schema import announcement_deliveries as deliveries
from bot.store.schema import (
    consents,
    conversations,
    erasures,
    failed_turns,
    files,
    messages,
    outbox,
    privacy_tasks,
    ticket_events,
    tickets,
)
from bot.store.staff_chat_schema import staff_chats
from bot.store.subscription_ends import end_subscriptions
from bot.store.unit import Unit
from bot.store.whatsapp_schema import whatsapp_messages
from handlers.effects import EraseOwn, EraseTicket
from handlers.facts import DONE
from handlers.topics.privacy.deleting import ANSWERED_RESTS

_LEAVING = ("waiting", "sending")
_WAITING = ("available", "held")
"""Until the citizen fetches it or writes again, which may never be."""


@dataclass(frozen=True, slots=True)
class DueErasure:
    """A ticket that has ended and was to be deleted then."""

    id: int
    address: Address
    number: str


def erase_own(unit: Unit, conversation: int, effect: EraseOwn, upto: int, now: dt.datetime) -> None:
    """Deletes everything of a conversation up to a message, but the tickets that are waited for and what is on them."""
    connection = unit.connection
    waits = list(
        connection.execute(
            sa.select(tickets.c.id).where(tickets.c.conversation_id == conversation, tickets.c.number.in_(effect.waits))
        ).scalars()
    )
    over = sa.and_(tickets.c.conversation_id == conversation, tickets.c.id.not_in(waits))
    gone = connection.execute(tickets.delete().where(over)).rowcount
    connection.execute(files.delete().where(files.c.conversation_id == conversation))
    forget_lists(unit, conversation)
    end_subscriptions(unit, conversation, (), now)
    connection.execute(handovers.delete().where(handovers.c.conversation_id == conversation))
    connection.execute(consents.delete().where(consents.c.conversation_id == conversation))
    connection.execute(staff_chats.delete().where(staff_chats.c.conversation_id == conversation))
    connection.execute(erasures.delete().where(erasures.c.conversation_id == conversation))
    on_none = sa.or_(privacy_tasks.c.ticket_id.is_(None), privacy_tasks.c.ticket_id.not_in(waits))
    connection.execute(privacy_tasks.delete().where(privacy_tasks.c.conversation_id == conversation, on_none))
    _forget_failed(connection, conversation)
    said = _forget_talk(connection, conversation, upto)
    _await(connection, conversation, (None, *waits), effect.who, now)
    connection.execute(conversations.update().where(conversations.c.id == conversation).values(created_at=now))
    outcome = f"{gone} tickets; waits for {len(waits)}" if waits else f"{gone} tickets"
    note(connection, effect.who, "delete", outcome, now, count=said)
    unit.scrub()


def erase_ticket(unit: Unit, conversation: int, effect: EraseTicket, upto: int, now: dt.datetime) -> None:
    """Deletes a ticket that has ended with all that is kept of it, and what was said up to a message."""
    connection = unit.connection
    connection.execute(
        tickets.delete().where(tickets.c.conversation_id == conversation, tickets.c.number == effect.number)
    )
    _forget_failed(connection, conversation)
    said = _forget_talk(connection, conversation, upto)
    connection.execute(
        erasures.update()
        .where(erasures.c.conversation_id == conversation, erasures.c.ticket_id.is_(None))
        .values(event=_last_event(conversation))
    )
    note(connection, effect.who, "delete", "ticket ended", now, count=said)
    unit.scrub()


def due_erasures(connection: Connection, now: dt.datetime, but: Collection[int], most: int) -> list[DueErasure]:
    """The tickets to delete now: they have ended, and what was said on them has reached the citizen or never will."""
    ended = sa.or_(
        tickets.c.state.in_(DONE),
        sa.and_(tickets.c.state == "answered", tickets.c.changed_at <= now - ANSWERED_RESTS),
    )
    rows = connection.execute(
        sa.select(
            erasures.c.id,
            conversations.c.channel,
            conversations.c.account,
            conversations.c.external_id,
            tickets.c.number,
        )
        .join(tickets, tickets.c.id == erasures.c.ticket_id)
        .join(conversations, conversations.c.id == erasures.c.conversation_id)
        .where(ended, ~_on_its_way(now), erasures.c.id.not_in(list(but)))
        .order_by(erasures.c.id)
        .limit(most)
    )
    return [DueErasure(row.id, Address(row.channel, row.account, row.external_id), row.number) for row in rows]


def any_spoken_out(connection: Connection, now: dt.datetime) -> bool:
    """Whether a conversation waits to be removed whose last word has been sent."""
    found = connection.execute(sa.select(erasures.c.id).where(_is_rest(), ~_on_its_way(now)).limit(1)).first()
    return found is not None


def remove_spoken_out(unit: Unit, now: dt.datetime) -> int:
    """Deletes the conversations whose last word on a deletion has been sent; returns how many.

    Where something was said or filed since, a new conversation has begun in the old one's place: that one stays.
    """
    connection = unit.connection
    removed = 0
    for row in connection.execute(sa.select(erasures).where(_is_rest(), ~_on_its_way(now))).all():
        chat = conversations.c.id == row.conversation_id
        nothing_since = sa.and_(
            conversations.c.last_event == row.event,
            conversations.c.draft_expires_at.is_(None),
            ~sa.exists().where(tickets.c.conversation_id == conversations.c.id),
        )
        gone = connection.execute(conversations.delete().where(chat, nothing_since)).rowcount
        if not gone:
            connection.execute(erasures.delete().where(erasures.c.id == row.id))
        note(connection, row.who, "delete", "finished" if gone else "finished; talks again", now)
        removed += gone
    if removed:
        unit.scrub()
    return removed


def _await(connection: Connection, conversation: int, what: Collection[int | None], who: str, now: dt.datetime) -> None:
    rows = [{"conversation_id": conversation, "ticket_id": each, "who": who, "asked_at": now} for each in what]
    for row in rows:
        connection.execute(erasures.insert().values(**row, event=_last_event(conversation)))


def _last_event(conversation: int) -> sa.ScalarSelect[int]:
    return sa.select(conversations.c.last_event).where(conversations.c.id == conversation).scalar_subquery()


def _forget_talk(connection: Connection, conversation: int, upto: int) -> int:
    """Deletes what was said up to a message, with what sends it; an officer's word that is on its way still arrives."""
    on_ticket = sa.exists().where(
        ticket_events.c.ticket_id == tickets.c.id,
        tickets.c.conversation_id == conversation,
        ticket_events.c.message_event == outbox.c.event,
    )
    on_its_way = sa.select(outbox.c.event).where(
        outbox.c.conversation_id == conversation,
        outbox.c.status.in_((*_LEAVING, *_WAITING)),
        on_ticket,
    )
    kept = list(connection.execute(on_its_way).scalars())
    for asked in (unanswered_questions, answer_flags):
        connection.execute(asked.delete().where(asked.c.conversation_id == conversation))
    for table in (outbox, messages):
        gone = connection.execute(
            table.delete().where(
                table.c.conversation_id == conversation, table.c.event <= upto, table.c.event.not_in(kept)
            )
        )
    _forget_parts(connection, conversation, upto, kept)
    return gone.rowcount


def _forget_parts(connection: Connection, conversation: int, upto: int, kept: Collection[int]) -> None:
    """Parts what WhatsApp took from whom it was for: a status that comes yet is then counted, and tells nothing."""
    event = whatsapp_messages.c.event
    copies = sa.select(deliveries.c.id).where(deliveries.c.conversation_id == conversation)
    gone = sa.or_(event.is_(None), sa.and_(event <= upto, event.not_in(kept)))
    connection.execute(
        whatsapp_messages.update()
        .where(
            sa.or_(
                sa.and_(whatsapp_messages.c.conversation_id == conversation, gone),
                whatsapp_messages.c.delivery_id.in_(copies),
            )
        )
        .values(conversation_id=None, event=None, delivery_id=None)
    )


def _forget_failed(connection: Connection, conversation: int) -> None:
    connection.execute(failed_turns.delete().where(failed_of(conversation)))


def _is_rest() -> sa.ColumnElement[bool]:
    """A conversation itself, none of whose tickets is waited for any more."""
    others = erasures.alias()
    waits = sa.exists().where(others.c.conversation_id == erasures.c.conversation_id, others.c.ticket_id.is_not(None))
    return sa.and_(erasures.c.ticket_id.is_(None), ~waits)


def _on_its_way(now: dt.datetime) -> sa.ColumnElement[bool]:
    """Whether something is still to be sent, or waits for the citizen."""
    unfetched = sa.and_(outbox.c.status.in_(_WAITING), outbox.c.expires_at > now)
    return sa.exists().where(
        outbox.c.conversation_id == erasures.c.conversation_id,
        sa.or_(outbox.c.status.in_(_LEAVING), unfetched),
    )
