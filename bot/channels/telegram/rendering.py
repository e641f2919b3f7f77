"""Renders a reply for Telegram: HTML in messages of at most 4,096 UTF-16 units, and choices as buttons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from bot.plain_text import section_lines
from handlers.turn import Choice, Reply, Section

LONGEST_MESSAGE = 4096
"""UTF-16 units of a message after its markup is parsed (core.telegram.org/bots/api#sendmessage)."""
LONGEST_CAPTION = 1024
"""UTF-16 units of the words under a file after their markup is parsed (core.telegram.org/bots/api#senddocument)."""
_ROOM = LONGEST_MESSAGE - 96
"""Markup is not counted by Telegram, but a heading repeated or an ellipsis needs room."""
_SHORT_LABEL = 16
"""Labels up to this length stand two in a row on a small phone."""


@dataclass(frozen=True, slots=True)
class Part:
    """One message: as HTML, and as the plain text that is sent when Telegram does not take the markup."""

    html: str
    text: str


def parts(reply: Reply) -> list[Part]:
    """The messages of a reply, split between paragraphs and items, never within one that fits."""
    messages: list[Part] = []
    lines: list[Part] = []
    size = 0
    for line in _cut(_lines(reply)):
        length = units(line.text) + 1
        if lines and size + length > _ROOM:
            messages.append(_joined(lines))
            lines, size = [], 0
        if lines or line.text:
            lines.append(line)
            size += length
    if lines:
        messages.append(_joined(lines))
    return messages


def keyboard(choices: tuple[Choice, ...], turning: int = 0) -> list[list[Choice]]:
    """The choices in rows: two short ones side by side, a long one alone; the last `turning` in a row of their own."""
    rows: list[list[Choice]] = []
    items = len(choices) - turning
    for choice in choices[:items]:
        short = len(choice.label) <= _SHORT_LABEL
        if short and rows and len(rows[-1]) == 1 and len(rows[-1][0].label) <= _SHORT_LABEL:
            rows[-1].append(choice)
        else:
            rows.append([choice])
    return [*rows, list(choices[items:])] if turning else rows


def units(text: str) -> int:
    """The length of a text as Telegram counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _joined(lines: list[Part]) -> Part:
    while lines and not lines[-1].text:
        lines = lines[:-1]
    return Part("\n".join(line.html for line in lines), "\n".join(line.text for line in lines))


def _cut(lines: Iterable[Part]) -> Iterator[Part]:
    """Lines longer than a whole message in pieces, without markup."""
    for line in lines:
        text = line.text
        if units(text) <= _ROOM:
            yield line
            continue
        while text:
            piece = text[: _ROOM // 2]
            cut = piece.rfind(" ") + 1 if len(piece) < len(text) else 0
            piece = text[: cut or len(piece)]
            yield Part(escape(piece, quote=False), piece)
            text = text[len(piece) :]


def _lines(reply: Reply) -> Iterator[Part]:
    for number, section in enumerate(reply.sections):
        if number:
            yield Part("", "")
        yield from _section(section)
    for source in reply.source_lines:
        yield Part("", "")
        yield Part(f"<i>{escape(source, quote=False)}</i>", source)


def _section(section: Section) -> Iterator[Part]:
    for is_heading, text in section_lines(section):
        shown = escape(text, quote=False)
        yield Part(f"<b>{shown}</b>" if is_heading else shown, text)
