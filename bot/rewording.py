"""An officer's words to one citizen as the citizen of a duplicate may read them."""

from __future__ import annotations

from bot.store.tickets import FiledTicket
from handlers.effects import Answer
from handlers.redaction import for_another
from knowledge.library import Library

_PERSONAL = frozenset({"contact", "phone", "email"})


def reworded(library: Library, main: FiledTicket, answers: tuple[Answer, ...], other: FiledTicket, words: str) -> str:
    """Words to the citizen of one ticket as the citizen of its duplicate may read them: nothing tells of the first."""
    form = library.forms.get(main.ticket.form)
    kinds = {step.key: step.kind for step in form.steps} if form is not None else {}
    said = [(kinds.get(each.key, each.key), each.text) for each in answers]
    words = words.replace(main.ticket.number, other.ticket.number)
    names, contacts = ([text for kind, text in said if kind in wanted] for wanted in ({"name"}, _PERSONAL))
    return for_another(words, names, contacts)
