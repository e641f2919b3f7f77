"""Replies that offices keep for use: listed, added, changed, deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from bot.store.desk_schema import canned_replies

LONGEST_TITLE = 80
MOST = 200
"""Replies of one office: more are not found in a list."""


@dataclass(frozen=True, slots=True)
class CannedReply:
    """A reply with fields; `form` is the only form it is for, None for all. `version` counts its changes."""

    id: int
    office: str
    form: str | None
    title: str
    text: str
    version: int = 1


class TooMany(Exception):
    """An office has as many replies as it can have."""


class ReplyChanged(Exception):
    """Somebody changed or deleted the reply meanwhile."""


def canned_of(connection: Connection, offices: Collection[str]) -> list[CannedReply]:
    """The replies of some offices, by title."""
    rows = connection.execute(
        _ALL.where(canned_replies.c.office.in_(offices)).order_by(canned_replies.c.title, canned_replies.c.id)
    )
    return [_reply(row) for row in rows]


def find_canned(connection: Connection, reply: int) -> CannedReply | None:
    """A reply by its id."""
    row = connection.execute(_ALL.where(canned_replies.c.id == reply)).one_or_none()
    return _reply(row) if row is not None else None


def add_canned(connection: Connection, reply: CannedReply, who: str, now: dt.datetime) -> int:
    """Keeps a new reply; its id. Raises TooMany."""
    count = connection.execute(
        sa.select(sa.func.count()).select_from(canned_replies).where(canned_replies.c.office == reply.office)
    ).scalar_one()
    if count >= MOST:
        raise TooMany(reply.office)
    added: int = connection.execute(
        canned_replies.insert()
        .values(
            office=reply.office, form=reply.form, title=reply.title, text=reply.text, version=1, changed_by=who,
            changed_at=now,
        )
        .returning(canned_replies.c.id)
    ).scalar_one()  # fmt: skip
    return added


def change_canned(connection: Connection, reply: CannedReply, who: str, now: dt.datetime) -> None:
    """Changes a reply from the version it has; raises ReplyChanged."""
    changed = connection.execute(
        canned_replies.update()
        .where(*_is(reply))
        .values(
            form=reply.form, title=reply.title, text=reply.text, version=reply.version + 1, changed_by=who,
            changed_at=now,
        )
    )  # fmt: skip
    if not changed.rowcount:
        raise ReplyChanged(reply.id)


def delete_canned(connection: Connection, reply: CannedReply) -> None:
    """Deletes a reply of the version it has; raises ReplyChanged."""
    if not connection.execute(canned_replies.delete().where(*_is(reply))).rowcount:
        raise ReplyChanged(reply.id)


def _is(reply: CannedReply) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        canned_replies.c.id == reply.id,
        canned_replies.c.office == reply.office,
        canned_replies.c.version == reply.version,
    )


def _reply(row: Row[Any]) -> CannedReply:
    return CannedReply(row.id, row.office, row.form, row.title, row.text, row.version)


_ALL = sa.select(*(canned_replies.c[name] for name in CannedReply.__slots__))
