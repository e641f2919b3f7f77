"""The fields of a canned reply: which there are, which a text has, and the text with them filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Literal, get_args

Field = Literal["nomor", "nama", "perihal", "layanan", "kantor", "batas", "petugas"]
FIELDS: dict[Field, str] = {
    "nomor": "nomor tiket",
    "nama": "nama pelapor; “Bapak/Ibu” bila tidak disebut",
    "perihal": "perihal tiket",
    "layanan": "layanan, atau judul formulirnya",
    "kantor": "nama kantor",
    "batas": "batas waktu tiket",
    "petugas": "nama petugas yang menulis",
}
"""What stands for what, as officers read it."""
_FIELD = re.compile(r"\{\s*([^{}\n]{0,40}?)\s*\}")
Values = Mapping[Field, str]
"""What the fields are on one ticket; a field that has nothing there is missing."""


class UnknownField(ValueError):
    """A text has a field that there is not; `meant` is the one that is most like it, if any."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
        self.meant = next(iter(get_close_matches(name.lower(), get_args(Field), 1)), None)


class Unfilled(ValueError):
    """A text for the citizen has a field for which the ticket has nothing."""

    def __init__(self, name: Field) -> None:
        super().__init__(name)
        self.name = name


def check(text: str) -> None:
    """Raises UnknownField for the first field of a text that there is not."""
    for found in _FIELD.finditer(text):
        if found[1].lower() not in FIELDS:
            raise UnknownField(found[1])


def fill(text: str, values: Values) -> str:
    """The text with its fields filled in; one that the ticket has nothing for stays, and so does all else in braces."""
    return _FIELD.sub(lambda found: _value(found[1], values) or found[0], text)


def filled(text: str, values: Values) -> str:
    """As `fill`, for words that go to a citizen; raises Unfilled where a field would stay."""
    text = fill(text, values)
    for found in _FIELD.finditer(text):
        if (name := _named(found[1])) is not None:
            raise Unfilled(name)
    return text


def _named(name: str) -> Field | None:
    return next((each for each in get_args(Field) if each == name.lower()), None)


def _value(name: str, values: Values) -> str | None:
    field = _named(name)
    return values.get(field) if field is not None else None
