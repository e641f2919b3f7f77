"""Counts what citizens ask, by office, service, component and hour, and keeps for a while what nothing answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.office_schema import question_counts, unanswered_questions
from bot.store.unit import Unit
from handlers.question import UNANSWERED, Question, QuestionKind
from handlers.redaction import without_person
from handlers.turn import Conversation

COUNTS_KEPT = dt.timedelta(days=2 * 366)
"""Two years, so that a month can be held against the same month of the year before; a count tells of nobody."""
TEXTS_KEPT = dt.timedelta(days=90)
"""A quarter: long enough for an office to read and act on, though messages may be kept for longer."""
MOST_LISTED = 200
_PARTS = 16
"""Rows over which PostgreSQL spreads one count: as many turns at once do not wait for each other."""
_LONGEST = 500
_SETTLES = dt.timedelta(minutes=15)
"""Choices are not called given up while somebody may still be reading them."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many questions an office was asked within an hour about one thing; "" is none."""

    hour: dt.datetime
    service: str
    component: str
    kind: QuestionKind
    count: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One question that nothing answered; `office` is "" where none was known."""

    office: str
    service: str | None
    kind: QuestionKind
    text: str
    at: dt.datetime


def count_question(
    unit: Unit, conversation: int, before: Conversation, question: Question | None, now: dt.datetime
) -> None:
    """Counts the question of a turn in the turn's own transaction; one that nothing answered is kept as it was put.

    What had waited for a choice is no longer unanswered once the choice is made.
    """
    if question is None:
        return
    connection = unit.connection
    shared = connection.dialect.name == "postgresql"
    values = {
        "office": question.office or "",
        "hour": now.astimezone(dt.UTC).replace(minute=0, second=0, microsecond=0),
        "service": question.service or "",
        "component": question.component or "",
        "kind": question.kind,
        "part": conversation % _PARTS if shared else 0,
        "count": 1,
    }
    connection.execute(_COUNT_ON_POSTGRESQL if shared else _COUNT_ON_SQLITE, values)
    if before.question is not None and before.question in question.text:
        connection.execute(_LET_GO, {"conversation": conversation})
    if question.kind in UNANSWERED and question.text.strip():
        row = {
            "conversation_id": conversation,
            "office": question.office or "",
            "service": question.service,
            "kind": question.kind,
            "text": without_person(question.text.strip(), ())[:_LONGEST],
            "at": now,
        }
        connection.execute(unanswered_questions.insert(), row)


def counted(connection: Connection, office: str, begin: dt.datetime, end: dt.datetime) -> list[Counted]:
    """What an office was asked from one moment up to another."""
    of = question_counts.c
    by = (of.hour, of.service, of.component, of.kind)
    rows = connection.execute(
        sa.select(*by, sa.func.sum(of.count))
        .where(of.office == office, of.hour >= begin, of.hour < end)
        .group_by(*by)
        .order_by(*by)
    )
    return [Counted(*row[:4], int(row[4])) for row in rows]


def unanswered(
    connection: Connection, offices: Collection[str], begin: dt.datetime, end: dt.datetime, now: dt.datetime
) -> list[Unanswered]:
    """What offices were asked in vain, newest first, MOST_LISTED at most; "" stands for no office."""
    of = unanswered_questions.c
    rows = connection.execute(
        sa.select(of.office, of.service, of.kind, of.text, of.at)
        .where(of.office.in_(offices), of.at >= begin, of.at < end, given_up(now))
        .order_by(of.at.desc(), of.id.desc())
        .limit(MOST_LISTED)
    )
    return [Unanswered(*row) for row in rows]


def given_up(now: dt.datetime) -> sa.ColumnElement[bool]:
    """Refused, or choices that have waited long enough to be called given up."""
    of = unanswered_questions.c
    return sa.or_(of.kind == "refused", of.at < now - _SETTLES)


def forget_questions(connection: Connection, conversation: int, since: dt.datetime, words: Collection[str]) -> None:
    """Deletes what a conversation asked in vain from a moment on, and earlier what says one of the words."""
    of = unanswered_questions.c
    said = [without_person(each, ())[:_LONGEST] for each in words]
    connection.execute(
        unanswered_questions.delete().where(
            of.conversation_id == conversation, sa.or_(of.at >= since, of.text.in_(said))
        )
    )


def forget_old_questions(unit: Unit, now: dt.datetime, kept: dt.timedelta) -> int:
    """Deletes what was asked in vain longer ago than TEXTS_KEPT, or than messages are `kept`; returns how many."""
    unit.connection.execute(question_counts.delete().where(question_counts.c.hour < now - COUNTS_KEPT))
    old = unanswered_questions.c.at < now - min(kept, TEXTS_KEPT)
    return unit.connection.execute(unanswered_questions.delete().where(old)).rowcount


_KEY = list(question_counts.primary_key)
_ONE_MORE = {"count": question_counts.c.count + 1}
_COUNT_ON_SQLITE = sqlite.insert(question_counts).on_conflict_do_update(index_elements=_KEY, set_=_ONE_MORE)
_COUNT_ON_POSTGRESQL = postgresql.insert(question_counts).on_conflict_do_update(index_elements=_KEY, set_=_ONE_MORE)
_LET_GO = unanswered_questions.delete().where(
    unanswered_questions.c.id
    == sa.select(sa.func.max(unanswered_questions.c.id))
    .where(
        unanswered_questions.c.conversation_id == sa.bindparam("conversation"),
        unanswered_questions.c.kind == "choices",
    )
    .scalar_subquery()
)
