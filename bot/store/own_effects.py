"""Carries out what a turn makes happen to the citizen's own data, checklists, and chat with an officer."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from bot.store.auditing import note
from bot.store.checklist_writing import write_checklist
from bot.store.consents import record_consent, withdraw_consents
from bot.store.erasing import erase_own, erase_ticket
from bot.store.flags import write_flag
from bot.store.handover_writing import write_handover
from bot.store.schema import privacy_tasks, tickets
from bot.store.subscriptions import write_subscriptions
from bot.store.unit import Unit
from handlers.checklist_effects import ChecklistEffect
from handlers.effects import (
    AskOfficer,
    EraseOwn,
    EraseTicket,
    FlagEffect,
    Follow,
    NoteAccess,
    RecordConsent,
    WithdrawConsents,
)
from handlers.handover_effects import HandoverEffect
from handlers.turn import Effect


def carry_out_own(unit: Unit, effect: Effect, conversation: int, event: int, now: dt.datetime) -> bool:
    """Carries out one effect of a turn whose first message is numbered `event`; False where it is none of these."""
    match effect:
        case RecordConsent():
            record_consent(unit, conversation, effect, now)
        case WithdrawConsents():
            withdraw_consents(unit, conversation, effect, now)
        case NoteAccess(who, outcome):
            note(unit.connection, who, "access", outcome, now)
        case Follow():
            write_subscriptions(unit, conversation, effect, now)
        case ChecklistEffect():
            write_checklist(unit, conversation, effect, now)
        case EraseOwn():
            erase_own(unit, conversation, effect, event, now)
        case EraseTicket():
            erase_ticket(unit, conversation, effect, event - 1, now)  # the clock says nothing itself
        case _:
            return _carry_out_for_officers(unit, effect, conversation, event, now)
    return True


def _carry_out_for_officers(unit: Unit, effect: Effect, conversation: int, event: int, now: dt.datetime) -> bool:
    """Carries out what an officer finds at the desk; False where it is none of these."""
    match effect:
        case HandoverEffect():
            write_handover(unit, conversation, effect, event, now)
        case FlagEffect():
            write_flag(unit, conversation, effect, event, now)
        case AskOfficer():
            _ask_officer(unit, conversation, effect, now)
        case _:
            return False
    return True


def _ask_officer(unit: Unit, conversation: int, effect: AskOfficer, now: dt.datetime) -> None:
    ticket = unit.connection.execute(
        sa.select(tickets.c.id).where(tickets.c.conversation_id == conversation, tickets.c.number == effect.ticket)
    ).scalar_one_or_none()
    unit.connection.execute(
        privacy_tasks.insert().values(
            kind=effect.kind,
            office=effect.office,
            conversation_id=conversation,
            ticket_id=ticket,
            text=effect.text,
            state="open",
            asked_at=now,
            due_at=effect.due_at,
        )
    )
    note(unit.connection, effect.who, effect.kind, "asked", now)
