"""What a template tells of a reply that waits: whose it is, and what it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.plain_text import render
from handlers.tickets import find_number
from handlers.turn import Reply
from knowledge.model import Office

Offices = Callable[[], Mapping[str, Office]]
"""Every office by its slug, as the decrees give them now."""
_SOMETHING = "hal yang Anda tanyakan"


def told_of_news(reply: Reply, office: str, offices: Mapping[str, Office]) -> tuple[str, str]:
    """The office that has news, and the ticket that the words name; `office` is the number's own."""
    number = find_number(render(reply))
    if number is None:
        return _short(office, offices), _SOMETHING
    prefix = number.partition("-")[0].casefold()
    meant = next((each for each in (office, *offices) if each.casefold().startswith(prefix)), office)
    return _short(meant, offices), f"tiket {number}"


def told_of_announcement(reply: Reply, office: str, offices: Mapping[str, Office]) -> tuple[str, str]:
    """The office whose announcement it is, by the name in its first heading, and its title, which is the second."""
    headings = [section.heading for section in reply.sections if section.heading]
    if not headings:
        return _short(office, offices), _SOMETHING
    named = [each for each in offices.values() if each.name in headings[0]]
    found = max(named, key=lambda each: len(each.name), default=None)
    return found.short if found is not None else _short(office, offices), headings[min(1, len(headings) - 1)]


def _short(slug: str, offices: Mapping[str, Office]) -> str:
    office = offices.get(slug)
    return office.short if office is not None else slug
