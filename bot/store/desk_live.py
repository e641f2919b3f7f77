"""What the desk's open pages watch: how much waits for somebody, how far a ticket is, how a chat stands."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.store.files import stored_files
from bot.store.handovers import find_chat, waiting
from bot.store.schema import tickets
from handlers.facts import AT_REST

Told = dict[str, Any]
"""What a page is told, by the name of the event."""


def look(connection: Connection, offices: Collection[str] | None, ticket: str | None, chat: int | None) -> Told:
    """What the page of an officer of these offices hears, which may show a ticket or a chat."""
    told: Told = {
        "counts": {"tickets": unassigned(connection, offices), "chats": waiting(connection, offices)},
    }
    version = ticket_version(connection, ticket, offices) if ticket is not None else None
    if version is not None:
        told["ticket"] = {"version": version}
    found = find_chat(connection, chat, offices) if chat is not None else None
    if found is not None:
        stored = stored_files(connection, found.conversation)
        told["chat"] = {"event": found.last_event, "files": stored, "state": found.state, "by": found.held_by}
    return told


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
