"""What WhatsApp makes of a reply, as HTML for whoever wants to see it before it goes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from bot.channels.whatsapp.rendering import Body, Media, rendered
from handlers.turn import Reply

_SET_APART = (
    (re.compile(r"(?<!\w)\*(?=\S)(.+?)(?<=\S)\*(?!\w)"), r"<b>\1</b>"),
    (re.compile(r"(?<!\w)_(?=\S)(.+?)(?<=\S)_(?!\w)"), r"<i>\1</i>"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """The words of each message as HTML, everything in it escaped, and the labels under them, row by row."""

    bubbles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()


def shown(reply: Reply) -> Shown:
    """A reply as it arrives; the name of its file is not part of the words."""
    file = reply.file
    media = Media("image" if _is_picture(file.name) else "document", "", file.name) if file is not None else None
    bodies = rendered(reply, media)
    bubbles = tuple(_html(words) for each in bodies if (words := _words(each)))
    return Shown(bubbles, tuple((label,) for each in bodies for label in _labels(each)))


def _is_picture(name: str) -> bool:
    return not name.lower().endswith((".pdf", ".json", ".html", ".txt"))


def _html(text: str) -> str:
    found = escape(text, quote=False)
    for pattern, tags in _SET_APART:
        found = pattern.sub(tags, found)
    return found


def _words(body: Body) -> str:
    told = body[body["type"]]
    words: str = told["body"]["text"] if body["type"] == "interactive" else told.get("body") or told.get("caption", "")
    return words


def _labels(body: Body) -> Iterator[str]:
    if body["type"] != "interactive":
        return
    action = body["interactive"]["action"]
    for each in action.get("buttons", ()):
        yield each["reply"]["title"]
    for section in action.get("sections", ()):
        yield from (row.get("description") or row["title"] for row in section["rows"])
