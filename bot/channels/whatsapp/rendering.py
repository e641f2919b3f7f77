"""Renders a reply as the fewest WhatsApp messages that hold it, since each is billed, all within Meta's limits.

Choices are buttons or a list where they fit under the words, else numbered lines: they can be typed in either case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.channels.whatsapp.limits import (
    LONGEST_BODY,
    LONGEST_BUTTON,
    LONGEST_BUTTON_ID,
    LONGEST_CAPTION,
    LONGEST_FILE_NAME,
    LONGEST_ROW,
    LONGEST_ROW_ID,
    LONGEST_ROW_MORE,
    LONGEST_TEXT,
    MOST_BUTTONS,
    MOST_ROWS,
)
from bot.channels.whatsapp.wording import harmless, lines, packed, units
from handlers.turn import Choice, Reply

Body = dict[str, Any]
"""A message as the Cloud API takes it, but for whom it is for."""
_OPEN_LIST = "Pilih"
"""What the button says that opens a list; a reply does not tell its language."""
_CHOOSE = "👇"
"""Stands above choices that come without words: a message with choices must have some."""


@dataclass(frozen=True, slots=True)
class Media:
    """An uploaded file: shown as a picture or opened as a document, by its id at Meta."""

    sort: Literal["image", "document"]
    id: str
    name: str

    @property
    def body(self) -> dict[str, str]:
        """The file as part of a message."""
        named = {"filename": self.name[-LONGEST_FILE_NAME:]} if self.sort == "document" else {}
        return {"id": self.id, **named}


def rendered(reply: Reply, media: Media | None = None) -> list[Body]:
    """The messages of a reply, with a file that comes with it."""
    parts = packed(lines(reply), LONGEST_TEXT)
    last = parts[-1] if parts else _CHOOSE
    if reply.choices and units(last) <= LONGEST_BODY:
        buttons = _buttons(reply.choices, last, media if len(parts) < 2 else None)
        if buttons is not None:
            return [*_with_file(parts[:-1], media if len(parts) > 1 else None), buttons]
        one = _numbered(reply)
        if media is not None and len(one) == 1 and units(one[0]) <= LONGEST_CAPTION:
            return _with_file(one, media)
        if (rows := _list(reply.choices, last)) is not None:
            return [*_with_file(parts[:-1], media), rows]
    return _with_file(_numbered(reply), media)


def addressed(body: Body, external_id: str) -> Body:
    """A message for somebody, by telephone number or, as "recipient", by the id that WhatsApp gives those without."""
    to = {"recipient_type": "individual", "to": external_id} if external_id.isdigit() else {"recipient": external_id}
    return {"messaging_product": "whatsapp", **to, **body}


def _with_file(texts: Sequence[str], media: Media | None) -> list[Body]:
    """Words with a file: under it where they fit, else after it."""
    if media is None:
        return [_text(each) for each in texts]
    if len(texts) == 1 and units(texts[0]) <= LONGEST_CAPTION:
        return [{"type": media.sort, media.sort: {**media.body, "caption": texts[0]}}]
    return [{"type": media.sort, media.sort: media.body}, *(_text(each) for each in texts)]


def _text(text: str) -> Body:
    return {"type": "text", "text": {"body": text, "preview_url": False}}


def _numbered(reply: Reply) -> list[str]:
    """The words with the choices as numbered lines under them."""
    found = list(lines(reply))
    if reply.choices:
        found += [*([""] if found else []), *(f"{at}. {_flat(each.label)}" for at, each in enumerate(reply.choices, 1))]
    return packed(found, LONGEST_TEXT)


def _flat(label: str) -> str:
    return harmless(" ".join(label.split()))


def _buttons(choices: Sequence[Choice], words: str, media: Media | None) -> Body | None:
    """The choices as buttons, with the file over the words; None where they do not fit."""
    titles = [" ".join(each.label.split()) for each in choices]
    fits = (
        len(choices) <= MOST_BUTTONS
        and all(0 < units(each) <= LONGEST_BUTTON for each in titles)
        and len({each.casefold() for each in titles}) == len(titles)
        and _ids_fit(choices, LONGEST_BUTTON_ID)
    )
    if not fits:
        return None
    replies = [
        {"type": "reply", "reply": {"id": each.id, "title": title}} for each, title in zip(choices, titles, strict=True)
    ]
    shown = {"header": {"type": media.sort, media.sort: media.body}} if media is not None else {}
    return _interactive({"type": "button", **shown, "body": {"text": words}, "action": {"buttons": replies}})


def _list(choices: Sequence[Choice], words: str) -> Body | None:
    """The choices as rows of a list; None where they do not fit."""
    rows = [_row(each, at) for at, each in enumerate(choices, 1)]
    titles = {row["title"].casefold() for row in rows if row is not None}
    if len(titles) < len(rows) or len(rows) > MOST_ROWS or not _ids_fit(choices, LONGEST_ROW_ID):
        return None
    return _interactive(
        {"type": "list", "body": {"text": words}, "action": {"button": _OPEN_LIST, "sections": [{"rows": rows}]}}
    )


def _interactive(told: dict[str, Any]) -> Body:
    return {"type": "interactive", "interactive": told}


def _row(choice: Choice, at: int) -> dict[str, str] | None:
    """A choice as a row; one whose words are too long is numbered and shortened, with all of them under it."""
    words = " ".join(choice.label.split())
    if 0 < units(words) <= LONGEST_ROW:
        return {"id": choice.id, "title": words}
    if not words or units(words) > LONGEST_ROW_MORE:
        return None
    return {"id": choice.id, "title": _shortened(f"{at}. {words}", LONGEST_ROW), "description": words}


def _shortened(text: str, most: int) -> str:
    cut = text[: most - 1]
    while units(cut) > most - 1:
        cut = cut[:-1]
    return f"{cut.rstrip()}…"


def _ids_fit(choices: Sequence[Choice], most: int) -> bool:
    ids = {each.id for each in choices}
    return len(ids) == len(choices) and all(0 < units(each) <= most for each in ids)
