"""Sends files that were made for an officer: always to be saved, piece by piece."""

from __future__ import annotations

import asyncio
from typing import IO
from urllib.parse import quote

from aiohttp import web

from bot.desk.pages import guard

_PIECE = 256 * 1024


async def send_file(request: web.Request, file: IO[bytes], name: str, media_type: str) -> web.StreamResponse:
    """Sends a file under a name."""
    response = web.StreamResponse()
    response.content_type = media_type
    if media_type.startswith("text/"):
        response.charset = "utf-8"
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    guard(response)
    await response.prepare(request)
    while piece := await asyncio.to_thread(file.read, _PIECE):
        await response.write(piece)
    await response.write_eof()
    return response
