"""What a platform says of a file before its content is looked at: taken for now, or refused at once."""

from __future__ import annotations

from bot.files.naming import shown_name
from handlers.file_note import LARGEST_FILE, FileKind, FileNote

_KINDS: dict[str, FileKind] = {
    "image/jpeg": "jpeg",
    "image/png": "png",
    "image/webp": "webp",
    "application/pdf": "pdf",
}
_UNSURE = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/x-pdf"})
"""What apps call a file that they do not know; it may be any kind."""
_SCRIPTED = "image/svg+xml"


def declared_note(ref: str, declared: str, given_name: str | None, size: int | None) -> FileNote:
    """The note of a file of a declared media type; `size` is in bytes, where the platform tells it."""
    kind = _KINDS.get(declared)
    name = shown_name(given_name, kind)
    if size is not None and size > LARGEST_FILE:
        return FileNote(ref, "refused", kind, size, name, "size")
    if kind is None and declared not in _UNSURE and (not declared.startswith("image/") or declared == _SCRIPTED):
        return FileNote(ref, "refused", None, size, name, "type")
    return FileNote(ref, "pending", kind, size, name)
