"""Names of files as people are shown them: safe to show, never used as a path; and sizes in words."""

from __future__ import annotations

import re
import unicodedata

from bot.masking import masked
from handlers.file_note import FileKind

_LONGEST = 60
_LONGEST_ENDING = 10
_ENDINGS: dict[FileKind, tuple[str, ...]] = {
    "jpeg": (".jpg", ".jpeg"),
    "png": (".png",),
    "webp": (".webp",),
    "pdf": (".pdf",),
}
_UNNAMED: dict[FileKind | None, str] = {"jpeg": "foto", "png": "gambar", "webp": "gambar", "pdf": "dokumen"}
_ROOM = re.compile(r"\s+")
_KILO = 1000
_MEGA = 1_000_000


def shown_name(given: str | None, kind: FileKind | None = None) -> str:
    """A name without folders, control and direction signs and identity numbers; it ends as its kind does."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", given or "")[-1])
    name = "".join(each if unicodedata.category(each)[0] != "C" else " " for each in name)
    name = _cut(masked(_ROOM.sub(" ", name).strip(" .")))
    name = name or _UNNAMED.get(kind, "berkas")
    endings = _ENDINGS[kind] if kind is not None else ()
    return name if not endings or name.lower().endswith(endings) else f"{name}{endings[0]}"


def size_text(size: int) -> str:
    """A number of bytes as people read it: "230 kB", "2,3 MB"; the chat's script says it the same way."""
    if size < _MEGA:
        return f"{max(1, int(size / _KILO + 0.5))} kB"
    return f"{int(size / _MEGA * 10 + 0.5) / 10:.1f} MB".replace(".", ",")


def _cut(name: str) -> str:
    """The name no longer than it can be read, with its ending."""
    if len(name) <= _LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING:
        return f"{name[: _LONGEST - 1].rstrip()}…"
    return f"{stem[: _LONGEST - len(ending) - 2].rstrip()}….{ending}"
