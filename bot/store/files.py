"""The rows of files: kept for an open form or a ticket, fetched when they are due, let go with the form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.arrival import Address, Arrival, FileAt
from bot.store.decree_schema import decree_drafts, decree_versions
from bot.store.schema import announcements, conversations, files, tickets
from bot.store.unit import Unit
from handlers.effects import AttachFile
from handlers.file_note import FileNote, FileState
from handlers.state import load
from handlers.turn import Conversation, Outcome


@dataclass(frozen=True, slots=True)
class PendingFile:
    """A file to be fetched: whose it is, what the platform calls it, and how often that was tried."""

    note: FileNote
    address: Address
    source: str
    attempts: int
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class FiledFile:
    """A file of a ticket as officers see it; `sha256` names the content of a stored one."""

    note: FileNote
    sha256: str | None
    created_at: dt.datetime


def keep_file(unit: Unit, arrival: Arrival, conversation: int, outcome: Outcome, now: dt.datetime) -> None:
    """Keeps the file of a message, where a turn has found a place for it; what has none leaves no row."""
    note, at = arrival.message.file, arrival.file
    if note is None or at is None or note.id not in _placed(outcome):
        return
    waits = note.state == "pending"
    unit.connection.execute(
        files.insert().values(
            ref=note.id,
            conversation_id=conversation,
            state=note.state,
            kind=note.kind,
            size=at.size or note.size,
            name=note.name,
            sha256=at.sha256,
            source=at.source if waits else None,
            attempts=0,
            due_at=now if waits else None,
            created_at=now,
        )
    )
    if waits:
        unit.wake(f"files:{arrival.address.channel}")


def let_go(connection: Connection, conversation: int, before: Conversation, after: Conversation) -> None:
    """Deletes the rows of files that a form or a chat had and that neither it nor a ticket has any more."""
    gone = set(_held(before)) - set(_held(after))
    if gone:
        connection.execute(files.delete().where(files.c.conversation_id == conversation, files.c.ref.in_(gone)))


def move_to_ticket(connection: Connection, conversation: int, ticket: int, refs: Iterable[str]) -> None:
    """Hands files of a conversation over to a ticket: from then on they stay as long as it does."""
    connection.execute(
        files.update()
        .where(files.c.conversation_id == conversation, files.c.ref.in_(list(refs)))
        .values(ticket_id=ticket, conversation_id=None)
    )


def due_files(
    connection: Connection, channel: str, account: str, now: dt.datetime, but: Collection[str], most: int
) -> list[PendingFile]:
    """The files of an account to fetch now, longest due first, leaving out some."""
    rows = connection.execute(
        _PENDING.where(
            conversations.c.channel == channel,
            conversations.c.account == account,
            files.c.due_at <= now,
            files.c.ref.not_in(list(but)),
        )
        .order_by(files.c.due_at, files.c.id)
        .limit(most)
    )
    return [
        PendingFile(
            _note(row), Address(channel, account, row.external_id), row.source or "", row.attempts, row.created_at
        )
        for row in rows
    ]


def put_off(unit: Unit, ref: str, until: dt.datetime) -> None:
    """Lets a file wait after a try that failed."""
    unit.connection.execute(
        files.update().where(files.c.ref == ref).values(due_at=until, attempts=files.c.attempts + 1)
    )


def settle_file(connection: Connection, note: FileNote, at: FileAt) -> bool:
    """Writes what was found out of a pending file; False where it is pending no more, or was let go."""
    settled = connection.execute(
        files.update()
        .where(files.c.ref == note.id, files.c.state == "pending")
        .values(
            state=note.state,
            kind=note.kind,
            size=at.size or note.size,
            name=note.name,
            problem=note.problem,
            sha256=at.sha256,
            source=None,
            due_at=None,
        )
    )
    return settled.rowcount > 0


def files_of(connection: Connection, ticket: int) -> tuple[FiledFile, ...]:
    """The files of a ticket in the order in which they were sent."""
    rows = connection.execute(sa.select(files).where(files.c.ticket_id == ticket).order_by(files.c.id))
    return tuple(FiledFile(_note(row), row.sha256, row.created_at) for row in rows)


def chat_files(connection: Connection, conversation: int, refs: Collection[str]) -> tuple[FiledFile, ...]:
    """Files of a conversation that was handed to an officer, in the order in which they were sent."""
    rows = connection.execute(
        sa.select(files)
        .where(files.c.conversation_id == conversation, files.c.ref.in_(list(refs)))
        .order_by(files.c.id)
    )
    return tuple(FiledFile(_note(row), row.sha256, row.created_at) for row in rows)


def stored_files(connection: Connection, conversation: int) -> int:
    """How many files of a conversation have arrived."""
    wanted = sa.select(sa.func.count()).where(files.c.conversation_id == conversation, files.c.state == "stored")
    return int(connection.execute(wanted).scalar_one())


def _placed(outcome: Outcome) -> set[str]:
    """The files that a turn leaves with its form or its chat, or hands to a ticket."""
    attached = (each.file for each in outcome.effects if isinstance(each, AttachFile))
    return {*_held(outcome.conversation), *attached}


def _held(conversation: Conversation) -> tuple[str, ...]:
    """The files of the open form, and of the chat with an officer."""
    holders = (conversation.draft, conversation.handover)
    return tuple(note.id for holder in holders if holder is not None for note in holder.files)


def _note(row: sa.Row[tuple[object, ...]]) -> FileNote:
    state: FileState = row.state
    return FileNote(row.ref, state, row.kind, row.size, row.name, row.problem)


_PENDING = (
    sa.select(files, conversations.c.external_id)
    .select_from(files)
    .outerjoin(tickets, tickets.c.id == files.c.ticket_id)
    .join(
        conversations,
        conversations.c.id == sa.func.coalesce(files.c.conversation_id, tickets.c.conversation_id),
    )
)


def forget_unplaced(unit: Unit, before: dt.datetime) -> int:
    """Deletes the rows of files made before a moment that no form, chat or ticket has; returns how many went.

    A file still pending on a ticket whose conversation is deleted can be fetched by nobody: it is gone.
    """
    connection = unit.connection
    rows = connection.execute(
        sa.select(files.c.ref, conversations.c.state)
        .join(conversations, conversations.c.id == files.c.conversation_id)
        .where(files.c.created_at < before)
    )
    unplaced = [ref for ref, state in rows if ref not in _held(load(state))]
    if unplaced:
        connection.execute(files.delete().where(files.c.ref.in_(unplaced)))
    orphaned = sa.exists().where(tickets.c.id == files.c.ticket_id, tickets.c.conversation_id.is_(None))
    connection.execute(
        files.update()
        .where(files.c.state == "pending", files.c.created_at < before, orphaned)
        .values(state="gone", source=None, due_at=None)
    )
    return len(unplaced)


def kept_hashes(connection: Connection, among: Collection[str]) -> set[str]:
    """Those of some hashes that a row refers to: a citizen's file, an announcement's, or a decree's."""
    columns = (each.c.sha256 for each in (files, decree_drafts, decree_versions))
    return {
        found
        for each in (*columns, announcements.c.file_sha256)
        for found in connection.execute(sa.select(each).where(each.in_(among))).scalars()
    }
