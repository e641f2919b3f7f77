"""Files as a Bot API host keeps them: told in messages, looked up by getFile, downloaded with the token."""

from __future__ import annotations

from collections import deque
from io import BytesIO
from typing import Any

from aiohttp import web
from PIL import Image

from tests.fakes.bot_api_rules import Refusal

_LARGEST_SENT = 50 * 1024 * 1024
"""Bytes of a document that a bot may send (core.telegram.org/bots/api#senddocument)."""
_LARGEST_PHOTO = 10 * 1024 * 1024
_WIDEST = 10_000
"""Pixels of width and height together (core.telegram.org/bots/api#sendphoto)."""
_LONGEST_SIDE = 20
"""Times that one side may be longer than the other."""
_LARGEST = 20 * 1024 * 1024
"""Bytes of a file that a bot may download (core.telegram.org/bots/api#getfile)."""


async def uploaded(file: web.FileField, *, photo: bool) -> bytes:
    """The content of a file that a bot sends; refused where Telegram refuses it."""
    content = file.file.read()
    if not content:
        raise Refusal(400, "Bad Request: file must be non-empty")
    if len(content) > _LARGEST_SENT:
        raise Refusal(413, "Request Entity Too Large")
    if photo:
        check_photo(content)
    return content


def check_photo(content: bytes) -> None:
    """Refuses what Telegram does not show as a photo."""
    if len(content) > _LARGEST_PHOTO:
        raise Refusal(400, "Bad Request: too big for a photo")
    try:
        with Image.open(BytesIO(content)) as picture:
            width, height = picture.size
    except (OSError, ValueError):
        raise Refusal(400, "Bad Request: IMAGE_PROCESS_FAILED") from None
    if width + height > _WIDEST or max(width, height) > _LONGEST_SIDE * min(width, height):
        raise Refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")


class FakeFiles:
    """The contents by their ids; `lost` are statuses that downloads are answered with first, in order."""

    def __init__(self, token: str) -> None:
        self.contents: dict[str, bytes] = {}
        self.fields: dict[str, dict[str, Any]] = {}
        self.lost: deque[int] = deque()
        self.downloads = 0
        self._token = token

    def told(self, content: bytes, **document: Any) -> dict[str, Any]:
        """The field of a message with a new file: a photo in two sizes, or a document with these properties."""
        number = len(self.contents)
        file = {"file_id": f"F{number}", "file_unique_id": f"U{number}", "file_size": len(content), **document}
        self.contents[f"F{number}"] = content
        small = {**file, "file_id": "thumbnail", "width": 90, "height": 60, "file_size": 900}
        field = {"document": file} if document else {"photo": [small, {**file, "width": 1280, "height": 853}]}
        self.fields[file["file_id"]] = field
        return field

    def again(self, file: str, sort: str) -> tuple[bytes, str, dict[str, Any]]:
        """Content, name and field of a file that is sent by its id; refused as another sort than it is."""
        field = self.fields.get(file)
        if field is None:
            raise Refusal(400, "Bad Request: wrong file identifier/HTTP URL specified")
        if sort not in field:
            raise Refusal(400, "Bad Request: type of file mismatch")
        name = "" if sort == "photo" else field["document"]["file_name"]
        return self.contents[file], name, field

    def found(self, file: str) -> dict[str, Any]:
        """What getFile answers."""
        if file not in self.contents:
            raise Refusal(400, "Bad Request: invalid file_id")
        size = len(self.contents[file])
        if size > _LARGEST:
            raise Refusal(400, "Bad Request: file is too big")
        return {"file_id": file, "file_unique_id": f"U{file}", "file_size": size, "file_path": f"documents/{file}"}

    async def download(self, request: web.Request) -> web.Response:
        """The content of a file, to who has the token."""
        self.downloads += 1
        if request.match_info["token"] != self._token:
            return web.Response(status=401)
        if self.lost:
            return web.Response(status=self.lost.popleft())
        content = self.contents.get(request.match_info["file"])
        return web.Response(body=content) if content is not None else web.Response(status=404)
