"""Attachments out of the desk: always as a download, and pictures drawn anew and small to look at; never as sent."""

from __future__ import annotations

import asyncio
from io import BytesIO
from urllib.parse import quote

from aiohttp import web
from PIL import Image

from bot.desk.pages import visit_of
from bot.desk.ticket_desk import TicketDesk
from bot.files.shelf import Shelf
from bot.store.files import FiledFile
from bot.store.officer_acts import UnknownTicket

_PREVIEW = (1200, 1200)
_QUALITY = 82
_TYPES = {"jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "pdf": "application/pdf"}
_SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""Even opened by itself, what citizens sent can do nothing."""


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
    name = quote(filed.note.name, safe="")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "Content-Security-Policy": _SANDBOX}
    return web.Response(body=content, content_type=_TYPES[filed.note.kind or "pdf"], headers=headers)


async def as_preview(shelf: Shelf, filed: FiledFile) -> web.Response:
    """A stored picture, drawn anew as a small JPEG; raises HTTPNotFound for anything else."""
    if not filed.note.is_picture:
        raise web.HTTPNotFound
    drawn = await asyncio.to_thread(lambda: _drawn(_read(shelf, filed)))
    return web.Response(body=drawn, content_type="image/jpeg", headers={"Content-Security-Policy": _SANDBOX})


def _read(shelf: Shelf, filed: FiledFile) -> bytes:
    try:
        return shelf.path(filed.sha256 or "").read_bytes()
    except (OSError, ValueError):
        raise web.HTTPNotFound from None


def _drawn(content: bytes) -> bytes:
    with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as picture:
        picture.draft("RGB", _PREVIEW)
        picture.thumbnail(_PREVIEW)
        flat = Image.new("RGB", picture.size, "white")
        shown = picture.convert("RGBA")
        flat.paste(shown, mask=shown)
    file = BytesIO()
    flat.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()
