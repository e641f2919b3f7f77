"""What the staff's topics share: facts of the staff, and how an officer is answered."""

from __future__ import annotations

from dataclasses import replace

from handlers.context import Context
from handlers.facts import Account, Needs, StaffFacts, StaffNeeds
from handlers.turn import Choice, Line, Outcome, Reply, Section

INTENT = "officer-work"
"""What the turns of officers are counted as."""


_WHO = StaffNeeds()


def known(context: Context, wanted: StaffNeeds = _WHO) -> StaffFacts | Needs:
    """The facts of the staff, or what must be loaded first."""
    facts = context.turn.facts
    loaded = facts.answers.staff if facts is not None else None
    if facts is None or loaded is None or wanted.beside(loaded) != loaded:
        return Needs(tickets=False, staff=wanted)
    return facts.staff


def answered(
    context: Context,
    *paragraphs: str,
    heading: str | None = None,
    lines: tuple[Line, ...] = (),
    choices: tuple[Choice, ...] = (),
) -> Outcome:
    """One reply to an officer."""
    return told(context, Reply((Section(heading, paragraphs, lines),), choices=choices))


def told(context: Context, *replies: Reply) -> Outcome:
    """The end of an officer's turn."""
    return replace(context.answered(*replies), intent=INTENT)


def office_names(context: Context, account: Account) -> str:
    """The offices that an officer serves, by the names people use."""
    if account.offices is None:
        return "semua kantor"
    library = context.library
    return ", ".join(library.offices[each].place for each in sorted(account.offices) if each in library.offices) or "-"
