"""The deadline clock of a ticket in words and a tone, for lists and pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from bot.store.tickets import FiledTicket
from handlers.deadline_text import deadline_lines, moment_text
from handlers.facts import AT_REST
from handlers.ticket_alarms import standing
from handlers.ticket_history import TicketEvent, moved_at
from handlers.ticket_limits import TicketLimits, ticket_deadline
from knowledge.library import Library

Tone = Literal["late", "today", "soon", "calm", "still"]
_SOON = dt.timedelta(days=2)
_DAY = dt.timedelta(days=1)
_HOUR = dt.timedelta(hours=1)
_MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """`words` are short, `exact` is the moment itself; the tone is shown as a colour, never as that alone."""

    words: str
    tone: Tone
    exact: str = ""


def clock_of(filed: FiledTicket, library: Library, now: dt.datetime) -> Clock:
    """How the earlier limit of a ticket stands."""
    ticket = filed.ticket
    if ticket.state in AT_REST:
        return Clock("selesai" if ticket.state != "answered" else "sudah dijawab", "still")
    due = TicketLimits(ticket.due_at, ticket.law_due_at).earliest
    if due is None:
        return Clock("berhenti, menunggu warga" if ticket.state == "waiting" else "tanpa batas", "still")
    local = due.astimezone(library.zone(ticket.office))
    exact = moment_text(local, say, "id")
    stands = standing(ticket, library, now)
    if stands == "overdue":
        return Clock(f"terlambat {span(now - due)}", "late", exact)
    if stands == "today":
        return Clock(f"hari ini pukul {local:%H.%M}", "today", exact)
    return Clock(f"sisa {span(due - now)}", "soon" if due - now < _SOON else "calm", exact)


def clock_sum(filed: FiledTicket, events: tuple[TicketEvent, ...], library: Library) -> tuple[str, ...]:
    """How the limits were worked out, a sentence each."""
    deadline = ticket_deadline(library, filed.ticket, filed.ticket_class, events)
    if deadline is None:
        return ()
    anew = ("Dihitung sejak tiket ini diteruskan ke kantor ini, menurut keputusannya.",) if moved_at(events) else ()
    return (*anew, *deadline_lines(deadline, say, "id"))


def span(time: dt.timedelta) -> str:
    """A length of time in its largest unit: "3 hari", "5 jam", "20 menit"."""
    for unit, word in ((_DAY, "hari"), (_HOUR, "jam")):
        if time >= unit:
            return f"{time // unit} {word}"
    return f"{max(1, time // _MINUTE)} menit"


def say(text: str, **values: object) -> str:
    """A text of the core as it is: the desk speaks Indonesian only."""
    return text.format(**values)
