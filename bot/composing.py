"""What an officer composes and sees: held against what all channels can carry and what the office has."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from bot.masking import masked
from bot.store.announcements import CHANNELS, AnnouncementState, Kept, NewAnnouncement
from bot.store.whatsapp_desk import Reach
from handlers.announcement import LONGEST_TEXT, LONGEST_TITLE, TOPICS, Announcement
from handlers.choices import LONGEST_ID, LONGEST_LABEL, action
from handlers.turn import Reply
from knowledge.library import Library
from locales.catalogue import LANGUAGES

_LONGEST_LINK = 300
_MOST_CHOICES = 3
"""Reply buttons of WhatsApp, the fewest of all channels."""
_OF_OFFICE = frozenset({"services", "requests", "complain", "contact", "hours"})
_OF_SERVICE = frozenset({"form", "request", "ask", "parts", "leaflet", "ready"})
"""Verbs of choices that an announcement may carry."""


class WrongAnnouncement(ValueError):
    """What was composed cannot be sent: `problem` says why, by a word."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Composed:
    """What an officer wrote, and for whom; no languages or channels stands for all.

    `keepers_of` is a service: of the subscribers only those who keep a checklist of it.
    """

    told: Announcement
    languages: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    keepers_of: str | None = None


class NotNow(Exception):
    """The announcement is in a state in which this cannot be done."""

    def __init__(self, number: int, state: AnnouncementState) -> None:
        super().__init__(str(number))
        self.state = state


class NobodyThere(LookupError):
    """No conversation has the address that a test was to go to."""


@dataclass(frozen=True, slots=True)
class Preview:
    """An announcement, how many would get it by channel, and the message as it is composed in each language.

    What was seen is `kept.version`: with it `send` and `approve` let exactly this go. `shut` are those at WhatsApp who
    must be asked to open their chats first, or cannot be.
    """

    kept: Kept
    counts: dict[str, int]
    replies: dict[str, Reply] = field(default_factory=dict)
    shut: tuple[Reach, ...] = ()

    @property
    def receivers(self) -> int:
        """Over all channels."""
        return sum(self.counts.values())


def checked(library: Library, composed: Composed, who: str) -> NewAnnouncement:
    """What may be kept: without identity numbers, its end at midnight where the office is; raises WrongAnnouncement."""
    told = composed.told
    office = library.offices.get(told.office)
    problem = "office" if office is None else _problem(composed)
    if not all(_leads(library, told.office, identity) for identity, _ in told.choices):
        problem = "choices"
    if composed.keepers_of is not None and not _is_of(library, told.office, composed.keepers_of):
        problem = "keepers"
    if office is None or problem is not None:
        raise WrongAnnouncement(problem or "office")
    told = replace(
        told, title=masked(told.title.strip()), paragraphs=tuple(masked(each.strip()) for each in told.paragraphs)
    )
    ends_at = None
    if told.ends_on is not None:
        after = told.ends_on + dt.timedelta(days=1)
        ends_at = dt.datetime.combine(after, dt.time(0), ZoneInfo(office.timezone))
    return NewAnnouncement(told, who, composed.languages, composed.channels, ends_at, keepers_of=composed.keepers_of)


def _problem(composed: Composed) -> str | None:
    """What is wrong with it, by a word; None where it may go."""
    told = composed.told
    wrong = {
        "title": not 0 < len(told.title.strip()) <= LONGEST_TITLE,
        "text": not any(each.strip() for each in told.paragraphs),
        "long": sum(map(len, told.paragraphs)) > LONGEST_TEXT,
        "topics": not told.topics or not set(told.topics) <= set(TOPICS),
        "link": told.link is not None
        and (len(told.link) > _LONGEST_LINK or not told.link.startswith(("https://", "http://"))),
        "choices": len(told.choices) > _MOST_CHOICES
        or any(len(identity.encode()) > LONGEST_ID or not 0 < len(label) <= LONGEST_LABEL
               for identity, label in told.choices),
        "languages": not set(composed.languages) <= set(LANGUAGES),
        "channels": not set(composed.channels) <= set(CHANNELS),
    }  # fmt: skip
    return next((problem for problem, found in wrong.items() if found), None)


def _is_of(library: Library, office: str, identity: str) -> bool:
    service = library.services.get(identity)
    return service is not None and service.office == office


def _leads(library: Library, office: str, identity: str) -> bool:
    """Whether a choice opens something of the office: a form, a service, its menu of requests, its contact."""
    pressed = action(identity)
    if pressed.verb in _OF_OFFICE:
        return pressed.arguments == (office,)
    if pressed.verb == "form" and (len(pressed.arguments) != 2 or pressed.arguments[0] not in library.forms):
        return False
    service = library.services.get(pressed.arguments[-1]) if pressed.arguments else None
    return pressed.verb in _OF_SERVICE and service is not None and service.office == office
