"""Answers that citizens called wrong: kept with the question, listed for officers, and settled by them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.store.office_schema import answer_flags
from bot.store.schema import messages
from bot.store.unit import Unit
from handlers.effects import AddFlagWord, FlagAnswer, FlagEffect
from handlers.redaction import without_person

FlagState = Literal["new", "seen", "mended", "right"]
STATES: tuple[FlagState, ...] = get_args(FlagState)
MOST_LISTED = 200
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Flag:
    """One answer that was called wrong; `question` is what was typed last before that, `word` what is wrong."""

    id: int
    office: str
    service: str
    component: str | None
    decree: str
    decree_date: dt.date
    question: str | None
    word: str | None
    state: FlagState
    note: str | None
    settled_by: str | None
    version: int
    at: dt.datetime
    changed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class FlagChange:
    """What an officer makes of a flag, as it was seen in some version."""

    id: int
    office: str
    state: FlagState
    note: str
    officer: str
    version: int


class UnknownFlag(LookupError):
    """No such flag, or another office's."""


class StaleFlag(Exception):
    """The flag has changed since the officer saw it."""


def write_flag(unit: Unit, conversation: int, effect: FlagEffect, event: int, now: dt.datetime) -> None:
    """Carries out an effect of a turn whose first message is numbered `event`."""
    match effect:
        case FlagAnswer():
            keep_flag(unit, conversation, effect, event, now)
        case AddFlagWord():
            add_word(unit, conversation, effect, now)


def keep_flag(unit: Unit, conversation: int, effect: FlagAnswer, event: int, now: dt.datetime) -> None:
    """Keeps it, with the question that the citizen had typed last before the message numbered `event`."""
    unit.connection.execute(
        answer_flags.insert().values(
            conversation_id=conversation,
            office=effect.office,
            service=effect.service,
            component=effect.component,
            decree=effect.decree,
            decree_date=effect.decree_date,
            question=_question(unit.connection, conversation, event),
            word=without_person(effect.word, ()) or None,
            state="new",
            version=1,
            at=now,
            changed_at=now,
        )
    )


def add_word(unit: Unit, conversation: int, effect: AddFlagWord, now: dt.datetime) -> None:
    """Adds what is wrong to the flag that the conversation raised last."""
    newest = sa.select(sa.func.max(answer_flags.c.id)).where(answer_flags.c.conversation_id == conversation)
    unit.connection.execute(
        answer_flags.update()
        .where(answer_flags.c.id == newest.scalar_subquery())
        .values(word=without_person(effect.word, ()), version=answer_flags.c.version + 1, changed_at=now)
    )


def list_flags(connection: Connection, office: str, states: Collection[FlagState]) -> list[Flag]:
    """An office's flags in some states, newest first, MOST_LISTED at most."""
    wanted = (
        sa.select(*_COLUMNS)
        .where(answer_flags.c.office == office, answer_flags.c.state.in_(states))
        .order_by(answer_flags.c.at.desc(), answer_flags.c.id.desc())
        .limit(MOST_LISTED)
    )
    return [Flag(*row) for row in connection.execute(wanted)]


def count_flags(connection: Connection, office: str) -> dict[FlagState, int]:
    """How many flags of an office are in each state."""
    rows = connection.execute(
        sa.select(answer_flags.c.state, sa.func.count().label("many"))
        .where(answer_flags.c.office == office)
        .group_by(answer_flags.c.state)
    )
    found = {row.state: row.many for row in rows}
    return {state: found.get(state, 0) for state in STATES}


def change_flag(unit: Unit, change: FlagChange, now: dt.datetime) -> None:
    """Writes what an officer made of it; raises UnknownFlag and StaleFlag."""
    own = sa.and_(answer_flags.c.id == change.id, answer_flags.c.office == change.office)
    done = unit.connection.execute(
        answer_flags.update()
        .where(own, answer_flags.c.version == change.version)
        .values(
            state=change.state,
            note=change.note or None,
            settled_by=change.officer,
            version=change.version + 1,
            changed_at=now,
        )
    )
    if not done.rowcount:
        there = unit.connection.execute(sa.select(answer_flags.c.id).where(own)).first()
        raise StaleFlag(change.id) if there is not None else UnknownFlag(change.id)


def forget_flags(connection: Connection, before: dt.datetime) -> int:
    """Deletes flags raised before a moment; returns how many."""
    return connection.execute(answer_flags.delete().where(answer_flags.c.at < before)).rowcount


def _question(connection: Connection, conversation: int, event: int) -> str | None:
    body = connection.execute(
        sa.select(messages.c.body)
        .where(
            messages.c.conversation_id == conversation,
            messages.c.event < event,
            messages.c.direction == "in",
            messages.c.kind == "text",
        )
        .order_by(messages.c.event.desc())
        .limit(1)
    ).scalar_one_or_none()
    text = str(json.loads(body).get("text", "")) if body is not None else ""
    return without_person(text, ())[:_LONGEST] or None


_COLUMNS = tuple(answer_flags.c[name] for name in Flag.__slots__)
