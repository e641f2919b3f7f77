"""Real files made here: pictures with everything that a phone writes into them, and small PDF files."""

from __future__ import annotations

import io

from PIL import Image, PngImagePlugin

CANARY = "KENARI-LOKASI"
"""Stands in every place of a picture where something personal could be."""
_XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{CANARY}</x:xmpmeta>".encode()


def jpeg(size: tuple[int, int] = (40, 20), turned: int = 1, **how: object) -> bytes:
    """A photo whose left half is red, with its place, its camera, XMP and a comment; `turned` is its orientation."""
    return _saved("JPEG", size, exif=_exif(turned), xmp=_XMP, comment=CANARY.encode(), quality=80, **how)


def png(size: tuple[int, int] = (40, 20)) -> bytes:
    """A picture with text and Exif."""
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", CANARY)
    text.add_itxt("XML:com.adobe.xmp", _XMP.decode())
    return _saved("PNG", size, exif=_exif(1), pnginfo=text)


def webp(size: tuple[int, int] = (40, 20)) -> bytes:
    """A picture with Exif and XMP."""
    return _saved("WEBP", size, exif=_exif(1), xmp=_XMP)


def pdf(more: bytes = b"", after: bytes = b"") -> bytes:
    """A PDF of one empty page; `more` goes into its trailer, `after` behind its end."""
    body = (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 0/Kids[]>>\nendobj\n"
    )
    trailer = b"xref\n0 3\ntrailer\n<</Size 3/Root 1 0 R" + more + b">>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + trailer + after


def opened(content: bytes) -> Image.Image:
    """The picture in a file, with its information read."""
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def _exif(turned: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F] = CANARY
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[29] = "S", (6.0, 23.0, 30.0), CANARY
    return exif


def _saved(kind: str, size: tuple[int, int], **how: object) -> bytes:
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()
