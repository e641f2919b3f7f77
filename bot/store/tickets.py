"""Reads tickets: a citizen's own as facts for a turn, and one with all its history for officers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from bot.store.files import FiledFile, files_of
from bot.store.schema import files, outbox, ticket_answers, ticket_events, tickets
from handlers.effects import Answer
from handlers.facts import AT_REST, DONE, Ticket
from handlers.ticket_history import EventKind, TicketEvent

MOST_OWN = 20
"""Tickets of one citizen that a turn knows: more than anybody reads in a chat."""
MOST_LISTED = 500
_TO_CITIZEN: tuple[EventKind, ...] = ("answered", "asked", "rejected", "closed")
_SPOKEN: tuple[EventKind, ...] = ("opened", "said", "reopened", *_TO_CITIZEN)
EARLIEST: sa.ColumnElement[dt.datetime] = sa.case(
    (sa.or_(tickets.c.due_at.is_(None), tickets.c.law_due_at < tickets.c.due_at), tickets.c.law_due_at),
    else_=tickets.c.due_at,
)
"""The limit of a ticket that ends first."""


@dataclass(frozen=True, slots=True)
class FiledTicket:
    """A ticket as it stands for officers; `last` is what was said on it last, `version` counts its events.

    `unit` is the part of the office that has it, `alarm_at` when the clock has something to record of it.
    """

    id: int
    conversation: int | None
    ticket: Ticket
    ticket_class: str | None
    assigned_to: str | None
    unit: str | None
    anonymous: bool
    notice: str
    rating_word: str | None
    version: int
    last: EventKind
    alarm_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Told:
    """How a message fared on its way to the citizen: the outbox row's status, what went wrong, tries, and when.

    `due_at` is when it is tried next, `settled_at` when it was over, `arrived` what the platform told of one sent.
    """

    status: str
    error: str | None
    channel: str = ""
    attempts: int = 0
    due_at: dt.datetime | None = None
    settled_at: dt.datetime | None = None
    arrived: str | None = None


@dataclass(frozen=True, slots=True)
class TicketFile:
    """Everything kept of a ticket; `told` is by the position of the event whose words were sent."""

    filed: FiledTicket
    answers: tuple[Answer, ...]
    events: tuple[TicketEvent, ...]
    told: dict[int, Told]
    files: tuple[FiledFile, ...] = ()


TOLD_COLUMNS = tuple(outbox.c[name] for name in Told.__slots__)


def own_tickets(connection: Connection, conversation: int) -> tuple[Ticket, ...]:
    """The tickets of a conversation, newest first, MOST_OWN at most."""
    rows = connection.execute(_OWN, {"conversation": conversation})
    return tuple(filed_of(row).ticket for row in rows)


def find_ticket(connection: Connection, number: str, office: str | None, *, lock: bool = False) -> FiledTicket | None:
    """The ticket of a number; None where there is none, or it is another office's. `lock` keeps it for this unit."""
    wanted = FILED.where(tickets.c.number == number)
    if office is not None:
        wanted = wanted.where(tickets.c.office == office)
    if lock:
        wanted = wanted.with_for_update(of=tickets)
    row = connection.execute(wanted).one_or_none()
    return filed_of(row) if row is not None else None


def hold_ticket(connection: Connection, ticket: int) -> FiledTicket | None:
    """A ticket by its id, kept for this unit of work; None where it is deleted."""
    row = connection.execute(_HELD, {"ticket": ticket}).one_or_none()
    return filed_of(row) if row is not None else None


def own_ticket(connection: Connection, number: str, conversation: int) -> FiledTicket | None:
    """A conversation's own ticket, kept for this unit of work; None where it has none of that number."""
    row = connection.execute(_MINE, {"number": number, "conversation": conversation}).one_or_none()
    return filed_of(row) if row is not None else None


def find_own(connection: Connection, number: str, conversation: int) -> FiledTicket | None:
    """A conversation's own ticket, only looked at; None where it has none of that number."""
    filed = find_ticket(connection, number, None)
    return filed if filed is not None and filed.conversation == conversation else None


def list_tickets(
    connection: Connection, office: str | None, *, done: bool = False, before: dt.datetime | None = None
) -> list[FiledTicket]:
    """The tickets that are the office's to act on, or `done` too: first due first, MOST_LISTED at most.

    With `before` only those that wait for the office and have a limit until then.
    """
    wanted = FILED.order_by(EARLIEST.asc().nulls_last(), tickets.c.id).limit(MOST_LISTED)
    if office is not None:
        wanted = wanted.where(tickets.c.office == office)
    if not done:
        wanted = wanted.where(tickets.c.state.not_in(DONE))
    if before is not None:
        wanted = wanted.where(tickets.c.state.not_in(AT_REST), before > EARLIEST)
    return [filed_of(row) for row in connection.execute(wanted)]


def open_after(connection: Connection, after: int, most: int) -> list[FiledTicket]:
    """Some of the tickets that are not done, in order of their ids, from the one after another."""
    wanted = FILED.where(tickets.c.id > after, tickets.c.state.not_in(DONE)).order_by(tickets.c.id).limit(most)
    return [filed_of(row) for row in connection.execute(wanted)]


def held_by(connection: Connection, names: Collection[str]) -> list[FiledTicket]:
    """The tickets that are not done and were assigned to an officer of one of these names."""
    wanted = FILED.where(tickets.c.assigned_to.in_(names), tickets.c.state.not_in(DONE)).order_by(tickets.c.id)
    return [filed_of(row) for row in connection.execute(wanted)]


def counts(connection: Connection, now: dt.datetime) -> dict[str, tuple[int, int]]:
    """How many tickets wait for each office, and how many of them are past a limit."""
    late = sa.func.sum(sa.case((now > EARLIEST, 1), else_=0))
    rows = connection.execute(
        sa.select(tickets.c.office, sa.func.count(), late)
        .where(tickets.c.state.not_in(AT_REST))
        .group_by(tickets.c.office)
    )
    return {office: (waiting, int(overdue)) for office, waiting, overdue in rows}


def ticket_file(connection: Connection, number: str, office: str | None) -> TicketFile | None:
    """A ticket with its answers, its history, and whether officers' words reached the citizen; None as find_ticket."""
    filed = find_ticket(connection, number, office)
    if filed is None:
        return None
    events = history(connection, filed.id)
    told, sent = _told(connection, filed), files_of(connection, filed.id)
    return TicketFile(filed, answers_of(connection, filed.id), events, told, sent)


def answers_of(connection: Connection, ticket: int) -> tuple[Answer, ...]:
    """What a ticket was filed with, in the order of its form."""
    rows = connection.execute(
        sa.select(ticket_answers.c.key, ticket_answers.c.label, ticket_answers.c.text)
        .where(ticket_answers.c.ticket_id == ticket)
        .order_by(ticket_answers.c.position)
    )
    return tuple(Answer(*row) for row in rows)


def history(connection: Connection, ticket: int) -> tuple[TicketEvent, ...]:
    """The events of a ticket, oldest first."""
    return histories(connection, (ticket,))[ticket]


def histories(connection: Connection, of: Collection[int]) -> dict[int, tuple[TicketEvent, ...]]:
    """The events of several tickets, each oldest first."""
    found: dict[int, list[TicketEvent]] = {ticket: [] for ticket in of}
    rows = connection.execute(
        sa.select(ticket_events.c.ticket_id, *(ticket_events.c[name] for name in TicketEvent.__slots__))
        .where(ticket_events.c.ticket_id.in_(of))
        .order_by(ticket_events.c.ticket_id, ticket_events.c.position)
    )
    for ticket, *event in rows:
        found[ticket].append(TicketEvent(*event))
    return {ticket: tuple(events) for ticket, events in found.items()}


def _told(connection: Connection, filed: FiledTicket) -> dict[int, Told]:
    rows = connection.execute(
        sa.select(ticket_events.c.position, *TOLD_COLUMNS)
        .join(outbox, outbox.c.event == ticket_events.c.message_event)
        .where(ticket_events.c.ticket_id == filed.id, outbox.c.conversation_id == filed.conversation)
    )
    return {position: Told(*told) for position, *told in rows}


def filed_of(row: Row[Any]) -> FiledTicket:
    """A row of FILED."""
    ticket = Ticket(**{name: getattr(row, name) for name in Ticket.__slots__})
    kept = {name: getattr(row, name) for name in FiledTicket.__slots__ if name not in {"ticket", "conversation"}}
    return FiledTicket(ticket=ticket, conversation=row.conversation_id, **kept)


def _last(column: sa.Column[Any], *conditions: sa.ColumnElement[bool]) -> sa.ScalarSelect[Any]:
    """A column of the last event of a ticket that meets the conditions."""
    return (
        sa.select(column)
        .where(ticket_events.c.ticket_id == tickets.c.id, *conditions)
        .order_by(ticket_events.c.position.desc())
        .limit(1)
        .correlate(tickets)
        .scalar_subquery()
    )


FILED = sa.select(
    tickets,
    _last(ticket_events.c.text, ticket_events.c.actor == "officer", ticket_events.c.kind.in_(_TO_CITIZEN)).label(
        "answer"
    ),
    _last(ticket_events.c.kind, ticket_events.c.kind.in_(_SPOKEN)).label("last"),
    sa.select(sa.func.count())
    .where(files.c.ticket_id == tickets.c.id)
    .correlate(tickets)
    .scalar_subquery()
    .label("files"),
)
"""Tickets as officers see them, to be narrowed."""
_OWN = (
    FILED.where(tickets.c.conversation_id == sa.bindparam("conversation")).order_by(tickets.c.id.desc()).limit(MOST_OWN)
)
_HELD = FILED.where(tickets.c.id == sa.bindparam("ticket")).with_for_update(of=tickets)
_MINE = FILED.where(
    tickets.c.number == sa.bindparam("number"), tickets.c.conversation_id == sa.bindparam("conversation")
).with_for_update(of=tickets)
