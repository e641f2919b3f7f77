"""The step that asks which service a matter is about: guessed from the words, or chosen from a list."""

from __future__ import annotations

from dataclasses import replace

from handlers.choices import choice
from handlers.context import Context
from handlers.draft import Draft
from handlers.turn import Choice

KEY = "service"
_OTHER = "-"
_MOST_CHOICES = 6
"""Services offered at once: with "another", leave out, back and cancel they fill one WhatsApp list."""


def choices(context: Context, draft: Draft) -> tuple[Choice, ...]:
    """The office's services to choose from; what is not among them is typed."""
    services = context.library.of_office(draft.office)[:_MOST_CHOICES]
    offered = tuple(choice(each.label, "step", KEY, "pick", each.key) for each in services)
    return (*offered, choice(context.say("Layanan lain"), "step", KEY, "pick", _OTHER))


def picked(context: Context, draft: Draft, key: str) -> Draft:
    """The draft about the service of a key, or about none that has one."""
    service = f"{draft.office}/{key}"
    known = service if service in context.library.services else None
    return replace(draft.without(KEY), service=known)


def said(context: Context, draft: Draft, text: str) -> Draft:
    """The draft about the service that a text names; where it names none, the text is kept as it is."""
    service = context.search.understand(text, draft.office).service_at(draft.office)
    if service is None:
        return replace(draft.with_value(KEY, text.strip()), service=None)
    return replace(draft.without(KEY), service=service)
