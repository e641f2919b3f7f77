"""New tickets that groups of the staff are told of: noted as they are filed, gathered, and told again where lost."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.arrival import Address
from bot.store.office_tickets import bare_ticket
from bot.store.schema import conversations, outbox, tickets
from bot.store.staff_chat_schema import staff_groups, staff_notices
from bot.store.staff_orders import WOKEN
from bot.store.tickets import FILED, filed_of
from bot.store.unit import Unit
from handlers.facts import OfficeTicket

MOST_TOLD = 8
"""Tickets of one message: each has its button, and more would not fit a phone."""
_UNSETTLED = ("waiting", "sending")


def notice_ticket(unit: Unit, ticket: int, office: str) -> None:
    """Notes a ticket that was just filed for every group of its office, in the same transaction."""
    groups = sa.select(staff_groups.c.conversation_id, sa.literal(ticket)).where(staff_groups.c.office == office)
    noted = unit.connection.execute(staff_notices.insert().from_select(["conversation_id", "ticket_id"], groups))
    if noted.rowcount:
        unit.wake(WOKEN)


def groups_to_tell(connection: Connection) -> list[Address]:
    """The groups that are to be told of tickets now: what was told before has left, so that what comes meanwhile is
    gathered into the next message."""
    untold = sa.exists().where(
        staff_notices.c.conversation_id == conversations.c.id, staff_notices.c.event.is_(None)
    )  # fmt: skip
    leaving = sa.exists().where(outbox.c.conversation_id == conversations.c.id, outbox.c.status.in_(_UNSETTLED))
    rows = connection.execute(
        sa.select(conversations.c.channel, conversations.c.account, conversations.c.external_id)
        .join(staff_groups, staff_groups.c.conversation_id == conversations.c.id)
        .where(untold, ~leaving, conversations.c.unreachable_since.is_(None))
        .order_by(conversations.c.id)
    )
    return [Address(*row) for row in rows]


def untold_tickets(connection: Connection, conversation: int) -> tuple[OfficeTicket, ...]:
    """The next tickets that a group is to be told of, oldest first, MOST_TOLD at most."""
    wanted = (
        FILED.join(staff_notices, staff_notices.c.ticket_id == tickets.c.id)
        .where(staff_notices.c.conversation_id == conversation, staff_notices.c.event.is_(None))
        .order_by(tickets.c.id)
        .limit(MOST_TOLD)
    )
    return tuple(bare_ticket(filed_of(row)) for row in connection.execute(wanted))


def noticed_tickets(connection: Connection, conversation: int, platform_id: str) -> tuple[OfficeTicket, ...]:
    """The tickets of a message in a group, by the platform's id of it; none where it is not known."""
    wanted = (
        FILED.join(staff_notices, staff_notices.c.ticket_id == tickets.c.id)
        .join(
            outbox,
            sa.and_(
                outbox.c.conversation_id == staff_notices.c.conversation_id, outbox.c.event == staff_notices.c.event
            ),
        )
        .where(staff_notices.c.conversation_id == conversation, outbox.c.platform_id == platform_id)
        .order_by(tickets.c.id)
    )
    return tuple(bare_ticket(filed_of(row)) for row in connection.execute(wanted))


def tickets_noticed(unit: Unit, conversation: int, numbers: Collection[str], event: int) -> None:
    """Notes by which message of a group it was told of tickets; 0 where there was nothing to tell any more."""
    of_them = sa.select(tickets.c.id).where(tickets.c.number.in_(numbers))
    unit.connection.execute(
        staff_notices.update()
        .where(staff_notices.c.conversation_id == conversation, staff_notices.c.ticket_id.in_(of_them))
        .values(event=event)
    )


def tell_again(unit: Unit, conversation: int) -> None:
    """A group can be reached again: what did not arrive there waits to be told once more."""
    lost = sa.select(outbox.c.event).where(
        outbox.c.conversation_id == conversation, outbox.c.status.in_(("failed", "expired"))
    )
    again = unit.connection.execute(
        staff_notices.update()
        .where(staff_notices.c.conversation_id == conversation, staff_notices.c.event.in_(lost))
        .values(event=None)
    )
    if again.rowcount:
        unit.wake(WOKEN)


def group_moved(unit: Unit, old: int, new: int) -> None:
    """A group goes on as another conversation that has begun already; what was not sent in the old one is told
    there."""
    connection = unit.connection
    connection.execute(staff_groups.delete().where(staff_groups.c.conversation_id == new))
    connection.execute(staff_groups.update().where(staff_groups.c.conversation_id == old).values(conversation_id=new))
    unsent = sa.select(outbox.c.event).where(outbox.c.conversation_id == old, outbox.c.status.in_(_UNSETTLED))
    waits = sa.or_(staff_notices.c.event.is_(None), staff_notices.c.event.in_(unsent))
    known = sa.select(staff_notices.c.ticket_id).where(staff_notices.c.conversation_id == new).scalar_subquery()
    connection.execute(
        staff_notices.update()
        .where(staff_notices.c.conversation_id == old, waits, staff_notices.c.ticket_id.not_in(known))
        .values(conversation_id=new, event=None)
    )
    unit.wake(WOKEN)
