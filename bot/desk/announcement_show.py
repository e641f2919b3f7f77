"""What the page of one announcement shows, by the state that it is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.announce_words import shut_words
from bot.announcing import LARGE, Preview
from bot.desk.access import Visit
from bot.desk.announce_desk import AnnounceDesk
from bot.desk.announcement_view import announcement_view, moment_words
from bot.desk.look import Look
from bot.desk.pages import visit_of
from bot.desk.sending_progress import Rates, standing
from bot.store.announcements import AnnouncementState, Kept
from bot.ticket_words import CHANNELS
from handlers.file_note import LARGEST_FILE
from locales.catalogue import LANGUAGES
from locales.formats import whole_number

_BEFORE: frozenset[AnnouncementState] = frozenset({"draft", "waiting-approval", "scheduled"})
"""States in which nothing has gone yet."""
_DONE = {
    "saved": "Konsep tersimpan. Belum ada yang dikirim: periksa pratinjau dan penerimanya di bawah.",
    "tested": "Dikirim ke obrolan Anda sendiri saja.",
    "attached": "Berkasnya disertakan. Belum ada yang dikirim.",
    "detached": "Berkasnya dikeluarkan.",
    "paused": "Dijeda: tidak ada lagi yang berangkat.",
    "resumed": "Dilanjutkan.",
    "cancelled": "Dibatalkan: yang belum terkirim tidak akan dikirim.",
    "retried": "Dikirim lagi kepada yang belum menerima.",
    "not-draft": "Kata-katanya tidak dapat diubah lagi.",
    "not-sent": "Ralat dibuat sesudah pengumuman dikirim. Yang belum dikirim cukup diubah.",
}


@dataclass(frozen=True, slots=True)
class OwnChat:
    """A chat of the officer's own, for a test: its channel and address there."""

    channel: str
    chat: str
    name: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """The message in one language, on every channel that it goes to."""

    language: str
    looks: tuple[Look, ...]


class AnnouncementShow:
    """Gathers what the templates need."""

    def __init__(self, desk: AnnounceDesk) -> None:
        self._desk = desk
        self._rates = Rates()

    async def page(self, request: web.Request, visit: Visit, kept: Kept) -> dict[str, Any]:
        """All of the page: the message as it arrives, the receivers or the progress, and what may be done."""
        preview = await self._desk.preview(kept)
        before = kept.state in _BEFORE
        people = await self._desk.people(kept)
        by_channel = [(CHANNELS.get(each, each), whole_number(many, "id")) for each, many in preview.counts.items()]
        context: dict[str, Any] = {
            "news": announcement_view(kept, self._desk.library, self._desk.now(), people.names),
            "arrivals": self._arrivals(preview),
            "receivers": preview.receivers,
            "receivers_text": whole_number(preview.receivers, "id"),
            "by_channel": by_channel,
            "shut": tuple(shut_words(preview.shut)) if before else (),
            "large": preview.receivers > LARGE,
            "here": f"/desk/announcements/{kept.id}",
            "before": before,
            "largest_file": LARGEST_FILE,
            "leaving": self._leaving(kept) if before else "",
            "asks_approval": self._desk.asks_approval(kept.told.office),
            "approvers": people.approvers,
            "own_chats": await self.own_chats(request) if visit.officer.acts else (),
            "zone": f"{self._desk.leaves(kept.told.office):%Z}",
            "going": None,
            "sent_by_me": kept.created_by == visit.officer.login,
        }  # fmt: skip
        if kept.started_at is not None:
            context |= {**await self.progress(kept), "news": context["news"]}
        return context

    async def progress(self, kept: Kept) -> dict[str, Any]:
        """Where its sending stands."""
        now = self._desk.now()
        resting = ""
        if kept.state == "sending" and self._desk.rests(kept.told.office):
            resting = f"Jam tenang: berangkat lagi {moment_words(self._desk.leaves(kept.told.office), now)}."
        return {
            "news": announcement_view(kept, self._desk.library, now),
            "going": standing(await self._desk.progress(kept), self._rates, now),
            "resting": resting,
            "number": lambda count: whole_number(count, "id"),
        }

    async def own_chats(self, request: web.Request) -> tuple[OwnChat, ...]:
        """The chats that are certainly the officer's: a number that is typed could be any citizen's."""
        visitor, linked = self._desk.around.own_web_chat(request), await self._desk.linked(visit_of(request).officer)
        own = [OwnChat("web", visitor, "obrolan web di peramban ini")] if visitor is not None else []
        if linked is not None:
            own.append(OwnChat(linked.channel, linked.external_id, f"{CHANNELS[linked.channel]} Anda"))
        return tuple(own)

    def done_words(self, kept: Kept, done: str) -> str:
        """What was just done, in words."""
        if done in {"sent", "approved"}:
            return self._gone(kept)
        return _DONE.get(done, "")

    def _gone(self, kept: Kept) -> str:
        if kept.state == "waiting-approval":
            return "Disimpan untuk disetujui. Belum ada yang dikirim."
        if kept.state == "scheduled":
            return f"Terjadwal. {self._leaving(kept)}"
        if kept.state == "sending" and self._desk.rests(kept.told.office):
            now = self._desk.now()
            return f"Diterima. Sekarang jam tenang: berangkat {moment_words(self._desk.leaves(kept.told.office), now)}."
        return "Sedang dikirim." if kept.state == "sending" else ""

    def _leaving(self, kept: Kept) -> str:
        """When it departs, were it sent now or as it is scheduled."""
        office, now, quiet = kept.told.office, self._desk.now(), self._desk.around.quiet
        hours = f"{quiet.begin:%H.%M}–{quiet.end:%H.%M}"
        if kept.scheduled_at is not None:
            at = kept.scheduled_at.astimezone(self._desk.library.zone(office))
            leaves = self._desk.leaves(office, kept.scheduled_at)
            if leaves > at:
                return f"Waktunya jatuh pada jam tenang ({hours}): akan berangkat {moment_words(leaves, now)}."
            return f"Akan berangkat {moment_words(at, now)}."
        if self._desk.rests(office):
            leaves = self._desk.leaves(office)
            return f"Sekarang jam tenang ({hours}): yang dikirim sekarang akan berangkat {moment_words(leaves, now)}."
        return f"Yang dikirim sekarang berangkat segera. Jam tenang: {hours}." if quiet.begin != quiet.end else ""

    def _arrivals(self, preview: Preview) -> list[Arrival]:
        channels = preview.kept.channels or self._desk.around.channels
        return [
            Arrival(
                LANGUAGES[language],
                tuple(look for look in self._desk.around.looks(reply) if look.channel in channels),
            )
            for language, reply in preview.replies.items()
        ]
