"""Draws a sheet as a picture as wide as a phone, as tall as its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.papers.fonts import Weight, path, printable
from bot.papers.qr import QUIET, modules
from bot.papers.sheet import Code, Sheet
from bot.plain_text import bullet
from handlers.turn import Line, Section

_WIDTH, _MARGIN = 1080, 60
"""Pixels: what phones show without making it larger."""
_LEADING = 1.3
_GREEN, _INK, _SOFT, _PAPER = "#0b6e4f", "#16211c", "#5a6a62", "#ffffff"
_TALLEST = 8_000
"""Pixels: with the width below the 10,000 that Telegram allows a photo (core.telegram.org/bots/api#sendphoto)."""
_MODULE = 11
"""Pixels of one square of a code; it must survive that Telegram makes a JPEG of it."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that is to be drawn: how large, how far in, and how much room above it."""

    text: str
    size: int
    colour: str = _INK
    weight: Weight = "Regular"
    left: int = 0
    above: int = 0
    mark: str = ""
    centred: bool = False


def draw(sheet: Sheet) -> bytes:
    """The sheet as a PNG file."""
    texts = list(_texts(sheet))
    before, after = texts[:3], texts[3:]
    code = _code_picture(sheet.code) if sheet.code is not None else None
    height = 2 * _MARGIN + sum(_height(text) for text in texts) + (code.height + 30 if code is not None else 0)
    picture = Image.new("RGB", (_WIDTH, min(height, _TALLEST)), _PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, _WIDTH, 16), _GREEN)
    top = _MARGIN
    for text in before:
        top = _put(pen, text, top)
    if code is not None:
        picture.paste(code, ((_WIDTH - code.width) // 2, top + 20))
        top += code.height + 30
    for text in after:
        top = _put(pen, text, top)
    content = BytesIO()
    picture.quantize(32).save(content, "PNG", optimize=True)
    return content.getvalue()


def _texts(sheet: Sheet) -> Iterator[_Text]:
    yield _Text(sheet.office, 34, _SOFT)
    yield _Text(sheet.title, 40, _GREEN, "Bold", above=24)
    yield _Text(sheet.large or "", 104, _INK, "Bold")
    if sheet.code is not None:
        yield _Text(sheet.code.caption, 30, _SOFT, centred=True)
    for section in sheet.sections:
        yield from _section(section)
    for number, text in enumerate(sheet.small):
        yield _Text(text, 28, _SOFT, above=0 if number else 28)


def _section(section: Section) -> Iterator[_Text]:
    above = 26
    if section.heading:
        yield _Text(section.heading, 38, _GREEN, "Bold", above=above)
        above = 6
    for paragraph in section.paragraphs:
        yield _Text(paragraph, 36, above=above)
        above = 6
    for line in section.lines:
        yield from _line(line, 0, above)
        above = 6
    for paragraph in section.closing:
        yield _Text(paragraph, 28, _SOFT, above=6)


def _line(line: Line, depth: int, above: int) -> Iterator[_Text]:
    yield _Text(line.text, 36, left=44 * (depth + 1), above=above, mark=bullet(line.mark))
    for each in line.lines:
        yield from _line(each, depth + 1, 4)


def _height(text: _Text) -> int:
    return text.above + len(_wrapped(text)) * round(text.size * _LEADING)


def _put(pen: ImageDraw.ImageDraw, text: _Text, top: int) -> int:
    """Draws a text; returns where the next one begins."""
    top += text.above
    font, left = _font(text.weight, text.size), _MARGIN + text.left
    if text.mark:
        pen.text((left - 44, top), printable(text.mark), _SOFT, font)
    for line in _wrapped(text):
        place = (_WIDTH / 2, top) if text.centred else (left, top)
        pen.text(place, line, text.colour, font, anchor="ma" if text.centred else "la")
        top += round(text.size * _LEADING)
    return top


def _wrapped(text: _Text) -> list[str]:
    """The lines of a text; a word longer than a line is broken, so that nothing runs out of the picture."""
    font, room = _font(text.weight, text.size), _WIDTH - 2 * _MARGIN - text.left
    lines: list[str] = []
    for paragraph in printable(text.text).split("\n"):
        line = ""
        for word in paragraph.split():
            joined = f"{line} {word}".lstrip()
            if font.getlength(joined) <= room:
                line = joined
                continue
            if line:
                lines.append(line)
            line = word
            while font.getlength(line) > room:
                fits = next(count for count in range(len(line) - 1, 0, -1) if font.getlength(line[:count]) <= room)
                lines.append(line[:fits])
                line = line[fits:]
        if line:
            lines.append(line)
    return lines


def _code_picture(code: Code) -> Image.Image:
    rows = modules(code.url)
    side = len(rows) + 2 * QUIET
    small = Image.new("L", (side, side), 255)
    for down, row in enumerate(rows, QUIET):
        for across, dark in enumerate(row, QUIET):
            if dark:
                small.putpixel((across, down), 0)
    return small.resize((side * _MODULE, side * _MODULE), Image.Resampling.NEAREST).convert("RGB")


@cache
def _font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path(weight), size)
