"""Files from the web chat: one a request, read piece by piece, checked, and then a message like any other.

The name stands in a header and not in the address, which proxies write to their logs; a page of another site cannot
send such a header, and so no file in a visitor's name.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import unquote

import structlog
from aiohttp import web

from bot.arrival import Arrival, FileAt, file_id
from bot.channels.web.identity import Identities
from bot.channels.web.limits import Allowance, MakeLimit, address_of
from bot.channels.web.visitors import LONGEST_KEY, STORE_TROUBLE, UNKNOWN_VISITOR, address, problem, visitor_of
from bot.files.accepting import Acceptance
from bot.files.naming import shown_name
from bot.files.refusing import RefusedFile
from bot.metrics import FILES
from bot.store.unit import StoreUnavailable
from bot.turns import Turns
from handlers.file_note import FileNote
from handlers.turn import Message

_ID_HEADER, _NAME_HEADER = "X-Message-Id", "X-File-Name"
_LONGEST_NAME = 1000
_PIECE = 64 * 1024
_WITHIN = 600.0
"""Seconds for a file: 10 MB at the 150 kbit/s of a village at the edge of its cell."""
_PER_VISITOR = 3
_AT_ONCE = 100
_log = structlog.get_logger("tanya.web")


@dataclass(frozen=True, slots=True)
class _Upload:
    """One upload as its headers tell it."""

    visitor: str
    key: str
    name: str


class Uploads:
    """The one route that takes more than a message."""

    def __init__(self, turns: Turns, acceptance: Acceptance, identities: Identities, limit: MakeLimit) -> None:
        self._turns = turns
        self._acceptance = acceptance
        self._identities = identities
        self._by_visitor = limit(Allowance("file", per_minute=6, burst=10))
        self._by_address = limit(Allowance("file address", per_minute=30, burst=30))
        self._under_way: Counter[str] = Counter()

    def routes(self) -> list[web.RouteDef]:
        """Where the page sends files."""
        return [web.post("/chat/files", self.post)]

    async def post(self, request: web.Request) -> web.Response:
        """One file of the visitor; the same id again is the same message."""
        upload = self._read(request)
        if isinstance(upload, web.Response):
            return upload
        wait = await self._by_visitor.wait(upload.visitor) or await self._by_address.wait(address_of(request))
        if wait:
            return problem(429, "Terlalu banyak berkas. Tunggu sebentar; berkas Anda dikirim ulang.", wait)
        if self._under_way[upload.visitor] >= _PER_VISITOR or self._under_way.total() >= _AT_ONCE:
            return problem(503, "Masih ada berkas yang sedang dikirim. Tunggu sebentar.", 5)
        self._under_way[upload.visitor] += 1
        try:
            return await self._take(request, upload)
        finally:
            self._under_way[upload.visitor] -= 1
            if not self._under_way[upload.visitor]:
                del self._under_way[upload.visitor]

    def _read(self, request: web.Request) -> _Upload | web.Response:
        visitor = visitor_of(request, self._identities)
        if visitor is None:
            return problem(401, UNKNOWN_VISITOR)
        key, name = request.headers.get(_ID_HEADER, ""), request.headers.get(_NAME_HEADER)
        if not 0 < len(key) <= LONGEST_KEY or name is None or len(name) > _LONGEST_NAME:
            return problem(400, "Berkas tidak dapat dibaca.")
        return _Upload(visitor, key, unquote(name))

    async def _take(self, request: web.Request, upload: _Upload) -> web.Response:
        where, key = address(upload.visitor), f"{upload.visitor}/{upload.key}"
        try:
            async with asyncio.timeout(_WITHIN):
                note, at = await self._accepted(request, upload, file_id(where, key))
            office = request.query.get("office")
            known = office if office in self._turns.search.library.offices else None
            receipt = await self._turns.take(Arrival(where, key, Message("file", file=note), office=known, file=at))
        except TimeoutError:
            return problem(408, "Berkas terlalu lama di jalan. Dikirim ulang sebentar lagi.", 5)
        except StoreUnavailable:
            return problem(503, STORE_TROUBLE, 5)
        except web.RequestPayloadError:
            return problem(400, "Berkas terputus di jalan.")
        except OSError as error:
            _log.error("file not kept", error=type(error).__name__)
            return problem(503, "Berkas belum dapat disimpan. Dikirim ulang sebentar lagi.", 30)
        return web.json_response(
            {"event": receipt.event, "repeated": receipt.status == "repeated", "replies": receipt.replies}
        )

    async def _accepted(self, request: web.Request, upload: _Upload, ref: str) -> tuple[FileNote, FileAt]:
        """What the file is found to be; one that cannot be taken is refused in the conversation, as elsewhere."""
        try:
            accepted = await self._acceptance.accept(_pieces(request))
        except RefusedFile as refused:
            FILES.labels("web", refused.problem).inc()
            note = FileNote(ref, "refused", None, request.content_length, shown_name(upload.name), refused.problem)
            return note, FileAt()
        FILES.labels("web", "stored").inc()
        name = shown_name(upload.name, accepted.kind)
        note = FileNote(ref, "stored", accepted.kind, accepted.received, name)
        return note, FileAt(sha256=accepted.sha256, size=accepted.size)


async def _pieces(request: web.Request) -> AsyncIterator[bytes]:
    async for piece in request.content.iter_chunked(_PIECE):
        yield piece
