"""Forgets what was said: the bodies of messages are blanked, and nothing of them is sent or tried again any more."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.store.questions import forget_questions
from bot.store.schema import checklists, conversations, failed_turns, messages, outbox
from bot.store.unit import Unit

FORGOTTEN = "{}"
"""The body of a message that was forgotten; as a text or a reply it says nothing."""
_MOST_WORDS_BACK = 200
"""Messages looked through for words that a form took over: they were said shortly before."""
_NOT_SENT = ("waiting", "sending", "available")


def forget_said(
    unit: Unit, conversation: int, since: dt.datetime, words: Collection[str], before: int, now: dt.datetime
) -> None:
    """Blanks the messages of a conversation from a moment up to the one numbered `before`, and earlier ones of `words`.

    Replies among them that were not sent are given up: nobody needs them. What officers wrote stays.
    """
    connection = unit.connection
    first = _first_since(connection, conversation, since, before)
    taken_over = messages.c.event.in_(list(_saying(connection, conversation, words, first)))
    of_them = sa.or_(messages.c.event.between(first, before - 1), taken_over)
    connection.execute(
        messages.update()
        .where(messages.c.conversation_id == conversation, messages.c.kind.not_in(_OFFICES), of_them)
        .values(body=FORGOTTEN)
    )
    connection.execute(
        outbox.update()
        .where(outbox.c.conversation_id == conversation, outbox.c.status.in_(_NOT_SENT), _is_forgotten())
        .values(status="failed", settled_at=now, error="dibatalkan")
    )
    forget_questions(connection, conversation, since, words)
    _forget_failed(connection, conversation, since, now)
    unit.scrub()


def forget_lists(unit: Unit, conversation: int) -> int:
    """Deletes all checklists of a conversation with their ticks and reminders; returns how many there were.

    A conversation that still names them forgets that at its next look at them.
    """
    gone = unit.connection.execute(checklists.delete().where(checklists.c.conversation_id == conversation))
    if gone.rowcount:
        unit.scrub()
    return gone.rowcount


_OFFICES = ("staff",)
"""Kinds of messages that are the office's own words."""


def _first_since(connection: Connection, conversation: int, since: dt.datetime, before: int) -> int:
    """The number of the first message at a moment or later: numbers keep their order where a clock does not."""
    found = connection.execute(
        sa.select(sa.func.min(messages.c.event)).where(
            messages.c.conversation_id == conversation, messages.c.at >= since
        )
    ).scalar_one()
    return min(found, before) if found is not None else before


def _saying(connection: Connection, conversation: int, words: Collection[str], before: int) -> Iterator[int]:
    """The citizen's messages before a number that say exactly one of the words."""
    if not words:
        return
    rows = connection.execute(
        sa.select(messages.c.event, messages.c.body)
        .where(
            messages.c.conversation_id == conversation,
            messages.c.event < before,
            messages.c.direction == "in",
            messages.c.kind == "text",
        )
        .order_by(messages.c.event.desc())
        .limit(_MOST_WORDS_BACK)
    )
    for event, body in rows:
        if json.loads(body).get("text", "").strip() in words:
            yield event


def _is_forgotten() -> sa.ColumnElement[bool]:
    return sa.exists().where(
        messages.c.conversation_id == outbox.c.conversation_id,
        messages.c.event == outbox.c.event,
        messages.c.body == FORGOTTEN,
    )


def _forget_failed(connection: Connection, conversation: int, since: dt.datetime, now: dt.datetime) -> None:
    """Messages that the core failed at are not tried again: their place in the conversation is gone."""
    connection.execute(
        failed_turns.update()
        .where(
            failed_turns.c.at >= since,
            sa.exists().where(
                conversations.c.id == conversation,
                conversations.c.channel == failed_turns.c.channel,
                conversations.c.account == failed_turns.c.account,
                conversations.c.external_id == failed_turns.c.external_id,
            ),
        )
        .values(payload=FORGOTTEN, replayed_at=sa.func.coalesce(failed_turns.c.replayed_at, now))
    )
