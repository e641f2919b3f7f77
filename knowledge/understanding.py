"""What a question was understood to be: a value, with no trace of how it was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Intent = Literal[
    "answer",
    "clarify",
    "complaint",
    "request",
    "status",
    "checklist",
    "officer",
    "contact",
    "hours",
    "greeting",
    "thanks",
    "help",
    "language",
    "list-services",
    "choose-office",
    "compare",
    "privacy",
    "announcements",
    "readiness",
    "out-of-scope",
]


@dataclass(frozen=True, slots=True)
class Understanding:
    """One question, understood without its conversation.

    `services` are ranked, best first; `named` are the offices that the text itself names; `office` is the one the
    answer is for; `place` is a place without a decree; `elsewhere` are services of other offices when `office` lacks
    what is asked; `matter` is a matter beyond every decree; `signals` are the intents whose phrases were found;
    `residue` are words that nobody foresaw; `readable` is false for a text without words.
    """

    intent: Intent
    office: str | None = None
    named: tuple[str, ...] = ()
    place: str | None = None
    services: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    subject: str | None = None
    matter: str | None = None
    signals: frozenset[str] = frozenset()
    names_service: bool = False
    residue: tuple[str, ...] = ()
    readable: bool = True

    @property
    def component(self) -> str | None:
        """The component asked for first."""
        return self.components[0] if self.components else None

    def service_at(self, office: str) -> str | None:
        """The best of the services that an office has."""
        return next((service for service in self.services if service.startswith(f"{office}/")), None)
