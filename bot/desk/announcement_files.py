"""The picture or PDF of an announcement at the desk: put into a draft, looked at, taken out again."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.announce_words import PROBLEMS
from bot.announcing import NotNow, WrongAnnouncement
from bot.desk.announce_desk import AnnounceDesk, as_seen
from bot.desk.announcement_pages import AnnouncementPages
from bot.desk.forms import version_of
from bot.desk.look import shows_picture
from bot.desk.pages import acting
from bot.desk.safe_files import to_be_saved, to_be_seen
from bot.desk.uploading import UPLOADED
from bot.files.shelf import Shelf
from bot.store.announcements import Kept, StaleAnnouncement

_PATH = "/announcements/{announcement}/file"


class AnnouncementFiles:
    """Three routes."""

    def __init__(self, desk: AnnounceDesk, pages: AnnouncementPages, shelf: Shelf) -> None:
        self._desk = desk
        self._pages = pages
        self._shelf = shelf

    def routes(self) -> list[web.RouteDef]:
        """Below the desk's prefix; the door lets more through to the one that takes a file."""
        return [
            web.get(_PATH, self.show, allow_head=False),
            web.post(_PATH, self.attach, name="upload"),
            web.post(f"{_PATH}/remove", self.remove),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """A picture to look at, drawn anew and small; a document as a download."""
        kept = await self._pages.kept(request)
        digest = await self._desk.content(kept)
        if digest is None or kept.told.file is None:
            raise web.HTTPNotFound
        content = await asyncio.to_thread(self._read, digest)
        if shows_picture(kept.told.file.name):
            return await asyncio.to_thread(to_be_seen, content)
        return to_be_saved(content, kept.told.file.name, "pdf")

    async def attach(self, request: web.Request) -> web.Response:
        """Puts a file into the draft, in place of the one before."""
        visit, kept = acting(request), await self._pages.kept(request)
        given = request[UPLOADED]
        if given.content is None:
            return await self._pages.shown(request, kept, 400, told="Pilih dulu berkasnya.")
        try:
            kept = await self._desk.attach(visit, as_seen(kept, version_of(given.fields)), given.content, given.name)
        except WrongAnnouncement as error:
            return await self._pages.shown(
                request, kept, 400, told=f"{PROBLEMS[error.problem]} Belum ada yang berubah."
            )
        except (NotNow, StaleAnnouncement):
            return await self._changed(request)
        except OSError:
            told = "Berkas itu belum dapat disimpan: cakramnya penuh atau terganggu. Beri tahu operator."
            return await self._pages.shown(request, kept, 503, told=told)
        return _led(kept, "attached")

    async def remove(self, request: web.Request) -> web.Response:
        """Takes the file out of the draft."""
        visit, kept = acting(request), await self._pages.kept(request)
        try:
            kept = await self._desk.detach(visit, as_seen(kept, version_of(await request.post())))
        except (NotNow, StaleAnnouncement):
            return await self._changed(request)
        return _led(kept, "detached")

    async def _changed(self, request: web.Request) -> web.Response:
        told = "Pengumuman ini berubah sejak Anda membukanya. Berkasnya belum diubah; periksa dulu yang baru."
        return await self._pages.shown(request, await self._pages.kept(request), 409, told=told)

    def _read(self, digest: str) -> bytes:
        try:
            return self._shelf.path(digest).read_bytes()
        except (OSError, ValueError):
            raise web.HTTPNotFound from None


def _led(kept: Kept, done: str) -> web.Response:
    return web.Response(status=303, headers={"Location": f"/desk/announcements/{kept.id}?done={done}"})
