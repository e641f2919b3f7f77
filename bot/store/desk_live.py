"""What the desk's open pages watch: how much waits for somebody, and how far a ticket is."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.store.schema import tickets
from handlers.facts import AT_REST


def unassigned(connection: Connection, offices: Collection[str] | None) -> int:
    """How many tickets of these offices wait for an officer."""
    wanted = sa.select(sa.func.count()).where(tickets.c.state.not_in(AT_REST), tickets.c.assigned_to.is_(None))
    if offices is not None:
        wanted = wanted.where(tickets.c.office.in_(offices))
    return int(connection.execute(wanted).scalar_one())


def ticket_version(connection: Connection, number: str, offices: Collection[str] | None) -> int | None:
    """The version of a ticket; None where there is none that officers of these offices may know of."""
    wanted = sa.select(tickets.c.version).where(tickets.c.number == number)
    if offices is not None:
        wanted = wanted.where(tickets.c.office.in_(offices))
    version: int | None = connection.execute(wanted).scalar_one_or_none()
    return version
