"""Duplicates: tickets that were closed in favour of another one of their office, and get its answer too."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.store.desk_schema import ticket_merges
from bot.store.schema import tickets
from bot.store.tickets import FILED, FiledTicket, filed_of
from handlers.facts import DONE


def followers(connection: Connection, ticket: int, *, lock: bool = False) -> list[FiledTicket]:
    """The duplicates of a ticket that are still closed, oldest first; `lock` keeps them for this unit of work."""
    wanted = (
        FILED.join(ticket_merges, ticket_merges.c.ticket_id == tickets.c.id)
        .where(ticket_merges.c.into_id == ticket, tickets.c.state.in_(DONE))
        .order_by(tickets.c.id)
    )
    rows = connection.execute(wanted.with_for_update(of=tickets) if lock else wanted)
    return [filed_of(row) for row in rows]


def merged_into(connection: Connection, ticket: int) -> str | None:
    """The number of the ticket that a duplicate was closed in favour of; None for any other ticket."""
    return connection.execute(
        sa.select(tickets.c.number)
        .join(ticket_merges, ticket_merges.c.into_id == tickets.c.id)
        .where(ticket_merges.c.ticket_id == ticket)
    ).scalar_one_or_none()


def join(connection: Connection, ticket: int, into: int, now: dt.datetime) -> None:
    """Makes a ticket a duplicate of another, and its own duplicates too."""
    connection.execute(ticket_merges.update().where(ticket_merges.c.into_id == ticket).values(into_id=into))
    connection.execute(ticket_merges.insert().values(ticket_id=ticket, into_id=into, at=now))


def part(connection: Connection, ticket: int) -> None:
    """A duplicate stands on its own again."""
    connection.execute(ticket_merges.delete().where(ticket_merges.c.ticket_id == ticket))


def unanswered(filed: FiledTicket) -> bool:
    """Whether a duplicate has not been given an answer yet."""
    return filed.last not in {"answered", "rejected", "closed"}
