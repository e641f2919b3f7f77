"""The page of one announcement: looked at before it goes, let go, approved, watched, stopped, tried again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.announce_words import PROBLEMS, STATES
from bot.announcing import MustConfirm, NobodyThere, NotNow, SamePerson, WrongAnnouncement
from bot.desk.access import Visit
from bot.desk.announce_desk import AlreadyPast, AnnounceDesk, MayNotApprove, as_seen
from bot.desk.announcement_show import AnnouncementShow
from bot.desk.announcement_view import changed_since
from bot.desk.forms import number_of, text_of, version_of, wall_time
from bot.desk.pages import acting, page, visit_of
from bot.store.announcements import Kept, StaleAnnouncement, UnknownAnnouncement

_PATH = "/announcements/{announcement}"


@dataclass
class _Refused(Exception):
    """Why something was not done, with the status of the answer."""

    told: str
    status: int = 409


class AnnouncementPages:
    """Looking, and one route for everything that is done."""

    def __init__(self, desk: AnnounceDesk) -> None:
        self._desk = desk
        self._show = AnnouncementShow(desk)
        self._acts: dict[str, Callable[[Visit, Kept, Any], Awaitable[str]]] = {
            "send": self._send,
            "schedule": self._schedule,
            "approve": self._approve,
            "pause": self._pause,
            "resume": self._resume,
            "cancel": self._cancel,
            "retry": self._retry,
            "retry-uncertain": self._retry_uncertain,
        }

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [
            web.get(_PATH, self.show, allow_head=False),
            web.get(f"{_PATH}/progress", self.progress, allow_head=False),
            web.post(f"{_PATH}/test", self.test),
            web.post(f"{_PATH}/act", self.act),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """The announcement as it stands."""
        kept = await self.kept(request)
        return await self.shown(request, kept, done=request.query.get("done", ""))

    async def progress(self, request: web.Request) -> web.Response:
        """Where its sending stands, as a part of the page that a script puts in the place of the older one."""
        kept = await self.kept(request)
        return page(request, "progress.html", **await self._show.progress(kept))

    async def test(self, request: web.Request) -> web.Response:
        """Sends it to one of the officer's own chats."""
        visit, kept = acting(request), await self.kept(request)
        chosen = text_of(await request.post(), "chat")
        own = next((each for each in await self._show.own_chats(request) if each.channel == chosen), None)
        if own is None:
            return await self.shown(request, kept, 409, told="Obrolan Anda sendiri belum dikenal di peramban ini.")
        try:
            await self._desk.test(visit, kept, own.channel, own.chat)
        except NobodyThere:
            told = f"Obrolan itu belum ada. Sapa dulu botnya lewat {own.name}, lalu coba lagi dari sini."
            return await self.shown(request, kept, 409, told=told)
        return _led(kept, "tested")

    async def act(self, request: web.Request) -> web.Response:
        """Does what the form says; the page is then shown anew, so that a reload repeats nothing."""
        visit, kept = acting(request), await self.kept(request)
        form = await request.post()
        act = self._acts.get(text_of(form, "act"))
        if act is None:
            raise web.HTTPBadRequest
        try:
            done = await act(visit, kept, form)
        except (StaleAnnouncement, NotNow):
            kept = await self.kept(request)
            told = stale_words(kept, text_of(form, "seen"))
            return await self.shown(request, kept, 409, told=told, typed=form)
        except _Refused as refused:
            kept = await self.kept(request)
            return await self.shown(request, kept, refused.status, told=refused.told, typed=form)
        return _led(kept, done)

    async def _send(self, visit: Visit, kept: Kept, form: Any) -> str:  # noqa: ANN401 - aiohttp's fields
        await self._let_go(visit, kept, form, None)
        return "sent"

    async def _schedule(self, visit: Visit, kept: Kept, form: Any) -> str:  # noqa: ANN401
        wall = wall_time(text_of(form, "at"))
        if wall is None:
            raise _Refused("Isi tanggal dan jam kirimnya.", 400)
        await self._let_go(visit, kept, form, self._desk.moment(kept.told.office, wall))
        return "sent"

    async def _let_go(self, visit: Visit, kept: Kept, form: Any, at: dt.datetime | None) -> None:  # noqa: ANN401
        seen, confirmed = as_seen(kept, version_of(form)), text_of(form, "confirmed")
        try:
            await self._desk.send(visit, seen, at, number_of(confirmed))
        except AlreadyPast:
            raise _Refused("Waktu itu sudah lewat. Pilih waktu yang akan datang.", 400) from None
        except WrongAnnouncement as error:
            raise _Refused(f"{PROBLEMS[error.problem]} Ubah dulu hari terakhirnya.", 400) from None
        except MustConfirm as asked:
            first = "Jumlah itu tidak sama" if confirmed else "Penerimanya banyak"
            raise _Refused(f"{first}. Ketik {asked.count} untuk mengirim. Belum ada yang terkirim.", 400) from None

    async def _approve(self, visit: Visit, kept: Kept, form: Any) -> str:  # noqa: ANN401
        try:
            await self._desk.approve(visit, as_seen(kept, version_of(form)))
        except MayNotApprove:
            raise _Refused("Hanya kepala atau admin yang menyetujui pengumuman.", 403) from None
        except SamePerson:
            raise _Refused("Anda yang mengirimnya; orang lain harus menyetujuinya.", 403) from None
        return "approved"

    async def _pause(self, visit: Visit, kept: Kept, _form: Any) -> str:  # noqa: ANN401 - a brake works always
        await self._desk.pause(visit, kept)
        return "paused"

    async def _resume(self, visit: Visit, kept: Kept, form: Any) -> str:  # noqa: ANN401
        await self._desk.resume(visit, as_seen(kept, version_of(form)))
        return "resumed"

    async def _cancel(self, visit: Visit, kept: Kept, form: Any) -> str:  # noqa: ANN401
        if text_of(form, "sure") != "yes":
            raise _Refused("Centang dulu bahwa Anda yakin. Belum ada yang dibatalkan.", 400)
        await self._desk.cancel(visit, kept)
        return "cancelled"

    async def _retry(self, visit: Visit, kept: Kept, form: Any) -> str:  # noqa: ANN401
        return await self._again(visit, as_seen(kept, version_of(form)), uncertain=False)

    async def _retry_uncertain(self, visit: Visit, kept: Kept, form: Any) -> str:  # noqa: ANN401
        if text_of(form, "sure") != "yes":
            raise _Refused("Centang dulu: sebagian warga mungkin menerimanya dua kali. Belum ada yang dikirim.", 400)
        return await self._again(visit, as_seen(kept, version_of(form)), uncertain=True)

    async def _again(self, visit: Visit, seen: Kept, *, uncertain: bool) -> str:
        try:
            found = await self._desk.retry(visit, seen, uncertain=uncertain)
        except WrongAnnouncement:
            raise _Refused("Masa berlakunya sudah habis; tidak dikirim lagi.") from None
        if not found:
            raise _Refused("Belum ada yang dapat dicoba lagi: warganya belum dapat dijangkau.")
        return "retried"

    async def shown(
        self,
        request: web.Request,
        kept: Kept,
        status: int = 200,
        *,
        told: str = "",
        done: str = "",
        typed: Any = None,  # noqa: ANN401 - aiohttp's fields
    ) -> web.Response:
        """The page, with what is to be told; a form that was refused keeps what was `typed`."""
        again = {name: text_of(typed or {}, name) for name in ("at", "confirmed")}
        context = await self._show.page(request, visit_of(request), kept)
        return page(
            request, "announcement.html", status,
            told=told, done=self._show.done_words(kept, done), again=again, **context,
        )  # fmt: skip

    async def kept(self, request: web.Request) -> Kept:
        """The announcement that a request is about; raises HTTPNotFound."""
        try:
            return await self._desk.kept(visit_of(request).officer, request.match_info["announcement"])
        except UnknownAnnouncement:
            raise web.HTTPNotFound from None


def stale_words(kept: Kept, mark: str) -> str:
    """Says that something was not done because the announcement is no longer as it was seen, and what changed."""
    names = [name for name in changed_since(kept, mark) if name != "keadaan"]
    parts = [
        f"Pengumuman ini {STATES[kept.state]}. Yang Anda tekan tidak dikerjakan lagi; tidak ada yang terkirim dua kali."
    ]
    if names:
        parts.append(f"Berubah sejak Anda membukanya: {', '.join(names)}. Periksa dulu yang baru.")
    return " ".join(parts)


def _led(kept: Kept, done: str) -> web.Response:
    return web.Response(status=303, headers={"Location": f"/desk/announcements/{kept.id}?done={done}"})
