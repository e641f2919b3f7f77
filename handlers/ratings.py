"""How a citizen found the handling of a ticket: asked when it is closed, one to four and a word."""

from __future__ import annotations

from dataclasses import replace

from handlers.choices import action, choice
from handlers.context import Context
from handlers.effects import CloseTicket, RateTicket
from handlers.names import mark
from handlers.turn import Choice, Effect, Outcome, Reply, Section

RATINGS: tuple[str, ...] = (mark("Tidak baik"), mark("Kurang baik"), mark("Baik"), mark("Sangat baik"))
"""1 to 4, the scale of Permenpan RB 14/2017."""
_NO_WORD = "no-word"


def ask(context: Context, number: str) -> Outcome:
    """Closes a ticket that is settled, and asks how it went."""
    context = context.changed(answered_ticket=None)
    text = context.say("Terima kasih. Tiket {number} ditutup. Bagaimana penanganannya?", number=number)
    rates = tuple(choice(context.say(label), "rate", number, str(place)) for place, label in enumerate(RATINGS, 1))
    return _said(context, text, *rates, effect=CloseTicket(number))


def pressed(context: Context, number: str, rating: str) -> Outcome:
    """What a press under the question does: a rating, or no word with it."""
    if rating not in {str(place) for place, _ in enumerate(RATINGS, 1)}:
        return end(context)
    text = context.say("Terima kasih atas penilaian Anda. Ada yang ingin disampaikan? Tulis di sini, atau lewati.")
    skip = choice(context.say("Lewati"), "rate", number, _NO_WORD)
    return _said(context, text, skip, choice(context.say("Menu"), "menu"), effect=RateTicket(number, int(rating)))


def asked_word(context: Context) -> str | None:
    """The number of the ticket that was just rated, where a word on it is waited for."""
    shown = (action(each.id) for each in context.conversation.shown)
    return next(
        (each.arguments[0] for each in shown if each.verb == "rate" and each.arguments[1:] == (_NO_WORD,)), None
    )


def add_word(context: Context, number: str) -> Outcome:
    """A word that joins the rating of a ticket."""
    outcome = end(context)
    return replace(outcome, effects=(RateTicket(number, word=context.text.strip()),))


def end(context: Context) -> Outcome:
    """The end of a rating."""
    text = context.say("Terima kasih. Masukan Anda dibaca kantor.")
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=(choice(context.say("Menu"), "menu"),)))


def _said(context: Context, text: str, *choices: Choice, effect: Effect) -> Outcome:
    outcome = context.answered(Reply((Section(paragraphs=(text,)),), choices=choices))
    return replace(outcome, effects=(effect,))
