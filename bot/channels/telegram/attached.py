"""What a Telegram message tells of the photo or document in it; its content is looked at when it is fetched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.channels.telegram.contents import sort
from bot.files.naming import shown_name
from handlers.file_note import LARGEST_FILE, FileKind, FileNote

CONTENTS = frozenset({"photo", "document"})
"""The fields of a message that hold a file which may be attached."""
_KINDS: dict[str, FileKind] = {
    "image/jpeg": "jpeg",
    "image/png": "png",
    "image/webp": "webp",
    "application/pdf": "pdf",
}
_UNSURE = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/x-pdf"})
"""What apps call a file that they do not know; it may be any kind."""
_SCRIPTED = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file: what is known of it, and its id at Telegram."""

    note: FileNote
    source: str


def attached(message: dict[str, Any], ref: str) -> Attached | None:
    """The file of a message, refused at once where Telegram already tells that it cannot be taken; None without one."""
    if sort(message) not in {"picture", "file"}:
        return None
    if message.get("photo"):
        largest = max(message["photo"], key=lambda each: each["width"] * each["height"])
        return Attached(_note(ref, largest, "image/jpeg"), largest["file_id"])
    if document := message.get("document"):
        return Attached(_note(ref, document, str(document.get("mime_type", ""))), document["file_id"])
    return None


def _note(ref: str, told: dict[str, Any], declared: str) -> FileNote:
    kind, size = _KINDS.get(declared), told.get("file_size")
    name = shown_name(told.get("file_name"), kind)
    if size is not None and size > LARGEST_FILE:
        return FileNote(ref, "refused", kind, size, name, "size")
    if kind is None and declared not in _UNSURE and (not declared.startswith("image/") or declared == _SCRIPTED):
        return FileNote(ref, "refused", None, size, name, "type")
    return FileNote(ref, "pending", kind, size, name)
