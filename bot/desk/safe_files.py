"""Files that others sent, as the desk gives them out: documents only to be saved, pictures only drawn anew."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import quote

from aiohttp import web
from PIL import Image

_SIDE = (1200, 1200)
_QUALITY = 82
_TYPES = {"jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "pdf": "application/pdf"}
_SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""Even opened by itself, what was sent can do nothing."""


def to_be_saved(content: bytes, name: str, kind: str) -> web.Response:
    """A file as a download; its name is shown, never used as a path."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": _SANDBOX,
    }
    return web.Response(body=content, content_type=_TYPES.get(kind, "application/octet-stream"), headers=headers)


def to_be_seen(content: bytes) -> web.Response:
    """A picture, drawn anew as a small JPEG; the work of a thread."""
    return web.Response(body=_drawn(content), content_type="image/jpeg", headers={"Content-Security-Policy": _SANDBOX})


def _drawn(content: bytes) -> bytes:
    with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as picture:
        picture.draft("RGB", _SIDE)
        picture.thumbnail(_SIDE)
        flat = Image.new("RGB", picture.size, "white")
        shown = picture.convert("RGBA")
        flat.paste(shown, mask=shown)
    file = BytesIO()
    flat.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()
