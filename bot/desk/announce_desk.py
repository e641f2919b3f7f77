"""Announcements for officers at the desk: each knows those of the own offices, and every change is written down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.announcing import Announcing, Composed, Preview, Progress, WrongAnnouncement
from bot.clock import Clock
from bot.desk.access import Visit
from bot.desk.look import Looks
from bot.quiet_hours import QuietHours
from bot.store.announcement_files import content_of
from bot.store.announcements import Kept, StaleAnnouncement, UnknownAnnouncement, find
from bot.store.officers import Officer, Role, list_officers
from bot.store.staff_chats import LinkedChat, linked_chat
from bot.store.staff_orders import ask_approval
from bot.store.store import Store
from knowledge.library import Library

_APPROVING: frozenset[Role] = frozenset({"admin", "head"})
_MOST_DIGITS = 9


class AlreadyPast(ValueError):
    """A time to send that has been already."""


class MayNotApprove(Exception):
    """This officer's role does not approve announcements."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the service knows and the desk does not: quiet hours, the channels' renderers, whose browser this is, and
    on which `channels` announcements are offered."""

    quiet: QuietHours
    looks: Looks
    own_web_chat: Callable[[web.Request], str | None]
    channels: tuple[str, ...] = ("telegram", "web")


@dataclass(frozen=True, slots=True)
class People:
    """Officers' names by their logins, and the names of those who may approve an announcement."""

    names: Mapping[str, str]
    approvers: tuple[str, ...]


class AnnounceDesk:
    """What the pages ask for; an announcement of an office that an officer does not serve is as unknown as none.

    Who acts is told by the login, to whoever writes it down.
    """

    def __init__(self, store: Store, announcing: Announcing, clock: Clock, around: Surroundings) -> None:
        self.around = around
        self._store = store
        self._announcing = announcing
        self._clock = clock

    @property
    def library(self) -> Library:
        """The decrees of now."""
        return self._announcing.search.library

    def now(self) -> dt.datetime:
        """The time."""
        return self._clock()

    def asks_approval(self, office: str) -> bool:
        """Whether a second person must approve what this office announces."""
        return self._announcing.asks_approval(office)

    def leaves(self, office: str, at: dt.datetime | None = None) -> dt.datetime:
        """When something sent now, or at a moment, departs by the office's clock: not in its quiet hours."""
        return self.around.quiet.leaves(at or self._clock(), self.library.zone(office))

    def rests(self, office: str) -> bool:
        """Whether it is quiet now where an office is."""
        return self.around.quiet.rests(self._clock(), self.library.zone(office))

    async def every(self, officer: Officer) -> list[Kept]:
        """The announcements of the officer's offices, newest first."""
        if officer.offices is None:
            return await self._announcing.every()
        found = [each for office in sorted(officer.offices) for each in await self._announcing.every(office)]
        return sorted(found, key=lambda kept: kept.id, reverse=True)

    async def kept(self, officer: Officer, number: str) -> Kept:
        """One of them by its number as a path has it; raises UnknownAnnouncement."""
        if not (number.isascii() and number.isdecimal()) or len(number) > _MOST_DIGITS:
            raise UnknownAnnouncement(number)
        kept = await self._store.read(lambda connection: find(connection, int(number), None))
        if not officer.knows(kept.told.office):
            raise UnknownAnnouncement(number)
        return kept

    async def preview(self, kept: Kept) -> Preview:
        """How it would arrive, and with how many."""
        return await self._announcing.preview(kept.id, kept.told.office)

    async def progress(self, kept: Kept) -> Progress:
        """What became of its copies."""
        return await self._announcing.progress(kept.id, kept.told.office)

    async def people(self, kept: Kept) -> People:
        """Who has to do with it, by name; may approve it whose role does, but not who sent it."""
        officers = await self._store.read(list_officers)
        approvers = tuple(
            each.name
            for each in officers
            if each.active
            and each.role in _APPROVING
            and each.knows(kept.told.office)
            and each.login != kept.created_by
        )
        return People({each.login: each.name for each in officers}, approvers)

    async def linked(self, officer: Officer) -> LinkedChat | None:
        """The chat that an officer has linked."""
        return await self._store.read(lambda connection: linked_chat(connection, officer.id))

    async def draft(self, visit: Visit, composed: Composed) -> Kept:
        """Keeps a draft; raises WrongAnnouncement."""
        return await self._announcing.draft(composed, visit.officer.login)

    async def correct(self, visit: Visit, first: Kept, composed: Composed) -> Kept:
        """A draft for those who got the first; raises WrongAnnouncement and NotNow."""
        return await self._announcing.correct(first.id, composed, visit.officer.login, first.told.office)

    async def revise(self, visit: Visit, seen: Kept, composed: Composed) -> Kept:
        """Puts other words into a draft as it was seen; raises WrongAnnouncement, NotNow and StaleAnnouncement."""
        login, office = visit.officer.login, seen.told.office
        return await self._announcing.revise(seen.id, composed, login, office, seen=seen.version)

    async def attach(self, visit: Visit, kept: Kept, content: bytes, name: str) -> Kept:
        """Puts a file into a draft; raises WrongAnnouncement, NotNow, StaleAnnouncement, and OSError."""
        return await self._announcing.attach(kept.id, content, name, visit.officer.login, kept.told.office)

    async def detach(self, visit: Visit, kept: Kept) -> Kept:
        """Takes the file out of a draft; raises NotNow and StaleAnnouncement."""
        return await self._announcing.detach(kept.id, visit.officer.login, kept.told.office)

    async def content(self, kept: Kept) -> str | None:
        """The hash of its file's content; None where it has none."""
        return await self._store.read(lambda connection: content_of(connection, kept.id))

    async def test(self, visit: Visit, kept: Kept, channel: str, chat: str) -> None:
        """Sends it to the officer's own chat; raises NobodyThere."""
        await self._announcing.test(kept.id, channel, chat, kept.told.office, who=visit.officer.login)

    async def send(self, visit: Visit, seen: Kept, at: dt.datetime | None, confirmed: int | None) -> Kept:
        """Lets it go as it was seen, now or at a moment of the office's clock.

        Raises as Announcing.send, AlreadyPast, and WrongAnnouncement where quiet hours last until after its end.
        """
        login, office = visit.officer.login, seen.told.office
        if at is not None and at <= self._clock():
            raise AlreadyPast
        if seen.ends_at is not None and seen.ends_at <= self.leaves(office, at):
            raise WrongAnnouncement("ended")
        kept = await self._announcing.send(seen.id, login, office, at=at, confirmed=confirmed, seen=seen.version)
        if kept.state == "waiting-approval":
            await self._store.write(lambda unit: ask_approval(unit, kept, self._clock()))
        return kept

    async def approve(self, visit: Visit, seen: Kept) -> Kept:
        """A second person's approval; raises MayNotApprove, SamePerson, NotNow and StaleAnnouncement."""
        if visit.officer.role not in _APPROVING:
            raise MayNotApprove
        return await self._announcing.approve(seen.id, visit.officer.login, seen.told.office, seen=seen.version)

    async def pause(self, visit: Visit, kept: Kept) -> Kept:
        """Lets no further copy leave; raises NotNow."""
        return await self._announcing.pause(kept.id, kept.told.office, who=visit.officer.login)

    async def resume(self, visit: Visit, kept: Kept) -> Kept:
        """Goes on where it was paused; raises NotNow."""
        return await self._announcing.resume(kept.id, kept.told.office, who=visit.officer.login)

    async def cancel(self, visit: Visit, kept: Kept) -> Kept:
        """Takes back whatever has not left; raises NotNow."""
        return await self._announcing.cancel(kept.id, kept.told.office, who=visit.officer.login)

    async def retry(self, visit: Visit, kept: Kept, *, uncertain: bool) -> int:
        """Tries again what failed for a while, with `uncertain` what may have arrived; returns how many.

        Raises NotNow and WrongAnnouncement.
        """
        login, office = visit.officer.login, kept.told.office
        return await self._announcing.retry(kept.id, office, uncertain=uncertain, who=login)

    def moment(self, office: str, wall: dt.datetime) -> dt.datetime:
        """The moment that a clock on the wall of an office shows."""
        return wall.replace(tzinfo=self.library.zone(office))


def as_seen(kept: Kept, version: int) -> Kept:
    """The announcement, where it is still the version that an officer saw; raises StaleAnnouncement."""
    if kept.version != version:
        raise StaleAnnouncement(kept.id, kept.state)
    return kept
