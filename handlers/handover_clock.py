"""When a chat with an officer is to be looked at next: how long a citizen waits before something is said or ends."""

from __future__ import annotations

import datetime as dt

from handlers.handover import Handover
from handlers.office_hours import office_calendar
from knowledge.library import Library

PATIENCE = dt.timedelta(minutes=10)
"""Of office time: then the citizen is told that nobody came, or has answered yet, and what is possible."""
QUEUE_LASTS = dt.timedelta(hours=8)
"""Of office time, about a working day: whoever still waits then has gone elsewhere, and is told of the ticket."""
ANSWER_LASTS = dt.timedelta(hours=1)
"""Of office time without an answer: an officer who was called away must not leave the citizen with nobody."""
SILENCE_LASTS = dt.timedelta(hours=2)
"""After the officer's word: a citizen who has gone comes back to the bot."""
_TO_THE_MINUTE = dt.timedelta(seconds=59)
"""Working time leaves seconds out; no wait may be shorter for it."""


def due_at(handover: Handover, library: Library) -> dt.datetime:
    """The moment at which something is next to be said or ended, if nobody says anything until then."""
    if handover.spoke == "officer":
        return handover.spoke_at + SILENCE_LASTS
    lasts = ANSWER_LASTS if handover.taken else QUEUE_LASTS
    return worked(handover, handover.spoke_at, lasts if handover.told else PATIENCE, library)


def worked(handover: Handover, start: dt.datetime, length: dt.timedelta, library: Library) -> dt.datetime:
    """The moment at which the chat's office has worked so long; of an office without a decree any time counts."""
    office = library.offices.get(handover.office)
    if office is None:
        return start + length
    return office_calendar(office, library.calendar).add_time(start + _TO_THE_MINUTE, length).astimezone(dt.UTC)
