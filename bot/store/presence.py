"""Who has the page of a ticket or a chat open: rows that are true for some seconds, so that all replicas know them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.store.handover_schema import presences
from bot.store.unit import Unit

LASTS = dt.timedelta(seconds=25)
"""How long a page counts as open after its last sign of life; those come every ten seconds."""


@dataclass(frozen=True, slots=True)
class Page:
    """One open page: its own id, what it shows ("ticket:KAL-...", "chat:12"), and whose it is."""

    id: str
    place: str
    officer: str


def here_topic(place: str) -> str:
    """What is woken when somebody comes, goes, or begins to write."""
    return f"here:{place}"


def be_here(unit: Unit, page: Page, now: dt.datetime) -> None:
    """A page is open still, or from now on; those that gave no sign for long are cleared away."""
    unit.connection.execute(presences.delete().where(presences.c.until <= now))
    again = unit.connection.execute(presences.update().where(presences.c.page == page.id).values(until=now + LASTS))
    if not again.rowcount:
        unit.connection.execute(
            presences.insert().values(
                page=page.id, place=page.place, officer=page.officer, writing=False, until=now + LASTS
            )
        )
        unit.wake(here_topic(page.place))


def write_here(unit: Unit, page: str, officer: str, *, writing: bool) -> None:
    """The officer of a page begins to write there, or stops; a page of another's is left alone."""
    changed = unit.connection.execute(
        presences.update()
        .where(presences.c.page == page, presences.c.officer == officer, presences.c.writing != writing)
        .values(writing=writing)
        .returning(presences.c.place)
    )
    for place in changed.scalars():
        unit.wake(here_topic(place))


def leave_page(unit: Unit, page: Page) -> None:
    """A page is closed."""
    unit.connection.execute(presences.delete().where(presences.c.page == page.id))
    unit.wake(here_topic(page.place))


def others_here(connection: Connection, page: Page, now: dt.datetime) -> list[dict[str, object]]:
    """The other officers who have the same open: their names, and whether they write."""
    writing = sa.func.max(sa.case((presences.c.writing, 1), else_=0))
    rows = connection.execute(
        sa.select(presences.c.officer, writing.label("writing"))
        .where(presences.c.place == page.place, presences.c.officer != page.officer, presences.c.until > now)
        .group_by(presences.c.officer)
        .order_by(presences.c.officer)
    )
    return [{"name": row.officer, "writing": bool(row.writing)} for row in rows]
