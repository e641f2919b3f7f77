"""The people and the business of a Graph host: who writes from where, and which numbers they write to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

BUSINESS = "102290129340398"
"""The WhatsApp business account of both numbers."""
NUMBER = "106540352242922"
OTHER_NUMBER = "106540352242933"
SHOWN = {NUMBER: "+62 21 5550 1234", OTHER_NUMBER: "+62 561 555 1234"}
"""Our numbers by their ids, as WhatsApp shows them."""


@dataclass(frozen=True)
class Person:
    """A citizen at WhatsApp: the phone is None behind a username, the business-scoped id None in older payloads."""

    phone: str | None = "6281234567890"
    user_id: str | None = "ID.13491208655302741918"
    name: str = "Siti"

    @property
    def ids(self) -> tuple[str, ...]:
        """What they can be written to by."""
        return tuple(each for each in (self.phone, self.user_id) if each is not None)

    def contact(self) -> dict[str, Any]:
        """The entry of a webhook's `contacts`."""
        told: dict[str, Any] = {"profile": {"name": self.name}}
        if self.phone is not None:
            told["wa_id"] = self.phone
        if self.user_id is not None:
            told["user_id"] = self.user_id
        return told

    def sender(self) -> dict[str, str]:
        """The fields of a message that tell whose it is."""
        told = {"from": self.phone, "from_user_id": self.user_id}
        return {name: value for name, value in told.items() if value is not None}


SITI = Person()


def person(number: int) -> Person:
    """Somebody else, with both ids."""
    return Person(f"62812000{number:05d}", f"ID.2000{number:05d}", f"Warga {number}")
