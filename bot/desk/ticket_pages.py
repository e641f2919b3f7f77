"""The pages of one ticket: looking at it, words to the citizen with their preview, and what stays in the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from aiohttp import web

from bot.desk.act_words import DONE, PASSED, REFUSALS, SPOKEN, STALE, outcome, why
from bot.desk.composing import NOTHING, Composer, Sought, sought_in
from bot.desk.door import LIVE
from bot.desk.pages import acting, fields_of, page, visit_of
from bot.desk.ticket_desk import TicketDesk
from bot.staff import LONGEST_WORDS
from bot.store.officer_acts import ActKind, NotPossible, OfficerAct, StaleTicket, UnknownTicket


@dataclass(frozen=True, slots=True)
class _Draft:
    """What an officer wrote that did not go yet; nothing of it is lost by a refusal."""

    kind: str = "answered"
    text: str = ""
    note: str = ""
    passing: str = ""
    target: str = ""
    reason: str = ""


class TicketPages:
    """The pages, and what is new for one that is open."""

    def __init__(self, desk: TicketDesk, composer: Composer) -> None:
        self._desk = desk
        self._composer = composer

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        return [
            web.get("/moved", self.moved, allow_head=False),
            web.get("/tickets/{number}", self.show, allow_head=False),
            web.post("/tickets/{number}/compose", self.compose),
            web.post("/tickets/{number}/preview", self.preview),
            web.post("/tickets/{number}/act", self.act),
            web.get("/live/tickets/{number}", self.news, name=f"{LIVE}-ticket", allow_head=False),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """The ticket, or for an office that it left where it went."""
        try:
            await self._desk.file(visit_of(request).officer, request.match_info["number"])
        except UnknownTicket:
            return await self._trace(request)
        done = DONE.get(request.query.get("done", ""), "")
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

    async def moved(self, request: web.Request) -> web.Response:
        """All that left the officer's offices."""
        found = await self._desk.traces(visit_of(request))
        return page(request, "moved.html", traces=[self._desk.trace_words(each) for each in found])

    async def _trace(self, request: web.Request) -> web.Response:
        try:
            trace = await self._desk.trace(visit_of(request), request.match_info["number"])
        except UnknownTicket:
            raise web.HTTPNotFound from None
        done = DONE.get(request.query.get("done", ""), "")
        return page(request, "trace.html", trace=self._desk.trace_words(trace), done=done)

    async def compose(self, request: web.Request) -> web.Response:
        """The ticket with a canned reply or a passage added to the words, or with what was found in the decree."""
        visit = acting(request)
        given = await fields_of(request)
        kind = next((each for each in SPOKEN if each == given.get("kind")), "answered")
        try:
            file = await self._desk.file(visit.officer, request.match_info["number"])
        except UnknownTicket:
            raise web.HTTPNotFound from None
        writing = await self._composer.writing(file, visit.officer.name)
        draft = _Draft(kind, self._composer.added(writing, file.filed.ticket.office, given))
        version, sought = _version(given), sought_in(given)
        if version != file.filed.version:
            return await self._page(request, told=STALE, draft=draft, since=version, sought=sought, looked=True)
        return await self._page(request, draft=draft, sought=sought, looked=True)

    async def preview(self, request: web.Request) -> web.Response:
        """The words as the citizen will read them, with the button that sends them."""
        visit = acting(request)
        act = await _act(request, visit.officer.name)
        verb = {**SPOKEN, **PASSED}.get(act.kind)
        if verb is None:
            raise web.HTTPBadRequest
        try:
            preview = await self._desk.preview(visit, act)
            act = await self._desk.ready(visit, act)
            window = await self._desk.window(visit, act.number)
        except REFUSALS as error:
            return await self._refused(request, act, error)
        return page(
            request, "confirm.html",
            act=act, verb=verb, replies=preview.replies, version=preview.version, others=preview.others,
            main=preview.main, spoken=act.kind in SPOKEN, longest=LONGEST_WORDS, window=window,
        )  # fmt: skip

    async def act(self, request: web.Request) -> web.Response:
        """Does it; the page is then shown anew, so that a reload repeats nothing."""
        visit = acting(request)
        act = await _act(request, visit.officer.name)
        try:
            recorded = await self._desk.act(visit, act)
        except REFUSALS as error:
            return await self._refused(request, act, error)
        target = f"/desk/tickets/{act.number}?done={outcome(act.kind, recorded)}"
        return web.Response(status=303, headers={"Location": target})

    async def _refused(self, request: web.Request, act: OfficerAct, error: Exception) -> web.Response:
        """The ticket as it is now, with why it was refused, what changed meanwhile, and the officer's words."""
        if isinstance(error, UnknownTicket):
            raise web.HTTPNotFound
        draft = _kept(act)
        if isinstance(error, StaleTicket):
            return await self._page(request, 409, told=STALE, draft=draft, since=act.version)
        status = 409 if isinstance(error, NotPossible) else 400
        return await self._page(request, status, told=why(error), draft=draft)

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
        spoken = [(kind, name) for kind, name in SPOKEN.items() if kind in opened.view.possible]
        return page(
            request, "ticket.html", status,
            ticket=opened.view, opened=opened, spoken=spoken, told=told, done=done, draft=draft, changed=changed,
            longest=LONGEST_WORDS, writing=writing,
        )  # fmt: skip


def _kept(act: OfficerAct) -> _Draft:
    """What was typed for an act that was refused."""
    if act.kind == "noted":
        return _Draft(note=act.text)
    if act.kind in SPOKEN:
        return _Draft(act.kind, act.text)
    if act.kind in {*PASSED, "unit"}:
        return _Draft(passing=act.kind, target=act.target, reason=act.text)
    return _Draft()


async def _act(request: web.Request, officer: str) -> OfficerAct:
    """What a form wants done; raises HTTPBadRequest for what no form of these pages sends."""
    given = await fields_of(request)
    kind = next((each for each in get_args(ActKind) if each == given.get("kind")), None)
    if kind is None:
        raise web.HTTPBadRequest
    return OfficerAct(
        kind, request.match_info["number"], officer, given.get("text", ""),
        version=_version(given), target=given.get("target", ""),
    )  # fmt: skip


def _version(given: Mapping[str, str]) -> int:
    """The version that the form was made from: without one nothing is saved."""
    text = given.get("version", "")
    if not text.isdecimal() or len(text) > 9:
        raise web.HTTPBadRequest
    return int(text)
