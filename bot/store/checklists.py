"""Reads checklists: a citizen's own for a turn and for the page, and which of all are due or out of date."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from bot.arrival import Address
from bot.store.conversations import Held, look
from bot.store.schema import checklist_items, checklists, conversations
from handlers.checklist import Checklist, ListItem


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder that is due: its list and service, and whose it is."""

    checklist: int
    service: str
    address: Address
    remind_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Owner:
    """A conversation with a list that earlier knowledge made."""

    conversation: int
    address: Address


def own_checklists(connection: Connection, conversation: int) -> tuple[Checklist, ...]:
    """The checklists of a conversation, oldest first."""
    found: dict[int, tuple[Row[*tuple[Any, ...]], list[ListItem]]] = {}
    for row in connection.execute(_OWN, {"conversation": conversation}):
        _head, items = found.setdefault(row.id, (row, []))
        items.append(ListItem(row.name, row.position, row.text, row.ready, row.skipped))
    return tuple(_checklist(row, items) for row, items in found.values())


def checklists_at(connection: Connection, address: Address) -> tuple[Held | None, tuple[Checklist, ...]]:
    """The conversation at an address with its checklists."""
    held = look(connection, address)
    return held, own_checklists(connection, held.id) if held is not None else ()


def due_reminders(connection: Connection, now: dt.datetime, but: Collection[int], most: int) -> list[DueReminder]:
    """The reminders to ring now, longest due first, leaving out some lists."""
    rows = connection.execute(
        sa.select(checklists.c.id, checklists.c.service, checklists.c.remind_at, *_ADDRESS)
        .join(conversations, conversations.c.id == checklists.c.conversation_id)
        .where(checklists.c.remind_at <= now, checklists.c.id.not_in(list(but)))
        .order_by(checklists.c.remind_at)
        .limit(most)
    )
    return [DueReminder(row.id, row.service, _address(row), row.remind_at) for row in rows]


def outdated(
    connection: Connection, version: Callable[[str], str], after: int, most: int, but: Collection[int]
) -> list[Owner]:
    """Conversations after one, by their ids, that own a list of another version than the knowledge has now.

    Those that cannot be reached are left for when they write again: what changed is told once.
    """
    kept = connection.execute(sa.select(checklists.c.service, checklists.c.version).distinct())
    old = [(row.service, row.version) for row in kept if version(row.service) != row.version]
    if not old:
        return []
    is_old = sa.or_(*(sa.and_(checklists.c.service == one, checklists.c.version == other) for one, other in old))
    rows = connection.execute(
        sa.select(conversations.c.id, *_ADDRESS)
        .where(
            conversations.c.id > after,
            conversations.c.id.not_in(list(but)),
            conversations.c.unreachable_since.is_(None),
            sa.exists().where(checklists.c.conversation_id == conversations.c.id, is_old),
        )
        .order_by(conversations.c.id)
        .limit(most)
    )
    return [Owner(row.id, _address(row)) for row in rows]


def _checklist(row: Row[*tuple[Any, ...]], items: list[ListItem]) -> Checklist:
    answers = tuple((question, option) for question, option in json.loads(row.answers))
    return Checklist(
        row.service, row.title, row.decree, row.decree_date, row.version, tuple(items), answers, row.remind_at
    )


def _address(row: Row[*tuple[Any, ...]]) -> Address:
    return Address(row.channel, row.account, row.external_id)


_ADDRESS = (conversations.c.channel, conversations.c.account, conversations.c.external_id)
_OWN = (
    sa.select(
        checklists.c.id,
        checklists.c.service,
        checklists.c.title,
        checklists.c.decree,
        checklists.c.decree_date,
        checklists.c.version,
        checklists.c.answers,
        checklists.c.remind_at,
        checklist_items.c.position,
        checklist_items.c.name,
        checklist_items.c.text,
        checklist_items.c.ready,
        checklist_items.c.skipped,
    )
    .join(checklist_items, checklist_items.c.checklist_id == checklists.c.id)
    .where(checklists.c.conversation_id == sa.bindparam("conversation"))
    .order_by(checklists.c.id, checklist_items.c.position)
)
