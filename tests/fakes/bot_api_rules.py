"""What Telegram refuses of a text or a keyboard, in its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

LONGEST_TEXT = 4096
"""UTF-16 units of a message after its markup is parsed."""
LONGEST_CAPTION = 1024
"""UTF-16 units of the words under a file."""
_LONGEST_DATA = 64
_MOST_BUTTONS = 100
_MOST_IN_A_ROW = 8
_TAG = re.compile(r"<(/?)([a-z-]+)(?:\s[^<>]*)?>")
_ALLOWED = frozenset(
    "b strong i em u ins s strike del span tg-spoiler tg-emoji a code pre blockquote".split()  # noqa: SIM905
)
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-f]+);")


@dataclass(frozen=True)
class Shown:
    """What a message looks like: its text, the tags round it, and its buttons as rows of words and data."""

    text: str
    tags: tuple[tuple[str, str], ...]
    buttons: tuple[tuple[tuple[str, str], ...], ...]


class Refusal(Exception):
    """What Telegram answers instead of a result."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def shown(parameters: dict[str, Any], too_long: str = "message is too long") -> Shown:
    """What a message with these parameters would look like; refused where Telegram refuses it."""
    text, html = str(parameters.get("text", "")), parameters.get("parse_mode") == "HTML"
    plain = parsed(text) if html else text
    if not plain.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    if len(plain.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        raise Refusal(400, f"Bad Request: {too_long}")
    tags = tuple((tag[1], tag[2]) for tag in _TAG.finditer(text) if html)
    return Shown(plain.strip(), tags, _buttons(parameters.get("reply_markup")))


def captioned(parameters: dict[str, Any]) -> Shown:
    """What a file with these parameters would look like; refused where Telegram refuses its words or buttons."""
    text, html = str(parameters.get("caption", "")), parameters.get("parse_mode") == "HTML"
    plain = parsed(text) if html else text
    if len(plain.encode("utf-16-le")) // 2 > LONGEST_CAPTION:
        raise Refusal(400, "Bad Request: message caption is too long")
    tags = tuple((tag[1], tag[2]) for tag in _TAG.finditer(text) if html)
    return Shown(plain.strip(), tags, _buttons(parameters.get("reply_markup")))


def parsed(text: str) -> str:
    """The text without its markup; refused where Telegram could not parse it."""
    opened: list[str] = []
    for tag in _TAG.finditer(text):
        closing, name = tag[1], tag[2]
        if name not in _ALLOWED:
            raise Refusal(400, f'Bad Request: can\'t parse entities: Unsupported start tag "{name}"')
        if closing and (not opened or opened.pop() != name):
            raise Refusal(400, "Bad Request: can't parse entities: Unmatched end tag")
        if not closing:
            opened.append(name)
    if opened or "<" in _TAG.sub("", text):
        raise Refusal(400, "Bad Request: can't parse entities: Can't find end tag")
    return _ENTITY.sub("&", _TAG.sub("", text))


def _buttons(markup: Any) -> tuple[tuple[tuple[str, str], ...], ...]:
    rows = markup["inline_keyboard"] if markup else ()
    if sum(map(len, rows)) > _MOST_BUTTONS or any(len(row) > _MOST_IN_A_ROW for row in rows):
        raise Refusal(400, "Bad Request: too many buttons")
    for button in (button for row in rows for button in row):
        if not 1 <= len(button["callback_data"].encode()) <= _LONGEST_DATA:
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        if not button["text"]:
            raise Refusal(400, "Bad Request: text buttons are unallowed to be empty")
    return tuple(tuple((button["text"], button["callback_data"]) for button in row) for row in rows)
