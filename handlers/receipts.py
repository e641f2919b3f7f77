"""The receipt of a ticket in the chat: a picture where it comes to the citizen by itself, else a PDF to be opened."""

from __future__ import annotations

from handlers.choices import choice
from handlers.context import Context
from handlers.turn import Choice, FileRef, Outcome, Reply, Section


def give(context: Context, number: str, *, as_pdf: bool) -> Outcome:
    """The receipt of a ticket that is the citizen's own."""
    as_picture = context.turn.rings and not as_pdf
    name = f"tanda-terima-{number}"
    text = context.say("Tanda terima tiket {number}. Nama dan kontak Anda tidak tertulis di situ.", number=number)
    pdf = (choice(context.say("Versi PDF"), "receipt", number, "pdf"),) if as_picture else ()
    choices = (*pdf, choice(context.say("Lihat tiket"), "ticket", number), choice(context.say("Menu"), "menu"))
    file = FileRef("receipt", number, f"{name}.png" if as_picture else f"{name}.pdf")
    return context.answered(Reply((Section(paragraphs=(text,)),), choices=choices, file=file))


def offer(context: Context, number: str) -> Choice:
    """The choice that gives the receipt."""
    return choice(context.say("Unduh tanda terima"), "receipt", number)
