"""Who wrote: WhatsApp names people by telephone, by an id of its own (BSUID), or by both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_PHONE = re.compile(r"\d{5,20}")
_BSUID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,120}")
"""Meta's: country, dot, up to 128 letters and digits; real ones have some 20, and a store's column takes 128."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person at WhatsApp: the telephone's id and the BSUID, of which one may be missing."""

    phone: str | None
    bsuid: str | None

    @property
    def ids(self) -> tuple[str, ...]:
        """What the person is known by, the telephone first."""
        return tuple(each for each in (self.phone, self.bsuid) if each)


def contacts_of(value: dict[str, Any]) -> list[Person]:
    """The people that a change names beside its messages; what is broken there is left out."""
    listed = value.get("contacts")
    told = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    return [person(each.get("wa_id"), each.get("user_id")) for each in told]


def writer(message: dict[str, Any], contacts: list[Person], *, alone: bool = False) -> Person:
    """Who wrote a message; raises ValueError where nobody is named.

    What WhatsApp calls `from` may differ from the id of the telephone (`wa_id`), to which answers go: the only contact
    of a message that came `alone` is who wrote it, of any other the ids must tell.
    """
    own = person(message.get("from"), message.get("from_user_id"))
    beside = next((each for each in contacts if set(each.ids) & set(own.ids)), None)
    if beside is None and alone and len(contacts) == 1:
        beside = contacts[0]
    found = Person(beside.phone or own.phone, own.bsuid or beside.bsuid) if beside is not None else own
    if not found.ids:
        raise ValueError("a message of nobody")
    return found


def person(phone: object, bsuid: object) -> Person:
    """A person by what is told; what has not the form of an id is none."""
    return Person(_matching(_PHONE, phone), _matching(_BSUID, bsuid))


def is_phone(external_id: str) -> bool:
    """Whether an id is that of a telephone."""
    return _PHONE.fullmatch(external_id) is not None


def _matching(form: re.Pattern[str], value: object) -> str | None:
    return value if isinstance(value, str) and form.fullmatch(value) else None
