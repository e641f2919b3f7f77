"""An office's question bank: what the bot must understand and answer rightly, whatever decree is published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.store.decree_schema import decree_questions
from bot.store.unit import Unit

MOST_QUESTIONS = 2000
"""Questions of one office: replayed twice they take a few seconds."""


class UnknownQuestion(LookupError):
    """There is none of this number, or it is another office's."""


class StaleQuestion(Exception):
    """It was changed since it was seen."""


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """What is asked, the service meant and the component, where one is; `words` must stand in the answer."""

    question: str
    service: str
    component: str | None = None
    words: tuple[str, ...] = ()
    active: bool = True


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question in the bank."""

    id: int
    told: BankQuestion
    version: int
    changed_by: str
    changed_at: dt.datetime


def bank_of(connection: Connection, office: str) -> list[KeptQuestion]:
    """The questions of an office, in the order in which they came."""
    table = decree_questions.c
    rows = connection.execute(sa.select(decree_questions).where(table.office == office).order_by(table.id))
    return [_kept(row) for row in rows]


def add_questions(unit: Unit, office: str, new: Iterable[BankQuestion], by: str, now: dt.datetime) -> int:
    """Adds those that the bank has not got yet, up to MOST_QUESTIONS in all; returns how many."""
    known = {each.told.question.casefold() for each in bank_of(unit.connection, office)}
    fresh = {each.question.casefold(): each for each in new if each.question.casefold() not in known}
    added = list(fresh.values())[: max(0, MOST_QUESTIONS - len(known))]
    if added:
        rows = [
            {"office": office, **_values(each), "version": 1, "changed_by": by, "changed_at": now} for each in added
        ]
        unit.connection.execute(decree_questions.insert(), rows)
    return len(added)


def change_question(
    unit: Unit, office: str, number: int, version: int, new: BankQuestion, by: str, now: dt.datetime
) -> None:
    """Puts another question in the place of one as it was seen; raises UnknownQuestion and StaleQuestion."""
    own = _own(unit.connection, office, number)
    changed = unit.connection.execute(
        decree_questions.update()
        .where(own, decree_questions.c.version == version)
        .values(**_values(new), version=version + 1, changed_by=by, changed_at=now)
    )
    if not changed.rowcount:
        raise StaleQuestion(number)


def remove_question(unit: Unit, office: str, number: int) -> None:
    """Takes a question out of the bank; raises UnknownQuestion."""
    unit.connection.execute(decree_questions.delete().where(_own(unit.connection, office, number)))


def _own(connection: Connection, office: str, number: int) -> sa.ColumnElement[bool]:
    own = sa.and_(decree_questions.c.id == number, decree_questions.c.office == office)
    if connection.execute(sa.select(decree_questions.c.id).where(own)).one_or_none() is None:
        raise UnknownQuestion(number)
    return own


def _values(told: BankQuestion) -> dict[str, object]:
    words = "\n".join(told.words)
    return {
        "question": told.question, "service": told.service, "component": told.component, "words": words,
        "active": told.active,
    }  # fmt: skip


def _kept(row: sa.Row[tuple[object, ...]]) -> KeptQuestion:
    words = tuple(each for each in row.words.split("\n") if each)
    told = BankQuestion(row.question, row.service, row.component, words, row.active)
    return KeptQuestion(row.id, told, row.version, row.changed_by, row.changed_at)
