"""Reminds officers and groups that a limit comes near or was missed: once each, in the hours of the office."""

from __future__ import annotations

from dataclasses import replace

from handlers.choices import choice
from handlers.context import Context
from handlers.facts import AT_REST, Needs, OfficeTicket, Reminder, StaffNeeds
from handlers.office_hours import office_calendar
from handlers.officer_effects import RemindersTold
from handlers.officers.knowing import INTENT, known, told
from handlers.officers.showing import ticket_lines
from handlers.turn import Choice, Line, Outcome, Reply, Section

REMINDERS_DUE = "officer-reminders"
"""What the clock's message says when there is something to remind of."""
_HEADINGS = {"warned": "Batas waktu mendekat", "overdue": "Batas waktu lewat"}


def on_time(context: Context) -> Outcome | Needs:
    """Tells what is to be told of offices that are open now; of tickets that came to rest meanwhile, nothing."""
    facts = known(context, StaffNeeds(reminders=open_offices(context)))
    if isinstance(facts, Needs):
        return facts
    if not facts.reminders:
        return Outcome(context.conversation, ())
    effects = (RemindersTold(tuple(each.id for each in facts.reminders)),)
    account = facts.account
    own = (each for each in facts.reminders if account is None or account.knows(each.of.ticket.office))
    still = [each for each in own if each.of.ticket.state not in AT_REST]
    if not still or not context.turn.rings:
        return Outcome(context.conversation, (), effects, INTENT)
    sections = tuple(_section(context, kind, still) for kind in _HEADINGS if any(each.kind == kind for each in still))
    choices = dict.fromkeys(_choice(each.of, in_group=account is None) for each in still)
    shown = tuple(each for each in choices if each is not None)
    return replace(told(context, Reply(sections, choices=shown)), effects=effects)


def open_offices(context: Context) -> tuple[str, ...]:
    """The offices that work at this moment."""
    calendar = context.library.calendar
    offices = context.library.offices.items()
    return tuple(slug for slug, office in offices if office_calendar(office, calendar).is_open(context.now))


def _section(context: Context, kind: str, reminders: list[Reminder]) -> Section:
    of_kind = [each.of for each in reminders if each.kind == kind]
    return Section(_HEADINGS[kind], (), tuple(_line(context, each) for each in of_kind))


def _line(context: Context, shown: OfficeTicket) -> Line:
    lines = tuple(Line(None, text) for text in ticket_lines(context, shown))
    return Line(None, f"Tiket {shown.ticket.number}", lines)


def _choice(shown: OfficeTicket, *, in_group: bool) -> Choice | None:
    """What to do about it: an officer opens it in the own chat, a group takes one that nobody holds."""
    number = shown.ticket.number
    if not in_group:
        return choice(f"Buka {number}", "officer", "see", number)
    return choice(f"Ambil {number}", "officer", "take", number) if not shown.assigned_to else None
