"""Announcements before anything goes: drafted, revised, corrected, counted, previewed, tried on oneself."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.composing import Composed, NobodyThere, NotNow, Preview, WrongAnnouncement, checked
from bot.files.accepting import Acceptance
from bot.files.naming import shown_name
from bot.files.refusing import RefusedFile
from bot.reply_json import load
from bot.store.announcement_files import attach_file, detach_file
from bot.store.announcement_tests import send_test
from bot.store.announcements import (
    AnnouncementState,
    Kept,
    NewAnnouncement,
    StaleAnnouncement,
    find,
    insert_draft,
    list_announcements,
    rewrite_draft,
)
from bot.store.audience import count
from bot.store.copy_messages import bodies_of
from bot.store.desk_audit import keep
from bot.store.store import Store
from bot.store.unit import Unit
from bot.store.whatsapp_desk import shut_out
from handlers.announcing import compose
from handlers.turn import Reply
from knowledge.search import Search
from locales.catalogue import LANGUAGES

BY_SERVICE = "layanan"
"""Who acts where nobody is named."""


class Drafting:
    """Where officers' acts on drafts come in. With an office only that office's are known.

    `approval` are the offices in which a second person must approve; without `acceptance` no file is taken. Every act
    is audited in its own transaction, `through` standing before who did it.
    """

    def __init__(
        self,
        store: Store,
        search: Search,
        clock: Clock,
        approval: frozenset[str] = frozenset(),
        acceptance: Acceptance | None = None,
        through: str = "",
    ) -> None:
        self.search = search
        self._store = store
        self._clock = clock
        self._approval = approval
        self._acceptance = acceptance
        self._through = through

    def asks_approval(self, office: str) -> bool:
        """Whether a second person must approve what this office announces."""
        return office in self._approval

    async def draft(self, composed: Composed, who: str) -> Kept:
        """Keeps a draft; raises WrongAnnouncement."""
        return await self._insert(checked(self.search.library, composed, who), "announcement-draft")

    async def correct(self, number: int, composed: Composed, who: str, office: str | None = None) -> Kept:
        """A draft that goes to those who got, or may have got, an earlier one; raises as `draft`, UnknownAnnouncement
        and NotNow where the earlier one never went."""
        first = await self._find(number, office)
        if first.state not in {"sending", "paused", "done", "cancelled"} or first.started_at is None:
            raise NotNow(number, first.state)
        told = replace(composed.told, office=first.told.office, topics=first.told.topics, corrects=True)
        new = checked(
            self.search.library, replace(composed, told=told, languages=(), channels=(), keepers_of=None), who
        )
        return await self._insert(replace(new, corrects=number), "announcement-correct")

    async def revise(
        self, number: int, composed: Composed, who: str, office: str | None = None, *, seen: int | None = None
    ) -> Kept:
        """Puts other words into a draft, where a version was `seen` into that one; raises as `draft`,
        UnknownAnnouncement, NotNow and StaleAnnouncement."""
        kept = await self._in(number, office, "draft")
        check_seen(kept, seen)
        told = replace(composed.told, office=kept.told.office, corrects=kept.told.corrects)
        new = checked(self.search.library, replace(composed, told=told), who)
        return await self._changed(kept, who, "announcement-revise", lambda unit: rewrite_draft(unit, kept, new))

    async def attach(
        self, number: int, content: bytes, name: str, who: str = BY_SERVICE, office: str | None = None
    ) -> Kept:
        """Puts a picture (JPEG, PNG, WebP) or a PDF into a draft, in place of the one before; what it tells of its
        making is taken out. Raises as `revise`, with the problem of the file as `file-...`, and OSError."""
        kept = await self._in(number, office, "draft")
        if self._acceptance is None:
            raise WrongAnnouncement("file-off")
        try:
            taken = await self._acceptance.accept(_whole(content))
        except RefusedFile as refused:
            raise WrongAnnouncement(f"file-{refused.problem}") from refused
        shown = shown_name(name, taken.kind)
        return await self._changed(
            kept,
            who,
            "announcement-attach",
            lambda unit: attach_file(unit, kept, taken.kind, shown, taken.sha256),
        )

    async def detach(self, number: int, who: str = BY_SERVICE, office: str | None = None) -> Kept:
        """Takes the file out of a draft; raises UnknownAnnouncement, NotNow and StaleAnnouncement."""
        kept = await self._in(number, office, "draft")
        return await self._changed(kept, who, "announcement-detach", lambda unit: detach_file(unit, kept))

    async def every(self, office: str | None = None) -> list[Kept]:
        """The announcements of an office, or of all, newest first."""
        return await self._store.read(lambda connection: list_announcements(connection, office))

    async def preview(self, number: int, office: str | None = None) -> Preview:
        """What would arrive, and with how many; nothing goes. Raises UnknownAnnouncement."""
        kept = await self._find(number, office)
        now = self._clock()
        counts, said, shut = await self._store.read(
            lambda each: (count(each, kept), bodies_of(each, kept.id), shut_out(each, kept, now))
        )
        replies = {language: load(body) for language, body in said.items()} or self._replies(kept)
        return Preview(kept, counts, {each: replies[each] for each in kept.languages or LANGUAGES}, shut)

    async def at_office(self, number: int, wall: dt.datetime, office: str | None = None) -> dt.datetime:
        """The moment that a clock on the wall of its office shows; raises UnknownAnnouncement."""
        kept = await self._find(number, office)
        return wall.replace(tzinfo=ZoneInfo(self.search.library.offices[kept.told.office].timezone))

    async def test(
        self, number: int, channel: str, chat: str, office: str | None = None, *, who: str = BY_SERVICE
    ) -> None:
        """Sends it to one chat, the officer's own; raises UnknownAnnouncement and NobodyThere."""
        kept = await self._find(number, office)
        replies, now = self._replies(kept), self._clock()

        def work(unit: Unit) -> bool:
            sent = send_test(unit, channel, chat, replies.__getitem__, now)
            if sent:
                self._keep(unit, kept, who, "announcement-test")
            return sent

        if not await self._store.write(work):
            raise NobodyThere(chat)

    def _replies(self, kept: Kept) -> dict[str, Reply]:
        """The message in every language: one may change theirs before it arrives."""
        office = self.search.library.offices[kept.told.office]
        return {each: compose(office, kept.told, each) for each in LANGUAGES}

    async def _insert(self, new: NewAnnouncement, what: str) -> Kept:
        def work(unit: Unit) -> Kept:
            kept = find(unit.connection, insert_draft(unit, new, self._clock()), None)
            self._keep(unit, kept, new.created_by, what)
            return kept

        return await self._store.write(work)

    async def _find(self, number: int, office: str | None) -> Kept:
        return await self._store.read(lambda connection: find(connection, number, office))

    async def _in(self, number: int, office: str | None, *states: AnnouncementState) -> Kept:
        kept = await self._find(number, office)
        if kept.state not in states:
            raise NotNow(number, kept.state)
        return kept

    async def _changed(self, kept: Kept, who: str, what: str, work: Callable[[Unit], None]) -> Kept:
        """Does something with an announcement, and notes who did what; returns it as it is then."""

        def act(unit: Unit) -> Kept:
            work(unit)
            self._keep(unit, kept, who, what)
            return find(unit.connection, kept.id, None)

        return await self._store.write(act)

    def _keep(self, unit: Unit, kept: Kept, who: str, what: str) -> None:
        keep(
            unit.connection,
            f"{self._through}{who}",
            what,
            f"announcement:{kept.id}",
            self._clock(),
            office=kept.told.office,
        )


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content


def check_seen(kept: Kept, seen: int | None) -> None:
    """Raises StaleAnnouncement where another version was seen; None is whoever did not look."""
    if seen is not None and seen != kept.version:
        raise StaleAnnouncement(kept.id, kept.state)
