"""How an office can be reached, as its decree gives it."""

from __future__ import annotations

from handlers.context import Context
from handlers.office_notices import changed_line
from handlers.office_words import What
from handlers.turn import Line


def reach(context: Context, office: str) -> str:
    """The shortest way to reach an office."""
    contact = context.office(office)
    return next(iter((*contact.phones, *contact.whatsapp, *contact.emails, contact.address)))


def contact_lines(context: Context, slug: str) -> tuple[Line, ...]:
    """An office's contact as a list; what the decree leaves out is said to be missing."""
    office = context.office(slug)
    address = office.address if office.postcode is None else f"{office.address} {office.postcode}"
    rows = (
        (context.say("Alamat"), (address,)),
        (context.say("Telepon"), _with_change(context, slug, "phones", office.phones)),
        (context.say("Faksimile"), office.faxes),
        ("WhatsApp", _with_change(context, slug, "whatsapp", office.whatsapp)),
        (context.say("Surel"), _with_change(context, slug, "emails", office.emails)),
        (context.say("Laman"), office.web),
        (context.say("Media sosial"), office.social),
    )
    lines = tuple(Line(None, f"{name}: {', '.join(values)}") for name, values in rows if values)
    if not office.whatsapp:
        lines += (Line(None, context.say("WhatsApp: tidak tercantum dalam keputusan")),)
    return lines


def _with_change(context: Context, office: str, what: What, values: tuple[str, ...]) -> tuple[str, ...]:
    """The values, the last with when the office changed them, where it did."""
    changed = changed_line(context, office, what)
    return (*values[:-1], f"{values[-1]} ({changed})") if values and changed else values
