"""Loads what a turn must know of the staff: who writes, and what was asked for."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection

from bot.arrival import Address
from bot.store.conversations import Held
from bot.store.office_tickets import office_ticket
from bot.store.officers import Officer
from bot.store.reminders import untold_reminders
from bot.store.staff_chats import LINKABLE, find_code, group_office, officer_at
from bot.store.staff_notices import noticed_tickets, untold_tickets
from bot.store.staff_orders import audience, find_order, find_sending
from handlers.facts import Account, Reminder, StaffCode, StaffFacts, StaffNeeds


def staff_facts(
    connection: Connection, needs: StaffNeeds, writer: Address | None, held: Held | None, now: dt.datetime
) -> StaffFacts:
    """The facts for a turn of `writer`, in the conversation that is held."""
    officer = officer_at(connection, writer) if writer is not None else None
    account = account_of(officer) if officer is not None else None
    group = group_office(connection, held.id) if held is not None else None
    code = None
    if needs.code is not None and writer is not None and writer.channel in LINKABLE:
        found = find_code(connection, needs.code, now)
        code = StaffCode(account_of(found.officer), found.office) if found is not None else None
    sizes, lost = audience(connection, *needs.audience, now) if needs.audience is not None else ((), 0)
    order = find_order(connection, needs.order, held.id) if needs.order is not None and held is not None else None
    sending = find_sending(connection, needs.sending) if needs.sending is not None else None
    ticket = None
    if needs.ticket is not None and account is not None:
        ticket = office_ticket(connection, needs.ticket, account)
    of = held.id if held is not None and group is not None else None
    notices = untold_tickets(connection, of) if needs.notices and of is not None else ()
    noticed = noticed_tickets(connection, of, needs.noticed) if needs.noticed is not None and of is not None else ()
    reminders: tuple[Reminder, ...] = ()
    if needs.reminders and held is not None and (account is not None or group is not None):
        who = account.id if account is not None else None
        reminders = untold_reminders(connection, held.id, who, needs.reminders)
    return StaffFacts(account, group, code, sizes, order, sending, ticket, notices, noticed, reminders, lost)


def account_of(officer: Officer) -> Account:
    """An officer as the core knows one."""
    return Account(officer.id, officer.name, officer.login, officer.role, officer.offices)
