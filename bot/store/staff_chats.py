"""Officers' accounts and groups in the chats: linked by one-time codes, kept as hashes, and cut again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.arrival import Address
from bot.store.conversations import is_at
from bot.store.officer_sessions import hashed
from bot.store.officers import Officer, officer_of_id
from bot.store.schema import conversations
from bot.store.staff_chat_schema import staff_chats, staff_codes, staff_groups

CODE_LASTS = dt.timedelta(minutes=10)
"""Long enough to take up the phone, too short for a note on a desk to be found."""
LINKABLE = frozenset({"telegram"})
"""Channels that vouch for who writes and ring: a web chat is whoever holds its cookie."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code that is good now: whose it is, and of which office a group may become with it (None for a chat)."""

    officer: Officer
    office: str | None


@dataclass(frozen=True, slots=True)
class LinkedChat:
    """An officer's own chat; `unreachable_since` is set while nothing arrives there."""

    conversation: int
    channel: str
    external_id: str
    since: dt.datetime
    unreachable_since: dt.datetime | None


@dataclass(frozen=True, slots=True)
class LinkedGroup:
    """A group of an office's staff."""

    conversation: int
    office: str
    linked_by: str
    since: dt.datetime
    unreachable_since: dt.datetime | None


def make_code(connection: Connection, officer: int, office: str | None, code: str, now: dt.datetime) -> None:
    """A fresh code; an officer's earlier ones for the same end with it."""
    same = staff_codes.c.office.is_(None) if office is None else staff_codes.c.office == office
    old = sa.and_(staff_codes.c.staff_id == officer, same)
    connection.execute(staff_codes.delete().where(sa.or_(old, staff_codes.c.expires_at <= now)))
    connection.execute(
        staff_codes.insert().values(hash=hashed(code), staff_id=officer, office=office, expires_at=now + CODE_LASTS)
    )


def find_code(connection: Connection, code: str, now: dt.datetime) -> Code | None:
    """What a code is good for now; None for one that is spent, too old, wrong, or of an officer who may not act."""
    row = connection.execute(
        sa.select(staff_codes).where(staff_codes.c.hash == hashed(code), staff_codes.c.expires_at > now)
    ).one_or_none()
    officer = officer_of_id(connection, row.staff_id) if row is not None else None
    if row is None or officer is None or not officer.active or not officer.acts:
        return None
    return Code(officer, row.office)


def spend_code(connection: Connection, code: str) -> bool:
    """Ends a code; False where there was none, or another was faster."""
    return connection.execute(staff_codes.delete().where(staff_codes.c.hash == hashed(code))).rowcount > 0


def link_chat(connection: Connection, officer: int, conversation: int, now: dt.datetime) -> None:
    """Makes a conversation an officer's own chat: the officer's earlier one, and its earlier officer, are cut."""
    either = sa.or_(staff_chats.c.staff_id == officer, staff_chats.c.conversation_id == conversation)
    connection.execute(staff_chats.delete().where(either))
    connection.execute(staff_chats.insert().values(staff_id=officer, conversation_id=conversation, since=now))


def cut_chat(connection: Connection, officer: int) -> bool:
    """Cuts an officer's chat; False where none was linked."""
    return connection.execute(staff_chats.delete().where(staff_chats.c.staff_id == officer)).rowcount > 0


def linked_chat(connection: Connection, officer: int) -> LinkedChat | None:
    """An officer's own chat, None where none is linked."""
    row = connection.execute(
        sa.select(
            conversations.c.id, conversations.c.channel, conversations.c.external_id, staff_chats.c.since,
            conversations.c.unreachable_since,
        )
        .join(conversations, conversations.c.id == staff_chats.c.conversation_id)
        .where(staff_chats.c.staff_id == officer)
    ).one_or_none()  # fmt: skip
    return LinkedChat(*row) if row is not None else None


def officer_at(connection: Connection, address: Address) -> Officer | None:
    """The officer whose own chat this is, if the account may act just now: whatever was lost since counts at once."""
    if address.channel not in LINKABLE:
        return None
    found = connection.execute(
        sa.select(staff_chats.c.staff_id)
        .join(conversations, conversations.c.id == staff_chats.c.conversation_id)
        .where(
            is_at(address),
        )
    ).scalar_one_or_none()
    officer = officer_of_id(connection, found) if found is not None else None
    return officer if officer is not None and officer.active and officer.acts else None


def link_group(connection: Connection, conversation: int, office: str, by: str, now: dt.datetime) -> None:
    """Makes a conversation a group of an office's staff, whosever it was before."""
    connection.execute(staff_groups.delete().where(staff_groups.c.conversation_id == conversation))
    connection.execute(
        staff_groups.insert().values(conversation_id=conversation, office=office, linked_by=by, since=now)
    )


def cut_group(connection: Connection, conversation: int) -> bool:
    """Ends a group's link; False where there was none."""
    return connection.execute(staff_groups.delete().where(staff_groups.c.conversation_id == conversation)).rowcount > 0


def group_office(connection: Connection, conversation: int) -> str | None:
    """The office whose staff a group is."""
    found: str | None = connection.execute(
        sa.select(staff_groups.c.office).where(staff_groups.c.conversation_id == conversation)
    ).scalar_one_or_none()
    return found


def groups(connection: Connection, offices: frozenset[str] | None) -> list[LinkedGroup]:
    """The groups of some offices, or of all, oldest first."""
    wanted = (
        sa.select(
            staff_groups.c.conversation_id,
            staff_groups.c.office,
            staff_groups.c.linked_by,
            staff_groups.c.since,
            conversations.c.unreachable_since,
        )
        .join(conversations, conversations.c.id == staff_groups.c.conversation_id)
        .order_by(staff_groups.c.since, staff_groups.c.conversation_id)
    )
    if offices is not None:
        wanted = wanted.where(staff_groups.c.office.in_(offices))
    return [LinkedGroup(*row) for row in connection.execute(wanted)]
