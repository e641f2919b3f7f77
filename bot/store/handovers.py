"""Chats with officers as the desk and the clock see them: who waits, who holds which, what was said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.arrival import Address
from bot.store.files import FiledFile, chat_files
from bot.store.forgetting import FORGOTTEN
from bot.store.handover_schema import handovers
from bot.store.handover_writing import OPEN
from bot.store.inbox import Passed, passed
from bot.store.schema import conversations, messages, outbox
from bot.store.tickets import TOLD_COLUMNS
from handlers.state import load

ChatState = Literal["waiting", "taken", "ended"]
BEFORE = dt.timedelta(hours=1)
"""What was said so long before an officer was asked for belongs to the matter; older talk is none of the officer's."""
_MOST_SAID = 200
_MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Chat:
    """One chat; `channel` is where the citizen is, `language` the one it speaks in."""

    id: int
    office: str
    state: ChatState
    asked_at: dt.datetime
    unanswered_since: dt.datetime | None
    held_by: str | None
    taken_at: dt.datetime | None
    note: str | None
    ended_at: dt.datetime | None
    how: str | None
    conversation: int
    channel: str
    language: str
    last_event: int
    unreachable_since: dt.datetime | None
    account: str
    window_until: dt.datetime | None
    knocked_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class DueChat:
    """A chat that the clock is to look at."""

    id: int
    address: Address
    due_at: dt.datetime


def open_chats(connection: Connection, offices: Collection[str] | None) -> list[Chat]:
    """The chats of these offices that wait or are held, who has waited longest first."""
    rows = connection.execute(
        _CHATS.where(OPEN, *_of(offices)).order_by(handovers.c.asked_at, handovers.c.id).limit(_MOST_LISTED)
    )
    return [_chat(row) for row in rows]


def last_words(connection: Connection, chats: Collection[Chat]) -> dict[int, str]:
    """What each citizen typed last, by conversation, as the message's body."""
    newest = (
        sa.select(messages.c.conversation_id, sa.func.max(messages.c.event).label("event"))
        .where(
            messages.c.conversation_id.in_([chat.conversation for chat in chats]),
            messages.c.direction == "in",
            messages.c.kind == "text",
            messages.c.body != FORGOTTEN,
        )
        .group_by(messages.c.conversation_id)
        .subquery()
    )
    found = sa.select(messages.c.conversation_id, messages.c.body).join(
        newest,
        sa.and_(messages.c.conversation_id == newest.c.conversation_id, messages.c.event == newest.c.event),
    )
    return {row.conversation_id: row.body for row in connection.execute(found)}


def waiting(connection: Connection, offices: Collection[str] | None) -> int:
    """How many chats of these offices wait for an officer."""
    wanted = sa.select(sa.func.count()).where(handovers.c.state == "waiting", *_of(offices))
    return int(connection.execute(wanted).scalar_one())


def find_chat(connection: Connection, chat: int, offices: Collection[str] | None, *, lock: bool = False) -> Chat | None:
    """A chat by its id; None where there is none that officers of these offices may know of."""
    wanted = _CHATS.where(handovers.c.id == chat, *_of(offices))
    row = connection.execute(wanted.with_for_update(of=handovers) if lock else wanted).one_or_none()
    return _chat(row) if row is not None else None


def said_in(connection: Connection, chat: Chat) -> list[Passed]:
    """What was said in a chat and shortly before it, oldest first, up to its end."""
    first = handovers.c.first_event
    sent = sa.and_(outbox.c.conversation_id == messages.c.conversation_id, outbox.c.event == messages.c.event)
    wanted = (
        sa.select(
            messages.c.event, messages.c.direction, messages.c.kind, messages.c.body, messages.c.at,
            *TOLD_COLUMNS,
        )
        .select_from(messages.outerjoin(outbox, sent))
        .where(
            messages.c.conversation_id == chat.conversation,
            messages.c.body != FORGOTTEN,
            sa.or_(
                messages.c.at >= chat.asked_at - BEFORE,
                messages.c.event >= sa.select(first).where(handovers.c.id == chat.id).scalar_subquery(),
            ),
        )
    )  # fmt: skip
    if chat.ended_at is not None:
        wanted = wanted.where(messages.c.at <= chat.ended_at)
    rows = connection.execute(wanted.order_by(messages.c.event.desc()).limit(_MOST_SAID)).all()
    return [passed(row) for row in reversed(rows)]


def files_in(connection: Connection, chat: Chat) -> tuple[FiledFile, ...]:
    """The files that the citizen sent, while the chat lasts."""
    if chat.state == "ended":
        return ()
    state = connection.execute(
        sa.select(conversations.c.state).where(conversations.c.id == chat.conversation)
    ).scalar_one()
    handover = load(state).handover
    return chat_files(connection, chat.conversation, [note.id for note in handover.files]) if handover else ()


def due_chats(connection: Connection, now: dt.datetime, but: Collection[int], most: int) -> list[DueChat]:
    """The chats to look at now, longest due first, leaving out some."""
    rows = connection.execute(
        sa.select(
            handovers.c.id, conversations.c.channel, conversations.c.account, conversations.c.external_id,
            handovers.c.due_at,
        )
        .join(conversations, conversations.c.id == handovers.c.conversation_id)
        .where(OPEN, handovers.c.due_at <= now, handovers.c.id.not_in(list(but)))
        .order_by(handovers.c.due_at)
        .limit(most)
    )  # fmt: skip
    return [DueChat(row.id, Address(row.channel, row.account, row.external_id), row.due_at) for row in rows]


def _of(offices: Collection[str] | None) -> list[sa.ColumnElement[bool]]:
    return [] if offices is None else [handovers.c.office.in_(list(offices))]


def _chat(row: sa.Row[tuple[object, ...]]) -> Chat:
    return Chat(**{name: getattr(row, name) for name in Chat.__slots__})


_CHATS: sa.Select[tuple[object, ...]] = sa.select(
    *(handovers.c[name] for name in (
        "id", "office", "state", "asked_at", "unanswered_since", "held_by", "taken_at", "note", "ended_at", "how",
    )),
    handovers.c.conversation_id.label("conversation"),
    conversations.c.channel,
    conversations.c.language,
    conversations.c.last_event,
    conversations.c.unreachable_since,
    conversations.c.account,
    conversations.c.window_until,
    conversations.c.knocked_at,
).join(conversations, conversations.c.id == handovers.c.conversation_id)  # fmt: skip
