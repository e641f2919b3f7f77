"""Carries out what officers make happen from a chat, each with its line of the desk's audit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from bot.store.desk_audit import keep
from bot.store.staff_chats import link_chat, link_group, spend_code
from bot.store.staff_orders import end_order, order_approval, order_sending
from bot.store.ticket_writing import CannotCarryOut, TakeAgain
from bot.store.unit import Unit
from handlers.officer_effects import (
    EndOrder,
    LinkChat,
    LinkGroup,
    OfficerEffect,
    OrderApproval,
    OrderSending,
    SpendCode,
)


def carry_out_officers(unit: Unit, effects: Iterable[OfficerEffect], conversation: int, now: dt.datetime) -> None:
    """Carries out the effects of an officer's turn; raises TakeAgain where another was faster, and CannotCarryOut."""
    for effect in effects:
        match effect:
            case LinkChat() | LinkGroup():
                _link(unit, effect, conversation, now)
            case SpendCode(code):
                spend_code(unit.connection, code)
            case OrderSending():
                order_sending(unit, effect, conversation, now)
            case OrderApproval():
                order_approval(unit, effect, conversation, now)
            case EndOrder(order):
                end_order(unit, order)
            case _:
                raise CannotCarryOut(type(effect).__name__)


def _link(unit: Unit, effect: LinkChat | LinkGroup, conversation: int, now: dt.datetime) -> None:
    connection, officer = unit.connection, effect.officer
    if not spend_code(connection, effect.code):
        raise TakeAgain("a code that was spent")
    if isinstance(effect, LinkChat):
        link_chat(connection, officer.id, conversation, now)
        keep(connection, officer.login, "telegram-linked", f"officer:{officer.login}", now)
        return
    link_group(connection, conversation, effect.office, officer.name, now)
    keep(connection, officer.login, "group-linked", f"group:{conversation}", now, office=effect.office)
