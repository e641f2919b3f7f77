"""What is kept of one citizen: summed up for the chat, and every row of it for the export (UU 27/2022 art. 32)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.store.consents import given_to
from bot.store.conversations import Held
from bot.store.desk_schema import ticket_merges, ticket_moves
from bot.store.failed import failed_of
from bot.store.handover_schema import handovers
from bot.store.office_schema import answer_flags, unanswered_questions
from bot.store.schema import (
    announcement_deliveries,
    audit,
    checklist_items,
    checklists,
    claims,
    consents,
    conversations,
    erasures,
    failed_turns,
    files,
    messages,
    outbox,
    privacy_tasks,
    subscriptions,
    ticket_answers,
    ticket_events,
    tickets,
)
from bot.store.staff_chat_schema import staff_chats
from bot.store.whatsapp_schema import other_ids, whatsapp_messages
from handlers.facts import DataTask, OwnData

MOST_TASKS = 10
"""Tasks that the summary names; the file has them all."""


def own_data(connection: Connection, held: Held) -> OwnData:
    """The summary of a conversation."""
    of = held.id
    since, count = connection.execute(
        sa.select(conversations.c.created_at, sa.func.count(messages.c.event))
        .select_from(conversations.outerjoin(messages))
        .where(conversations.c.id == of)
        .group_by(conversations.c.id)
    ).one()
    own = connection.execute(
        sa.select(tickets.c.number, tickets.c.state)
        .where(tickets.c.conversation_id == of)
        .order_by(tickets.c.id.desc())
    )
    waiting = connection.execute(
        sa.select(tickets.c.number)
        .join(erasures, erasures.c.ticket_id == tickets.c.id)
        .where(erasures.c.conversation_id == of)
        .order_by(tickets.c.id.desc())
    )
    return OwnData(
        held.address.channel,
        since,
        count,
        tuple((number, state) for number, state in own),
        given_to(connection, of),
        _tasks(connection, of),
        tuple(waiting.scalars()),
    )


def _tasks(connection: Connection, conversation: int) -> tuple[DataTask, ...]:
    rows = connection.execute(
        sa.select(
            privacy_tasks.c.kind,
            privacy_tasks.c.state,
            privacy_tasks.c.asked_at,
            privacy_tasks.c.due_at,
            tickets.c.number,
        )
        .outerjoin(tickets, tickets.c.id == privacy_tasks.c.ticket_id)
        .where(privacy_tasks.c.conversation_id == conversation)
        .order_by(privacy_tasks.c.id.desc())
        .limit(MOST_TASKS)
    )
    return tuple(DataTask(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose rows are meant: a conversation and its pseudonym in the audit."""

    conversation: int
    who: str


@dataclass(frozen=True, slots=True)
class Owned:
    """A table with rows of citizens: which are one's own, and the columns that are an officer's private matter."""

    table: sa.Table
    own: Callable[[Owner], sa.ColumnElement[bool]]
    hidden: frozenset[str] = frozenset()


def _of_conversation(table: sa.Table, hidden: frozenset[str] = frozenset()) -> Owned:
    return Owned(table, lambda owner: table.c.conversation_id == owner.conversation, hidden)


def _of_ticket(table: sa.Table, hidden: frozenset[str] = frozenset()) -> Owned:
    def own(owner: Owner) -> sa.ColumnElement[bool]:
        return table.c.ticket_id.in_(_own_tickets(owner))

    return Owned(table, own, hidden)


def _own_tickets(owner: Owner) -> sa.Select[tuple[int]]:
    return sa.select(tickets.c.id).where(tickets.c.conversation_id == owner.conversation)


def _parts(owner: Owner) -> sa.ColumnElement[bool]:
    """What WhatsApp took for a citizen: messages of the chat, and what asked to open it for an announcement."""
    copies = sa.select(announcement_deliveries.c.id).where(
        announcement_deliveries.c.conversation_id == owner.conversation
    )
    return sa.or_(
        whatsapp_messages.c.conversation_id == owner.conversation, whatsapp_messages.c.delivery_id.in_(copies)
    )


OWNED: tuple[Owned, ...] = (
    Owned(conversations, lambda owner: conversations.c.id == owner.conversation),
    _of_conversation(other_ids),
    _of_conversation(messages),
    _of_conversation(outbox),
    Owned(whatsapp_messages, _parts),
    _of_conversation(tickets, frozenset({"assigned_to"})),
    _of_ticket(claims),
    _of_ticket(ticket_answers),
    _of_ticket(ticket_events, frozenset({"who"})),
    _of_ticket(ticket_moves, frozenset({"who", "reason"})),
    _of_ticket(ticket_merges, frozenset({"into_id"})),
    Owned(
        files,
        lambda owner: sa.or_(files.c.conversation_id == owner.conversation, files.c.ticket_id.in_(_own_tickets(owner))),
    ),
    Owned(failed_turns, lambda owner: failed_of(owner.conversation)),
    _of_conversation(checklists),
    Owned(
        checklist_items,
        lambda owner: checklist_items.c.checklist_id.in_(
            sa.select(checklists.c.id).where(checklists.c.conversation_id == owner.conversation)
        ),
    ),
    _of_conversation(consents),
    _of_conversation(privacy_tasks, frozenset({"settled_by"})),
    _of_conversation(erasures),
    _of_conversation(subscriptions),
    _of_conversation(announcement_deliveries),
    _of_conversation(unanswered_questions),
    _of_conversation(handovers, frozenset({"held_by", "note"})),
    _of_conversation(staff_chats, frozenset({"staff_id"})),
    _of_conversation(answer_flags, frozenset({"settled_by", "note"})),
    Owned(audit, lambda owner: audit.c.who == owner.who),
)
"""Every table that holds something of a citizen; a new one must be named here or in NOT_PERSONAL."""
NOT_PERSONAL = {
    "seen": "hashes of the platforms' message ids, for eight days",
    "rate_limits": "keyed hashes, for minutes",
    "notices": "the office's own words",
    "staff": "the office's own officers",
    "staff_offices": "the office's own officers",
    "staff_links": "hashes, for a day",
    "staff_sessions": "hashes, and officers' kinds of browsers, for half a day",
    "desk_audit": "which officer did what, by ticket number; nothing of a ticket's words",
    "announcements": "the office's own words",
    "question_counts": "sums by office, service and hour",
    "presences": "which officer has which page open, for seconds",
    "canned_replies": "the office's own words",
    "staff_codes": "hashes, for ten minutes",
    "staff_groups": "the office's own groups",
    "staff_notices": "which group was told of which ticket",
    "staff_reminders": "which officer was reminded of which ticket",
    "staff_orders": "what officers ordered of announcements, until it was told",
    "announcement_bodies": "the office's own words",
    "announcement_uploads": "the office's own files",
    "office_notices": "the office's own words",
    "office_changes": "the office's own numbers and hours",
    "decree_drafts": "the office's own decree",
    "decree_sources": "the office's own decree",
    "decree_edits": "which officer changed what in the office's decree",
    "decree_versions": "the office's own decree",
    "decree_questions": "the office's own words",
    "whatsapp_meter": "sums by number, month and price category",
    "whatsapp_numbers": "the office's own numbers",
    "whatsapp_templates": "the office's own words",
    "whatsapp_template_uses": "which of its templates an office uses",
}


_AMONG_OFFICERS = frozenset({"assigned", "noted", "unit", "moved", "merged", "joined"})
"""Events whose words are an officer's name, what officers write to each other, or another citizen's ticket."""


def own_rows(connection: Connection, owner: Owner) -> dict[str, list[dict[str, Any]]]:
    """Every row of one citizen by table, as plain values; officers appear by their role alone."""
    found = {}
    for owned in OWNED:
        rows = connection.execute(
            sa.select(owned.table).where(owned.own(owner)).order_by(*owned.table.primary_key.columns)
        ).mappings()
        found[owned.table.name] = [_plain(owned, dict(row)) for row in rows]
    return found


def _plain(owned: Owned, row: dict[str, Any]) -> dict[str, Any]:
    shown = {name: _value(name, value) for name, value in row.items() if name not in owned.hidden}
    if owned.table is ticket_events and row["kind"] in _AMONG_OFFICERS:
        shown["text"] = None
    return shown


def _value(name: str, value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if name in {"state", "body", "payload"} and isinstance(value, str) and value.startswith("{"):
        return json.loads(value)
    return value
