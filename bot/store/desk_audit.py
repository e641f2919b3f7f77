"""The desk's audit: who changed or looked at what, and when; only ever added to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.store.staff_schema import desk_audit


@dataclass(frozen=True, slots=True)
class Audited:
    """One line: `who` is a login, `what` was done or looked at, `object` is what it was done with."""

    at: dt.datetime
    who: str
    what: str
    object: str
    office: str | None


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which lines are wanted; an empty text is no condition, lines are from `since` on and before `until`.

    With `offices` only lines about one of them, and of those about no office the lines by or about an officer of
    `logins`: the officers who serve no other office.
    """

    offices: frozenset[str] | None = None
    logins: frozenset[str] = frozenset()
    who: str = ""
    what: str = ""
    about: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None


def keep(
    connection: Connection, who: str, what: str, about: str, now: dt.datetime, *, office: str | None = None
) -> None:
    """Adds a line."""
    connection.execute(desk_audit.insert().values(at=now, who=who[:64], what=what, object=about[:128], office=office))


def audited(
    connection: Connection, since: dt.datetime | None = None, offices: frozenset[str] | None = None
) -> Iterator[Audited]:
    """The lines since a moment, oldest first; with `offices` only those that were about one of them."""
    columns = (desk_audit.c[name] for name in Audited.__slots__)
    wanted = sa.select(*columns).order_by(desk_audit.c.id)
    if since is not None:
        wanted = wanted.where(desk_audit.c.at >= since)
    if offices is not None:
        wanted = wanted.where(desk_audit.c.office.in_(offices))
    return (Audited(*row) for row in connection.execute(wanted))


def audit_page(
    connection: Connection, wanted: AuditFilter, most: int, before: int | None = None
) -> list[tuple[int, Audited]]:
    """The newest lines of a filter with their numbers, those before a number where one is given."""
    columns = (desk_audit.c[name] for name in Audited.__slots__)
    found = sa.select(desk_audit.c.id, *columns).where(*_conditions(wanted)).order_by(desk_audit.c.id.desc())
    if before is not None:
        found = found.where(desk_audit.c.id < before)
    return [(number, Audited(*row)) for number, *row in connection.execute(found.limit(most))]


def audit_count(connection: Connection, wanted: AuditFilter) -> int:
    """How many lines a filter has."""
    count: int = connection.execute(
        sa.select(sa.func.count()).select_from(desk_audit).where(*_conditions(wanted))
    ).scalar_one()
    return count


def _conditions(wanted: AuditFilter) -> list[sa.ColumnElement[bool]]:
    line, found = desk_audit.c, []
    if wanted.offices is not None:
        own = sa.or_(line.who.in_(wanted.logins), line.object.in_({f"officer:{each}" for each in wanted.logins}))
        found.append(sa.or_(line.office.in_(wanted.offices), sa.and_(line.office.is_(None), own)))
    if wanted.who:
        found.append(line.who.icontains(wanted.who, autoescape=True))
    if wanted.what:
        found.append(line.what == wanted.what)
    if wanted.about:
        found.append(line.object.icontains(wanted.about, autoescape=True))
    if wanted.since is not None:
        found.append(line.at >= wanted.since)
    if wanted.until is not None:
        found.append(line.at < wanted.until)
    return found
