"""Draws a sheet as a picture as wide as a phone."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.papers.fonts import path, printable
from bot.papers.sheet import Sheet

_SIZE = (1080, 1350)


def draw(sheet: Sheet) -> bytes:
    """The sheet as a PNG."""
    picture = Image.new("L", _SIZE, 255)
    pen = ImageDraw.Draw(picture)
    pen.text((60, 60), printable(sheet.office), 0, ImageFont.truetype(path("Regular"), 36))
    pen.text((60, 140), printable(sheet.large or sheet.title), 0, ImageFont.truetype(path("Bold"), 96))
    content = BytesIO()
    picture.save(content, "PNG", optimize=True)
    return content.getvalue()
