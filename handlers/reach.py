"""How an office can be reached, as its decree gives it."""

from __future__ import annotations

from handlers.context import Context
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
        (context.say("Telepon"), office.phones),
        (context.say("Faksimile"), office.faxes),
        ("WhatsApp", office.whatsapp),
        (context.say("Surel"), office.emails),
        (context.say("Laman"), office.web),
        (context.say("Media sosial"), office.social),
    )
    lines = tuple(Line(None, f"{name}: {', '.join(values)}") for name, values in rows if values)
    if not office.whatsapp:
        lines += (Line(None, context.say("WhatsApp: tidak tercantum dalam keputusan")),)
    return lines
