"""The words of a reply as WhatsApp shows them: *bold* headings, _italic_ sources, and no marks by accident.

WhatsApp has no way to write a mark as itself, so one that would format something is shown by a sign that looks alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.plain_text import section_lines
from handlers.turn import Reply, Section

_ALIKE = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"})
_LONGEST_EMPHASIS = 300
"""Characters of a line that is set apart; a longer one may be cut, and would lose one of its marks."""
_LINK = re.compile(r"(?:https?://|www\.|wa\.me/)\S+", re.IGNORECASE)
"""Never changed: it would lead elsewhere."""
_PAIR = re.compile(r"(?<!\w)([*_~`])(?=\S).*?(?<=\S)\1(?!\w)")
"""What WhatsApp formats: a mark before a word and the same one after a word of the same line."""
_QUOTE = re.compile(r"^(\s*)>(?=\s)")


def units(text: str) -> int:
    """The length of a text in UTF-16 units, the most that any counting of characters may come to."""
    return len(text.encode("utf-16-le")) // 2


def lines(reply: Reply) -> Iterator[str]:
    """The words of a reply, line by line; empty lines part its sections."""
    begun = False
    for section in reply.sections:
        if begun:
            yield ""
        begun = True
        yield from _section(section)
    for source in reply.source_lines:
        if begun:
            yield ""
        begun = True
        yield from _set_apart(source, "_")


def packed(found: Iterable[str], room: int) -> list[str]:
    """Lines as the fewest texts of at most `room` units, parted between lines, never within one that fits."""
    texts: list[list[str]] = [[]]
    size = 0
    for line in _cut(found, room):
        length = units(line) + 1
        if texts[-1] and size + length > room + 1:
            texts.append([])
            size = 0
        if texts[-1] or line:
            texts[-1].append(line)
            size += length
    return [text for each in texts if (text := "\n".join(each).rstrip())]


def harmless(text: str) -> str:
    """A line that WhatsApp shows as it is written."""
    shown = _QUOTE.sub(r"\1›", text)
    parts = []
    at = 0
    for link in _LINK.finditer(shown):
        parts += [_unmarked(shown[at : link.start()]), link[0]]
        at = link.end()
    return "".join([*parts, _unmarked(shown[at:])])


def _unmarked(text: str) -> str:
    return _PAIR.sub(lambda found: found[0].translate(_ALIKE), text)


def _section(section: Section) -> Iterator[str]:
    for is_heading, text in section_lines(section):
        yield from _set_apart(text, "*") if is_heading else (harmless(text),)


def _set_apart(text: str, mark: str) -> Iterator[str]:
    """Each line between marks, unless there are marks or links in it, or nothing at all."""
    for line in text.split("\n"):
        words = line.strip()
        plain = not words or mark in words or _LINK.search(words) or len(words) > _LONGEST_EMPHASIS
        yield harmless(words) if plain else f"{mark}{harmless(words)}{mark}"


def _cut(found: Iterable[str], room: int) -> Iterator[str]:
    """Lines longer than a whole text in pieces that end at a space where there is one."""
    for line in found:
        rest = line
        while units(rest) > room:
            piece = rest[: room // 2]
            cut = piece.rfind(" ") + 1
            piece = piece[: cut or len(piece)]
            yield piece.rstrip()
            rest = rest[len(piece) :]
        yield rest
