"""The pages of chats: who waits, one chat with all that was said, and what an officer does there."""

from __future__ import annotations

import secrets
from typing import get_args

from aiohttp import web

from bot.desk.attachments import as_download, as_preview
from bot.desk.chat_desk import ChatDesk
from bot.desk.door import LIVE
from bot.desk.pages import acting, fields_of, page, visit_of
from bot.files.shelf import Shelf
from bot.staff import LONGEST_WORDS, WrongWords
from bot.store.files import FiledFile
from bot.store.handover_acts import ChatAct, ChatActKind, ChatOver, HeldByOther, UnknownChat
from bot.store.handovers import Chat

_LONGEST_KEY = 64
_CHAT = r"/chats/{chat:[1-9]\d{0,14}}"


class ChatPages:
    """The list, the chat, its acts and files; and what open pages fetch of them."""

    def __init__(self, desk: ChatDesk, shelf: Shelf) -> None:
        self._desk = desk
        self._shelf = shelf

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        at = rf"{_CHAT}/files/{{place:[1-9]\d?}}"
        return [
            web.get("/chats", self.list, allow_head=False),
            web.get("/live/chats", self.refresh, name=f"{LIVE}-chats", allow_head=False),
            web.get(_CHAT, self.show, allow_head=False),
            web.get(f"/live{_CHAT}", self.talk, name=f"{LIVE}-chat", allow_head=False),
            web.post(f"{_CHAT}/act", self.act),
            web.get(at, self.download, allow_head=False),
            web.get(f"{at}/preview", self.preview, allow_head=False),
        ]

    async def list(self, request: web.Request) -> web.Response:
        """Who waits for an officer, and whose chats are held."""
        listed = await self._desk.listed(visit_of(request))
        await self._desk.looked(visit_of(request), "chats-listed", "chats")
        return page(request, "chats.html", listed=listed)

    async def refresh(self, request: web.Request) -> web.Response:
        """The list as it is now, for a page that has it already; as long as it is the same, nobody looks anew."""
        listed = await self._desk.listed(visit_of(request))
        tag = f'"{listed.tag}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        await self._desk.looked(visit_of(request), "chats-listed", "chats")
        response = page(request, "chats_list.html", listed=listed)
        response.headers["ETag"] = tag
        return response

    async def show(self, request: web.Request) -> web.Response:
        """One chat."""
        return await self._page(request)

    async def talk(self, request: web.Request) -> web.Response:
        """What was said by now; for who holds the chat that is no new look, since taking it is written down."""
        visit, chat = visit_of(request), await self._chat(request)
        if chat.held_by != visit.officer.name:
            await self._desk.looked(visit, "chat-seen", f"chat:{chat.id}", chat.office)
        return page(request, "chat_talk.html", chat=await self._desk.view(chat))

    async def act(self, request: web.Request) -> web.Response:
        """Does it; the page is then shown anew, so that a reload repeats nothing."""
        visit = acting(request)
        act = await _act(request)
        try:
            acted = await self._desk.act(visit, act)
        except UnknownChat:
            raise web.HTTPNotFound from None
        except (ChatOver, HeldByOther, WrongWords) as error:
            return await self._page(request, *_refusal(error), draft=act)
        target = f"/desk/chats/{act.chat}"
        if acted.ticket is not None:
            target = f"/desk/tickets/{acted.ticket}"
        elif act.kind in {"end", "return"}:
            target = "/desk/chats"
        return web.Response(status=303, headers={"Location": target})

    async def download(self, request: web.Request) -> web.Response:
        """A file, to be saved."""
        return await as_download(self._shelf, await self._filed(request))

    async def preview(self, request: web.Request) -> web.Response:
        """A picture, drawn anew as a small JPEG."""
        return await as_preview(self._shelf, await self._filed(request))

    async def _filed(self, request: web.Request) -> FiledFile:
        chat, place = await self._chat(request), int(request.match_info["place"])
        files = await self._desk.files(chat)
        if place > len(files) or files[place - 1].sha256 is None:
            raise web.HTTPNotFound
        await self._desk.looked(visit_of(request), "file-seen", f"chat:{chat.id}/{place}", chat.office)
        return files[place - 1]

    async def _chat(self, request: web.Request) -> Chat:
        try:
            return await self._desk.chat(visit_of(request), int(request.match_info["chat"]))
        except UnknownChat:
            raise web.HTTPNotFound from None

    async def _page(
        self, request: web.Request, status: int = 200, told: str = "", draft: ChatAct | None = None
    ) -> web.Response:
        chat, visit = await self._chat(request), visit_of(request)
        await self._desk.looked(visit, "chat-seen", f"chat:{chat.id}", chat.office)
        return page(
            request, "chat.html", status,
            chat=await self._desk.view(chat), told=told, longest=LONGEST_WORDS, key=secrets.token_hex(12),
            holds=chat.state == "taken" and chat.held_by == visit.officer.name,
            words={kind: draft.text if draft is not None and draft.kind == kind else "" for kind in ("say", "ticket")},
        )  # fmt: skip


async def _act(request: web.Request) -> ChatAct:
    """What a form wants done; raises HTTPBadRequest for what no form of these pages sends."""
    given = await fields_of(request)
    kind = next((each for each in get_args(ChatActKind) if each == given.get("kind")), None)
    key = given.get("key", "")
    if kind is None or not 0 < len(key) <= _LONGEST_KEY:
        raise web.HTTPBadRequest
    return ChatAct(kind, int(request.match_info["chat"]), "", given.get("text", ""), key=key)


def _refusal(error: ChatOver | HeldByOther | WrongWords) -> tuple[int, str]:
    if isinstance(error, WrongWords):
        return 400, f"Tulis kata-katanya, paling banyak {LONGEST_WORDS} karakter."
    if isinstance(error, ChatOver):
        return 409, "Obrolan ini sudah berakhir; warga kembali ke bot. Belum ada yang terkirim."
    if error.by is None:
        return 409, "Ambil dulu obrolan ini. Belum ada yang terkirim."
    return 409, f"Obrolan ini dipegang {error.by}. Belum ada yang terkirim; ambil alih dulu bila perlu."
