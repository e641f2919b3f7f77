"""Writes checklists: what a turn does to them, and ticks made on the page, where the later one of an item stands."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from bot.arrival import Address
from bot.store.checklists import own_checklists
from bot.store.conversations import hold
from bot.store.schema import checklist_items, checklists
from bot.store.unit import Unit
from handlers.checklist import Checklist
from handlers.checklist_effects import (
    AnswerChecklist,
    ChecklistEffect,
    DropChecklist,
    KeepChecklist,
    RemindOfChecklist,
    RenewChecklist,
    TickItems,
)


@dataclass(frozen=True, slots=True)
class PageTick:
    """A tick set or taken away on the page, at a moment: the item's name, and its words as the page had them."""

    name: str
    text: str
    ready: bool
    at: dt.datetime


def write_checklist(unit: Unit, conversation: int, effect: ChecklistEffect, now: dt.datetime) -> None:
    """Carries out one effect; raises TypeError for an effect that it does not know."""
    connection = unit.connection
    if isinstance(effect, KeepChecklist):
        _keep(connection, conversation, effect.checklist, now)
        return
    service = effect.checklist.service if isinstance(effect, RenewChecklist) else getattr(effect, "service", "")
    found = _find(connection, conversation, service)
    if found is None:
        return
    match effect:
        case TickItems(_, ready, missing):
            _tick(connection, found, ready, True, now)
            _tick(connection, found, missing, False, now)
            _change(connection, found, now)
        case AnswerChecklist(_, answers, skipped):
            _change(connection, found, now, answers=_dump(answers))
            connection.execute(
                checklist_items.update()
                .where(checklist_items.c.checklist_id == found)
                .values(skipped=checklist_items.c.name.in_(list(skipped)))
            )
        case RenewChecklist(checklist):
            _renew(connection, found, checklist, now)
        case RemindOfChecklist(_, at):
            _change(connection, found, now, remind_at=at, remind_asked_at=now if at is not None else None)
        case DropChecklist():
            connection.execute(checklists.delete().where(checklists.c.id == found))
            unit.scrub()
        case _:
            raise TypeError(type(effect).__name__)


def tick_on_page(
    unit: Unit, address: Address, service: str, version: str, ticks: Iterable[PageTick], now: dt.datetime
) -> Checklist | None:
    """The ticks of a page that may have been without a connection; returns the list as it stands, None without one.

    Of an item the later word stands, said here or in the chat. A page of another `version` of the list means items by
    their words: one that was reworded meanwhile is to be looked at again.
    """
    held = hold(unit.connection, address)
    found = _find(unit.connection, held.id, service) if held is not None else None
    if held is None or found is None:
        return None
    kept = unit.connection.execute(sa.select(checklists.c.version).where(checklists.c.id == found)).scalar_one()
    changed = False
    for tick in ticks:
        item = checklist_items.c.name == tick.name if kept == version else checklist_items.c.text == tick.text
        done = unit.connection.execute(
            checklist_items.update()
            .where(checklist_items.c.checklist_id == found, item, checklist_items.c.changed_at <= min(tick.at, now))
            .values(ready=tick.ready, changed_at=min(tick.at, now))
        )
        changed = changed or bool(done.rowcount)
    if changed:
        _change(unit.connection, found, now)
    return next(each for each in own_checklists(unit.connection, held.id) if each.service == service)


def forget_reminder(connection: Connection, conversation: int, service: str) -> None:
    """A reminder that the program failed to ring is due no longer."""
    found = _find(connection, conversation, service)
    if found is not None:
        connection.execute(checklists.update().where(checklists.c.id == found).values(remind_at=None))


def _find(connection: Connection, conversation: int, service: str) -> int | None:
    return connection.execute(
        sa.select(checklists.c.id).where(checklists.c.conversation_id == conversation, checklists.c.service == service)
    ).scalar_one_or_none()


def _keep(connection: Connection, conversation: int, checklist: Checklist, now: dt.datetime) -> None:
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    kept = connection.execute(
        insert(checklists)
        .values(
            conversation_id=conversation,
            service=checklist.service,
            created_at=now,
            changed_at=now,
            **_columns(checklist),
        )
        .on_conflict_do_nothing(index_elements=[checklists.c.conversation_id, checklists.c.service])
        .returning(checklists.c.id)
    ).scalar_one_or_none()
    if kept is not None:
        _write_items(connection, kept, checklist, {}, now)


def _renew(connection: Connection, found: int, checklist: Checklist, now: dt.datetime) -> None:
    """Items that stayed keep the moment at which their tick was set: a page may still bring an earlier one."""
    of_list = checklist_items.c.checklist_id == found
    before = connection.execute(sa.select(checklist_items.c.text, checklist_items.c.changed_at).where(of_list))
    moments = {row.text: row.changed_at for row in before}
    connection.execute(checklist_items.delete().where(of_list))
    connection.execute(checklists.update().where(checklists.c.id == found).values(**_columns(checklist)))
    _write_items(connection, found, checklist, moments, now)


def _write_items(
    connection: Connection, found: int, checklist: Checklist, moments: dict[str, dt.datetime], now: dt.datetime
) -> None:
    connection.execute(
        checklist_items.insert(),
        [
            {
                "checklist_id": found,
                "position": item.number,
                "name": item.name,
                "text": item.text,
                "ready": item.ready,
                "skipped": item.skipped,
                "changed_at": moments.get(item.text, now),
            }
            for item in checklist.items
        ],
    )


def _tick(connection: Connection, found: int, names: tuple[str, ...], ready: bool, now: dt.datetime) -> None:
    if names:
        connection.execute(
            checklist_items.update()
            .where(checklist_items.c.checklist_id == found, checklist_items.c.name.in_(list(names)))
            .values(ready=ready, changed_at=now)
        )


def _change(connection: Connection, found: int, now: dt.datetime, **values: object) -> None:
    connection.execute(checklists.update().where(checklists.c.id == found).values(changed_at=now, **values))


def _columns(checklist: Checklist) -> dict[str, object]:
    return {
        "title": checklist.title,
        "decree": checklist.decree,
        "decree_date": checklist.date,
        "version": checklist.version,
        "answers": _dump(checklist.answers),
        "remind_at": checklist.remind_at,
    }


def _dump(answers: tuple[tuple[str, str], ...]) -> str:
    return json.dumps(answers, separators=(",", ":"))
