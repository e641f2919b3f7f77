"""Turns that the clock takes: which conversations are due, and the record of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.arrival import Address, Arrival
from bot.store.checklist_writing import forget_reminder
from bot.store.conversations import advance, hold
from bot.store.files import let_go
from bot.store.officer_effects import Tools
from bot.store.recording import Failure, LoadFacts, Receipt, carry_out_all, keep_failed, loading
from bot.store.saying import Kind, rings, say
from bot.store.schema import conversations
from bot.store.ticket_writing import Place, Recompute
from bot.store.unit import Unit
from bot.store.windows import Window
from handlers.checklist_talk import LISTS_DUE, REMINDER_DUE
from handlers.choices import action
from handlers.expiry import DRAFT_DUE
from handlers.officers.door import ON_TIME
from handlers.turn import Conversation, Outcome

TakeTimed = Callable[[Conversation, LoadFacts, bool], Outcome]
"""The core with everything given but the conversation, its facts, and whether what is said would ring there."""


@dataclass(frozen=True, slots=True)
class DueDraft:
    """A form that has waited too long: its conversation, and since when it is due."""

    conversation: int
    address: Address
    expires_at: dt.datetime


def due_drafts(connection: Connection, now: dt.datetime, but: Collection[int], most: int) -> list[DueDraft]:
    """The forms to drop now, longest due first, leaving out some conversations."""
    rows = connection.execute(
        sa.select(
            conversations.c.id,
            conversations.c.channel,
            conversations.c.account,
            conversations.c.external_id,
            conversations.c.draft_expires_at,
        )
        .where(conversations.c.draft_expires_at <= now, conversations.c.id.not_in(list(but)))
        .order_by(conversations.c.draft_expires_at)
        .limit(most)
    )
    return [DueDraft(row.id, Address(row.channel, row.account, row.external_id), row.draft_expires_at) for row in rows]


def record_timed(unit: Unit, arrival: Arrival, take: TakeTimed, now: dt.datetime, recompute: Recompute) -> Receipt:
    """One whole turn of the clock on one connection; raises as record_turn.

    The core sees the conversation as it is now and does nothing a second time. Nothing was heard: only what is said to
    the citizen becomes a message, and an unreachable chat stays so.
    """
    held = hold(unit.connection, arrival.address)
    if held is None:
        return Receipt("done")
    due = arrival.message.choice or ""
    verb, is_open = action(due).verb, Window(held.window_until, None).is_open(now)
    # A form that was dropped is told of when they write again: to ask them to, where that costs money, is not worth it.
    reaches = rings(held.address.channel) and held.unreachable_since is None and (is_open or verb != DRAFT_DUE)
    outcome = take(held.conversation, loading(unit.connection, held, now, held.address), reaches)
    last = held.last_event + len(outcome.replies)
    advance(unit.connection, held.id, outcome.conversation, last, now, heard=False)
    is_news = due == LISTS_DUE or verb in ON_TIME or (verb == REMINDER_DUE and not is_open)
    kind: Kind = "news" if is_news else "timer"
    say(unit, held.id, held.address, held.last_event, outcome.replies, kind, now)
    carry_out_all(unit, outcome, Place(held.id, held.last_event + 1), now, Tools(recompute))
    let_go(unit.connection, held.id, held.conversation, outcome.conversation)
    return Receipt("done", held.id)


def record_failed_timed(unit: Unit, arrival: Arrival, failure: Failure, now: dt.datetime) -> Receipt:
    """The record of a turn of the clock that failed: it is due no longer, and nobody is told, since nobody asked."""
    held = hold(unit.connection, arrival.address)
    due = action(arrival.message.choice or "")
    if held is not None and due.verb == DRAFT_DUE:
        unit.connection.execute(
            conversations.update().where(conversations.c.id == held.id).values(draft_expires_at=None)
        )
    elif held is not None and due.verb == REMINDER_DUE and due.arguments:
        forget_reminder(unit.connection, held.id, due.arguments[0])
    keep_failed(unit.connection, arrival, failure, now)
    return Receipt("failed")
