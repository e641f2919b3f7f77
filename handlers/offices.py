"""Offices in a conversation: asking for one, what can be done at one, and how a place is named on a button."""

from __future__ import annotations

from handlers.choices import LONGEST_LABEL, choice
from handlers.context import Context
from handlers.question import Question
from handlers.turn import Choice, Outcome, Reply, Section

MOST_BUTTONS = 10
"""Above this many offices the place is asked for by typing: no channel shows more rows in one list."""

_FILED = frozenset({"complaint", "request", "officer"})
"""Intents that lead to a form."""


def ask_office(context: Context, *before: str) -> Outcome:
    """Asks which office, by buttons or, where there are many, by typing its name."""
    offices = context.library.offices.values()
    if len(offices) > MOST_BUTTONS:
        ask = context.say("Ketik nama kota atau kabupaten Anda, misalnya: {place}.", place=next(iter(offices)).place)
        return context.answered(Reply((Section(paragraphs=(*before, ask)),)), question=_waiting(context))
    ask = context.say("Pilih kantornya, atau ketik nama daerahnya.")
    reply = Reply((Section(paragraphs=(*before, ask)),), choices=office_choices(context))
    return context.answered(reply, question=_waiting(context))


def _waiting(context: Context) -> Question | None:
    """The question that waits for its office from this turn on; a complaint or a request is none."""
    asked = context.text and context.conversation.question == context.text
    return context.question("choices", None) if asked and context.understood.intent not in _FILED else None


def offer_offices(context: Context, heading: str) -> Outcome:
    """Shows the offices under a sentence that ends in a colon; many are asked for by typing instead."""
    if len(context.library.offices) > MOST_BUTTONS:
        return ask_office(context, heading)
    return context.answered(Reply((Section(paragraphs=(heading,)),), choices=office_choices(context)))


def office_choices(context: Context) -> tuple[Choice, ...]:
    """One choice an office."""
    return tuple(
        choice(place_label(office.place), "office", office.slug) for office in context.library.offices.values()
    )


def place_label(place: str) -> str:
    """A place's name, with its level shortened where the whole would not fit a button."""
    if len(place) <= LONGEST_LABEL:
        return place
    return place.replace("Provinsi ", "Prov. ").replace("Kabupaten ", "Kab. ")


def office_menu(context: Context, office: str) -> tuple[Choice, ...]:
    """What can be done at an office."""
    own = context.conversation.last_ticket is not None
    return (
        choice(context.say("Lihat layanan"), "services", office),
        choice(context.say("Kontak dan alamat"), "contact", office),
        choice(context.say("Buat pengaduan"), "complain", office),
        choice(context.say("Ajukan permohonan"), "requests", office),
        *((choice(context.say("Tiket saya"), "tickets"),) if own else ()),
        *((choice(context.say("Daftar periksa saya"), "lists"),) if context.conversation.lists else ()),
        choice(context.say("Ganti kantor"), "offices"),
    )


def ways_on(context: Context) -> tuple[Choice, ...]:
    """What can be done when there is nothing to answer: the chosen office's menu, or the choice of one."""
    office = context.conversation.office
    if office is not None:
        return office_menu(context, office)
    return (choice(context.say("Pilih kantor"), "offices"), choice(context.say("Bantuan"), "help"))


def now_chosen(context: Context, office: str) -> str:
    """The sentence that says which office is chosen from here on."""
    return context.say("Kantor Anda sekarang: {place}.", place=context.office(office).place)
