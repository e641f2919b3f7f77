"""Tickets that went to another office: written with the move, and read by the office that they left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.store.desk_schema import ticket_moves
from bot.store.schema import privacy_tasks, tickets
from bot.store.tickets import FiledTicket

_MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Move:
    """Where a ticket goes: the office, and its service of the same kind there, if any."""

    office: str
    service: str | None


@dataclass(frozen=True, slots=True)
class Trace:
    """What an office still knows of a ticket that left it."""

    number: str
    opened_at: dt.datetime
    from_office: str
    to_office: str
    at: dt.datetime
    who: str
    reason: str


def leave_trace(connection: Connection, filed: FiledTicket, to: str, who: str, reason: str, now: dt.datetime) -> None:
    """Keeps that a ticket leaves its office; what was asked about its data is for the new office too."""
    connection.execute(
        ticket_moves.insert().values(
            ticket_id=filed.id, from_office=filed.ticket.office, to_office=to, at=now, who=who, reason=reason
        )
    )
    connection.execute(
        privacy_tasks.update()
        .where(privacy_tasks.c.ticket_id == filed.id, privacy_tasks.c.settled_at.is_(None))
        .values(office=to)
    )


def traces(connection: Connection, offices: Collection[str] | None, number: str | None = None) -> list[Trace]:
    """What left some offices, or all, newest first; with `number` only of that ticket.

    A ticket that came back is the office's own again, and no trace.
    """
    wanted = (
        sa.select(
            tickets.c.number, tickets.c.opened_at, ticket_moves.c.from_office, ticket_moves.c.to_office,
            ticket_moves.c.at, ticket_moves.c.who, ticket_moves.c.reason,
        )
        .join(tickets, tickets.c.id == ticket_moves.c.ticket_id)
        .where(tickets.c.office != ticket_moves.c.from_office)
        .order_by(ticket_moves.c.id.desc())
        .limit(_MOST_LISTED)
    )  # fmt: skip
    if offices is not None:
        wanted = wanted.where(ticket_moves.c.from_office.in_(offices))
    if number is not None:
        wanted = wanted.where(tickets.c.number == number)
    return [Trace(*row) for row in connection.execute(wanted)]
