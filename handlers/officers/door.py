"""Tells officers' messages from citizens': a citizen who writes an officers' command has written an unknown one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from handlers.choices import Action, action
from handlers.context import Context
from handlers.facts import Account, Needs
from handlers.officer_work import Work
from handlers.officers import announcing, group, linking, outcomes, reminding, tickets
from handlers.officers.commands import Command, officers_command
from handlers.officers.knowing import answered, known
from handlers.privately import needed
from handlers.topics import fallback
from handlers.turn import Outcome

Otherwise = Callable[[Context], Outcome | Needs]
"""What everybody's messages come to."""
ON_TIME = frozenset({outcomes.ORDER_DUE, group.NOTICES_DUE, reminding.REMINDERS_DUE})
"""What may be due of officers."""
_VERB = "officer"
_LASTS = dt.timedelta(hours=12)
"""How long something half done waits: until the end of a working day."""


def heard(context: Context, otherwise: Otherwise) -> Outcome | Needs:
    """What a message comes to."""
    message, work = context.turn.message, context.conversation.work
    if work is not None and context.now - work.touched_at > _LASTS:
        context, work = context.changed(work=None), None
    command = officers_command(message)
    if command is not None:
        return _commanded(context, command, otherwise)
    if message.kind == "press" and action(message.choice or "").verb == _VERB:
        return _pressed(context, action(message.choice or ""), otherwise)
    if work is None or message.kind != "text" or needed(context):
        return otherwise(context)
    return _at_work(context, work, otherwise)


def on_time(context: Context, due: Action) -> Outcome | Needs:
    """What is due of officers by the clock."""
    match due.verb:
        case group.NOTICES_DUE:
            return group.on_time(context)
        case reminding.REMINDERS_DUE:
            return reminding.on_time(context)
        case _:
            return outcomes.on_time(context, due.arguments[0])


def _commanded(context: Context, command: Command, otherwise: Otherwise) -> Outcome | Needs:
    if command.name == "petugas":
        return linking.link_chat(context, command.rest)
    if command.name == "kelompok":
        return linking.link_group(context, command.rest)
    account = _account(context)
    if isinstance(account, Needs):
        return account
    if account is None:
        return _unknown(context, command, otherwise)
    if needed(context):
        return answered(context, "Ini hanya di obrolan pribadi dengan bot.")
    begin = announcing.begin if command.name == "umumkan" else tickets.show
    return begin(context, account, command.rest)


def _pressed(context: Context, press: Action, otherwise: Otherwise) -> Outcome | Needs:
    if needed(context) and press.arguments[:1] == ("take",) and len(press.arguments) > 1:
        return group.take(context, press.arguments[1])
    account = _account(context)
    if isinstance(account, Needs):
        return account
    if account is None or not press.arguments or needed(context):
        return otherwise(context)
    verb, *rest = press.arguments
    if verb == "approve" and rest and rest[0].isdecimal() and len(rest[0]) < 10:
        return outcomes.approve(context, account, rest[0])
    if verb in _ON_TICKETS and rest:
        return _ON_TICKETS[verb](context, account, rest[0])
    work = context.conversation.work
    if work is None:
        return answered(context, "Itu sudah selesai atau dibatalkan.")
    if work.kind == "answer":
        return tickets.pressed(context, account, work, [verb, *rest])
    return announcing.pressed(context, account, work, [verb, *rest])


_ON_TICKETS: dict[str, Callable[[Context, Account, str], Outcome | Needs]] = {
    "see": tickets.show,
    "take": tickets.take,
    "answer": tickets.begin_answer,
}


def _at_work(context: Context, work: Work, otherwise: Otherwise) -> Outcome | Needs:
    """A text while something is half done; who is no officer any more has nothing half done."""
    account = _account(context)
    if isinstance(account, Needs):
        return account
    if account is None:
        return otherwise(context.changed(work=None))
    heard_at_work = announcing.heard if work.kind == "announcement" else tickets.heard
    return heard_at_work(context, account, work) or otherwise(context)


def _account(context: Context) -> Account | Needs | None:
    facts = known(context)
    return facts if isinstance(facts, Needs) else facts.account


def _unknown(context: Context, command: Command, otherwise: Otherwise) -> Outcome | Needs:
    """A command that is none for who wrote it; what stands behind it is no question."""
    if command.name == "tiket":
        return otherwise(context)
    message = replace(context.turn.message, text=f"/{command.name}")
    context = replace(context, turn=replace(context.turn, message=message))
    return otherwise(context) if context.conversation.draft is not None else fallback.not_understood(context)
