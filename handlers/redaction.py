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
    text = _DIGITS.sub(HIDDEN, text)
    parts = sorted({part for name in names for part in (name, *name.split()) if len(part) >= _SHORTEST_NAME}, key=len)
    for part in reversed(parts):
        text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", HIDDEN, text, flags=re.IGNORECASE)
    return re.sub(rf"{HIDDEN}(?:\s+{HIDDEN})+", HIDDEN, text)
