"""What offices say beside their decrees: dated notices, and numbers and hours that have changed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.office_schema import office_changes, office_notices
from bot.store.unit import Unit
from handlers.office_words import WHATS, Changed, DatedNotice, OfficeWords, What
from knowledge.model import DayHours

TOPIC = "office-words"
"""What is woken when any of it changes."""
_ROOM = dt.timedelta(days=2)
"""Notices are read for a while after their last day: which day it is, an office's own calendar says."""
Value = tuple[str, ...] | tuple[DayHours, ...]
ZoneOf = Callable[[str], ZoneInfo]


@dataclass(frozen=True, slots=True)
class KeptNotice:
    """A notice as officers see it."""

    id: int
    office: str
    service: str | None
    text: str
    until: dt.date
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class KeptChange:
    """A change as officers see it."""

    what: What
    value: Value
    by: str
    at: dt.datetime


class UnknownNotice(LookupError):
    """No running notice of that number, or another office's."""


def office_words(connection: Connection, now: dt.datetime, zone_of: ZoneOf) -> OfficeWords:
    """Everything that turns need, of all offices."""
    notices = connection.execute(
        sa.select(*(office_notices.c[name] for name in DatedNotice.__slots__))
        .where(office_notices.c.ended_at.is_(None), office_notices.c.until >= (now - _ROOM).date())
        .order_by(office_notices.c.id.desc())
    )
    changes = {
        (row.office, cast(What, row.what)): Changed(
            _read(row.what, row.value), row.at.astimezone(zone_of(row.office)).date()
        )
        for row in connection.execute(sa.select(office_changes))
        if row.what in WHATS
    }
    return OfficeWords(tuple(DatedNotice(*row) for row in notices), changes)


def running_notices(connection: Connection, office: str, today: dt.date) -> list[KeptNotice]:
    """An office's notices that are shown on a day or later, newest first."""
    rows = connection.execute(
        sa.select(*(office_notices.c[name] for name in KeptNotice.__slots__))
        .where(office_notices.c.office == office, office_notices.c.ended_at.is_(None), office_notices.c.until >= today)
        .order_by(office_notices.c.id.desc())
    )
    return [KeptNotice(*row) for row in rows]


def add_notice(unit: Unit, notice: DatedNotice, by: str, now: dt.datetime) -> int:
    """Adds a notice; its number."""
    unit.wake(TOPIC)
    made: int = unit.connection.execute(
        office_notices.insert()
        .values(office=notice.office, service=notice.service, text=notice.text, until=notice.until, by=by, at=now)
        .returning(office_notices.c.id)
    ).scalar_one()
    return made


def end_notice(unit: Unit, office: str, notice: int, now: dt.datetime) -> None:
    """Takes a notice back; raises UnknownNotice."""
    done = unit.connection.execute(
        office_notices.update()
        .where(office_notices.c.id == notice, office_notices.c.office == office, office_notices.c.ended_at.is_(None))
        .values(ended_at=now)
    )
    if not done.rowcount:
        raise UnknownNotice(notice)
    unit.wake(TOPIC)


def kept_changes(connection: Connection, office: str) -> dict[What, KeptChange]:
    """What an office has changed."""
    rows = connection.execute(sa.select(office_changes).where(office_changes.c.office == office))
    return {row.what: KeptChange(row.what, _read(row.what, row.value), row.by, row.at) for row in rows}


def change_office(unit: Unit, office: str, what: What, value: Value | None, by: str, now: dt.datetime) -> None:
    """Lets something of an office be another than its decree says; None lets it be the decree's again."""
    unit.wake(TOPIC)
    own = sa.and_(office_changes.c.office == office, office_changes.c.what == what)
    if value is None:
        unit.connection.execute(office_changes.delete().where(own))
        return
    insert = postgresql.insert if unit.connection.dialect.name == "postgresql" else sqlite.insert
    said = {"value": _written(value), "by": by, "at": now}
    statement = insert(office_changes).values(office=office, what=what, **said)
    unit.connection.execute(statement.on_conflict_do_update(index_elements=["office", "what"], set_=said))


def _written(value: Value) -> str:
    rows: list[Any] = [
        [each.weekday, each.open, each.close, each.breaks] if isinstance(each, DayHours) else each for each in value
    ]
    return json.dumps(rows, ensure_ascii=False)


def _read(what: str, text: str) -> Value:
    rows: list[Any] = json.loads(text)
    if what == "hours":
        return tuple(
            DayHours(weekday, begin, end, tuple((start, back) for start, back in breaks))
            for weekday, begin, end, breaks in rows
        )
    return tuple(rows)
