"""What a WhatsApp message holds: words, a press, a file, something without words, or nothing to be answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.files.declaring import declared_note
from handlers.file_note import FileNote
from handlers.turn import Message, Sort

SORTS: dict[str, Sort] = {
    "audio": "voice",
    "video": "video",
    "sticker": "sticker",
    "location": "place",
    "contacts": "contact",
    "image": "picture",
    "document": "file",
    "order": "other",
}
"""What can be sent besides words, by the type of a message; a type that is not known is answered as "other"."""
IGNORED = frozenset({"reaction", "revoke", "request_welcome", "system"})
"""Types that ask for no answer: a heart on our answer, a message taken back, a chat that was only opened."""
_UNSUPPORTED: dict[str, Sort] = {"poll": "poll", "poll_creation": "poll", "video_note": "video"}
"""What the API cannot hand over, by what it says of it; what else there is, an edit too, is answered as "other"."""
_NO_ANSWER = frozenset({"reaction", "revoke", "pin", "keep"})
_BY_TYPE: dict[str, Sort] = {"audio": "voice", "video": "video"}
"""Sound and films sent as a document are what they are to who sent them."""
_FILES = frozenset({"image", "document"})
_NULL = "\x00"
_MEDIA_ID = re.compile(r"[A-Za-z0-9_-]{1,256}")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file: what is known of it, and its id at WhatsApp."""

    note: FileNote
    source: str


def words(message: dict[str, Any]) -> str:
    """What was written: the text, or the words under a file; raises TypeError where that is no text."""
    kind = message["type"]
    if kind == "text":
        return plain(message["text"]["body"])
    caption = (message.get(kind) or {}).get("caption") if kind in {"image", "document", "video"} else None
    return plain(caption) if caption is not None else ""


def said(message: dict[str, Any]) -> Message | None:
    """A message without its file; None for what asks for no answer. Raises KeyError and TypeError for a broken one."""
    kind = message["type"]
    if kind in IGNORED:
        return None
    match kind:
        case "interactive":
            return _pressed(message["interactive"])
        case "button":
            told = message["button"]
            return Message("text", plain(told.get("payload") or told["text"]))
        case "edit":
            return _corrected(message["edit"]["message"])
        case "unsupported":
            return _unsupported(message)
        case _:
            return _written(message)


def attached(message: dict[str, Any], ref: str) -> Attached | None:
    """The file of a message, refused at once where WhatsApp already tells that it cannot be taken; None without one."""
    kind = message["type"]
    if kind not in _FILES or _sort(message) not in {"picture", "file"}:
        return None
    told = message[kind]
    source, declared = plain(told["id"]), plain(told.get("mime_type") or "").partition(";")[0].strip().lower()
    if _MEDIA_ID.fullmatch(source) is None:
        raise ValueError("no media id")
    return Attached(declared_note(ref, declared, plain(told.get("filename") or ""), None), source)


def plain(value: object) -> str:
    """A text that can be stored: half a surrogate pair, which JSON can carry, and NUL cannot. Raises TypeError."""
    if not isinstance(value, str):
        raise TypeError("no text")
    return value.replace(_NULL, "").encode("utf-8", "replace").decode()


def _written(message: dict[str, Any]) -> Message:
    """Words are words, whatever is sent with them; without words the sort is told."""
    text = words(message)
    return Message("text", text) if text.strip() or message["type"] == "text" else _wordless(_sort(message))


def _pressed(told: dict[str, Any]) -> Message | None:
    """The choice of a button or a list; what else can be answered to a form of WhatsApp's is not ours."""
    kind = told["type"]
    if kind not in {"button_reply", "list_reply"}:
        return None if kind == "call_permission_reply" else _wordless("other")
    return Message("press", choice=plain(told[kind]["id"]))


def _corrected(message: dict[str, Any]) -> Message | None:
    """A message whose words were changed is a new question; of a file only its words can be."""
    text = words(message)
    return Message("text", text) if text.strip() else None


def _unsupported(message: dict[str, Any]) -> Message | None:
    kind = str((message.get("unsupported") or {}).get("type", ""))
    return None if kind in _NO_ANSWER else _wordless(_UNSUPPORTED.get(kind, "other"))


def _wordless(sort: Sort) -> Message:
    return Message("unreadable", sort=sort)


def _sort(message: dict[str, Any]) -> Sort:
    found: Sort = SORTS.get(message["type"], "other")
    if found == "file":
        declared = plain(message["document"].get("mime_type") or "")
        return _BY_TYPE.get(declared.partition("/")[0], "file")
    return found
