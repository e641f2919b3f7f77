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
