"""What the clock does to tickets: records that a limit comes near or was missed, and moves limits by new knowledge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.store.reminders import note_reminders
from bot.store.schema import tickets
from bot.store.ticket_writing import Happening, Recompute, happen, limit_columns
from bot.store.tickets import FiledTicket, histories, history, hold_ticket, open_after
from bot.store.unit import Unit
from handlers.ticket_alarms import AlarmKind, alarms, due
from handlers.ticket_states import state_after


@dataclass(frozen=True, slots=True)
class Recorded:
    """An alarm that was added to a ticket's history."""

    kind: AlarmKind
    filed: FiledTicket


@dataclass(frozen=True, slots=True)
class Moved:
    """A ticket whose limits are others by new knowledge: its version as it was seen, and its columns."""

    ticket: int
    version: int
    columns: dict[str, dt.datetime | None]


def due_tickets(connection: Connection, now: dt.datetime, but: Collection[int], most: int) -> list[int]:
    """The tickets of which something is to be recorded now, longest due first, leaving out some."""
    rows = connection.execute(
        sa.select(tickets.c.id)
        .where(tickets.c.alarm_at <= now, tickets.c.id.not_in(list(but)))
        .order_by(tickets.c.alarm_at)
        .limit(most)
    )
    return list(rows.scalars())


def record_alarm(unit: Unit, ticket: int, now: dt.datetime, recompute: Recompute) -> Recorded | None:
    """Records what is due of a ticket, once, and whom to remind of it.

    None where its limits have moved or it came to rest meanwhile.
    """
    filed = hold_ticket(unit.connection, ticket)
    if filed is None:
        return None
    events = history(unit.connection, ticket)
    alarm = due(alarms(filed.ticket.state, recompute(filed.ticket, filed.ticket_class, events), events), now)
    state = state_after("system", alarm.kind, filed.ticket.state) if alarm is not None else None
    if alarm is None or state is None:
        columns = limit_columns(filed.ticket, filed.ticket_class, events, recompute)
        unit.connection.execute(tickets.update().where(tickets.c.id == ticket).values(columns))
        return None
    happen(unit, filed, Happening("system", alarm.kind, state), now, recompute)
    note_reminders(unit, filed, alarm.kind, filed.version + 1, now)
    return Recorded(alarm.kind, filed)


def moved_tickets(
    connection: Connection, after: int, most: int, recompute: Recompute
) -> tuple[int | None, list[Moved]]:
    """Works the limits of some open tickets out again, those with ids after another.

    Returns those that changed, and the last id looked at (None where there was nothing left).
    """
    found = open_after(connection, after, most)
    events = histories(connection, [filed.id for filed in found])
    moved = []
    for filed in found:
        now = {"due_at": filed.ticket.due_at, "law_due_at": filed.ticket.law_due_at, "alarm_at": filed.alarm_at}
        then = limit_columns(filed.ticket, filed.ticket_class, events[filed.id], recompute)
        if then != now:
            moved.append(Moved(filed.id, filed.version, then))
    return found[-1].id if found else None, moved


def move(unit: Unit, moved: Iterable[Moved]) -> int:
    """Writes changed limits, but where something happened to the ticket meanwhile; returns how many."""
    return sum(
        unit.connection.execute(
            tickets.update().where(tickets.c.id == each.ticket, tickets.c.version == each.version).values(each.columns)
        ).rowcount
        for each in moved
    )
