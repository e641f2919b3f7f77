"""What a Telegram message tells of the photo or document in it; its content is looked at when it is fetched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.channels.telegram.contents import sort
from bot.files.declaring import declared_note
from handlers.file_note import FileNote

CONTENTS = frozenset({"photo", "document"})
"""The fields of a message that hold a file which may be attached."""


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
    return declared_note(ref, declared, told.get("file_name"), told.get("file_size"))
