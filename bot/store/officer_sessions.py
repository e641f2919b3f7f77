"""Officers' sessions and set-up links: random tokens of which only hashes are kept, ended by time or by hand."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.store.officers import Officer, anyone, officer_of_id
from bot.store.staff_schema import staff_links, staff_sessions

LINK_LASTS = dt.timedelta(hours=24)
IDLE = dt.timedelta(hours=2)
"""Longer than a lunch break, shorter than a computer left on at a counter overnight."""
LASTS = dt.timedelta(hours=12)
"""A working day; who stays longer logs in again."""
_SEEN_EACH = dt.timedelta(minutes=1)
"""How exactly it is known when a session was last used: not every request writes."""


class LinkSpent(LookupError):
    """A set-up link that was used, is too old, or never was one."""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser that an officer is logged in with; its `id` opens nothing, `browser` is what kind it is in words."""

    id: str
    browser: str
    created_at: dt.datetime
    seen_at: dt.datetime


def begin_session(connection: Connection, officer: int, token: str, now: dt.datetime, browser: str = "") -> None:
    """Opens a session under a fresh token; sessions that ended by themselves are cleared away."""
    connection.execute(
        staff_sessions.delete().where(
            sa.or_(staff_sessions.c.expires_at <= now, staff_sessions.c.seen_at <= now - IDLE)
        )
    )
    connection.execute(
        staff_sessions.insert().values(
            hash=hashed(token),
            staff_id=officer,
            created_at=now,
            seen_at=now,
            expires_at=now + LASTS,
            browser=browser[:64],
        )
    )


def session_officer(connection: Connection, token: str, now: dt.datetime) -> tuple[Officer, bool] | None:
    """Whose session a token opens, and whether it is time to call `seen`; None where it opens none any more."""
    row = connection.execute(sa.select(staff_sessions).where(staff_sessions.c.hash == hashed(token))).one_or_none()
    if row is None or row.expires_at <= now or row.seen_at <= now - IDLE:
        return None
    officer = officer_of_id(connection, row.staff_id)
    if officer is None or not officer.active:
        return None
    return officer, row.seen_at <= now - _SEEN_EACH


def seen(connection: Connection, token: str, now: dt.datetime) -> None:
    """Notes that a session is in use."""
    connection.execute(staff_sessions.update().where(staff_sessions.c.hash == hashed(token)).values(seen_at=now))


def end_session(connection: Connection, token: str) -> None:
    """Revokes one session."""
    connection.execute(staff_sessions.delete().where(staff_sessions.c.hash == hashed(token)))


def open_sessions(connection: Connection, officer: int, now: dt.datetime) -> list[OpenSession]:
    """The sessions of an officer that open something, the one used last first."""
    rows = connection.execute(
        sa.select(
            staff_sessions.c.hash, staff_sessions.c.browser, staff_sessions.c.created_at, staff_sessions.c.seen_at
        )
        .where(
            staff_sessions.c.staff_id == officer,
            staff_sessions.c.expires_at > now,
            staff_sessions.c.seen_at > now - IDLE,
        )
        .order_by(staff_sessions.c.seen_at.desc(), staff_sessions.c.created_at.desc(), staff_sessions.c.hash)
    )
    return [OpenSession(*row) for row in rows]


def end_session_of(connection: Connection, officer: int, session: str) -> bool:
    """Revokes an officer's own session by its id; False where there is none."""
    ended = connection.execute(
        staff_sessions.delete().where(staff_sessions.c.hash == session, staff_sessions.c.staff_id == officer)
    )
    return ended.rowcount > 0


def end_others(connection: Connection, officer: int, token: str) -> int:
    """Revokes an officer's sessions but one, and the set-up links; returns how many sessions ended."""
    connection.execute(staff_links.delete().where(staff_links.c.staff_id == officer))
    ended = connection.execute(
        staff_sessions.delete().where(staff_sessions.c.staff_id == officer, staff_sessions.c.hash != hashed(token))
    )
    return ended.rowcount


def make_link(connection: Connection, officer: int | None, token: str, now: dt.datetime) -> None:
    """A set-up link for an officer, which ends earlier ones; without an officer, for whoever is to be the first."""
    gone = staff_links.c.expires_at <= now
    if officer is not None:
        gone = sa.or_(gone, staff_links.c.staff_id == officer)
    connection.execute(staff_links.delete().where(gone))
    connection.execute(staff_links.insert().values(hash=hashed(token), staff_id=officer, expires_at=now + LINK_LASTS))


def link_officer(connection: Connection, token: str, now: dt.datetime) -> Officer | None:
    """Whose set-up link this is, None for the first officer's; raises LinkSpent."""
    row = connection.execute(sa.select(staff_links).where(staff_links.c.hash == hashed(token))).one_or_none()
    if row is None or row.expires_at <= now:
        raise LinkSpent
    if row.staff_id is None:
        if anyone(connection):
            raise LinkSpent
        return None
    officer = officer_of_id(connection, row.staff_id)
    if officer is None or not officer.active:
        raise LinkSpent
    return officer


def spend_link(connection: Connection, token: str) -> None:
    """Ends a set-up link; raises LinkSpent where another was faster."""
    spent = connection.execute(staff_links.delete().where(staff_links.c.hash == hashed(token)))
    if not spent.rowcount:
        raise LinkSpent


def hashed(token: str) -> str:
    """What is kept of a token; it is random enough that a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()
