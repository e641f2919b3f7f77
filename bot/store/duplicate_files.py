"""The content of duplicates, as their main ticket's page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from bot.store.duplicates import followers, merged_into
from bot.store.files import FiledFile, files_of
from bot.store.inbox import units_of
from bot.store.tickets import FiledTicket, TicketFile, answers_of
from handlers.effects import Answer


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A ticket that was merged into another, with what was filled in and attached."""

    filed: FiledTicket
    answers: tuple[Answer, ...]
    files: tuple[FiledFile, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What lies around a ticket in its office: its duplicates, the ticket it was merged into, the office's units."""

    duplicates: tuple[Duplicate, ...]
    main: str | None
    units: tuple[str, ...]


def around(connection: Connection, file: TicketFile) -> Around:
    """What lies around a ticket."""
    filed = file.filed
    near = followers(connection, filed.id)
    return Around(
        tuple(Duplicate(each, answers_of(connection, each.id), files_of(connection, each.id)) for each in near),
        merged_into(connection, filed.id),
        tuple(units_of(connection, (filed.ticket.office,))),
    )
