"""Reminders of limits: for whom, noted with the line of the ticket's history, told once, read at the desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.arrival import Address
from bot.store.office_tickets import bare_ticket
from bot.store.officers import Officer, list_officers
from bot.store.schema import conversations, tickets
from bot.store.staff_chat_schema import staff_chats, staff_groups, staff_reminders
from bot.store.staff_orders import WOKEN
from bot.store.staff_schema import staff
from bot.store.tickets import FILED, FiledTicket, filed_of
from bot.store.unit import Unit
from handlers.facts import AT_REST, Reminder
from handlers.ticket_alarms import AlarmKind

MOST_TOLD = 8
"""Reminders of one message, as few as a phone shows with their buttons."""
_MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class ToRemind:
    """A chat with a reminder of a ticket of an office that was not told yet."""

    address: Address
    office: str


@dataclass(frozen=True, slots=True)
class OwnReminder:
    """A reminder at the desk."""

    kind: AlarmKind
    at: dt.datetime
    filed: FiledTicket


def note_reminders(unit: Unit, filed: FiledTicket, kind: AlarmKind, position: int, now: dt.datetime) -> None:
    """Notes who is to be reminded of what the ticket's event at a position says.

    The officer who holds the ticket, and of a missed limit the heads of the office too (where there are none its
    admins); of a ticket that nobody holds all officers of the office, and its groups.
    """
    officers = [each for each in list_officers(unit.connection, filed.ticket.office) if each.active and each.acts]
    holder = [each for each in officers if filed.assigned_to in {each.name, each.login}]
    reminded = [*(holder or _of_role(officers, "officer", "head")), *_heads(officers, kind)]
    rows = [{"staff_id": each, "conversation_id": None} for each in dict.fromkeys(each.id for each in reminded)]
    if not holder:
        groups = sa.select(staff_groups.c.conversation_id).where(staff_groups.c.office == filed.ticket.office)
        rows += [{"staff_id": None, "conversation_id": each} for each in unit.connection.execute(groups).scalars()]
    same = {"ticket_id": filed.id, "position": position, "kind": kind, "at": now}
    if rows:
        unit.connection.execute(staff_reminders.insert(), [{**same, **row} for row in rows])
        unit.wake(WOKEN)


def _of_role(officers: list[Officer], role: str, otherwise: str) -> list[Officer]:
    """The officers of a role, or of another where there are none, or the admins."""
    for wanted in (role, otherwise, "admin"):
        found = [each for each in officers if each.role == wanted]
        if found:
            return found
    return []


def _heads(officers: list[Officer], kind: AlarmKind) -> list[Officer]:
    return _of_role(officers, "head", "admin") if kind == "overdue" else []


def chats_to_remind(connection: Connection) -> list[ToRemind]:
    """The chats that are to be told of something; whoever linked a chat later knows it from the desk."""
    acts = sa.exists().where(staff.c.id == staff_chats.c.staff_id, staff.c.active, staff.c.role != "viewer")
    own = sa.and_(
        staff_chats.c.staff_id == staff_reminders.c.staff_id, staff_chats.c.since <= staff_reminders.c.at, acts
    )
    rows = connection.execute(
        sa.select(conversations.c.channel, conversations.c.account, conversations.c.external_id, tickets.c.office)
        .select_from(staff_reminders)
        .join(tickets, tickets.c.id == staff_reminders.c.ticket_id)
        .outerjoin(staff_chats, own)
        .join(
            conversations,
            conversations.c.id == sa.func.coalesce(staff_chats.c.conversation_id, staff_reminders.c.conversation_id),
        )
        .where(staff_reminders.c.told_at.is_(None), conversations.c.unreachable_since.is_(None))
        .distinct()
    )
    return [ToRemind(Address(row.channel, row.account, row.external_id), row.office) for row in rows]


def untold_reminders(
    connection: Connection, conversation: int, officer: int | None, offices: Collection[str]
) -> tuple[Reminder, ...]:
    """What a chat is to be told of tickets of some offices, oldest first, MOST_TOLD at most."""
    whose = staff_reminders.c.conversation_id == conversation
    if officer is not None:
        since = sa.select(staff_chats.c.since).where(staff_chats.c.staff_id == officer).scalar_subquery()
        whose = sa.and_(staff_reminders.c.staff_id == officer, staff_reminders.c.at >= since)
    wanted = (
        FILED.add_columns(staff_reminders.c.id.label("reminder"), staff_reminders.c.kind.label("reminded_of"))
        .join(staff_reminders, staff_reminders.c.ticket_id == tickets.c.id)
        .where(whose, staff_reminders.c.told_at.is_(None), tickets.c.office.in_(offices))
        .order_by(staff_reminders.c.id)
        .limit(MOST_TOLD)
    )
    return tuple(
        Reminder(row.reminder, row.reminded_of, bare_ticket(filed_of(row))) for row in connection.execute(wanted)
    )


def reminders_told(unit: Unit, reminders: Collection[int], now: dt.datetime) -> None:
    """Notes that chats were told."""
    unit.connection.execute(staff_reminders.update().where(staff_reminders.c.id.in_(reminders)).values(told_at=now))


def own_reminders(connection: Connection, officer: Officer) -> list[OwnReminder]:
    """An officer's reminders of tickets that still wait for the office, not yet marked as read, newest first."""
    return list(_own(connection, officer))


def _own(connection: Connection, officer: Officer) -> Iterator[OwnReminder]:
    wanted = (
        FILED.add_columns(staff_reminders.c.kind.label("reminded_of"), staff_reminders.c.at.label("reminded_at"))
        .join(staff_reminders, staff_reminders.c.ticket_id == tickets.c.id)
        .where(
            staff_reminders.c.staff_id == officer.id,
            staff_reminders.c.read_at.is_(None),
            tickets.c.state.not_in(AT_REST),
        )
        .order_by(staff_reminders.c.id.desc())
        .limit(_MOST_SHOWN)
    )
    seen: set[int] = set()
    for row in connection.execute(wanted):
        if row.id not in seen and officer.knows(row.office):
            seen.add(row.id)
            yield OwnReminder(row.reminded_of, row.reminded_at, filed_of(row))


def reminders_read(unit: Unit, officer: int, now: dt.datetime) -> int:
    """Marks all reminders of an officer as read; returns how many."""
    read = unit.connection.execute(
        staff_reminders.update()
        .where(staff_reminders.c.staff_id == officer, staff_reminders.c.read_at.is_(None))
        .values(read_at=now)
    )
    return read.rowcount
