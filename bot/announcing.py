"""What officers do with announcements: let go, approved, paused, resumed, cancelled, tried again, followed.

Desk and command line hand over here; `Announcer` and `CopySender` in the service do the sending.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from bot.composing import Composed, NobodyThere, NotNow, Preview, WrongAnnouncement
from bot.drafting import BY_SERVICE, Drafting, check_seen
from bot.store.announcement_rows import Result, drop_copies, results, retry_copies
from bot.store.announcements import AnnouncementState, Kept, change, find
from bot.store.copy_ends import CANCELLED
from bot.store.copy_messages import write_bodies
from bot.store.unit import Unit
from handlers.announcement import LARGE, LONGEST_TEXT, LONGEST_TITLE

__all__ = [
    "LARGE",
    "LONGEST_TEXT",
    "LONGEST_TITLE",
    "Announcing",
    "Composed",
    "MustConfirm",
    "NobodyThere",
    "NotNow",
    "Preview",
    "Progress",
    "SamePerson",
    "WrongAnnouncement",
]

_CANCELLABLE: frozenset[AnnouncementState] = frozenset({"draft", "waiting-approval", "scheduled", "sending", "paused"})


class SamePerson(Exception):
    """The office wants a second person's approval, and this is the first."""


class MustConfirm(Exception):
    """So many receivers must be typed first; `count` is how many there are."""

    def __init__(self, receivers: int) -> None:
        super().__init__(str(receivers))
        self.count = receivers


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a sending stands: what became of the copies so far."""

    kept: Kept
    results: tuple[Result, ...]

    def count(self, *states: str) -> int:
        """How many copies are in some states."""
        return sum(each.count for each in self.results if each.state in states)


class Announcing(Drafting):
    """Where officers' acts on announcements come in."""

    async def send(
        self,
        number: int,
        who: str,
        office: str | None = None,
        *,
        at: dt.datetime | None = None,
        confirmed: int | None = None,
        seen: int | None = None,
    ) -> Kept:
        """Lets a draft go, now or `at` a moment; where the office wants it, a second person must approve first.

        `seen` is the version that was previewed: the very words of it go. Raises UnknownAnnouncement, NotNow,
        StaleAnnouncement where it was changed since, WrongAnnouncement where it has ended by then, and MustConfirm for
        a large audience unless `confirmed` is its number.
        """
        preview = await self.preview(number, office)
        kept, now = preview.kept, self._clock()
        if kept.state != "draft":
            raise NotNow(number, kept.state)
        check_seen(kept, seen)
        if kept.ends_at is not None and kept.ends_at <= (at or now):
            raise WrongAnnouncement("ended")
        if preview.receivers > LARGE and confirmed != preview.receivers:
            raise MustConfirm(preview.receivers)
        replies = self._replies(kept)
        approved = kept.told.office not in self._approval

        def work(unit: Unit) -> None:
            write_bodies(unit, number, replies)
            if approved:
                _let_go(unit, kept, at, now)
            else:
                change(unit, kept, "waiting-approval", scheduled_at=at, created_by=who)

        return await self._changed(kept, who, "announcement-send", work)

    async def approve(self, number: int, who: str, office: str | None = None, *, seen: int | None = None) -> Kept:
        """A second person's approval; raises UnknownAnnouncement, NotNow, StaleAnnouncement and SamePerson."""
        kept, now = await self._in(number, office, "waiting-approval"), self._clock()
        check_seen(kept, seen)
        if kept.created_by == who:
            raise SamePerson(who)
        return await self._changed(
            kept,
            who,
            "announcement-approve",
            lambda unit: _let_go(unit, kept, kept.scheduled_at, now, approved_by=who),
        )

    async def pause(self, number: int, office: str | None = None, *, who: str = BY_SERVICE) -> Kept:
        """Lets no further copy be taken up; raises UnknownAnnouncement and NotNow."""
        sending: frozenset[AnnouncementState] = frozenset({"sending"})
        return await self._acted(number, office, who, "pause", sending, lambda unit, kept: change(unit, kept, "paused"))

    async def resume(self, number: int, office: str | None = None, *, who: str = BY_SERVICE) -> Kept:
        """Goes on where it was paused; raises as `pause`."""
        paused: frozenset[AnnouncementState] = frozenset({"paused"})
        return await self._acted(
            number, office, who, "resume", paused, lambda unit, kept: change(unit, kept, "sending")
        )

    async def cancel(self, number: int, office: str | None = None, *, who: str = BY_SERVICE) -> Kept:
        """Takes back whatever has not left; raises as `pause`."""
        now = self._clock()

        def work(unit: Unit, kept: Kept) -> None:
            change(unit, kept, "cancelled", finished_at=now)
            drop_copies(unit, number, CANCELLED, now)

        return await self._acted(number, office, who, "cancel", _CANCELLABLE, work)

    async def retry(
        self, number: int, office: str | None = None, *, uncertain: bool = False, who: str = BY_SERVICE
    ) -> int:
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

        what = "resend" if uncertain else "retry"
        await self._acted(number, office, who, what, frozenset({"sending", "done"}), work)
        return again[-1]

    async def progress(self, number: int, office: str | None = None) -> Progress:
        """Where it stands; raises UnknownAnnouncement."""
        kept = await self._find(number, office)
        return Progress(kept, tuple(await self._store.read(lambda connection: results(connection, number))))

    async def _acted(
        self,
        number: int,
        office: str | None,
        who: str,
        what: str,
        states: frozenset[AnnouncementState],
        work: Callable[[Unit, Kept], None],
    ) -> Kept:
        """Does something with an announcement as it is in this very moment, where it is in one of the states."""
        seen = await self._find(number, office)

        def act(unit: Unit) -> None:
            kept = find(unit.connection, number, office, lock=True)
            if kept.state not in states:
                raise NotNow(number, kept.state)
            work(unit, kept)

        return await self._changed(seen, who, f"announcement-{what}", act)


def _let_go(unit: Unit, kept: Kept, at: dt.datetime | None, now: dt.datetime, approved_by: str | None = None) -> None:
    if at is not None and at > now:
        change(unit, kept, "scheduled", scheduled_at=at, approved_by=approved_by)
    else:
        change(unit, kept, "sending", started_at=now, approved_by=approved_by)
