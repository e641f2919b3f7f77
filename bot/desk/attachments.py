"""Attachments out of the desk: always as a download, and pictures drawn anew and small to look at; never as sent."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.desk.pages import visit_of
from bot.desk.safe_files import to_be_saved, to_be_seen
from bot.desk.ticket_desk import TicketDesk
from bot.files.shelf import Shelf
from bot.store.files import FiledFile
from bot.store.officer_acts import UnknownTicket


class Attachments:
    """Two routes, by the number of the attachment on its ticket; names are shown, never used as paths."""

    def __init__(self, desk: TicketDesk, shelf: Shelf) -> None:
        self._desk = desk
        self._shelf = shelf

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix."""
        at = r"/tickets/{number}/files/{place:[1-9]\d{0,2}}"
        return [web.get(at, self.download, allow_head=False), web.get(f"{at}/preview", self.preview, allow_head=False)]

    async def download(self, request: web.Request) -> web.Response:
        """The file, to be saved."""
        return await as_download(self._shelf, await self._filed(request))

    async def preview(self, request: web.Request) -> web.Response:
        """A picture, drawn anew as a small JPEG."""
        return await as_preview(self._shelf, await self._filed(request))

    async def _filed(self, request: web.Request) -> FiledFile:
        """The attachment that a request is about; the look at it is written down."""
        visit, place = visit_of(request), int(request.match_info["place"])
        try:
            file = await self._desk.file(visit.officer, request.match_info["number"])
        except UnknownTicket:
            raise web.HTTPNotFound from None
        if place > len(file.files) or file.files[place - 1].sha256 is None:
            raise web.HTTPNotFound
        await self._desk.looked(visit, file, "file-seen", f"/{place}")
        return file.files[place - 1]


async def as_download(shelf: Shelf, filed: FiledFile) -> web.Response:
    """A stored file, to be saved."""
    content = await asyncio.to_thread(_read, shelf, filed)
    return to_be_saved(content, filed.note.name, filed.note.kind or "pdf")


async def as_preview(shelf: Shelf, filed: FiledFile) -> web.Response:
    """A stored picture, drawn anew as a small JPEG; raises HTTPNotFound for anything else."""
    if not filed.note.is_picture:
        raise web.HTTPNotFound
    return await asyncio.to_thread(lambda: to_be_seen(_read(shelf, filed)))


def _read(shelf: Shelf, filed: FiledFile) -> bytes:
    try:
        return shelf.path(filed.sha256 or "").read_bytes()
    except (OSError, ValueError):
        raise web.HTTPNotFound from None
