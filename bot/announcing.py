"""What officers do with announcements: drafted, counted, previewed, approved, sent, stopped, corrected.

Desk and command line hand over here; `Announcer` in the service does the sending.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.masking import masked
from bot.store.announcement_rows import (
    CANCELLED,
    Result,
    drop_copies,
    hold_copies,
    results,
    retry_copies,
)
from bot.store.announcement_tests import send_test
from bot.store.announcements import (
    AnnouncementState,
    Kept,
    NewAnnouncement,
    change,
    find,
    insert_draft,
    list_announcements,
    rewrite_draft,
)
from bot.store.audience import CHANNELS, count
from bot.store.store import Store
from bot.store.unit import Unit
from handlers.announcement import TOPICS, Announcement
from handlers.announcing import compose
from handlers.choices import LONGEST_ID, LONGEST_LABEL, action
from handlers.turn import Reply
from knowledge.library import Library
from knowledge.search import Search
from locales.catalogue import LANGUAGES

LARGE = 1000
"""Receivers above which the number must be typed before anything goes."""
LONGEST_TITLE = 120
LONGEST_TEXT = 3000
"""Characters: with what stands round it an announcement still goes as one message on every channel."""
_MOST_CHOICES = 3
"""Reply buttons of WhatsApp, the fewest of all channels."""
_OF_OFFICE = frozenset({"services", "requests", "complain", "contact", "hours"})
_OF_SERVICE = frozenset({"form", "request", "ask", "parts", "leaflet", "ready"})
"""Verbs of choices that an announcement may carry."""
_CANCELLABLE: frozenset[AnnouncementState] = frozenset({"draft", "waiting-approval", "scheduled", "sending", "paused"})


class WrongAnnouncement(ValueError):
    """What was composed cannot be sent: `problem` says why, by a word."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class NotNow(Exception):
    """The announcement is in a state in which this cannot be done."""

    def __init__(self, number: int, state: AnnouncementState) -> None:
        super().__init__(str(number))
        self.state = state


class SamePerson(Exception):
    """The office wants a second person's approval, and this is the first."""


class MustConfirm(Exception):
    """So many receivers must be typed first; `count` is how many there are."""

    def __init__(self, receivers: int) -> None:
        super().__init__(str(receivers))
        self.count = receivers


class NobodyThere(LookupError):
    """No conversation has the address that a test was to go to."""


@dataclass(frozen=True, slots=True)
class Composed:
    """What an officer wrote, and for whom; no languages or channels stands for all."""

    told: Announcement
    languages: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """An announcement, how many would get it by channel, and the message as it is composed in each language."""

    kept: Kept
    counts: dict[str, int]
    replies: dict[str, Reply] = field(default_factory=dict)

    @property
    def receivers(self) -> int:
        """Over all channels."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a sending stands: what became of the copies, and how many are still to go (None while they are counted)."""

    kept: Kept
    results: tuple[Result, ...]

    def count(self, *states: str) -> int:
        """How many copies are in some states."""
        return sum(each.count for each in self.results if each.state in states)


class Announcing:
    """Where officers' acts on announcements come in. With an office only that office's are known.

    `approval` are the offices in which a second person must approve.
    """

    def __init__(self, store: Store, search: Search, clock: Clock, approval: frozenset[str] = frozenset()) -> None:
        self.search = search
        self._store = store
        self._clock = clock
        self._approval = approval

    def asks_approval(self, office: str) -> bool:
        """Whether a second person must approve what this office announces."""
        return office in self._approval

    async def draft(self, composed: Composed, who: str) -> Kept:
        """Keeps a draft; raises WrongAnnouncement."""
        return await self._insert(self._checked(composed, who))

    async def correct(self, number: int, composed: Composed, who: str, office: str | None = None) -> Kept:
        """A draft that goes to those who got, or may have got, an earlier one; raises as `draft`, UnknownAnnouncement
        and NotNow where the earlier one never went."""
        first = await self._find(number, office)
        if first.state not in {"sending", "paused", "done", "cancelled"} or first.started_at is None:
            raise NotNow(number, first.state)
        told = replace(composed.told, office=first.told.office, topics=first.told.topics, corrects=True)
        new = self._checked(replace(composed, told=told, languages=(), channels=()), who)
        return await self._insert(replace(new, corrects=number))

    async def revise(self, number: int, composed: Composed, who: str, office: str | None = None) -> Kept:
        """Puts other words into a draft; raises as `draft`, UnknownAnnouncement, NotNow and StaleAnnouncement."""
        kept = await self._in(number, office, "draft")
        told = replace(composed.told, office=kept.told.office, corrects=kept.told.corrects)
        new = self._checked(replace(composed, told=told), who)
        return await self._changed(number, lambda unit: rewrite_draft(unit, kept, new))

    async def every(self, office: str | None = None) -> list[Kept]:
        """The announcements of an office, or of all, newest first."""
        return await self._store.read(lambda connection: list_announcements(connection, office))

    async def preview(self, number: int, office: str | None = None) -> Preview:
        """What would arrive, and with how many; nothing goes. Raises UnknownAnnouncement."""
        kept = await self._find(number, office)
        counts = await self._store.read(lambda connection: count(connection, kept))
        return Preview(kept, counts, {each: self._reply(kept, each) for each in kept.languages or LANGUAGES})

    async def at_office(self, number: int, wall: dt.datetime, office: str | None = None) -> dt.datetime:
        """The moment that a clock on the wall of its office shows; raises UnknownAnnouncement."""
        kept = await self._find(number, office)
        return wall.replace(tzinfo=ZoneInfo(self.search.library.offices[kept.told.office].timezone))

    async def test(self, number: int, channel: str, chat: str, office: str | None = None) -> None:
        """Sends it to one chat, the officer's own; raises UnknownAnnouncement and NobodyThere."""
        kept = await self._find(number, office)
        now = self._clock()

        def work(unit: Unit) -> bool:
            return send_test(unit, channel, chat, lambda language: self._reply(kept, language), now)

        if not await self._store.write(work):
            raise NobodyThere(chat)

    async def send(
        self,
        number: int,
        who: str,
        office: str | None = None,
        *,
        at: dt.datetime | None = None,
        confirmed: int | None = None,
    ) -> Kept:
        """Lets a draft go, now or `at` a moment; where the office wants it, a second person must approve first.

        Raises UnknownAnnouncement, NotNow, StaleAnnouncement, WrongAnnouncement where it has ended by then, and
        MustConfirm for a large audience unless `confirmed` is its number.
        """
        preview = await self.preview(number, office)
        kept, now = preview.kept, self._clock()
        if kept.state != "draft":
            raise NotNow(number, kept.state)
        if kept.ends_at is not None and kept.ends_at <= (at or now):
            raise WrongAnnouncement("ended")
        if preview.receivers > LARGE and confirmed != preview.receivers:
            raise MustConfirm(preview.receivers)
        if kept.told.office in self._approval:
            return await self._changed(
                number, lambda unit: change(unit, kept, "waiting-approval", scheduled_at=at, created_by=who)
            )
        return await self._changed(number, lambda unit: _let_go(unit, kept, at, now))

    async def approve(self, number: int, who: str, office: str | None = None) -> Kept:
        """A second person's approval; raises UnknownAnnouncement, NotNow, StaleAnnouncement and SamePerson."""
        kept, now = await self._in(number, office, "waiting-approval"), self._clock()
        if kept.created_by == who:
            raise SamePerson(who)
        return await self._changed(number, lambda unit: _let_go(unit, kept, kept.scheduled_at, now, approved_by=who))

    async def pause(self, number: int, office: str | None = None) -> Kept:
        """Lets no further copy leave; raises UnknownAnnouncement and NotNow."""

        def work(unit: Unit, kept: Kept) -> None:
            change(unit, kept, "paused")
            hold_copies(unit, number)

        return await self._acted(number, office, frozenset({"sending"}), work)

    async def resume(self, number: int, office: str | None = None) -> Kept:
        """Goes on where it was paused; raises as `pause`."""
        paused: frozenset[AnnouncementState] = frozenset({"paused"})
        return await self._acted(number, office, paused, lambda unit, kept: change(unit, kept, "sending"))

    async def cancel(self, number: int, office: str | None = None) -> Kept:
        """Takes back whatever has not left; raises as `pause`."""
        now = self._clock()

        def work(unit: Unit, kept: Kept) -> None:
            change(unit, kept, "cancelled", finished_at=now)
            drop_copies(unit, number, CANCELLED, now)

        return await self._acted(number, office, _CANCELLABLE, work)

    async def retry(self, number: int, office: str | None = None, *, uncertain: bool = False) -> int:
        """Tries again what failed for a while, and with `uncertain` what may have arrived; returns how many.

        Raises UnknownAnnouncement, NotNow, and WrongAnnouncement where it has ended.
        """
        now, again = self._clock(), []

        def work(unit: Unit, kept: Kept) -> None:
            if kept.ends_at is not None and kept.ends_at <= now:
                raise WrongAnnouncement("ended")
            again.append(retry_copies(unit, number, now, uncertain=uncertain))
            if again[-1]:
                change(unit, kept, "sending", finished_at=None)

        await self._acted(number, office, frozenset({"sending", "done"}), work)
        return again[-1]

    async def progress(self, number: int, office: str | None = None) -> Progress:
        """Where it stands; raises UnknownAnnouncement."""
        kept = await self._find(number, office)
        return Progress(kept, tuple(await self._store.read(lambda connection: results(connection, number))))

    def _reply(self, kept: Kept, language: str) -> Reply:
        return compose(self.search.library.offices[kept.told.office], kept.told, language)

    def _checked(self, composed: Composed, who: str) -> NewAnnouncement:
        told = composed.told
        office = self.search.library.offices.get(told.office)
        problem = "office" if office is None else _problem(composed)
        if not all(_leads(self.search.library, told.office, identity) for identity, _ in told.choices):
            problem = "choices"
        if office is None or problem is not None:
            raise WrongAnnouncement(problem or "office")
        told = replace(
            told, title=masked(told.title.strip()), paragraphs=tuple(masked(each.strip()) for each in told.paragraphs)
        )
        ends_at = None
        if told.ends_on is not None:
            after = told.ends_on + dt.timedelta(days=1)
            ends_at = dt.datetime.combine(after, dt.time(0), ZoneInfo(office.timezone))
        return NewAnnouncement(told, who, composed.languages, composed.channels, ends_at)

    async def _insert(self, new: NewAnnouncement) -> Kept:
        number = await self._store.write(partial(insert_draft, new=new, now=self._clock()))
        return await self._find(number, None)

    async def _find(self, number: int, office: str | None) -> Kept:
        return await self._store.read(lambda connection: find(connection, number, office))

    async def _in(self, number: int, office: str | None, *states: AnnouncementState) -> Kept:
        kept = await self._find(number, office)
        if kept.state not in states:
            raise NotNow(number, kept.state)
        return kept

    async def _acted(
        self,
        number: int,
        office: str | None,
        states: frozenset[AnnouncementState],
        work: Callable[[Unit, Kept], None],
    ) -> Kept:
        """Does something with an announcement as it is in this very moment, where it is in one of the states."""

        def act(unit: Unit) -> None:
            kept = find(unit.connection, number, office, lock=True)
            if kept.state not in states:
                raise NotNow(number, kept.state)
            work(unit, kept)

        return await self._changed(number, act)

    async def _changed(self, number: int, work: Callable[[Unit], None]) -> Kept:
        await self._store.write(work)
        return await self._find(number, None)


def _let_go(unit: Unit, kept: Kept, at: dt.datetime | None, now: dt.datetime, approved_by: str | None = None) -> None:
    if at is not None and at > now:
        change(unit, kept, "scheduled", scheduled_at=at, approved_by=approved_by)
    else:
        change(unit, kept, "sending", started_at=now, approved_by=approved_by)


def _problem(composed: Composed) -> str | None:
    """What is wrong with it, by a word; None where it may go."""
    told = composed.told
    wrong = {
        "title": not 0 < len(told.title.strip()) <= LONGEST_TITLE,
        "text": not any(each.strip() for each in told.paragraphs),
        "long": sum(map(len, told.paragraphs)) > LONGEST_TEXT,
        "topics": not told.topics or not set(told.topics) <= set(TOPICS),
        "link": told.link is not None and not told.link.startswith(("https://", "http://")),
        "choices": len(told.choices) > _MOST_CHOICES
        or any(len(identity.encode()) > LONGEST_ID or not 0 < len(label) <= LONGEST_LABEL
               for identity, label in told.choices),
        "languages": not set(composed.languages) <= set(LANGUAGES),
        "channels": not set(composed.channels) <= set(CHANNELS),
    }  # fmt: skip
    return next((problem for problem, found in wrong.items() if found), None)


def _leads(library: Library, office: str, identity: str) -> bool:
    """Whether a choice opens something of the office: a form, a service, its menu of requests, its contact."""
    pressed = action(identity)
    if pressed.verb in _OF_OFFICE:
        return pressed.arguments == (office,)
    if pressed.verb == "form" and (len(pressed.arguments) != 2 or pressed.arguments[0] not in library.forms):
        return False
    service = library.services.get(pressed.arguments[-1]) if pressed.arguments else None
    return pressed.verb in _OF_SERVICE and service is not None and service.office == office
