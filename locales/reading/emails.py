"""E-mail addresses that citizens type, in lower case."""

from __future__ import annotations

from locales.reading.address_grammar import SaidEmail
from locales.reading.found import Found, the_one
from locales.reading.refusals import NotAnEmail, NothingRead, Refused
from locales.reading.scan import scan


def find_emails(text: str) -> list[Found[str | Refused]]:
    """The e-mail addresses in a text."""
    return [Found(each.value.address, each.start, each.end) for each in scan(text) if isinstance(each.value, SaidEmail)]


def read_email(text: str) -> Found[str] | Refused:
    """The e-mail address that answers a step; whether it exists only a message to it can tell."""
    found = find_emails(text)
    return the_one(found) if found else _refusal(text)


def _refusal(text: str) -> Refused:
    if not text.strip():
        return NothingRead()
    name, at, domain = text.strip().partition("@")
    if not at:
        return NotAnEmail("at")
    if name != name.rstrip() or domain != domain.lstrip() or " " in domain.partition(".")[0]:
        return NotAnEmail("one word")
    return NotAnEmail("name" if not name else "domain")
