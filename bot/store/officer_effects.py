"""Carries out what officers make happen from a chat, each with its line of the desk's audit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.store.act_recording import record_act
from bot.store.desk_audit import keep
from bot.store.officer_acts import ActKind, Means, NotPossible, OfficerAct, StaleTicket, UnknownTicket
from bot.store.reminders import reminders_told
from bot.store.staff_chats import link_chat, link_group, spend_code
from bot.store.staff_notices import tickets_noticed
from bot.store.staff_orders import end_order, order_approval, order_sending
from bot.store.ticket_writing import CannotCarryOut, Place, Recompute, TakeAgain
from bot.store.unit import Unit
from handlers.officer_effects import (
    AnswerTicket,
    EndOrder,
    LinkChat,
    LinkGroup,
    NoteLook,
    OfficerEffect,
    OrderApproval,
    OrderSending,
    RemindersTold,
    SpendCode,
    TakeTicket,
    TicketsNoticed,
)


@dataclass(frozen=True, slots=True)
class Tools:
    """What the store does not know itself: how limits are worked out, and how a citizen is told of an answer."""

    recompute: Recompute
    means: Means | None = None


def carry_out_officers(
    unit: Unit, effects: Iterable[OfficerEffect], place: Place, now: dt.datetime, tools: Tools
) -> None:
    """Carries out the effects of an officer's turn; raises TakeAgain where another was faster, and CannotCarryOut."""
    conversation = place.conversation
    for effect in effects:
        match effect:
            case LinkChat() | LinkGroup():
                _link(unit, effect, conversation, now)
            case SpendCode(code):
                spend_code(unit.connection, code)
            case OrderSending() | OrderApproval() | EndOrder():
                _order(unit, effect, conversation, now)
            case NoteLook(number, office, officer):
                keep(unit.connection, officer.login, "ticket-seen", f"ticket:{number}", now, office=office)
            case TicketsNoticed(numbers, told):
                tickets_noticed(unit, conversation, numbers, place.event if told else 0)
            case RemindersTold(reminders):
                reminders_told(unit, reminders, now)
            case TakeTicket() | AnswerTicket():
                _act(unit, effect, now, tools)
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


def _order(unit: Unit, effect: OrderSending | OrderApproval | EndOrder, conversation: int, now: dt.datetime) -> None:
    match effect:
        case OrderSending():
            order_sending(unit, effect, conversation, now)
        case OrderApproval():
            order_approval(unit, effect, conversation, now)
        case EndOrder(order):
            end_order(unit, order)


def _act(unit: Unit, effect: TakeTicket | AnswerTicket, now: dt.datetime, tools: Tools) -> None:
    kind: ActKind = "assigned" if isinstance(effect, TakeTicket) else "answered"
    text = effect.text if isinstance(effect, AnswerTicket) else effect.officer.name
    means = tools.means
    if means is None:
        raise CannotCarryOut("an act on a ticket that nobody can tell")
    if isinstance(effect, TakeTicket):
        means = replace(means, tell=None)  # it stays in the office
    act = OfficerAct(kind, effect.number, effect.officer.name, text, effect.office, effect.version)
    try:
        record_act(unit, act, means)
    except (NotPossible, StaleTicket, UnknownTicket) as error:
        raise TakeAgain("a ticket that changed since") from error
    keep(unit.connection, effect.officer.login, f"ticket-{kind}", f"ticket:{effect.number}", now, office=effect.office)
