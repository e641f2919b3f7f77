"""The web chat's routes: the page, messages up by POST, messages down as a list and as server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from importlib.resources import files
from typing import Any

from aiohttp import web

from bot.arrival import Arrival
from bot.channels.web.downloads import download_path
from bot.channels.web.html import render
from bot.channels.web.identity import Identities
from bot.channels.web.limits import Allowance, MakeLimit, address_of
from bot.channels.web.visitors import COOKIE, LONGEST_KEY, STORE_TROUBLE, UNKNOWN_VISITOR, address, problem, visitor_of
from bot.clock import Clock
from bot.files.naming import size_text
from bot.plain_text import render as render_plain
from bot.reply_json import load
from bot.store.reading import Said, Talk, mark_fetched, talk_after
from bot.store.store import Store
from bot.store.unit import StoreUnavailable
from bot.turns import LONGEST_TEXT, Turns
from bot.wakes import Wakes
from handlers.claims import carries_code
from handlers.state import load_note
from handlers.turn import Message

_COOKIE_DAYS = 180
_MOST_HISTORY = 60
_MOST_STREAMED = 100
_PING = 20.0
"""Seconds after which a silent stream says that it lives: proxies close what is silent for longer."""
_STREAMS_PER_VISITOR = 4
_STREAMS = 2000


class WebChat:
    """The web chat over a store; `https` says whether the page is reached so, which decides about its cookie."""

    def __init__(
        self,
        store: Store,
        turns: Turns,
        wakes: Wakes,
        identities: Identities,
        limit: MakeLimit,
        clock: Clock,
        *,
        https: bool,
    ) -> None:
        self._store = store
        self._turns = turns
        self._wakes = wakes
        self._identities = identities
        self._clock = clock
        self._https = https
        self._by_visitor = limit(Allowance("visitor", per_minute=30, burst=12))
        self._by_address = limit(Allowance("address", per_minute=240, burst=60))
        self._codes_by_address = limit(Allowance("code", per_minute=2, burst=10))
        self._streams: Counter[str] = Counter()
        self._page = (files("bot.channels.web") / "static" / "chat.html").read_text("utf-8")
        self.closing = asyncio.Event()

    def routes(self) -> list[web.RouteDef]:
        """What the page and its script ask for."""
        return [
            web.get("/", self.page),
            web.post("/chat/messages", self.post),
            web.get("/chat/messages", self.history),
            web.get("/chat/events", self.stream),
        ]

    @property
    def open_streams(self) -> int:
        """How many chats listen now."""
        return self._streams.total()

    async def page(self, request: web.Request) -> web.Response:
        """The page; it gives a visitor without a cookie one."""
        response = web.Response(text=self._page, content_type="text/html")
        response.headers["Cache-Control"] = "no-store"
        if self._visitor(request) is None:
            self._remember(response, self._identities.fresh())
        return response

    async def post(self, request: web.Request) -> web.Response:
        """One message of the visitor; the same id again is the same message."""
        visitor = self._visitor(request)
        if visitor is None:
            return problem(401, UNKNOWN_VISITOR)
        wait = await self._by_visitor.wait(visitor) or await self._by_address.wait(address_of(request))
        if wait:
            return problem(429, "Terlalu banyak pesan. Tunggu sebentar, lalu kirim lagi.", wait)
        try:
            arrival = _arrival(visitor, await request.json(), self._turns)
        except (ValueError, UnicodeDecodeError):
            return problem(400, "Pesan tidak dapat dibaca.")
        if carries_code(arrival.message) and (wait := await self._codes_by_address.wait(address_of(request))):
            return problem(429, "Terlalu banyak kode dicoba. Tunggu sebentar, lalu coba lagi.", wait)
        try:
            receipt = await self._turns.take(arrival)
        except StoreUnavailable:
            return problem(503, STORE_TROUBLE, 5)
        return web.json_response(
            {"event": receipt.event, "repeated": receipt.status == "repeated", "replies": receipt.replies}
        )

    async def history(self, request: web.Request) -> web.Response:
        """The messages after a number, for a page that opens or cannot keep a stream."""
        visitor = self._visitor(request)
        if visitor is None:
            return web.json_response({"messages": []})
        try:
            talk = await self._talk(visitor, _number(request.query, "after"), _MOST_HISTORY)
            await self._fetched(talk)
        except StoreUnavailable:
            return problem(503, "Penyimpanan sedang terganggu. Coba sebentar lagi.", 5)
        return web.json_response({"messages": _shown(talk.said)}, headers={"Cache-Control": "no-store"})

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """New messages as they are written, from the last one that the page has."""
        visitor = self._visitor(request)
        if visitor is None:
            return problem(401, UNKNOWN_VISITOR)
        if self._streams[visitor] >= _STREAMS_PER_VISITOR or self.open_streams >= _STREAMS:
            return problem(503, "Terlalu banyak percakapan terbuka.", 30)
        after = _number(request.headers, "Last-Event-ID") or _number(request.query, "after")
        response = web.StreamResponse(
            headers={
                "Content-Type": "text/event-stream",
                "Cache-Control": "no-store",
                "X-Accel-Buffering": "no",
            }
        )
        self._streams[visitor] += 1
        try:
            await response.prepare(request)
            await response.write(b"retry: 2000\n\n")
            await self._follow(visitor, after, response)
        except (ConnectionResetError, asyncio.CancelledError):
            raise
        finally:
            self._streams[visitor] -= 1
            if not self._streams[visitor]:
                del self._streams[visitor]
        return response

    async def _follow(self, visitor: str, after: int, response: web.StreamResponse) -> None:
        with self._wakes.listening(f"web:{visitor}") as woken:
            while not self.closing.is_set():
                woken.clear()
                with suppress(StoreUnavailable):
                    talk = await self._talk(visitor, after, _MOST_STREAMED)
                    if talk.anew:
                        await response.write(b"event: anew\ndata: {}\n\n")
                    for shown in _shown(talk.said):
                        data = json.dumps(shown, ensure_ascii=False)
                        await response.write(f"id: {shown['event']}\ndata: {data}\n\n".encode())
                        after = shown["event"]
                    await self._fetched(talk)
                if not await self._woken(woken):
                    await response.write(b": ping\n\n")

    async def _woken(self, woken: asyncio.Event) -> bool:
        """Waits for a wake-up or the end of the service; False when it is time for a sign of life."""
        waits = [asyncio.create_task(woken.wait()), asyncio.create_task(self.closing.wait())]
        try:
            done, _ = await asyncio.wait(waits, timeout=_PING, return_when=asyncio.FIRST_COMPLETED)
            return bool(done)
        finally:
            for wait in waits:
                wait.cancel()

    async def _talk(self, visitor: str, after: int, most: int) -> Talk:
        where = address(visitor)
        return await self._store.read(lambda connection: talk_after(connection, where, after, most))

    async def _fetched(self, talk: Talk) -> None:
        replies = [said.event for said in talk.said if said.direction == "out"]
        conversation = talk.conversation
        if replies and conversation is not None:
            now = self._clock()
            await self._store.write(lambda unit: mark_fetched(unit, conversation, replies[-1], now))

    def _visitor(self, request: web.Request) -> str | None:
        return visitor_of(request, self._identities)

    def _remember(self, response: web.Response, visitor: str) -> None:
        response.set_cookie(
            COOKIE,
            self._identities.signed(visitor),
            max_age=_COOKIE_DAYS * 24 * 3600,
            httponly=True,
            secure=self._https,
            samesite="None" if self._https else "Lax",
        )
        if self._https:  # the library of Python before 3.14 does not know the word
            cookie = response.cookies.pop(COOKIE).OutputString()
            response.headers.add("Set-Cookie", f"{cookie}; Partitioned")


def _arrival(visitor: str, document: Any, turns: Turns) -> Arrival:  # noqa: ANN401 - whatever JSON was sent
    """The arrival of a posted document; raises ValueError when it is none."""
    if not isinstance(document, dict):
        raise ValueError("not an object")
    key, text, choice = (document.get(name) for name in ("id", "text", "choice"))
    if not isinstance(key, str) or not 0 < len(key) <= LONGEST_KEY:
        raise ValueError("id")
    if isinstance(choice, str) and len(choice) <= LONGEST_TEXT:
        message = Message("press", choice=choice)
    elif isinstance(text, str):
        message = Message("text", text)
    else:
        raise ValueError("neither text nor choice")
    office = document.get("office")
    known = office if isinstance(office, str) and office in turns.search.library.offices else None
    return Arrival(address(visitor), f"{visitor}/{key}", message, office=known)


def _shown(said: tuple[Said, ...]) -> list[dict[str, Any]]:
    """Messages as the page shows them; what a press was is found among the choices offered before."""
    labels: dict[str, str] = {}
    shown: list[dict[str, Any]] = []
    for each in said:
        document = json.loads(each.body)
        entry: dict[str, Any] = {"event": each.event, "at": each.at.isoformat()}
        if each.direction == "in":
            entry["you"] = _said(document, labels)
        else:
            reply = load(each.body)
            labels = {choice.id: choice.label for choice in reply.choices}
            entry["html"] = render(reply)
            entry["text"] = render_plain(reply, choices=False)
            entry["choices"] = [{"id": choice.id, "label": choice.label} for choice in reply.choices]
            if reply.file is not None:
                picture = reply.file.kind == "announcement" and not reply.file.name.lower().endswith(".pdf")
                entry["file"] = {"name": reply.file.name, "href": download_path(each.event), "picture": picture}
        shown.append(entry)
    return shown


def _said(document: dict[str, Any], labels: dict[str, str]) -> str:
    """What the visitor did, in words: what was typed, the label of what was pressed, the name of what was attached."""
    if "file" in document:
        note = load_note(document["file"])
        return f"📎 {note.name} ({size_text(note.size or 0)})"
    return str(document.get("text", labels.get(document.get("choice") or "", "")))


def _number(values: Mapping[str, str], name: str) -> int:
    text = values.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
