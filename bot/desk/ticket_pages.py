"""The pages of one ticket: looking at it, words to the citizen with their preview, and what stays in the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from aiohttp import web

from bot.canned import FIELDS, Unfilled
from bot.desk.composing import NOTHING, Composer, Sought, sought_in
from bot.desk.door import LIVE
from bot.desk.pages import acting, page, visit_of
from bot.desk.ticket_desk import TicketDesk
from bot.staff import LONGEST_WORDS, UnknownClass, WrongWords
from bot.store.officer_acts import ActKind, NotPossible, OfficerAct, Recorded, StaleTicket, UnknownTicket

_SPOKEN: dict[ActKind, str] = {
    "answered": "Jawab",
    "asked": "Minta keterangan atau berkas",
    "rejected": "Tolak dengan alasan",
    "closed": "Tutup",
}
"""Acts of which the citizen is told: they are shown before they go."""
_STALE = "Tiket ini berubah sejak Anda membukanya. Belum ada yang tersimpan; periksa dulu yang baru di bawah."
_DONE = {
    "class": "Golongan tersimpan; batas waktunya dihitung lagi.",
    "assigned": "Petugas tersimpan.",
    "noted": "Catatan tersimpan. Hanya petugas yang membacanya.",
    "sent": "Tersimpan dan dikirim kepada warga. Sampai tidaknya tampak pada riwayat.",
    "web": "Tersimpan, dan tersedia di obrolan web saat warga membukanya.",
    "unreachable": "Tersimpan, tetapi warga tidak dapat dijangkau. Ia membacanya saat menanyakan tiketnya.",
    "untold": "Tersimpan, tetapi obrolan warga sudah dihapus. Hubungi warga lewat kontak pada isiannya.",
}


@dataclass(frozen=True, slots=True)
class _Draft:
    """What an officer wrote that did not go yet; nothing of it is lost by a refusal."""

    kind: str = "answered"
    text: str = ""
    note: str = ""


class TicketPages:
    """The pages, and what is new for one that is open."""

    def __init__(self, desk: TicketDesk, composer: Composer) -> None:
        self._desk = desk
        self._composer = composer

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [
            web.get("/tickets/{number}", self.show, allow_head=False),
            web.post("/tickets/{number}/compose", self.compose),
            web.post("/tickets/{number}/preview", self.preview),
            web.post("/tickets/{number}/act", self.act),
            web.get("/live/tickets/{number}", self.news, name=f"{LIVE}-ticket", allow_head=False),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """The ticket."""
        done = _DONE.get(request.query.get("done", ""), "")
        return await self._page(request, done=done, looked=True)

    async def news(self, request: web.Request) -> web.Response:
        """What happened since a version of the ticket; 204 where nothing did."""
        since = request.query.get("since", "0")
        try:
            file = await self._desk.file(visit_of(request).officer, request.match_info["number"])
        except UnknownTicket:
            raise web.HTTPNotFound from None
        changed = self._desk.changed(file, int(since) if since.isdecimal() and len(since) < 10 else 0)
        if not changed:
            return web.Response(status=204)
        await self._desk.looked(visit_of(request), file, "ticket-seen")
        return page(request, "ticket_news.html", changed=changed)

    async def compose(self, request: web.Request) -> web.Response:
        """The ticket with a canned reply or a passage added to the words, or with what was found in the decree."""
        visit = acting(request)
        given = await _given(request)
        kind = next((each for each in _SPOKEN if each == given.get("kind")), "answered")
        try:
            file = await self._desk.file(visit.officer, request.match_info["number"])
        except UnknownTicket:
            raise web.HTTPNotFound from None
        writing = await self._composer.writing(file, visit.officer.name)
        draft = _Draft(kind, self._composer.added(writing, file.filed.ticket.office, given))
        version, sought = _version(given), sought_in(given)
        if version != file.filed.version:
            return await self._page(request, told=_STALE, draft=draft, since=version, sought=sought, looked=True)
        return await self._page(request, draft=draft, sought=sought, looked=True)

    async def preview(self, request: web.Request) -> web.Response:
        """The words as the citizen will read them, with the button that sends them."""
        visit = acting(request)
        act = await _act(request, visit.officer.name)
        if act.kind not in _SPOKEN:
            raise web.HTTPBadRequest
        try:
            preview = await self._desk.preview(visit, act)
            act = await self._desk.ready(visit, act)
        except (NotPossible, StaleTicket, UnknownTicket, WrongWords, Unfilled) as error:
            return await self._refused(request, act, error)
        return page(
            request, "confirm.html",
            act=act, verb=_SPOKEN[act.kind], replies=preview.replies, version=preview.version,
        )  # fmt: skip

    async def act(self, request: web.Request) -> web.Response:
        """Does it; the page is then shown anew, so that a reload repeats nothing."""
        visit = acting(request)
        act = await _act(request, visit.officer.name)
        try:
            recorded = await self._desk.act(visit, act)
        except (NotPossible, StaleTicket, UnknownTicket, WrongWords, UnknownClass, Unfilled) as error:
            return await self._refused(request, act, error)
        target = f"/desk/tickets/{act.number}?done={_outcome(act.kind, recorded)}"
        return web.Response(status=303, headers={"Location": target})

    async def _refused(self, request: web.Request, act: OfficerAct, error: Exception) -> web.Response:
        """The ticket as it is now, with why it was refused, what changed meanwhile, and the officer's words."""
        if isinstance(error, UnknownTicket):
            raise web.HTTPNotFound
        draft = _Draft(note=act.text) if act.kind == "noted" else _Draft()
        if act.kind in _SPOKEN:
            draft = _Draft(act.kind, act.text)
        if isinstance(error, StaleTicket):
            return await self._page(request, 409, told=_STALE, draft=draft, since=act.version)
        if isinstance(error, NotPossible):
            return await self._page(request, 409, told="Keadaan tiket ini tidak membolehkannya.", draft=draft)
        told = f"Tulis kata-katanya, paling banyak {LONGEST_WORDS} karakter."
        if isinstance(error, UnknownClass):
            told = "Golongan itu tidak ada dalam keputusan kantor ini."
        if isinstance(error, Unfilled):
            missing = FIELDS[error.name].partition(";")[0]
            told = f"Tiket ini tidak punya {missing}. Ganti {{{error.name}}} dengan kata-kata Anda."
        return await self._page(request, 400, told=told, draft=draft)

    async def _page(
        self,
        request: web.Request,
        status: int = 200,
        *,
        told: str = "",
        done: str = "",
        draft: _Draft = _Draft(),
        since: int | None = None,
        sought: Sought = NOTHING,
        looked: bool = False,
    ) -> web.Response:
        visit = visit_of(request)
        try:
            opened = await self._desk.open(visit, request.match_info["number"], looked=looked)
        except UnknownTicket:
            raise web.HTTPNotFound from None
        changed = self._desk.changed(opened.file, since) if since is not None else ()
        writing = await self._composer.writing(opened.file, visit.officer.name, sought)
        spoken = [(kind, name) for kind, name in _SPOKEN.items() if kind in opened.view.possible]
        return page(
            request, "ticket.html", status,
            ticket=opened.view, opened=opened, spoken=spoken, told=told, done=done, draft=draft, changed=changed,
            longest=LONGEST_WORDS, writing=writing,
        )  # fmt: skip


async def _act(request: web.Request, officer: str) -> OfficerAct:
    """What a form wants done; raises HTTPBadRequest for what no form of these pages sends."""
    given = await _given(request)
    kind = next((each for each in get_args(ActKind) if each == given.get("kind")), None)
    if kind is None:
        raise web.HTTPBadRequest
    return OfficerAct(kind, request.match_info["number"], officer, given.get("text", ""), version=_version(given))


async def _given(request: web.Request) -> dict[str, str]:
    return {name: value for name, value in (await request.post()).items() if isinstance(value, str)}


def _version(given: Mapping[str, str]) -> int:
    """The version that the form was made from: without one nothing is saved."""
    text = given.get("version", "")
    if not text.isdecimal() or len(text) > 9:
        raise web.HTTPBadRequest
    return int(text)


def _outcome(kind: ActKind, recorded: Recorded) -> str:
    if kind not in _SPOKEN:
        return kind
    if recorded.channel is None:
        return "untold"
    if recorded.unreachable_since is not None:
        return "unreachable"
    return "web" if recorded.channel == "web" else "sent"
