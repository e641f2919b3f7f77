"""Reads a form that carries a file, part by part and no further than allowed: nothing lies in a temporary file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import BodyPartReader, web

from bot.desk.pages import fields_of
from handlers.file_note import LARGEST_FILE

_LONGEST_FIELD = 4096
_MOST_PARTS = 10
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A form's fields, and its file where one was chosen: under the name that the browser gives it."""

    fields: Mapping[str, str]
    name: str = ""
    content: bytes | None = None


UPLOADED = web.RequestKey("uploaded", Uploaded)
"""Where the door leaves what it read for its token: a body is read once."""


async def read_upload(request: web.Request, largest: int = LARGEST_FILE) -> Uploaded:
    """The form of a request, with a file of `largest` bytes at most.

    Raises HTTPRequestEntityTooLarge, and HTTPBadRequest for what no browser sends.
    """
    if request.content_type != "multipart/form-data":
        return Uploaded(await fields_of(request))
    fields, name, content = {}, "", None
    try:
        reader = await request.multipart()
        for _ in range(_MOST_PARTS):
            part = await reader.next()
            if part is None:
                break
            if not isinstance(part, BodyPartReader) or part.name is None:
                raise web.HTTPBadRequest
            if part.filename:
                name, content = part.filename, await _read(part, largest)
            else:
                fields[part.name] = (await _read(part, _LONGEST_FIELD)).decode("utf-8", "replace")
    except ValueError:  # no form at all, by its headers or its parts
        raise web.HTTPBadRequest from None
    return Uploaded(fields, name, content)


async def _read(part: BodyPartReader, most: int) -> bytes:
    content = bytearray()
    while piece := await part.read_chunk(_PIECE):
        content += piece
        if len(content) > most:
            raise web.HTTPRequestEntityTooLarge(most, len(content))
    return bytes(content)
