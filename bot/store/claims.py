"""Claim codes of tickets, kept as hashes: giving one, finding its ticket, and handing the ticket over."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.store.conversations import advance, of_id
from bot.store.saying import say
from bot.store.schema import claims, ticket_events, tickets
from bot.store.tickets import FiledTicket, find_ticket
from bot.store.unit import Unit
from handlers.facts import Ticket
from handlers.turn import Reply

_MOST = 20
"""Codes of one ticket that are good: each receipt has its own, and the oldest ends first."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A conversation claims a ticket with a code; `farewell` is what the one that had it before is told."""

    number: str
    code: str
    conversation: int
    farewell: Reply


def keep_code(connection: Connection, ticket: int, code: str, now: dt.datetime) -> None:
    """Makes a code good for a ticket."""
    connection.execute(claims.insert().values(hash=_hash(code), ticket_id=ticket, at=now))
    newest = (
        sa.select(claims.c.hash)
        .where(claims.c.ticket_id == ticket)
        .order_by(claims.c.at.desc(), claims.c.hash)
        .limit(_MOST)
        .scalar_subquery()
    )
    connection.execute(claims.delete().where(claims.c.ticket_id == ticket, claims.c.hash.not_in(newest)))


def claimed(connection: Connection, code: str) -> Ticket | None:
    """The ticket of a code; None where it is none of ours."""
    number = connection.execute(
        sa.select(tickets.c.number).join(claims, claims.c.ticket_id == tickets.c.id).where(claims.c.hash == _hash(code))
    ).scalar_one_or_none()
    filed = find_ticket(connection, number, None) if number is not None else None
    return filed.ticket if filed is not None else None


def take_over(unit: Unit, claim: Claim, now: dt.datetime) -> FiledTicket | None:
    """Tells the conversation that has a ticket that another follows it now; returns the ticket, kept for this unit.

    None where the code is not the ticket's. The conversation is locked before its ticket, as everywhere.
    """
    found = claimed(unit.connection, claim.code)
    filed = find_ticket(unit.connection, claim.number, None)
    if found is None or filed is None or found.number != claim.number:
        return None
    earlier = of_id(unit.connection, filed.conversation, lock=True) if filed.conversation is not None else None
    filed = find_ticket(unit.connection, claim.number, None, lock=True)
    if filed is None:
        return None
    if earlier is not None and filed.conversation == earlier.id != claim.conversation:
        advance(unit.connection, earlier.id, earlier.conversation, earlier.last_event + 1, now, heard=False)
        say(unit, earlier.id, earlier.address, earlier.last_event, (claim.farewell,), "reply", now)
    # The numbers of messages are those of the conversation that is left: in the next one they are other messages.
    unit.connection.execute(
        ticket_events.update().where(ticket_events.c.ticket_id == filed.id).values(message_event=None)
    )
    return filed


def _hash(code: str) -> str:
    return hashlib.blake2b(code.encode(), digest_size=16, person=b"tanya claim").hexdigest()
