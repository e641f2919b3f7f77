"""What officers see of WhatsApp: numbers, templates, what was billed, and who cannot be reached just now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import get_args

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.store.announcements import Kept
from bot.store.audience import receiving
from bot.store.schema import conversations
from bot.store.whatsapp_parts import CHANNEL
from bot.store.whatsapp_schema import whatsapp_meter as meter
from bot.store.whatsapp_schema import whatsapp_numbers as numbers_table
from bot.store.whatsapp_schema import whatsapp_template_uses as uses
from bot.store.whatsapp_schema import whatsapp_templates as templates
from bot.store.whatsapp_templates import Number, Purpose, Template, usable


@dataclass(frozen=True, slots=True)
class Known:
    """One of our numbers as Meta told it, and when."""

    number: Number
    synced_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Metered:
    """How many messages of a number arrived in a month under a price category."""

    account: str
    month: str
    category: str
    billable: bool
    count: int


@dataclass(frozen=True, slots=True)
class NumberState:
    """What the store has of one number: what Meta told of it, its business account's templates, which were chosen and
    which are sent for what, and what arrived, the newest month first."""

    account: str
    known: Known | None
    templates: tuple[Template, ...]
    chosen: Mapping[Purpose, str]
    in_force: Mapping[Purpose, Template | None]
    metered: tuple[Metered, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """Receivers of an announcement at one number whose chats are shut just now, and the template that asks them to
    open theirs; None where there is none that may be sent."""

    account: str
    shut: int
    template: str | None


def whatsapp_state(connection: Connection, accounts: Collection[str], since: str) -> dict[str, NumberState]:
    """How numbers stand, in their order, metered since a month ("2026-11")."""
    known = _numbers(connection, accounts)
    found = _templates(connection, {each.number.business for each in known.values()})
    chosen = chosen_templates(connection, accounts)
    counts = _metered(connection, accounts, since)
    return {
        account: NumberState(
            account,
            known.get(account),
            tuple(each for each in found if account in known and each.business == known[account].number.business),
            {each: chosen[account, each] for each in get_args(Purpose) if (account, each) in chosen},
            {purpose: usable(connection, account, purpose) for purpose in get_args(Purpose)},
            tuple(each for each in counts if each.account == account),
        )
        for account in accounts
    }


def chosen_templates(connection: Connection, accounts: Collection[str]) -> dict[tuple[str, str], str]:
    """Which templates were chosen for some numbers, by number and purpose."""
    rows = connection.execute(sa.select(uses).where(uses.c.account.in_(list(accounts))))
    return {(row.account, row.purpose): row.name for row in rows}


def _numbers(connection: Connection, accounts: Collection[str]) -> dict[str, Known]:
    columns = (numbers_table.c[name] for name in Number.__slots__)
    found = sa.select(*columns, numbers_table.c.synced_at).where(numbers_table.c.account.in_(list(accounts)))
    return {row.account: Known(Number(*row[:-1]), row.synced_at) for row in connection.execute(found)}


def _templates(connection: Connection, businesses: Collection[str]) -> list[Template]:
    found = sa.select(*(templates.c[name] for name in Template.__slots__))
    rows = connection.execute(
        found.where(templates.c.business.in_(list(businesses))).order_by(
            templates.c.business, templates.c.name, templates.c.language
        )
    )
    return [Template(*row) for row in rows]


def _metered(connection: Connection, accounts: Collection[str], since: str) -> list[Metered]:
    found = sa.select(*(meter.c[name] for name in Metered.__slots__))
    rows = connection.execute(
        found.where(meter.c.account.in_(list(accounts)), meter.c.month >= since).order_by(
            meter.c.month.desc(), meter.c.category, meter.c.billable
        )
    )
    return [Metered(*row) for row in rows]


def shut_out(connection: Connection, kept: Kept, now: dt.datetime) -> tuple[Reach, ...]:
    """Who would get an announcement at WhatsApp but for a chat that is shut, by number."""
    shut = sa.or_(conversations.c.window_until.is_(None), conversations.c.window_until <= now)
    rows = connection.execute(
        sa.select(conversations.c.account, sa.func.count())
        .where(receiving(kept), conversations.c.channel == CHANNEL, shut)
        .group_by(conversations.c.account)
        .order_by(conversations.c.account)
    ).all()
    asking = {account: usable(connection, account, "announcement") for account, _ in rows}
    return tuple(
        Reach(account, many, each.name if (each := asking[account]) is not None else None) for account, many in rows
    )
