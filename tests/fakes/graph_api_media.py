"""Files as a Graph host keeps them: uploaded by form, looked up by id, downloaded with the token from another path."""

from __future__ import annotations

import hashlib
from collections import deque
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.fakes.graph_api_rules import Refusal

_LARGEST = {"image": 5 * 2**20, "audio": 16 * 2**20, "video": 16 * 2**20, "document": 100 * 2**20}
"""Bytes that may be uploaded of each sort (Meta's page "Media", supported media types)."""
_TYPES = (
    "audio/aac", "audio/mp4", "audio/mpeg", "audio/amr", "audio/ogg", "application/vnd.ms-powerpoint",
    "application/msword", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/pdf", "text/plain",
    "application/vnd.ms-excel", "image/jpeg", "image/png", "image/webp", "video/mp4", "video/3gpp",
)  # fmt: skip


@dataclass(frozen=True)
class Medium:
    """One file: its content, its MIME type, and its name where it was sent with one."""

    content: bytes
    mime: str
    name: str = ""


class FakeMedia:
    """The files by their ids; `lost` are statuses that downloads are answered with first, in order.

    `elsewhere` is a host that download addresses name instead of this one; `uploads` counts what was uploaded,
    `downloads` what was asked for, with what `tokens`.
    """

    def __init__(self) -> None:
        self.kept: dict[str, Medium] = {}
        self.lost: deque[int] = deque()
        self.elsewhere: str | None = None
        self.uploads = 0
        self.downloads = 0
        self.tokens: list[str] = []

    def mime(self, identity: str) -> str:
        """The MIME type of a file; raises KeyError where there is none."""
        return self.kept[identity].mime

    def told(self, content: bytes, mime: str, name: str = "") -> dict[str, Any]:
        """A file that a citizen sends, as a webhook tells of it."""
        identity = self._keep(Medium(content, mime, name))
        told = {"id": identity, "mime_type": mime, "sha256": hashlib.sha256(content).hexdigest()}
        told["url"] = f"https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid={identity}"
        return {**told, "filename": name} if name else told

    async def upload(self, request: web.Request) -> dict[str, Any]:
        """Takes a file from a form."""
        form = await request.post()
        file = form.get("file")
        if form.get("messaging_product") != "whatsapp":
            raise Refusal(100, message="(#100) The parameter messaging_product is required.")
        if not isinstance(file, web.FileField):
            raise Refusal(100, message="(#100) The parameter file is required.")
        mime, content = file.content_type, file.file.read()
        if mime not in _TYPES:
            raise Refusal(
                100,
                message=f"(#100) Param file must be a file with one of the following types: {', '.join(_TYPES)}."
                f" Received file of type '{mime}'.",
            )
        sort = mime.partition("/")[0]
        if not content or len(content) > _LARGEST.get(sort, _LARGEST["document"]):
            raise Refusal(131053, "File size is out of the allowed range")
        self.uploads += 1
        return {"id": self._keep(Medium(content, mime, file.filename))}

    def found(self, identity: str, url: str) -> dict[str, Any]:
        """What a look-up of a file answers."""
        medium = self.kept.get(identity)
        if medium is None:
            raise Refusal(
                100,
                message=f"Unsupported get request. Object with ID '{identity}' does not exist, cannot be loaded due to"
                " missing permissions, or does not support this operation.",
                subcode=33,
            )
        host = self.elsewhere or url
        return {
            "url": f"{host}/whatsapp_business/attachments/?mid={identity}&ext=1763430300&hash=ARFake",
            "mime_type": medium.mime,
            "sha256": hashlib.sha256(medium.content).hexdigest(),
            "file_size": len(medium.content),
            "id": identity,
            "messaging_product": "whatsapp",
        }

    async def download(self, request: web.Request) -> web.Response:
        """The content of a file, to who has the token."""
        self.downloads += 1
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        self.tokens.append(token)
        if not token:
            return web.Response(status=401)
        if self.lost:
            return web.Response(status=self.lost.popleft())
        medium = self.kept.get(request.query.get("mid", ""))
        return web.Response(body=medium.content, content_type=medium.mime) if medium else web.Response(status=404)

    def _keep(self, medium: Medium) -> str:
        identity = str(1100000000000000 + len(self.kept))
        self.kept[identity] = medium
        return identity
