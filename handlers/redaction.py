"""Takes out of a text what tells who wrote it: name, telephone numbers and e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable

from locales.reading.emails import find_emails
from locales.reading.phones import find_phones

HIDDEN = "•••"
_DIGITS = re.compile(r"(?<!\d)\+?\d(?:[ .()-]{0,2}\d){8,}(?!\d)")
"""Nine digits and more in a row: telephone numbers that no reader takes for one, accounts, identity numbers."""
_SHORTEST_NAME = 3
"""Letters of a part of a name that is looked for alone: "A" and "de" are words of any text."""


def without_person(text: str, names: Iterable[str]) -> str:
    """The text with HIDDEN for each name and number of a person; `names` are those of the one who wrote it."""
    for found in sorted((*find_phones(text), *find_emails(text)), key=lambda each: each.start, reverse=True):
        text = f"{text[: found.start]}{HIDDEN}{text[found.end :]}"
    return _without_names(_DIGITS.sub(HIDDEN, text), names)


def for_another(text: str, names: Iterable[str], contacts: Iterable[str]) -> str:
    """An officer's words to one person as they may go to another: without the first one's names and contacts.

    A whole name becomes "Bapak/Ibu"; telephone numbers of offices stay.
    """
    for name in sorted(filter(None, (each.strip() for each in names)), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "Bapak/Ibu", text, flags=re.IGNORECASE)
    for contact in filter(None, (each.strip() for each in contacts)):
        text = re.sub(_spaced(contact), HIDDEN, text, flags=re.IGNORECASE)
    return _without_names(text, names)


def _spaced(contact: str) -> str:
    """A pattern for a contact however it is spaced."""
    return r"[ .-]?".join(re.escape(each) for each in contact if each not in " .-")


def _without_names(text: str, names: Iterable[str]) -> str:
    parts = sorted({part for name in names for part in (name, *name.split()) if len(part) >= _SHORTEST_NAME}, key=len)
    for part in reversed(parts):
        text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", HIDDEN, text, flags=re.IGNORECASE)
    return re.sub(rf"{HIDDEN}(?:\s+{HIDDEN})+", HIDDEN, text)
