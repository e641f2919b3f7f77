"""A small core that files tickets and speaks on them, so that tests of the store choose what a turn makes happen.

It understands `adukan ABOUT`, `tambah NUMBER TEXT`, `selesai NUMBER`, `belum NUMBER`, `nilai NUMBER RATING` and
`tiketku`, and answers everything else with an echo.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

import bot.turns
from handlers import dialogue
from handlers.dialogue import Load
from handlers.effects import AddToTicket, Answer, CloseTicket, OpenTicket, RateTicket, ReopenTicket
from handlers.facts import Facts, Needs
from handlers.tickets import ticket_number
from handlers.turn import Effect, Outcome, Reply, Section, Turn
from knowledge.search import Search

OFFICE = "kalbar"
_EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def use_ticket_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets every turn of a citizen go to this core."""
    monkeypatch.setattr(bot.turns, "complete", complete)


def use_ticket_core_for_complaints(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets `adukan ABOUT` file a complaint at once, and all else go to the real core."""
    whole = dialogue.complete

    def either(turn: Turn, search: Search, load: Load = lambda _needs: Facts()) -> Outcome:
        small = turn.message.kind == "text" and turn.message.text.startswith("adukan ")
        return complete(turn, search, load) if small else whole(turn, search, load)

    monkeypatch.setattr(bot.turns, "complete", either)


def complete(turn: Turn, _search: Search, load: Load) -> Outcome:
    """What a message comes to."""
    verb, _, rest = turn.message.text.partition(" ")
    if verb == "tiketku":
        told = [f"{ticket.number} {ticket.about} {ticket.state} {ticket.answer}" for ticket in load(Needs()).tickets]
        return said(turn, "\n".join(told) or "tidak ada")
    if verb == "adukan":
        number = ticket_number(OFFICE, turn.fresh)
        return said(turn, f"tiket {number}", filed(number, rest, turn.now))
    return said(turn, turn.message.text, *_EFFECTS[verb](rest)) if verb in _EFFECTS else said(turn, turn.message.text)


def said(turn: Turn, text: str, *effects: Effect) -> Outcome:
    """An outcome with one line said."""
    return Outcome(turn.conversation, (Reply((Section(paragraphs=(text,)),)),), effects)


def filed(number: str, about: str, now: dt.datetime) -> OpenTicket:
    """A complaint with a name and a contact."""
    answers = (Answer("story", "Cerita", about), Answer("name", "Nama", "Yanti"), Answer("contact", "Kontak", "0812"))
    due = now + dt.timedelta(hours=3)
    return OpenTicket(number, "complaint", "complaint", OFFICE, None, about, answers, False, "1", due_at=due)


def _add(rest: str) -> tuple[Effect, ...]:
    number, _, text = rest.partition(" ")
    return (AddToTicket(number, text),)


def _rate(rest: str) -> tuple[Effect, ...]:
    number, _, rating = rest.partition(" ")
    return (RateTicket(number, int(rating)) if rating.isdecimal() else RateTicket(number, word=rating),)


_EFFECTS: dict[str, Callable[[str], tuple[Effect, ...]]] = {
    "tambah": _add,
    "nilai": _rate,
    "selesai": lambda rest: (CloseTicket(rest),),
    "belum": lambda rest: (ReopenTicket(rest),),
    "rusak": lambda rest: (filed(ticket_number(OFFICE, "3467XY"), "setengah", _EPOCH), AddToTicket(rest, "hilang")),
    "asing": lambda _rest: (Effect(),),
}
