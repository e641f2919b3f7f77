"""Files on their way out: made such that WhatsApp takes them, uploaded, and known by their id there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from io import BytesIO
from pathlib import PurePath

from PIL import Image, UnidentifiedImageError

from bot.arrival import Address
from bot.channels.whatsapp.client import Graph, GraphError, Lost, Unsent
from bot.channels.whatsapp.limits import LARGEST_PICTURE, PICTURES
from bot.channels.whatsapp.rendering import Media
from bot.papers.paper import Paper
from bot.store.announcement_files import Upload, keep_upload, upload_of
from bot.store.store import Store
from bot.store.unit import StoreUnavailable
from handlers.turn import FileRef

_LONGEST_SIDE = 2560
"""Pixels to which a picture is brought that is too large: WhatsApp itself shows no more."""
_QUALITY = 85
_TEXTS = frozenset({"application/json", "text/html"})
"""What WhatsApp takes as plain text only, whatever its name ends in."""
_BAD_FILE = frozenset({131052, 131053})
FetchPaper = Callable[[Address, FileRef], Awaitable[Paper]]
"""`Papers.paper`: a file for a conversation; raises NoPaper and StoreUnavailable."""


class Uploading:
    """The files that leave from one number."""

    def __init__(self, graph: Graph, account: str, store: Store, paper: FetchPaper) -> None:
        self._graph = graph
        self._account = account
        self._store = store
        self._paper = paper
        self._known: dict[FileRef, Media] = {}
        self._first = asyncio.Lock()

    async def fresh(self, address: Address, file: FileRef) -> Media:
        """A file for one conversation; raises NoPaper, StoreUnavailable, and GraphFailure."""
        return await self._upload(await self._paper(address, file))

    async def shared(self, address: Address, file: FileRef) -> Media:
        """The file of an announcement, uploaded once for all its copies; raises as `fresh`."""
        async with self._first:
            return await self._look_up(file) or await self._share(address, file)

    async def again(self, address: Address, file: FileRef, stale: Media) -> Media:
        """The file of an announcement whose id WhatsApp does not know any more; raises as `fresh`."""
        async with self._first:
            known = self._known.get(file)
            return known if known is not None and known != stale else await self._share(address, file)

    async def _share(self, address: Address, file: FileRef) -> Media:
        media = self._known[file] = await self.fresh(address, file)
        upload = Upload("photo" if media.sort == "image" else "document", media.id)
        with suppress(StoreUnavailable):  # it is uploaded once more after a restart
            await self._store.write(lambda unit: keep_upload(unit, int(file.id), self._account, upload))
        return media

    async def _look_up(self, file: FileRef) -> Media | None:
        if file not in self._known:
            number = int(file.id)
            found = await self._store.read(lambda connection: upload_of(connection, number, self._account))
            if found is None:
                return None
            self._known[file] = Media("image" if found.sort == "photo" else "document", found.source, file.name)
        return self._known[file]

    async def _upload(self, paper: Paper) -> Media:
        content, media_type, name = await asyncio.to_thread(fitted, paper)
        try:
            known = await self._graph.upload(self._account, content, media_type, name)
        except Lost as error:  # nobody was told anything: to upload twice does no harm
            raise Unsent(str(error)) from None
        return Media("image" if media_type in PICTURES else "document", known, name)


def is_bad_file(error: GraphError) -> bool:
    """Whether WhatsApp does not know the id of a file any more, or cannot get at the file."""
    return error.code in _BAD_FILE or (error.code in {100, 131009} and "media" in error.message.lower())


def fitted(paper: Paper) -> tuple[bytes, str, str]:
    """A file as WhatsApp takes it: its content, media type and name. A picture too large or unknown becomes a JPEG."""
    if paper.media_type in _TEXTS:
        return paper.content, "text/plain", paper.name
    too_large = len(paper.content) > LARGEST_PICTURE
    if not paper.picture or (paper.media_type in PICTURES and not too_large):
        return paper.content, paper.media_type, paper.name
    try:
        return _redrawn(paper.content), "image/jpeg", f"{PurePath(paper.name).stem}.jpg"
    except (OSError, UnidentifiedImageError, ValueError):
        return paper.content, paper.media_type, paper.name


def _redrawn(content: bytes) -> bytes:
    with Image.open(BytesIO(content)) as opened:
        opened.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
        drawn = opened.convert("RGBA")
    page = Image.new("RGB", drawn.size, "white")
    page.paste(drawn, mask=drawn.getchannel("A"))
    written = BytesIO()
    page.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue()
