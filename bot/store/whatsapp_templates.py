"""Our WhatsApp numbers and their templates as Meta has them, and which template an office uses for what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.schema import conversations, outbox
from bot.store.unit import Unit
from bot.store.whatsapp_parts import CHANNEL
from bot.store.whatsapp_schema import whatsapp_numbers as numbers_table
from bot.store.whatsapp_schema import whatsapp_template_uses as uses
from bot.store.whatsapp_schema import whatsapp_templates as templates

Purpose = Literal["news", "announcement"]
"""A template asks to open the chat for an answer or a reminder, or tells of an announcement."""
DEFAULTS: dict[Purpose, str] = {"news": "tanya_kabar", "announcement": "tanya_pengumuman"}
"""The names of the templates that are used where none was chosen."""
LANGUAGE = "id"
MOST_PARAMETERS = 2
"""What we can fill in: the office, and what it is about."""
_APPROVED = "APPROVED"


@dataclass(frozen=True, slots=True)
class Number:
    """One of our numbers as Meta knows it."""

    account: str
    business: str
    phone: str
    name: str


@dataclass(frozen=True, slots=True)
class Template:
    """A template of a business account in one language; `parameters` counts the places to be filled in its body."""

    business: str
    name: str
    language: str
    status: str
    category: str
    body: str
    parameters: int

    @property
    def usable(self) -> bool:
        """Whether it may be sent, and asks for no more than can be told."""
        return self.status == _APPROVED and self.parameters <= MOST_PARAMETERS


def keep_numbers(unit: Unit, numbers: Iterable[Number], now: dt.datetime) -> None:
    """Writes down numbers as they are now."""
    insert = postgresql.insert if unit.connection.dialect.name == "postgresql" else sqlite.insert
    for each in numbers:
        values = {"business": each.business, "phone": each.phone, "name": each.name, "synced_at": now}
        statement = insert(numbers_table).values(account=each.account, **values)
        unit.connection.execute(statement.on_conflict_do_update(index_elements=["account"], set_=values))


def keep_templates(unit: Unit, business: str, found: Iterable[Template], now: dt.datetime) -> None:
    """Writes down the templates of a business account, in place of those that were known before."""
    unit.connection.execute(templates.delete().where(templates.c.business == business))
    rows = [
        {
            "business": business, "name": each.name, "language": each.language, "status": each.status,
            "category": each.category, "body": each.body, "parameters": each.parameters, "synced_at": now,
        }
        for each in found
    ]  # fmt: skip
    if rows:
        unit.connection.execute(templates.insert(), rows)


def usable(connection: Connection, account: str, purpose: Purpose) -> Template | None:
    """The template that a number may send for a purpose: the chosen one, else the usual one; Indonesian first."""
    business = sa.select(numbers_table.c.business).where(numbers_table.c.account == account).scalar_subquery()
    chosen = connection.execute(
        sa.select(uses.c.name).where(uses.c.account == account, uses.c.purpose == purpose)
    ).scalar_one_or_none()
    for name in dict.fromkeys((chosen or DEFAULTS[purpose], DEFAULTS[purpose])):
        rows = connection.execute(
            sa.select(templates).where(templates.c.business == business, templates.c.name == name)
        )
        fit = [each for each in map(_template, rows) if each.usable]
        if fit:
            return min(fit, key=lambda each: (each.language != LANGUAGE, each.language))
    return None


def set_use(unit: Unit, account: str, purpose: Purpose, name: str | None) -> None:
    """Chooses the template of a number for a purpose; None goes back to the usual one."""
    which = sa.and_(uses.c.account == account, uses.c.purpose == purpose)
    unit.connection.execute(uses.delete().where(which))
    if name is not None:
        unit.connection.execute(uses.insert().values(account=account, purpose=purpose, name=name))


def set_aside(unit: Unit, template: Template, status: str) -> None:
    """Notes that WhatsApp does not take a template any more, until the next look says otherwise."""
    unit.connection.execute(
        templates.update()
        .where(
            templates.c.business == template.business,
            templates.c.name == template.name,
            templates.c.language == template.language,
        )
        .values(status=status)
    )


@contextmanager
def changing_templates(unit: Unit, accounts: Iterable[str], now: dt.datetime) -> Iterator[None]:
    """Around a change of templates or their uses: numbers that lacked one for news and have one then `knock_again`."""
    lacked = [each for each in accounts if usable(unit.connection, each, "news") is None]
    yield
    for account in lacked:
        if usable(unit.connection, account, "news") is not None:
            knock_again(unit, account, now)


def knock_again(unit: Unit, account: str, now: dt.datetime) -> int:
    """Lets held messages of which their citizens were never told be tried again, now that a template can be sent.

    Returns how many.
    """
    untold = sa.select(conversations.c.id).where(
        conversations.c.channel == CHANNEL, conversations.c.account == account, conversations.c.knocked_at.is_(None)
    )
    found = unit.connection.execute(
        outbox.update()
        .where(
            outbox.c.channel == CHANNEL,
            outbox.c.account == account,
            outbox.c.status == "held",
            outbox.c.conversation_id.in_(untold),
        )
        .values(status="waiting", due_at=now)
    )
    if found.rowcount:
        unit.wake(f"outbox:{CHANNEL}")
    return found.rowcount


def _template(row: sa.Row[*tuple[Any, ...]]) -> Template:
    return Template(row.business, row.name, row.language, row.status, row.category, row.body, row.parameters)
