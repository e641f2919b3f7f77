"""The pages of a visitor's own checklists: shown, ticked also after hours without a connection, never another's."""

from __future__ import annotations

import datetime as dt
import math
from functools import partial
from importlib.resources import files
from typing import Any

from aiohttp import web

from bot.arrival import Arrival
from bot.channels.web.checklist_html import index_page, list_page
from bot.channels.web.identity import Identities
from bot.channels.web.limits import Allowance, MakeLimit
from bot.channels.web.visitors import STORE_TROUBLE, address, problem, visitor_of
from bot.clock import Clock
from bot.store.checklist_writing import PageTick, tick_on_page
from bot.store.checklists import checklists_at
from bot.store.conversations import Held
from bot.store.store import Store
from bot.store.unit import StoreUnavailable
from bot.turns import Turns
from handlers.checklist import Checklist
from handlers.checklist_talk import LISTS_DUE
from handlers.context import Context
from handlers.lists.renewing import is_stale
from handlers.turn import Message, Turn
from knowledge.understanding import Understanding

_MOST_TICKS = 500
"""Items of one request; the page sends each item once."""
_OLDEST = dt.timedelta(days=400)
"""A tick that waited longer in a browser is as old as that."""
_GONE = "Halaman ini tidak ada."


class ChecklistPages:
    """The routes of the pages."""

    def __init__(self, store: Store, turns: Turns, identities: Identities, limit: MakeLimit, clock: Clock) -> None:
        self._store = store
        self._turns = turns
        self._identities = identities
        self._clock = clock
        self._by_visitor = limit(Allowance("ticks", per_minute=60, burst=60))
        self._worker = (files("bot.channels.web") / "static" / "checklist-worker.js").read_bytes()

    def routes(self) -> list[web.RouteDef]:
        """What the pages and their script ask for."""
        return [
            web.get("/daftar-periksa", self.index),
            web.get("/daftar-periksa/worker.js", self.worker),
            web.get("/daftar-periksa/{office}/{key}", self.page),
            web.post("/daftar-periksa/{office}/{key}", self.tick),
        ]

    async def index(self, request: web.Request) -> web.Response:
        """All lists of the visitor."""
        try:
            held, lists = await self._own(request)
        except StoreUnavailable:
            return problem(503, STORE_TROUBLE, 5)
        if held is None:
            raise web.HTTPNotFound
        return _page(index_page(self._context(held), lists))

    async def page(self, request: web.Request) -> web.Response:
        """One list of the visitor; any other is not there."""
        try:
            held, lists = await self._own(request)
        except StoreUnavailable:
            return problem(503, STORE_TROUBLE, 5)
        checklist = next((each for each in lists if each.service == _service(request)), None)
        if held is None or checklist is None:
            raise web.HTTPNotFound
        return _page(list_page(self._context(held), checklist))

    async def tick(self, request: web.Request) -> web.Response:
        """Ticks of a page, each with how long ago it was made; answers with the list as it stands."""
        visitor = visitor_of(request, self._identities)
        if visitor is None:
            return problem(404, _GONE)
        if request.content_type != "application/json":  # a form of another site cannot send this
            return problem(415, "Cara itu tidak dilayani di sini.")
        if wait := await self._by_visitor.wait(visitor):
            return problem(429, "Terlalu banyak permintaan. Tunggu sebentar.", wait)
        now = self._clock()
        try:
            version, ticks = _ticks(await request.json(), now)
        except (ValueError, UnicodeDecodeError):
            return problem(400, "Permintaan tidak dapat dibaca.")
        work = partial(
            tick_on_page, address=address(visitor), service=_service(request), version=version, ticks=ticks, now=now
        )
        try:
            checklist = await self._store.write(work)
        except StoreUnavailable:
            return problem(503, STORE_TROUBLE, 5)
        return problem(404, _GONE) if checklist is None else _standing(checklist)

    async def worker(self, _request: web.Request) -> web.Response:
        """The script that keeps the opened pages for when there is no connection."""
        return web.Response(
            body=self._worker,
            content_type="text/javascript",
            charset="utf-8",
            headers={"Cache-Control": "no-cache", "Service-Worker-Allowed": "/daftar-periksa"},
        )

    async def _own(self, request: web.Request) -> tuple[Held | None, tuple[Checklist, ...]]:
        """The visitor's conversation and lists, by today's decrees."""
        visitor = visitor_of(request, self._identities)
        if visitor is None:
            return None, ()
        where = address(visitor)
        held, lists = await self._store.read(partial(checklists_at, address=where))
        if any(is_stale(self._turns.search.library, each) for each in lists):
            await self._turns.take(Arrival(where, "lists", Message("timer", choice=LISTS_DUE)))
            held, lists = await self._store.read(partial(checklists_at, address=where))
        return held, lists

    def _context(self, held: Held) -> Context:
        turn = Turn(Message("text"), held.conversation, self._clock())
        return Context(turn, held.conversation, self._turns.search, Understanding("help"))


def _page(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html", headers={"Cache-Control": "no-store"})


def _standing(checklist: Checklist) -> web.Response:
    document = {
        "version": checklist.version,
        "items": {item.name: item.ready for item in checklist.items},
        "skipped": [item.name for item in checklist.skipped],
    }
    return web.json_response(document, headers={"Cache-Control": "no-store"})


def _service(request: web.Request) -> str:
    return f"{request.match_info['office']}/{request.match_info['key']}"


def _ticks(document: Any, now: dt.datetime) -> tuple[str, list[PageTick]]:  # noqa: ANN401 - whatever JSON was sent
    """The version of the page and its ticks; raises ValueError for a document that is none."""
    if not isinstance(document, dict) or not isinstance(document.get("version"), str):
        raise ValueError("no version")
    listed = document.get("ticks")
    if not isinstance(listed, list) or len(listed) > _MOST_TICKS:
        raise ValueError("ticks")
    return document["version"], [_tick(each, now) for each in listed]


def _tick(document: Any, now: dt.datetime) -> PageTick:  # noqa: ANN401 - whatever JSON was sent
    if not isinstance(document, dict):
        raise ValueError("tick")
    name, text, ready, age = (document.get(key) for key in ("name", "text", "ready", "age"))
    if not isinstance(name, str) or not isinstance(text, str) or not isinstance(ready, bool):
        raise ValueError("tick")
    if isinstance(age, bool) or not isinstance(age, int | float) or not math.isfinite(age):
        raise ValueError("age")
    waited = min(max(age, 0) / 1000, _OLDEST.total_seconds())
    return PageTick(name, text, ready, now - dt.timedelta(seconds=waited))
