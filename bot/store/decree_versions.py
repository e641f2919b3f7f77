"""Published versions of decrees: added one after the other, the newest of an office in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.store.decree_drafts import DecreeDraft, end_draft
from bot.store.decree_schema import decree_versions
from bot.store.unit import Unit

TOPIC = "decrees"
"""What is woken when another version comes into force."""


class UnknownVersion(LookupError):
    """An office has no version of this number."""


class NotNewest(Exception):
    """Another version came into force since the draft was tried."""


@dataclass(frozen=True, slots=True)
class DecreeVersion:
    """A version; without `text` the packaged file is in force, `restores` is the earlier version that it repeats."""

    id: int
    office: str
    number: int
    file: str
    text: str | None
    source: str | None
    sha256: str | None
    restores: int | None
    note: str
    made_by: str
    made_at: dt.datetime
    published_at: dt.datetime


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What is to be in force."""

    office: str
    file: str
    text: str | None
    by: str
    note: str = ""
    source: str | None = None
    sha256: str | None = None
    restores: int | None = None


_COLUMNS = tuple(decree_versions.c[name] for name in DecreeVersion.__slots__)


def versions_of(connection: Connection, office: str) -> list[DecreeVersion]:
    """The versions of an office, newest first, without their texts."""
    listed = (sa.null().label("text") if each.name == "text" else each for each in _COLUMNS)
    wanted = sa.select(*listed).where(decree_versions.c.office == office).order_by(decree_versions.c.number.desc())
    return [DecreeVersion(*row) for row in connection.execute(wanted)]


def version_of(connection: Connection, office: str, number: int) -> DecreeVersion:
    """One version; raises UnknownVersion."""
    own = sa.and_(decree_versions.c.office == office, decree_versions.c.number == number)
    row = connection.execute(sa.select(*_COLUMNS).where(own)).one_or_none()
    if row is None:
        raise UnknownVersion(number)
    return DecreeVersion(*row)


def newest_number(connection: Connection, office: str) -> int:
    """The number of the version in force; 0 where none was published here."""
    wanted = sa.select(sa.func.max(decree_versions.c.number)).where(decree_versions.c.office == office)
    return connection.execute(wanted).scalar_one() or 0


def in_force(connection: Connection) -> list[DecreeVersion]:
    """The newest version of every office that has published one."""
    newest = (
        sa.select(decree_versions.c.office, sa.func.max(decree_versions.c.number).label("number"))
        .group_by(decree_versions.c.office)
        .subquery()
    )
    own = sa.and_(decree_versions.c.office == newest.c.office, decree_versions.c.number == newest.c.number)
    wanted = sa.select(*_COLUMNS).join(newest, own).order_by(decree_versions.c.office)
    return [DecreeVersion(*row) for row in connection.execute(wanted)]


def texts_of(connection: Connection, files: Collection[str]) -> set[str]:
    """Every text that was ever in force in some files."""
    wanted = sa.select(decree_versions.c.text).where(
        decree_versions.c.file.in_(files), decree_versions.c.text.is_not(None)
    )
    return {text for text in connection.execute(wanted).scalars() if text is not None}


def publish(
    unit: Unit, draft: DecreeDraft, new: NewVersion, over: int, now: dt.datetime, before: NewVersion | None = None
) -> int:
    """Brings a draft into force as it was seen, over the version that it was tried against; returns its number.

    `before` is what an operator had put in force by a file, to be kept as the first version. Raises StaleDraft and
    NotNewest.
    """
    newest = newest_number(unit.connection, new.office)
    if newest != over:
        raise NotNewest(newest)
    end_draft(unit, draft, "published", new.by, now)
    if before is not None and not newest:
        newest = _add(unit, before, 1, now, now)
    number = _add(unit, new, newest + 1, draft.made_at, now)
    unit.wake(TOPIC)
    return number


def _add(unit: Unit, new: NewVersion, number: int, made_at: dt.datetime, now: dt.datetime) -> int:
    unit.connection.execute(
        decree_versions.insert().values(
            office=new.office, number=number, file=new.file, text=new.text, source=new.source, sha256=new.sha256,
            restores=new.restores, note=new.note, made_by=new.by, made_at=made_at, published_at=now,
        )
    )  # fmt: skip
    return number
