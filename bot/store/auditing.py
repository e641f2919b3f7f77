"""The audit: what was done with personal data, when, for whom (a pseudonym), with what outcome; nothing of the data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.store.schema import audit

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Noted:
    """One line of the audit."""

    at: dt.datetime
    who: str
    what: str
    outcome: str
    count: int | None


def note(
    connection: Connection, who: str, what: str, outcome: str, now: dt.datetime, *, count: int | None = None
) -> None:
    """Adds a line; `who` is a pseudonym, "" for what the service does by itself."""
    connection.execute(audit.insert().values(at=now, who=who, what=what, outcome=outcome, count=count))


def noted(connection: Connection, most: int = MOST_LISTED) -> list[Noted]:
    """The last lines, newest first."""
    rows = connection.execute(
        sa.select(audit.c.at, audit.c.who, audit.c.what, audit.c.outcome, audit.c.count)
        .order_by(audit.c.id.desc())
        .limit(most)
    )
    return [Noted(*row) for row in rows]
